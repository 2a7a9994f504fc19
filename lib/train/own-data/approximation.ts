/** What is approximated where a data set has many rows. */
export interface Approximation {
  /** Epochs whose mixed batches, with their labels, are drawn; the epochs after them see the same again. */
  readonly bankEpochs: number;
  /** Rows of a class, drawn at random, that are centres of its kernel density; its covariance is that of all its rows. */
  readonly mostCentres: number;
  /** The same in the folds of the cross-validation, which only chooses and takes most of the time. */
  readonly mostCentresOfFold: number;
  /** Whether half of GenLabel's configurations drop out of the cross-validation after every fold (`racedScores`). */
  readonly halving: boolean;
}

/** Rows from which on something is approximated, unless `exact`. Of fewer, all is as in the paper's study. */
export const leastApproximated = 1001;

/** Ten epochs of 2,000 rows: about a hundred batches of the rows that train in a fold. Of larger tables two epochs at least. */
const bankRows = 20_000;
const bankEpochs = { least: 2, most: 10 };

/** What is approximated for so many rows; undefined: nothing. */
export function approximationFor(rows: number, exact = false): Approximation | undefined {
  return exact || rows < leastApproximated
    ? undefined
    : {
        bankEpochs: Math.min(bankEpochs.most, Math.max(bankEpochs.least, Math.ceil(bankRows / rows))),
        mostCentres: 400,
        mostCentresOfFold: 200,
        halving: true,
      };
}
