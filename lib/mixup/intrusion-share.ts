import { type Matrix, zeros } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import { hasManifoldIntrusion } from './manifold-intrusion';

/**
 * Share of mixed points that intrude on the manifold of a third class (Definition 1), estimated by random draws: two
 * points of the set, each pair with a lambda of its own.
 *
 * Pairs of one class count, as they do in mixup; a mixed point of theirs intrudes when it is nearest to any other class.
 *
 * @param X [n x d]
 * @param y [n]
 * @param options.draws number of mixed points; the standard error is at most 1 / (2 sqrt(draws))
 * @param options.alpha lambda ~ Beta(alpha, alpha); default 1
 * @returns in [0, 1]
 * @throws RangeError if there are no points or draws, a coordinate is NaN, or alpha is not positive
 */
export function intrusionShare(
  X: Matrix,
  y: ArrayLike<number>,
  { draws, alpha = 1 }: { readonly draws: number; readonly alpha?: number },
  stream: RandomStream,
): number {
  if (X.rows === 0) throw new RangeError('there are no points: expected at least one');
  if (!Number.isInteger(draws) || draws < 1) {
    throw new RangeError(`draws is ${draws}, expected a positive integer`);
  }
  const mixed = zeros(draws, X.cols);
  const label1 = new Int32Array(draws);
  const label2 = new Int32Array(draws);
  for (let i = 0; i < draws; i++) {
    const [first, second] = [stream.integer(X.rows), stream.integer(X.rows)];
    const lambda = stream.beta(alpha, alpha);
    label1[i] = y[first];
    label2[i] = y[second];
    for (let j = 0; j < X.cols; j++) {
      mixed.data[i * X.cols + j] =
        lambda * X.data[first * X.cols + j] + (1 - lambda) * X.data[second * X.cols + j];
    }
  }
  const intrudes = hasManifoldIntrusion(mixed, label1, label2, X, y);
  return intrudes.filter(Boolean).length / draws;
}
