import { type Matrix, zeros } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import { requireMatrix, requireShape } from '../numeric/require';
import type { Augmentation, AugmentedBatch, Batch } from './augmentation';

/** What `mixup` takes. */
export interface MixupOptions {
  /** lambda ~ Beta(alpha, alpha). */
  readonly alpha: number;
  /** Weight of the first point's label as a function of lambda; default lambda itself (linear labels). */
  readonly labelWeight?: (lambda: number) => number;
}

/** A batch mixed with a permutation of itself: row i mixes the points i and `partners[i]` of the batch. */
export interface MixedBatch extends AugmentedBatch {
  readonly lambda: number;
  readonly partners: Int32Array;
}

/**
 * Mixup (Zhang et al. 2018).
 *
 *   x = lambda x_i + (1 - lambda) x_j,  y = w y_i + (1 - w) y_j,  w = labelWeight(lambda)
 *
 * One lambda ~ Beta(alpha, alpha) a batch, j a random permutation of the batch, as in the authors' code; the paper's
 * equations average over all pairs, each with a lambda of its own.
 *
 * @throws RangeError if alpha is not a finite number greater than 0
 */
export function mixup(options: MixupOptions): Augmentation {
  requireAlpha(options.alpha);
  return (batch, stream) => drawMixed(batch, options, stream);
}

/**
 * One draw of `mixup`, with lambda and the partners.
 *
 * @throws RangeError if alpha is not finite or not above 0, or the points or labels are no matrices of finite numbers, one
 *   row a point
 */
export function mixBatch(batch: Batch, options: MixupOptions, stream: RandomStream): MixedBatch {
  requireBatch(batch);
  return drawMixed(batch, options, stream);
}

/** Within a training, whose data were looked at before; what a net makes of them may diverge. */
export function drawMixed(batch: Batch, options: MixupOptions, stream: RandomStream): MixedBatch {
  const { alpha, labelWeight = (lambda: number) => lambda } = options;
  requireAlpha(alpha);
  requireShapes(batch);
  const lambda = stream.beta(alpha, alpha);
  const partners = stream.permutation(batch.X.rows);
  return {
    X: mixRows(batch.X, partners, lambda),
    labels: mixRows(batch.labels, partners, labelWeight(lambda)),
    lambda,
    partners,
  };
}

/** @throws RangeError unless points and labels are matrices, one row a point */
export function requireShapes({ X, labels }: Batch): void {
  requireShape('X of the batch', X);
  requireShape('labels of the batch', labels, { rows: X.rows });
}

/** @throws RangeError unless points and labels are matrices of finite numbers, one row a point */
export function requireBatch({ X, labels }: Batch): void {
  requireMatrix('X of the batch', X);
  requireMatrix('labels of the batch', labels, { rows: X.rows });
}

/** @throws RangeError if alpha is not a finite number greater than 0 */
export function requireAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < Infinity)) {
    throw new RangeError(`alpha is ${alpha}, expected a finite number greater than 0`);
  }
}

/** Row i of the result is weight times row i plus (1 - weight) times row partners[i]. */
function mixRows(m: Matrix, partners: Int32Array, weight: number): Matrix {
  const mixed = zeros(m.rows, m.cols);
  for (let i = 0; i < m.rows; i++) {
    const first = i * m.cols;
    const second = partners[i] * m.cols;
    for (let j = 0; j < m.cols; j++) {
      mixed.data[first + j] = weight * m.data[first + j] + (1 - weight) * m.data[second + j];
    }
  }
  return mixed;
}
