import { describe, expect, it } from 'vitest';
import { robustSpread } from '../../../lib/study/images/robust-spread';
import { type SpreadRecord, spreadCausesTable } from '../../../lib/study/images/spread-causes';

describe('the jobs', () => {
  it('are ten trainings of vanilla at either rate and five of mixup at the second, on trials that Table 6 has not', () => {
    const jobs = robustSpread.jobs('paper');
    const of = (method: string, learningRate: number) =>
      jobs
        .filter((job) => job.method === method && job.learningRate === learningRate)
        .map(({ trial }) => trial);
    expect(of('vanilla', 0.001)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(of('vanilla', 0.1)).toEqual(of('vanilla', 0.001));
    expect(of('mixup', 0.1)).toEqual([5, 6, 7, 8, 9]);
    expect(jobs).toHaveLength(25);
    expect(robustSpread.jobs('quick')).toEqual([]);
  });
});

describe('the table', () => {
  /** Robust images of 500 after epochs 5 and 10: the second has fewer held-out ones robust, and more right. */
  const record = (
    trial: number,
    [first, second]: readonly [number, number],
    diverged: number | null = null,
  ): SpreadRecord => ({
    configuration: { dataset: 'MNIST', validation: 'robust', method: 'vanilla', learningRate: 0.1, trial },
    result: {
      ...{ heldOutSize: 5000, testSize: 10_000, diverged },
      epochs: diverged
        ? []
        : [
            { epoch: 5, heldOut: 4800, test: 9700, heldOutRobust: 300, testRobust: first },
            { epoch: 10, heldOut: 4900, test: 9800, heldOutRobust: 290, testRobust: second },
          ],
    },
  });

  it('has mean, standard deviation and p values of each way to choose the epoch, without what diverged', () => {
    const records = [
      record(5, [250, 150]),
      record(6, [350, 160]),
      record(7, [300, 170]),
      record(8, [0, 0], 2),
    ];
    const { rows } = spreadCausesTable(records);
    const [printed, robust, clean, last] = rows.map((row) => row.slice(1, 6));
    expect(printed).toEqual(['printed', '', 5, '48.17', 13.1]);
    expect(robust).toEqual([0.1, 'best robust accuracy', '3, 1 diverged', '60.00 ± 24.84', '10.00']);
    expect(clean).toEqual([0.1, 'best clean accuracy', '3, 1 diverged', '32.00 ± 4.97', '2.00']);
    expect(last.slice(1)).toEqual(['last', ...clean.slice(2)]);
    // scipy: F of 10² / 13.1² with 2 and 4 degrees of freedom, Welch's t.
    expect(rows[1].slice(6)).toEqual(['0.801', '0.206']);
    // Mixup has no record: what is printed of it alone.
    expect(rows[4].slice(0, 3)).toEqual(['Mixup', 'printed', '']);
    expect(rows).toHaveLength(5);
  });
});
