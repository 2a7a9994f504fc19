import { numReplaced } from '../kernels/draws';
import { type Matrix, zeros } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import type { Augmentation, Batch } from './augmentation';
import type { MixedBatch } from './mixup';
import { requireAlpha, requireBatch, requireShapes } from './mixup';

/** What `cutmix` takes. */
export interface CutMixOptions {
  /** lambda ~ Beta(alpha, alpha); the images of Yun et al. have alpha = 1. */
  readonly alpha: number;
  /** Share of the batches that are cut, 1 unless given; the code of Yun et al. has 1/2 for CIFAR and 1 for ImageNet. */
  readonly probability?: number;
}

/** A batch cut with a permutation of itself; `lambda` is the share of the features that row i keeps. */
export interface CutBatch extends MixedBatch {
  /** [numFeatures], 1 where row i has the value of row `partners[i]`, else 0. */
  readonly replaced: Uint8Array;
}

/**
 * CutMix (Yun et al. 2019) for rows of a table.
 *
 *   x_f = x_j,f for f in S, else x_i,f;   y = (1 - |S| / d) y_i + (|S| / d) y_j
 *
 * S is a random set of |S| = round((1 - lambda) d) of the d features, lambda ~ Beta(alpha, alpha). As in their code for
 * images, one lambda and one S a batch, j a random permutation of the batch, and the label has the share that is realised,
 * not lambda. Their S is a rectangle, because near pixels belong together; the order of a table's columns means
 * nothing, so here every set of that size is equally likely. With one feature a point is one of its parents.
 *
 * The paper's Table 8 uses CutMix on tables without saying how, and the released code has none: this is our reading.
 *
 * @throws RangeError if alpha is not a finite number greater than 0, probability is not in [0, 1], or the points have no feature
 *
 * @example
 * const { X, y } = synthetic.nineGaussians({ n: 20, seed: 1 });
 * const options = {
 *   hiddenWidths: [16], activation: 'relu', optimiser: { kind: 'adam', weightDecay: 1e-4 },
 *   epochs: 30, batchSize: 30, shuffle: true,
 * } as const;
 * const input = { training: { X, y }, numClasses: 9, augmentation: cutmix({ alpha: 1 }) };
 * const [{ network }] = trainSweep(input, [0.01], options, randomStream(1));
 */
export function cutmix(options: CutMixOptions): Augmentation {
  requireOptions(options);
  return (batch, stream) => drawCut(batch, options, stream);
}

/** One draw of `cutmix`, with the features and the partners. @throws RangeError as `cutmix` and `mixBatch` */
export function cutBatch(batch: Batch, options: CutMixOptions, stream: RandomStream): CutBatch {
  requireOptions(options);
  requireBatch(batch);
  return drawCut(batch, options, stream);
}

function drawCut(batch: Batch, options: CutMixOptions, stream: RandomStream): CutBatch {
  requireShapes(batch);
  const { alpha, probability = 1 } = options;
  const d = batch.X.cols;
  if (d === 0) throw new RangeError('the points have no feature: expected at least one to cut');
  const drawn = numReplaced(stream.beta(alpha, alpha), d);
  const count = stream.uniform() < probability ? drawn : 0;
  const partners = stream.permutation(batch.X.rows);
  const replaced = new Uint8Array(d);
  for (const feature of stream.permutation(d).subarray(0, count)) replaced[feature] = 1;
  const lambda = (d - count) / d;
  return {
    X: fromParents(batch.X, partners, (f) => 1 - replaced[f]),
    labels: fromParents(batch.labels, partners, () => lambda),
    lambda,
    partners,
    replaced,
  };
}

function requireOptions({ alpha, probability = 1 }: CutMixOptions): void {
  requireAlpha(alpha);
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`probability is ${probability}, expected a number from 0 to 1`);
  }
}

/** Row i of the result is, column by column, weight times row i plus (1 - weight) times row partners[i]. */
function fromParents(m: Matrix, partners: Int32Array, weight: (column: number) => number): Matrix {
  const result = zeros(m.rows, m.cols);
  for (let i = 0; i < m.rows; i++) {
    for (let j = 0; j < m.cols; j++) {
      const w = weight(j);
      const [own, other] = [m.data[i * m.cols + j], m.data[partners[i] * m.cols + j]];
      result.data[i * m.cols + j] = w === 1 ? own : w === 0 ? other : w * own + (1 - w) * other;
    }
  }
  return result;
}
