import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../lib/runtime/experiment';
import { table08, table08Datasets } from '../../../lib/study/additional/table-08';
import { table09, table09Sets } from '../../../lib/study/additional/table-09';
import { table01, table01Datasets } from '../../../lib/study/failure-of-mixup/table-01';
import { table02, table02Datasets } from '../../../lib/study/failure-of-mixup/table-02';
import { preprocessing, preprocessingDatasets } from '../../../lib/study/preparation/preprocessing';
import { syntheticAccuracy } from '../../../lib/study/synthetic/synthetic-accuracy';

interface Listed {
  readonly id: string;
  readonly jobs: (profile: 'quick' | 'paper') => readonly Configuration[];
  readonly datasets: readonly (string | number)[];
}

const tables: Listed[] = [
  { id: table01.id, jobs: table01.jobs, datasets: table01Datasets },
  { id: table02.id, jobs: table02.jobs, datasets: table02Datasets },
  { id: table08.id, jobs: table08.jobs, datasets: table08Datasets },
  { id: table09.id, jobs: table09.jobs, datasets: table09Sets },
];
const study: Listed = { id: preprocessing.id, jobs: preprocessing.jobs, datasets: preprocessingDatasets };

describe.each([...tables, study])('jobs of $id', ({ jobs, datasets }) => {
  it('are distinct, and those of quick among those of paper', () => {
    const [quick, paper] = (['quick', 'paper'] as const).map((profile) =>
      jobs(profile).map((job) => JSON.stringify(job)),
    );
    const known = new Set(paper);
    expect(known.size).toBe(paper.length);
    expect(new Set(quick).size).toBe(quick.length);
    expect(quick.filter((job) => !known.has(job))).toEqual([]);
    expect(quick.length).toBeLessThan(paper.length);
  });

  it('cover every data set in both protocols, 30 times or more in profile paper', () => {
    for (const dataset of datasets) {
      for (const protocol of ['paper', 'released']) {
        const trials = jobs('paper').filter((job) => job.dataset === dataset && job.protocol === protocol);
        expect(new Set(trials.map(({ trial }) => trial)).size).toBeGreaterThanOrEqual(30);
      }
    }
  });
});

describe.each(tables)('quick jobs of $id', ({ jobs, datasets }) => {
  it('give every data set and protocol the two trials that an interval needs', () => {
    for (const dataset of datasets) {
      for (const protocol of ['paper', 'released']) {
        const trials = jobs('quick').filter((job) => job.dataset === dataset && job.protocol === protocol);
        expect(trials.length).toBeGreaterThanOrEqual(2);
      }
    }
  });
});

describe('syntheticAccuracy', () => {
  it.each(['paper', 'released'] as const)('learns the cubes from 20 points each: protocol %s', (protocol) => {
    const job = { dataset: 'cube3d', trial: 0, protocol } as const;
    const result = syntheticAccuracy(job, ['vanilla', 'mixup']);
    expect(result.testSize).toBe(80_000);
    expect(result.accuracy.vanilla).toBeGreaterThan(0.85);
    expect(result.accuracy.mixup).toBeGreaterThan(0.8);
    if (protocol === 'released') expect(result.epochs).toEqual({ vanilla: 40, mixup: 40 });
    else expect(Math.min(...Object.values(result.epochs))).toBeLessThan(40);
  });
});
