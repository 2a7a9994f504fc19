import { describe, expect, it } from 'vitest';
import { preprocessing, preprocessingDatasets } from '../../../lib/study/preparation/preprocessing';

describe('jobs of preprocessing', () => {
  const { jobs } = preprocessing;

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
    for (const dataset of preprocessingDatasets) {
      for (const protocol of ['paper', 'released']) {
        const trials = jobs('paper').filter((job) => job.dataset === dataset && job.protocol === protocol);
        expect(new Set(trials.map(({ trial }) => trial)).size).toBeGreaterThanOrEqual(30);
      }
    }
  });
});
