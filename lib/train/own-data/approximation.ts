/** What is approximated where a data set has many rows. */
export interface Approximation {
  /** Epochs whose mixed batches, with their labels, are drawn; the epochs after them see the same again. */
  readonly bankEpochs: number;
  /** Rows of a class, drawn at random, that are centres of its kernel density; its covariance is that of all its rows. */
  readonly mostCentres: number;
}

/** Rows from which on something is approximated, unless `exact`. Of fewer, all is as in the paper's study. */
export const leastApproximated = 1001;

const approximation: Approximation = { bankEpochs: 10, mostCentres: 400 };

/** What is approximated for so many rows; undefined: nothing. */
export function approximationFor(rows: number, exact = false): Approximation | undefined {
  return exact || rows < leastApproximated ? undefined : approximation;
}
