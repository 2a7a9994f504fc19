import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { collect, type Progress } from '../../lib/runtime/collect';
import type { Experiment } from '../../lib/runtime/experiment';
import { newRecord, recordLine } from '../../lib/runtime/record';
import { RecordStore } from '../../lib/runtime/store';
import { StoreError } from '../../lib/runtime/store-contents';
import { newFolder, registry, resultsOf, storedResults, toy } from './toys';

const paper = (store: string, more = {}) => ({ profile: 'paper' as const, store, registry, ...more });
const quick = (store: string, more = {}) => ({ profile: 'quick' as const, store, registry, ...more });

describe('collect, profile paper', () => {
  it('gives the same records with 1, 2 and 3 workers, in the order of the jobs', async () => {
    const { jobs, run } = toy('toy');
    const expected = await Promise.all(jobs('paper').map((configuration) => run(configuration)));
    for (const workers of [1, 2, 3]) {
      const folder = newFolder();
      const { records, computed, missing } = await collect(toy('toy'), paper(folder, { workers }));
      expect(records.map(({ configuration }) => configuration)).toEqual(jobs('paper'));
      expect(records.map(({ result }) => result)).toEqual(expected);
      expect([computed, missing]).toEqual([24, []]);
      expect(storedResults(folder, 'toy')).toEqual(resultsOf(records));
    }
  });

  it('skips what is in the store', async () => {
    const folder = newFolder();
    const done = recordOf(toy('toy'), 3, { values: [42] });
    writeFileSync(join(folder, 'toy.jsonl'), recordLine(done));
    const { records, computed } = await collect(toy('toy'), paper(folder, { workers: 2 }));
    expect(computed).toBe(23);
    expect(records[3]).toEqual(done);
    const before = readFileSync(join(folder, 'toy.jsonl'), 'utf8');
    const again = await collect(toy('toy'), paper(folder));
    expect([again.computed, again.records.length]).toEqual([0, 24]);
    expect(readFileSync(join(folder, 'toy.jsonl'), 'utf8')).toBe(before);
  });

  it('leaves out records of configurations that are no longer listed', async () => {
    const folder = newFolder();
    const experiment = toy('toy');
    await collect(experiment, paper(folder));
    const fewer: Experiment = { ...experiment, jobs: (profile) => experiment.jobs(profile).slice(0, 5) };
    expect((await collect(fewer, paper(folder))).records.length).toBe(5);
  });

  it('reports progress from nothing to all', async () => {
    const reports: Progress[] = [];
    await collect(
      toy('toy-missing'),
      paper(newFolder(), { workers: 1, onProgress: (progress: Progress) => reports.push(progress) }),
    );
    expect(reports.map(({ done, missing, state }) => [done, missing, state])).toEqual([
      ...[0, 1, 2, 2, 3, 4, 5].map((_, i) => [i, [0, 0, 1, 1, 1, 2, 2][i], 'running']),
      [6, 2, 'finished'],
    ]);
  });
});

describe('a job on TensorFlow.js', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('records what it computed on, but for wasm, and is then compared with nothing', {
    timeout: 120_000,
  }, async () => {
    const experiment = toy('toy-backend');
    const folder = newFolder();
    for (const [backend, carried] of [
      ['wasm', undefined],
      ['cpu', 'cpu'],
    ]) {
      vi.stubEnv('GENLABEL_BACKEND', backend);
      const { records } = await collect(experiment, paper(backend === 'cpu' ? folder : newFolder()));
      expect(records.map(({ result, backend }) => ({ result, backend }))).toEqual(
        [[0], [1]].map((result) => ({ result, backend: carried })),
      );
    }
    expect(readFileSync(join(folder, 'toy-backend.jsonl'), 'utf8')).toMatch(/,"backend":"cpu"\}\n$/);
    vi.stubEnv('GENLABEL_BACKEND', 'wasm');
    const { computed, verified, differing } = await collect(experiment, quick(folder));
    expect([computed, verified, differing]).toEqual([1, 0, []]);
  });
});

describe('collect, profile quick', () => {
  it('computes its jobs afresh, compares them with the committed ones, and shows all that are committed', async () => {
    const folder = newFolder();
    const committed = await collect(toy('toy'), paper(folder));
    const before = readFileSync(join(folder, 'toy.jsonl'), 'utf8');
    const { records, computed, verified, differing } = await collect(toy('toy'), quick(folder));
    expect(records).toEqual(committed.records);
    expect([computed, verified, differing]).toEqual([6, 6, []]);
    expect(readFileSync(join(folder, 'toy.jsonl'), 'utf8')).toBe(before);
  });

  it('computes without any store, and makes none', async () => {
    const folder = join(newFolder(), 'none');
    const { records, computed, verified } = await collect(toy('toy'), quick(folder));
    expect([records.length, computed, verified]).toEqual([6, 6, 0]);
    expect(existsSync(folder)).toBe(false);
  });

  it('names results that differ from the committed ones in the last bit, and keeps the committed ones', async () => {
    const folder = newFolder();
    const experiment = toy('toy-missing');
    const right = (await experiment.run({ index: 3 })) as number[];
    const wrong = [...right.slice(0, 11), right[11] * (1 + 2 ** -52)];
    expect(wrong[11]).not.toBe(right[11]);
    const lines = [
      recordOf(experiment, 0, await experiment.run({ index: 0 })),
      recordOf(experiment, 3, wrong),
    ];
    writeFileSync(join(folder, 'toy-missing.jsonl'), lines.map(recordLine).join(''));
    const { verified, differing, computed, records } = await collect(experiment, quick(folder));
    expect([computed, verified]).toEqual([4, 1]);
    expect(differing).toEqual([{ configuration: { index: 3 }, committed: wrong, computed: right }]);
    expect(records.find(({ configuration }) => configuration.index === 3)?.result).toEqual(wrong);
  });
});

describe('collect, jobs that fail', () => {
  it('reports missing data in the order of the jobs, and goes on', async () => {
    const folder = newFolder();
    const { records, missing } = await collect(toy('toy-missing'), paper(folder, { workers: 3 }));
    expect(records.map(({ configuration }) => configuration.index)).toEqual([0, 2, 3, 5]);
    expect(missing).toEqual(
      [1, 4].map((index) => ({
        configuration: { index },
        reason: `data set ${index} is not available`,
        detail: expect.stringContaining(`Looked at: /somewhere/${index}`),
      })),
    );
    expect(storedResults(folder, 'toy-missing').length).toBe(4);
  });

  it('stops after the jobs in flight, names the job, and keeps what was finished', async () => {
    const folder = newFolder();
    const failing = collect(toy('toy-failing'), paper(folder, { workers: 2 }));
    await expect(failing).rejects.toThrow(
      'job {"index":5} of toy-failing failed: RangeError: class 1 has no member',
    );
    await expect(failing).rejects.toMatchObject({
      name: 'JobError',
      configuration: { index: 5 },
      experiment: 'toy-failing',
    });
    const done = storedResults(folder, 'toy-failing') as { configuration: { index: number } }[];
    const indices = done.map(({ configuration }) => configuration.index).sort((a, b) => a - b);
    // Job 6 was in flight when job 5 failed.
    expect(indices).toEqual([0, 1, 2, 3, 4, 6]);
  });

  const faults: [string, RegExp][] = [
    ['toy-nan', /job \{"index":0\} of toy-nan failed: TypeError: value\.loss\[1\] is NaN/],
    ['toy-exit', /of toy-exit failed: .*exited with code: 3/],
    ['toy-unknown', /job \{"index":0\} of toy-unknown failed: RangeError: no experiment toy-unknown/],
  ];
  it.each(faults)('%s: names the job', async (id, message) => {
    const experiment = id === 'toy-unknown' ? { ...toy('toy'), id, jobs: () => [{ index: 0 }] } : toy(id);
    await expect(collect(experiment, paper(newFolder(), { workers: 1 }))).rejects.toThrow(message);
  });

  it('stops on abort although a job never gives way, and keeps what was finished', async () => {
    const folder = newFolder();
    const controller = new AbortController();
    const onProgress = ({ done }: Progress) => done === 10 && controller.abort();
    const stopped = collect(
      toy('toy-endless'),
      paper(folder, { workers: 2, signal: controller.signal, onProgress }),
    );
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(storedResults(folder, 'toy-endless').length).toBe(10);
  });

  it('does not begin if the signal is aborted already', async () => {
    const stopped = collect(toy('toy'), paper(newFolder(), { signal: AbortSignal.abort() }));
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('what a job keeps to resume from', () => {
  const settled: number[] = [];
  beforeEach(() => {
    settled.length = 0;
    Object.assign(globalThis, { settledToys: settled });
  });

  it('goes when the result is stored or compared; a failure is a warning', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const folder = newFolder();
    await collect(toy('toy-settling'), paper(folder, { workers: 1 }));
    expect(settled).toEqual([0, 1, 2]);
    expect(warn.mock.calls).toEqual([['a job of toy-settling could not tidy up: the file is in use']]);
    warn.mockRestore();
    expect(storedResults(folder, 'toy-settling')).toHaveLength(3);
    await collect(toy('toy-settling'), quick(folder));
    expect(settled).toEqual([0, 1, 2, 0]);
    await collect(toy('toy-settling'), paper(folder));
    expect(settled).toEqual([0, 1, 2, 0]);
  });

  it('stays if the record cannot be stored', async () => {
    const full = vi.spyOn(RecordStore.prototype, 'tryAppend').mockImplementation(() => {
      throw new StoreError('no space is left on the device');
    });
    await expect(collect(toy('toy-settling'), paper(newFolder(), { workers: 1 }))).rejects.toThrow(
      /no space/,
    );
    full.mockRestore();
    expect(settled).toEqual([]);
  });
});

describe('collect, lists of jobs', () => {
  it('refuses a job that is listed twice', async () => {
    const twice: Experiment = {
      ...toy('toy'),
      jobs: () => [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    };
    await expect(collect(twice, quick(newFolder()))).rejects.toThrow(/lists \{"b":2,"a":1\} twice/);
  });

  it('refuses a quick job that is no paper job', async () => {
    const stray: Experiment = { ...toy('toy'), jobs: (profile) => [{ size: profile }] };
    await expect(collect(stray, quick(newFolder()))).rejects.toThrow(/jobs\('paper'\) does not/);
  });

  it('refuses a number of workers that is none', async () => {
    await expect(collect(toy('toy'), quick(newFolder(), { workers: 0 }))).rejects.toThrow(/workers is 0/);
  });
});

function recordOf(experiment: Experiment, index: number, result: Awaited<ReturnType<Experiment['run']>>) {
  return newRecord({ experiment: experiment.id, configuration: experiment.jobs('paper')[index] }, result, 1);
}
