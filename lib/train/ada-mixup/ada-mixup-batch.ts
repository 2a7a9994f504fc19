import { type Matrix, zeros } from '../../numeric/matrix';
import type { LabelledPoints } from '../sweep';

/** A batch of AdaMixUp; its first half of rows, the mixed points, is written anew for every learning rate. */
export interface AdaMixUpBatch {
  /** Number of points, and of pairs. */
  readonly size: number;
  /** [2 size x d]: mixed points, then the points themselves */
  readonly points: Matrix;
  /** [2 size x numClasses], theirs */
  readonly labels: Matrix;
  /** [2 size x 2]: class 0 for mixed points, 1 for points */
  readonly origins: Matrix;
  /** [size x 2 d]: the two points of every pair */
  readonly pairs: Matrix;
  /** [size], classes of the pairs' first and second points */
  readonly classes: Int32Array;
  readonly partnerClasses: Int32Array;
  /** [size], uniform on [0, 1) */
  readonly uniforms: Float64Array;
}

/** What is drawn for a batch. */
export interface BatchDraws {
  /** Rows of the points. */
  readonly rows: Int32Array;
  /** Position in the batch of every pair's second point. */
  readonly partners: Int32Array;
  readonly uniforms: Float64Array;
}

/** The batch of drawn points and pairs, still without mixed points. */
export function adaMixUpBatch(
  { X, y }: Pick<LabelledPoints, 'X'> & { readonly y: ArrayLike<number> },
  numClasses: number,
  { rows, partners, uniforms }: BatchDraws,
): AdaMixUpBatch {
  const size = rows.length;
  const d = X.cols;
  const points = zeros(2 * size, d);
  const labels = zeros(2 * size, numClasses);
  const origins = zeros(2 * size, 2);
  const pairs = zeros(size, 2 * d);
  const classes = Int32Array.from(rows, (row) => y[row]);
  for (let b = 0; b < size; b++) {
    const pointOf = (row: number) => X.data.subarray(row * d, (row + 1) * d);
    points.data.set(pointOf(rows[b]), (size + b) * d);
    pairs.data.set(pointOf(rows[b]), 2 * b * d);
    pairs.data.set(pointOf(rows[partners[b]]), (2 * b + 1) * d);
    labels.data[(size + b) * numClasses + classes[b]] = 1;
    origins.data[2 * b] = 1;
    origins.data[2 * (size + b) + 1] = 1;
  }
  const partnerClasses = Int32Array.from(partners, (partner) => classes[partner]);
  return { size, points, labels, origins, pairs, classes, partnerClasses, uniforms };
}

/** Writes the mixed points and their labels: lambda times the first of a pair, 1 - lambda times the second. */
export function mixPairs(batch: AdaMixUpBatch, lambdas: Float64Array): void {
  const { size, points, labels, pairs, classes, partnerClasses } = batch;
  const { cols: d } = points;
  const { cols: numClasses } = labels;
  labels.data.fill(0, 0, size * numClasses);
  for (let b = 0; b < size; b++) {
    const lambda = lambdas[b];
    const first = 2 * b * d;
    for (let j = 0; j < d; j++) {
      points.data[b * d + j] = lambda * pairs.data[first + j] + (1 - lambda) * pairs.data[first + d + j];
    }
    labels.data[b * numClasses + classes[b]] += lambda;
    labels.data[b * numClasses + partnerClasses[b]] += 1 - lambda;
  }
}
