import { type Interval, mean, standardDeviation } from '../../numeric/statistics';
import { table06Deviations, table06Robust } from '../../paper/table-06';
import { runsText } from '../../report/number-text';
import { printedSeeds } from '../../report/rules';
import { type Cell, type Table, table } from '../../report/table';
import { imageChoices, imageMethods } from './image-settings';
import type { EpochCounts, ImageTrialResult } from './image-trial';
import type { SpreadTrial } from './robust-spread';
import { accuraciesOf, type ImageRecord } from './table-06';

/** A record of `images-robust-spread`. */
export interface SpreadRecord {
  readonly configuration: SpreadTrial;
  readonly result: ImageTrialResult;
}

/** Accuracy in percent under the attack that chooses, after an epoch. */
const robustOf = ({ testRobust }: EpochCounts): number =>
  testRobust === undefined ? Number.NaN : (100 * testRobust) / imageChoices.selection.images;

const greatest = (key: 'heldOut' | 'heldOutRobust') => (epochs: readonly EpochCounts[]) =>
  epochs.reduce((best, own) => ((own[key] ?? 0) > (best[key] ?? 0) ? own : best));

/** Ways to choose the epoch. */
const choices: Readonly<Record<string, (epochs: readonly EpochCounts[]) => EpochCounts>> = {
  'best robust accuracy': greatest('heldOutRobust'),
  'best clean accuracy': greatest('heldOut'),
  last: (epochs) => epochs[epochs.length - 1],
};

/**
 * Mean and standard deviation of the robust accuracy on MNIST over trials, for learning rates and ways to choose the epoch, beside what the paper prints; and
 * what any five of the trials would have given, as the paper's mean and deviation are of five in our reading (Section 6: "averaged out over 5 trials"). No law is assumed: a training that collapses is no normal one.
 *
 * @param table06 records of `images-robust`, for what AutoAttack leaves less
 */
export function spreadCausesTable(records: readonly SpreadRecord[], table06: readonly ImageRecord[]): Table {
  const methods = (['vanilla', 'mixup'] as const).map((method) => ({
    method,
    own: records.filter(({ configuration }) => configuration.method === method),
  }));
  const readings: Reading[] = [];
  const rows = methods.flatMap(({ method, own }): Cell[][] => {
    const row = table06Robust.rows.indexOf(imageMethods[method]);
    const printed = [table06Robust.values[row][0], table06Deviations.robust[row][0]] as number[];
    const rates = [...new Set(own.map(({ configuration }) => configuration.learningRate))].sort(
      (a, b) => a - b,
    );
    return [
      [imageMethods[method], 'printed', '', '', ...printed.map((value) => value.toFixed(2)), '', ''],
      ...rates.flatMap((rate) => {
        const trials = own.filter(({ configuration }) => configuration.learningRate === rate);
        const whole = trials.filter(({ result }) => result.diverged === null && result.epochs.length > 0);
        const lost = trials.length - whole.length;
        return Object.entries(choices).flatMap(([choice, choose]) => {
          const values = whole.map(({ result }) => robustOf(choose(result.epochs)));
          if (values.length < 2) return [];
          const ranges = ofFive(values);
          if (values.length > printedSeeds) {
            const holds = ranges.every(({ low, high }, i) => printed[i] >= low && printed[i] <= high);
            readings.push({ method, rate, holds });
          }
          return [
            [
              ...[imageMethods[method], rate, choice],
              lost ? `${values.length}, ${lost} diverged` : values.length,
              ...[runsText(values), standardDeviation(values).toFixed(2), ...ranges.map(rangeText)],
            ],
          ];
        });
      }),
    ];
  });
  const missing = methods.filter(({ own }) => own.length === 0).map(({ method }) => imageMethods[method]);
  return table(
    ['method', 'learning rate', 'epoch', 'trials', 'robust', 'SD', 'mean of five', 'SD of five'],
    rows,
    {
      title:
        'Table 6, MNIST, robust: what could spread it (percent; mean with its 95 % interval, and standard deviation over trials)',
      notes: [
        `Ours: robust to APGD-CE, 20 steps, radius 0.1, on ${imageChoices.selection.images} test images; Table 14 otherwise. ${lessText(table06)}Of five: from the least to the greatest of all choices of ${printedSeeds} of the trials, the number of runs that we take the printed ones to be of.`,
        ...readingText(readings),
        ...(missing.length > 0 ? [`No records yet: ${missing.join(', ')}.`] : []),
      ],
    },
  );
}

/** Whether a printed mean and deviation both lie within what five trainings give, under one way to choose the epoch. */
interface Reading {
  readonly method: SpreadTrial['method'];
  readonly rate: number;
  readonly holds: boolean;
}

/** A sentence for every method and rate. */
function readingText(readings: readonly Reading[]): string[] {
  const groups = new Map<string, boolean[]>();
  for (const { method, rate, holds } of readings) {
    const name = `${imageMethods[method]} at ${rate}`;
    groups.set(name, [...(groups.get(name) ?? []), holds]);
  }
  const told = [...groups].map(
    ([name, all]) => `${name} under ${all.filter(Boolean).length} of ${all.length} ways to choose the epoch`,
  );
  if (told.length === 0) return [];
  return [`The printed mean and deviation lie within both ranges: ${told.join(', ')}.`];
}

/** Ranges of mean and standard deviation over all choices of `printedSeeds` values; empty where there are fewer. */
function ofFive(values: readonly number[]): Interval[] {
  const samples = chosen(values, printedSeeds);
  return [mean, standardDeviation].map((of) => {
    const all = samples.map(of);
    return { low: Math.min(...all), high: Math.max(...all) };
  });
}

const rangeText = ({ low, high }: Interval): string => {
  if (low > high) return '';
  return low === high ? low.toFixed(2) : `${low.toFixed(2)} to ${high.toFixed(2)}`;
};

/** All choices of `count` of the values. */
function chosen(values: readonly number[], count: number): number[][] {
  if (count === 0) return [[]];
  return values.flatMap((value, i) => chosen(values.slice(i + 1), count - 1).map((rest) => [value, ...rest]));
}

/** How much less AutoAttack leaves of the nets of Table 6 than the attack that chooses, on their 1,000 and 500 test images. */
function lessText(records: readonly ImageRecord[]): string {
  const less = (method: SpreadTrial['method']): number[] =>
    [...accuraciesOf(records, method, 'heldOut')].flatMap(([trial, { percent }]) => {
      const found = records.find(
        ({ configuration: own }) => own.method === method && own.trial === trial && own.backend === undefined,
      );
      const counts = found?.result.epochs.find(
        ({ epoch }) => epoch === found.result.attacked?.heldOut?.epoch,
      );
      return counts ? [robustOf(counts) - percent] : [];
    });
  const [vanilla, mixup] = [less('vanilla'), less('mixup')];
  if (vanilla.length === 0 || mixup.length === 0) return '';
  return `AutoAttack, which is printed, left of the nets of Table 6 ${mean(vanilla).toFixed(1)} points less (vanilla) and ${mean(mixup).toFixed(1)} (mixup). `;
}
