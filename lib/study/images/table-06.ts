import { requireChoice } from '../../numeric/require';
import { standardDeviation } from '../../numeric/statistics';
import { studentQuantile } from '../../numeric/student-quantile';
import type { PaperTable } from '../../paper/table';
import { table06Clean, table06Deviations, table06Robust } from '../../paper/table-06';
import type { CellSamples } from '../../report/cell-sample';
import { type Comparison, compareWithPaper } from '../../report/comparison';
import { printedSeeds } from '../../report/rules';
import { type Table, table } from '../../report/table';
import { backendNames } from '../../tensorflow/choose-backend';
import { type ImageMethodName, imageChoices, imageMethods, imageSettings } from './image-settings';
import type { ImageTrial, ImageTrialResult } from './image-trial';

/** A record of `images-robust` or `images-clean`, or of those on colours. */
export interface ImageRecord {
  readonly configuration: ImageTrial;
  readonly result: ImageTrialResult;
}

/** Records of one column of Table 6, all of one backend. */
export interface ColumnRecords {
  readonly records: readonly ImageRecord[];
  /** What they were computed on; undefined: wasm, or there are none. */
  readonly backend: string | undefined;
}

/**
 * Records of a column of Table 6 on the backend that has most of them, wasm among equals: backends do not give the same bytes, and no cell
 * mixes them.
 */
export function recordsOfColumn(records: readonly ImageRecord[], column: string): ColumnRecords {
  const dataset = datasetOf(column);
  const ofSet = records.filter(({ configuration }) => configuration.dataset === dataset);
  const backends = [undefined, ...backendNames].map((backend) => ({
    backend,
    records: ofSet.filter(({ configuration }) => configuration.backend === backend),
  }));
  return backends.reduce((most, own) => (own.records.length > most.records.length ? own : most));
}

/** Tables 13 and 14 write one name otherwise than Table 6. */
const datasetOf = (column: string): string => (column === 'TinyImageNet-200' ? 'Tiny ImageNet' : column);

/** What chooses the epoch: held-out training images, or, as the paper may have done, the test images themselves. */
export type EpochChoice = 'heldOut' | 'test';

/** Accuracies, in percent, of a record under a choice of the epoch; undefined where no epoch could be chosen. */
export function chosenAccuracy(
  { configuration, result }: ImageRecord,
  choice: EpochChoice,
): { readonly epoch: number; readonly percent: number; readonly images: number } | undefined {
  if (configuration.validation === 'robust') {
    const net = result.attacked?.[choice];
    return net
      ? { epoch: net.epoch, percent: (100 * net.robust) / net.images, images: net.images }
      : undefined;
  }
  const { epochs, testSize } = result;
  if (epochs.length === 0) return undefined;
  const best = epochs.reduce((kept, counts) => (counts[choice] > kept[choice] ? counts : kept));
  return { epoch: best.epoch, percent: (100 * best.test) / testSize, images: testSize };
}

/** Pairs of methods whose difference the text speaks of. */
export const comparedImageMethods: readonly (readonly [ImageMethodName, ImageMethodName])[] = [
  ['mixup-genlabel', 'mixup'],
  ['manifold-mixup-genlabel', 'manifold-mixup'],
  ['mixup-genlabel', 'adamixup'],
  ['manifold-mixup-genlabel', 'adamixup'],
  ['mixup', 'vanilla'],
];

/** Trials of a method on a set, by number; those in which no epoch could be chosen are left out. */
export function accuraciesOf(
  records: readonly ImageRecord[],
  method: ImageMethodName,
  choice: EpochChoice,
): Map<number, { readonly percent: number; readonly images: number }> {
  return new Map(
    records.flatMap((record) => {
      const found = chosenAccuracy(record, choice);
      return record.configuration.method === method && found
        ? [[record.configuration.trial, found] as const]
        : [];
    }),
  );
}

/** Differences of two methods in percentage points, trial by trial. */
export function pairedDifferences(
  records: readonly ImageRecord[],
  [method, minus]: readonly [ImageMethodName, ImageMethodName],
  choice: EpochChoice,
): number[] {
  const [own, other] = [method, minus].map((name) => accuraciesOf(records, name, choice));
  return [...own].flatMap(([trial, { percent }]) => {
    const against = other.get(trial);
    return against ? [percent - against.percent] : [];
  });
}

/** How a part of Table 6 is shown. */
export interface Table06Options {
  /** How the images are prepared, for the title. */
  readonly inputs?: string;
  /** Those of a study that has not all; all unless given. */
  readonly columns?: readonly string[];
}

/** Some columns of a printed table. @throws RangeError if it has no such column */
function columnsOf(printed: PaperTable, columns = printed.columns): PaperTable {
  for (const column of columns) requireChoice('a column', column, printed.columns);
  const kept = printed.columns.flatMap((column, i) => (columns.includes(column) ? [i] : []));
  return {
    ...printed,
    columns: kept.map((i) => printed.columns[i]),
    values: printed.values.map((row) => kept.map((i) => row[i])),
  };
}

/**
 * A part of Table 6 beside ours; the notes name the backend of what was not computed on wasm.
 *
 * @param records of `images-robust` and `images-colours-robust` for the robust part, of `images-clean` and `images-colours-clean` for the clean one
 */
export function compareTable06(
  part: 'robust' | 'clean',
  records: readonly ImageRecord[],
  choice: EpochChoice,
  { inputs = 'grey levels in [0, 1]', columns }: Table06Options = {},
): Comparison {
  const printed = columnsOf(part === 'robust' ? table06Robust : table06Clean, columns);
  const cell = (column: string, of: (own: readonly ImageRecord[]) => readonly number[]): CellSamples => {
    const { records: own } = recordsOfColumn(records, column);
    const values = of(own);
    const images = own.map((record) => chosenAccuracy(record, choice)?.images).find(Boolean);
    return values.length > 0 && images ? { reproduces: { kind: 'accuracy', values, testSize: images } } : {};
  };
  const methodOf = (row: string) =>
    (Object.keys(imageMethods) as ImageMethodName[]).find((name) => imageMethods[name] === row) ?? 'vanilla';
  return compareWithPaper(printed, {
    title: `${printed.title}; chosen on ${chosenOn(part, choice)}; ${inputs}`,
    samples: (row, column) =>
      cell(column, (own) =>
        [...accuraciesOf(own, methodOf(row), choice).values()].map(({ percent }) => percent),
      ),
    withoutSplits: true,
    differences: comparedImageMethods.map((pair) => ({
      row: imageMethods[pair[0]],
      minus: imageMethods[pair[1]],
      samples: (column: string) => cell(column, (own) => pairedDifferences(own, pair, choice)),
    })),
    notes: [
      part === 'robust'
        ? 'Ours: AutoAttack (standard, L-infinity 0.1) on 1,000 test images; the epoch is chosen of every fifth by APGD-CE of 20 steps on 500 images.'
        : 'Ours: all 10,000 test images.',
      ...printed.columns.flatMap((column) => columnNote(recordsOfColumn(records, column), column)),
    ],
  });
}

/** The images that choose the epoch: under attack, which takes long, they are fewer. */
function chosenOn(part: 'robust' | 'clean', choice: EpochChoice): string {
  const { heldOut, selection } = imageChoices;
  const text = { heldOut: 'held-out training images', test: 'test images' }[choice];
  if (part === 'robust') return `${selection.images} ${text}`;
  return choice === 'test' ? text : `${heldOut.toLocaleString('en')} ${text}`;
}

/** What sets a column apart from ours on MNIST: its backend, its radius. */
function columnNote({ records, backend }: ColumnRecords, column: string): string[] {
  const [first] = records;
  if (!first || (column === 'MNIST' && backend === undefined)) return [];
  const { dataset, validation, method } = first.configuration;
  const radius = imageSettings(validation, dataset, method).attackRadius.toPrecision(3);
  return [
    `${column}: computed on ${backend ?? 'wasm'}${validation === 'robust' ? `; AutoAttack within ${radius}` : ''}.`,
  ];
}

/** Standard deviations over trials beside what the paper prints after ±, for MNIST. */
export function spreadTable(robust: readonly ImageRecord[], clean: readonly ImageRecord[]): Table {
  const spread = (records: readonly ImageRecord[], method: ImageMethodName) => {
    const own = recordsOfColumn(records, 'MNIST').records;
    const values = [...accuraciesOf(own, method, 'heldOut').values()].map(({ percent }) => percent);
    return values.length > 1 ? standardDeviation(values).toFixed(2) : '–';
  };
  const names = Object.keys(imageMethods) as ImageMethodName[];
  return table(
    ['method', 'robust, paper', 'robust, ours', 'clean, paper', 'clean, ours'],
    names.map((name, i) => [
      imageMethods[name],
      table06Deviations.robust[i][0] ?? '–',
      spread(robust, name),
      table06Deviations.clean[i][0] ?? '–',
      spread(clean, name),
    ]),
    {
      title: 'Table 6, MNIST: what is printed after ±, and our standard deviation over trials (points)',
      notes: [
        `The verdict on a cell takes our spread for that of the printed runs. By its own ±, read as the standard deviation of five runs, the printed mean of vanilla training, robust, is known to ${(studentQuantile(0.975, printedSeeds - 1) * (table06Deviations.robust[0][0] / Math.sqrt(printedSeeds))).toFixed(1)} points (95 %).`,
      ],
    },
  );
}
