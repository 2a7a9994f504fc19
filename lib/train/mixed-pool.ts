import { type Matrix, zeros } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import type { LabelledPoints } from './sweep';

/**
 * Mixed points of random pairs, lambda ~ Beta(1, 1), one a point, with the labels of mixup.
 *
 * @returns X [count x d], labels [count x numClasses]
 */
export function mixedPool(
  { X, y }: LabelledPoints,
  numClasses: number,
  count: number,
  stream: RandomStream,
): { readonly X: Matrix; readonly labels: Matrix } {
  const d = X.cols;
  const [mixed, labels] = [zeros(count, d), zeros(count, numClasses)];
  for (let m = 0; m < count; m++) {
    const [i, j, lambda] = [stream.integer(X.rows), stream.integer(X.rows), stream.beta(1, 1)];
    for (let k = 0; k < d; k++) {
      mixed.data[m * d + k] = lambda * X.data[i * d + k] + (1 - lambda) * X.data[j * d + k];
    }
    labels.data[m * numClasses + y[i]] += lambda;
    labels.data[m * numClasses + y[j]] += 1 - lambda;
  }
  return { X: mixed, labels };
}
