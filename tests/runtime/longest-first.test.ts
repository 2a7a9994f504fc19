import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../lib/runtime/experiment';
import { longestFirst } from '../../lib/runtime/longest-first';
import { recordKey } from '../../lib/runtime/record';

const jobOf = (configuration: Configuration) => ({
  ...{ experiment: 'timed', configuration, key: recordKey('timed', configuration) },
});

/** Records of configurations that take so long. */
const recordsOf = (entries: readonly (readonly [Configuration, number])[]) =>
  new Map(
    entries.map(
      ([configuration, seconds]) => [jobOf(configuration).key, { configuration, seconds }] as const,
    ),
  );

const order = (jobs: readonly Configuration[], records: Parameters<typeof longestFirst>[1]) =>
  longestFirst(jobs.map(jobOf), records).map(({ configuration }) => configuration);

/** Of data set 3 jobs take 100 s, of 2 ten, of 1 one; by a tenth more in each trial. */
const seconds = (dataset: number, trial: number) => 10 ** (dataset - 1) * (1 + trial / 10);
const grid = [1, 2, 3].flatMap((dataset) => [0, 1, 2, 3].map((trial) => ({ dataset, trial, scaled: true })));
const records = recordsOf(grid.map((job) => [job, seconds(job.dataset, job.trial)]));

describe('longestFirst', () => {
  it('goes by the records of the jobs themselves', () => {
    const expected = [...grid].sort((a, b) => seconds(b.dataset, b.trial) - seconds(a.dataset, a.trial));
    expect(order(grid, records)).toEqual(expected);
  });

  it('goes by the records that agree in what decides, not by those that agree in more', () => {
    const others = [1, 3, 2].map((dataset) => ({ dataset, trial: 9, scaled: true }));
    expect(order(others, records).map(({ dataset }) => dataset)).toEqual([3, 2, 1]);
    const unlike = [1, 3, 2].map((dataset) => ({ dataset, trial: 3, scaled: false, other: 'setting' }));
    expect(order(unlike, records).map(({ dataset }) => dataset)).toEqual([3, 2, 1]);
  });

  it('takes the mean for what no record tells of', () => {
    const jobs = [1, 7, 3].map((dataset) => ({ dataset, trial: 9 }));
    expect(order(jobs, records).map(({ dataset }) => dataset)).toEqual([3, 7, 1]);
  });

  it('keeps the order of jobs that are expected to take equally long, and of all without records', () => {
    const jobs = [4, 9, 5].map((trial) => ({ dataset: 2, trial, scaled: true }));
    expect(order(jobs, records)).toEqual(jobs);
    expect(order(grid, new Map())).toEqual(grid);
    expect(order(grid, recordsOf(grid.map((job) => [job, 5])))).toEqual(grid);
  });
});
