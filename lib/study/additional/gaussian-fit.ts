import { type PaperTable, printedValue } from '../../paper/table';
import { table04 } from '../../paper/table-04';
import { table09 } from '../../paper/table-09';
import { type Cell, type Table, table } from '../../report/table';
import { tableDatasets } from '../tabular/tabular-datasets';
import { type GaussianVariant, gaussianVariants } from './gaussian-variants';
import type { GenerativeResult, GenerativeTrial } from './generative-classifiers';

/** What is read of a record of experiment `generative-classifiers`. */
export interface GenerativeRecord {
  readonly configuration: GenerativeTrial;
  readonly result: GenerativeResult;
}

/** The classifier of the released code: inputs as ours, a full covariance a class, ridge 1e-4, shares of the classes as priors. */
export const releasedGaussian: GaussianVariant = {
  scaling: 'standardised',
  covariance: 'full',
  ridge: 1e-4,
  priors: 'shares',
};

/** Printed accuracies of the generative classifier: on the test part in Table 4, on the training part in Table 9. */
const printedRows = [
  { id: 'table-04', printed: table04, row: 'Generative Classifier (GM)', part: 'test', step: 0.01 },
  { id: 'table-09', printed: table09, row: 'Train acc of GM classifier', part: 'train', step: 1 },
] as const satisfies readonly {
  id: keyof typeof tableDatasets;
  printed: PaperTable;
  row: string;
  part: 'train' | 'test';
  /** Of the printed values: Table 9's are whole percents. */
  step: number;
}[];

/** A printed accuracy of the generative classifier beside that of one way to classify by Gaussians, in percent. */
export interface GaussianCell {
  readonly column: string;
  readonly part: 'train' | 'test';
  readonly printed: number;
  /** NaN where a covariance is singular. */
  readonly ours: number;
  /** Whether ours is the printed value once it is rounded as that is. */
  readonly equal: boolean;
}

/** How well a way to classify by Gaussians has the printed accuracies. */
export interface GaussianFit {
  readonly variant: GaussianVariant;
  readonly cells: readonly GaussianCell[];
  readonly equal: number;
  /** Root of the mean squared difference from the printed values, points of percent; infinite where a covariance is singular. */
  readonly distance: number;
}

/**
 * Every way to classify by Gaussians against the eleven printed accuracies of the generative classifier, on the authors' split: those that have most of them
 * first, then the nearest. Needs records of all columns; without, the list is empty.
 */
export function gaussianFits(records: readonly GenerativeRecord[]): GaussianFit[] {
  const results = new Map(records.map(({ configuration, result }) => [configuration.dataset, result]));
  if (printedRows.some(({ id }) => tableDatasets[id].some((dataset) => !results.has(dataset)))) return [];
  return gaussianVariants
    .map((variant, place): GaussianFit => {
      const cells = printedRows.flatMap(({ id, printed, row, part, step }) =>
        printed.columns.map((column, i): GaussianCell => {
          const { gaussian, trainSize, testSize } = results.get(tableDatasets[id][i]) as GenerativeResult;
          const right = gaussian[part][place] ?? Number.NaN;
          const ours = (100 * right) / (part === 'train' ? trainSize : testSize);
          const value = printedValue(printed, row, column) as number;
          return { column, part, printed: value, ours, equal: Math.abs(ours - value) <= step / 2 + 1e-9 };
        }),
      );
      const squares = cells.reduce(
        (sum, { printed, ours }) =>
          sum + (Number.isNaN(ours) ? Number.POSITIVE_INFINITY : (printed - ours) ** 2),
        0,
      );
      return {
        variant,
        cells,
        equal: cells.filter(({ equal }) => equal).length,
        distance: Math.sqrt(squares / cells.length),
      };
    })
    .sort((a, b) => b.equal - a.equal || Number(a.distance > b.distance) - Number(a.distance < b.distance));
}

/** The nearest ways as a table, and the one of the released code wherever it stands. */
export function gaussianFitTable(fits: readonly GaussianFit[], shown = 10): Table {
  const isReleased = ({ variant }: GaussianFit) =>
    JSON.stringify(variant) === JSON.stringify(releasedGaussian);
  const rows = fits
    .map((fit, i) => ({ fit, rank: i + 1 }))
    .filter(({ fit, rank }) => rank <= shown || isReleased(fit))
    .map(({ fit: { variant, cells, equal, distance }, rank }): Cell[] => [
      rank,
      variant.scaling,
      variant.covariance,
      variant.ridge,
      variant.priors,
      ...cells.map(({ ours, equal: same }) =>
        Number.isNaN(ours) ? 'singular' : `${ours.toFixed(2)}${same ? '' : ' *'}`,
      ),
      equal,
      distance.toFixed(2),
    ]);
  const printed = printedRows.flatMap(({ printed: source, row, part }) =>
    source.columns.map((column) => `${column}, ${part} (${printedValue(source, row, column)})`),
  );
  return table(['rank', 'features', 'covariance', 'ridge', 'priors', ...printed, 'equal', 'distance'], rows, {
    title: "Accuracy of Gaussian classifiers on the authors' split in %: which way has the printed values",
    notes: [
      'Test accuracies of Table 4 and train accuracies of Table 9; printed values in the heads. Distance: root mean square over all of them.',
      '* Not the printed value once rounded as that is: those of Table 9 are whole percents.',
      `The way of the released code with our inputs has rank ${fits.findIndex(isReleased) + 1} of ${fits.length}.`,
      ...foundBy(fits.find(isReleased)),
    ],
  });
}

/** How many values of the table that did not find the split are equal. */
function foundBy(released: GaussianFit | undefined): string[] {
  if (!released) return [];
  const others = released.cells.filter(({ part }) => part === 'train');
  const equal = others.filter((cell) => cell.equal).length;
  return [
    'The split was found by the values of Table 4; of the others, those of Table 9, the way of the released code has ' +
      `${equal} of ${others.length}.`,
  ];
}
