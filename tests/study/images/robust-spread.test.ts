import { describe, expect, it } from 'vitest';
import { imageSettings } from '../../../lib/study/images/image-settings';
import { robustSpread, spreadSettings } from '../../../lib/study/images/robust-spread';
import { type SpreadRecord, spreadCausesTable } from '../../../lib/study/images/spread-causes';
import type { ImageRecord } from '../../../lib/study/images/table-06';

describe('the jobs', () => {
  it('have the settings of Table 14 but for the learning rate', () => {
    const printed = imageSettings('robust', 'MNIST', 'mixup');
    for (const job of robustSpread.jobs('paper').filter(({ method }) => method === 'mixup')) {
      expect(spreadSettings(job)).toEqual({ ...printed, learningRate: job.learningRate });
      expect(job.learningRate).not.toBe(printed.learningRate);
    }
    expect(printed.learningRate).toBe(0.001);
  });

  it('are ten trainings of vanilla at each rate and five of mixup at those that are not printed, on trials that Table 6 has not', () => {
    const jobs = robustSpread.jobs('paper');
    const of = (method: string, learningRate: number) =>
      jobs
        .filter((job) => job.method === method && job.learningRate === learningRate)
        .map(({ trial }) => trial);
    expect(of('vanilla', 0.001)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(of('vanilla', 0.1)).toEqual(of('vanilla', 0.001));
    expect(of('vanilla', 0.01)).toEqual(of('vanilla', 0.001));
    expect(of('mixup', 0.1)).toEqual([5, 6, 7, 8, 9]);
    expect(of('mixup', 0.01)).toEqual([5, 6, 7, 8, 9]);
    expect(jobs).toHaveLength(40);
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

  it('has mean and standard deviation of each way to choose the epoch, without what diverged', () => {
    const records = [
      record(5, [250, 150]),
      record(6, [350, 160]),
      record(7, [300, 170]),
      record(8, [0, 0], 2),
    ];
    const { rows, notes } = spreadCausesTable(records, []);
    const [printed, robust, clean, last] = rows.map((row) => row.slice(1, 6));
    expect(printed).toEqual(['printed', '', '', '48.17', '13.10']);
    expect(robust).toEqual([0.1, 'best robust accuracy', '3, 1 diverged', '60.00 ± 24.84', '10.00']);
    expect(clean).toEqual([0.1, 'best clean accuracy', '3, 1 diverged', '32.00 ± 4.97', '2.00']);
    expect(last.slice(1)).toEqual(['last', ...clean.slice(2)]);
    // Three trainings are no five.
    expect(rows[1].slice(6)).toEqual(['', '']);
    expect(notes?.[1]).toBe('No records yet: Mixup.');
    // Mixup has no record: what is printed of it alone.
    expect(rows[4].slice(0, 3)).toEqual(['Mixup', 'printed', '']);
    expect(rows).toHaveLength(5);
  });

  it('shows what any five of the trials would have given', () => {
    const least = [50, 100, 150, 200, 250, 300];
    const { rows, notes } = spreadCausesTable(
      least.map((right, trial) => record(trial, [right, right])),
      [],
    );
    // 10 to 50 % are the lowest mean, 20 to 60 % the highest; of equal steps of 10 the deviation is 15.81, with the one at the middle left out 20.74.
    expect(rows[1].slice(6)).toEqual(['30.00 to 40.00', '15.81 to 20.74']);
    expect(notes?.[1]).toBe(
      'The printed mean and deviation lie within both ranges: Vanilla at 0.1 under 0 of 3 ways to choose the epoch.',
    );
    // One of six collapses: means from 44 to 53 % and deviations from 4.6 to 15 have the printed 48.17 and 13.1 among them.
    const wide = [100, 240, 250, 260, 270, 300];
    const table = spreadCausesTable(
      wide.map((right, trial) => record(trial, [right, right])),
      [],
    );
    expect(table.notes?.[1]).toContain('at 0.1 under 3 of 3 ways');
  });

  it('tells how much less AutoAttack leaves of the nets of Table 6', () => {
    const of = (
      method: 'vanilla' | 'mixup',
      trial: number,
      testRobust: number,
      robust: number,
    ): ImageRecord => {
      const net = { epoch: 5, images: 1000, clean: 980, robust, broken: {} } as never;
      return {
        configuration: { dataset: 'MNIST', validation: 'robust', method, trial },
        result: {
          ...{ heldOutSize: 5000, testSize: 10_000, diverged: null, attacked: { heldOut: net, test: net } },
          epochs: [{ epoch: 5, heldOut: 4900, test: 9800, heldOutRobust: 300, testRobust }],
        },
      };
    };
    const table06 = [of('vanilla', 0, 300, 590), of('vanilla', 1, 310, 590), of('mixup', 0, 350, 650)];
    expect(spreadCausesTable([], table06).notes?.[0]).toContain('2.0 points less (vanilla) and 5.0 (mixup)');
  });
});
