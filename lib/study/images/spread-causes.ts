import { mean, standardDeviation } from '../../numeric/statistics';
import { varianceRatioTest, welchTest } from '../../numeric/variance-ratio';
import { table06Deviations, table06Robust } from '../../paper/table-06';
import { probabilityText, runsText } from '../../report/number-text';
import { type Table, table } from '../../report/table';
import { imageChoices, imageMethods } from './image-settings';
import type { EpochCounts, ImageTrialResult } from './image-trial';
import type { SpreadTrial } from './robust-spread';

/** A record of `images-robust-spread`. */
export interface SpreadRecord {
  readonly configuration: SpreadTrial;
  readonly result: ImageTrialResult;
}

/** Section 6: "averaged out over 5 trials"; that Table 6 is, too, and that what stands after its ± is a standard deviation, is our reading. */
const printedRuns = 5;

const greatest = (key: 'heldOut' | 'heldOutRobust') => (epochs: readonly EpochCounts[]) =>
  epochs.reduce((best, own) => ((own[key] ?? 0) > (best[key] ?? 0) ? own : best));

/** Ways to choose the epoch. */
const choices: Readonly<Record<string, (epochs: readonly EpochCounts[]) => EpochCounts>> = {
  'best robust accuracy': greatest('heldOutRobust'),
  'best clean accuracy': greatest('heldOut'),
  last: (epochs) => epochs[epochs.length - 1],
};

/**
 * Mean and standard deviation of the robust accuracy on MNIST over trials, for learning rates and ways to choose the epoch, against what the
 * paper prints: the chance of a ratio of variances (F test), and of a difference of means (Welch), as great as these if the laws were one.
 */
export function spreadCausesTable(records: readonly SpreadRecord[]): Table {
  const selection = imageChoices.selection.images;
  const rows = (['vanilla', 'mixup'] as const).flatMap((method) => {
    const own = records.filter(({ configuration }) => configuration.method === method);
    const row = table06Robust.rows.indexOf(imageMethods[method]);
    const printed = {
      size: printedRuns,
      mean: table06Robust.values[row][0] as number,
      deviation: table06Deviations.robust[row][0] as number,
    };
    const rates = [...new Set(own.map(({ configuration }) => configuration.learningRate))];
    return [
      [imageMethods[method], 'printed', '', printedRuns, printed.mean.toFixed(2), printed.deviation, '', ''],
      ...rates.flatMap((rate) =>
        Object.entries(choices).flatMap(([choice, choose]) => {
          const trials = own.filter(({ configuration }) => configuration.learningRate === rate);
          const whole = trials.filter(({ result }) => result.diverged === null);
          const values = whole.map(
            ({ result }) => (100 * (choose(result.epochs).testRobust ?? 0)) / selection,
          );
          if (values.length < 2) return [];
          const ours = { size: values.length, mean: mean(values), deviation: standardDeviation(values) };
          const lost = trials.length - whole.length;
          return [
            [
              ...[
                imageMethods[method],
                rate,
                choice,
                lost ? `${values.length}, ${lost} diverged` : values.length,
              ],
              ...[runsText(values), ours.deviation.toFixed(2)],
              ...[
                probabilityText(varianceRatioTest(ours, printed)),
                probabilityText(welchTest(ours, printed)),
              ],
            ],
          ];
        }),
      ),
    ];
  });
  return table(['method', 'learning rate', 'epoch', 'trials', 'robust', 'SD', 'p (SD)', 'p (mean)'], rows, {
    title:
      'Table 6, MNIST, robust: what could spread it (percent; mean with its 95 % interval, and standard deviation over trials)',
    notes: [
      `Ours: robust to APGD-CE, 20 steps, radius 0.1, on ${selection} test images; Table 14 otherwise. p: chance of so great a ratio of variances (F), or difference of means (Welch), to the printed ones, read as those of ${printedRuns} runs.`,
    ],
  });
}
