import type { EpochDraws } from '../kernels/draws';
import { type Matrix, zeros } from '../numeric/matrix';
import type { LabelledPoints } from './sweep';

/** Mixed points with the labels of mixup. */
export interface MixedPoints {
  /** [numEpochs * n x d] */
  readonly X: Matrix;
  /** [numEpochs * n x numClasses] */
  readonly labels: Matrix;
}

/** Lines 3 and 4 of Algorithm 2: the mixed points of all epochs, with the labels of mixup. */
export function mixPoints(
  {
    X,
    y,
    numClasses,
    batchSize,
  }: LabelledPoints & { readonly numClasses: number; readonly batchSize: number },
  draws: readonly EpochDraws[],
): MixedPoints {
  const { rows: n, cols: d } = X;
  const mixed = zeros(draws.length * n, d);
  const labels = zeros(draws.length * n, numClasses);
  draws.forEach(({ first, second, lambdas }, epoch) => {
    for (let b = 0; b < n; b++) {
      const [i, j, at] = [first[b], second[b], epoch * n + b];
      const lambda = lambdas[Math.floor(b / batchSize)];
      for (let f = 0; f < d; f++) {
        mixed.data[at * d + f] = lambda * X.data[i * d + f] + (1 - lambda) * X.data[j * d + f];
      }
      labels.data[at * numClasses + y[i]] += lambda;
      labels.data[at * numClasses + y[j]] += 1 - lambda;
    }
  });
  return { X: mixed, labels };
}
