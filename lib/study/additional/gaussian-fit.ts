import { predictionInterval } from '../../numeric/statistics';
import { printedValue } from '../../paper/table';
import { table09 } from '../../paper/table-09';
import { type Cell, type Table, table } from '../../report/table';
import type { AccuracyRecord } from '../common/summarise-accuracy';
import { additionalDataset } from './additional-datasets';
import { type GaussianVariant, gaussianVariants } from './gaussian-variants';
import type { Table09Result } from './table-09';

/** What is read of a record of Table 9. */
export interface Table09Record extends AccuracyRecord {
  readonly result: Table09Result;
}

/** The classifier of the released code: inputs as ours, a full covariance a class, ridge 1e-4, shares of the classes as priors. */
export const releasedGaussian: GaussianVariant = {
  scaling: 'standardised',
  covariance: 'full',
  ridge: 1e-4,
  priors: 'shares',
};

const row = 'Train acc of GM classifier';

/** The records with the train accuracy of a Gaussian classifier as `gaussianTrain`, for `compareAccuracies`. */
export function withGaussianTrain(
  records: readonly Table09Record[],
  variant: GaussianVariant = releasedGaussian,
): AccuracyRecord[] {
  const place = placeOf(variant);
  return records.map(({ configuration, result }) => ({
    configuration,
    result: {
      ...result,
      accuracy: { ...result.accuracy, gaussianTrain: result.fits[place] / result.trainSize },
    },
  }));
}

function placeOf(variant: GaussianVariant): number {
  const place = gaussianVariants.findIndex((other) =>
    (Object.keys(variant) as (keyof GaussianVariant)[]).every((key) => other[key] === variant[key]),
  );
  if (place >= 0) return place;
  throw new RangeError(`no record has the variant ${JSON.stringify(variant)}: see gaussianVariants`);
}

/** How well a way to classify by Gaussians explains the printed train accuracies. */
export interface GaussianFit {
  readonly variant: GaussianVariant;
  /** One a column of Table 9: train accuracies over the trials, in percent. */
  readonly sets: readonly {
    readonly printed: number;
    readonly mean: number;
    /** Whether the printed value, taken as rounded to whole percents, lies in the 95 % prediction interval of one split. */
    readonly explained: boolean;
  }[];
  /** Root of the mean squared distance of the means from the printed values, points of percent. */
  readonly distance: number;
}

/**
 * Every way to classify by Gaussians against the four printed train accuracies together: those that explain most first, then the nearest. The printed ones are whole
 * percents, so they stand for half a percent on either side. Needs records of all columns; without, the list is empty.
 */
export function gaussianFits(records: readonly Table09Record[]): GaussianFit[] {
  const ofColumn = table09.columns.map((column) =>
    // The split is the same in both protocols.
    records.filter(
      ({ configuration: { dataset, protocol } }) =>
        dataset === additionalDataset(column) && protocol === 'paper',
    ),
  );
  if (ofColumn.some((own) => own.length < 2)) return [];
  return gaussianVariants
    .map((variant, place): GaussianFit => {
      const sets = table09.columns.map((column, i) => {
        const printed = printedValue(table09, row, column) as number;
        const values = ofColumn[i].map(({ result }) => (100 * result.fits[place]) / result.trainSize);
        const { low, high } = predictionInterval(values);
        const mean = values.reduce((sum, value) => sum + value / values.length, 0);
        return { printed, mean, explained: printed >= low - 0.5 && printed <= high + 0.5 };
      });
      const squares = sets.reduce((sum, { printed, mean }) => sum + (printed - mean) ** 2 / sets.length, 0);
      return { variant, sets, distance: Math.sqrt(squares) };
    })
    .sort((a, b) => unexplained(a) - unexplained(b) || a.distance - b.distance);
}

const unexplained = ({ sets }: GaussianFit): number => sets.filter(({ explained }) => !explained).length;

/** The nearest ways as a table, and the one of the released code wherever it stands. */
export function gaussianFitTable(fits: readonly GaussianFit[], shown = 10): Table {
  const released = placeOf(releasedGaussian);
  const rows = fits
    .map((fit, i) => ({ fit, rank: i + 1 }))
    .filter(({ fit, rank }) => rank <= shown || fit.variant === gaussianVariants[released])
    .map(({ fit: { variant, sets, distance }, rank }): Cell[] => [
      rank,
      variant.scaling,
      variant.covariance,
      variant.ridge,
      variant.priors,
      ...sets.map(({ mean, explained }) => `${mean.toFixed(1)}${explained ? '' : ' *'}`),
      Number(distance.toFixed(2)),
    ]);
  const printed = table09.columns.map((column) => `${column} (${printedValue(table09, row, column)})`);
  return table(['rank', 'features', 'covariance', 'ridge', 'priors', ...printed, 'distance'], rows, {
    title: 'Train accuracy of Gaussian classifiers in %: which way explains the four printed values',
    notes: [
      `Means over ${fits.length > 0 ? 'the splits' : 'no splits'}, on the rows that fit the Gaussians; printed values in the heads. Distance: root mean square over the four sets.`,
      '* The printed value, taken as rounded to whole percents, is outside the 95 % prediction interval of one split.',
      `The last row is the way of the released code with our inputs, rank ${fits.findIndex(({ variant }) => variant === gaussianVariants[released]) + 1} of ${fits.length}.`,
    ],
  });
}
