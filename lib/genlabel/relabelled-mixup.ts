import type { Augmentation } from '../mixup/augmentation';
import { type MixupOptions, mixup } from '../mixup/mixup';
import type { RelabelOptions } from './relabel';
import { relabelled } from './relabelled';

/** Mixup whose labels a generative model corrects. */
export interface RelabelledMixupOptions extends MixupOptions, RelabelOptions {}

/**
 * GenLabel as an augmentation: mixes a batch as `mixup` does and relabels the mixed points (lines 4 and 5 of Algorithm 1).
 *
 * It draws what `mixup` draws: with equal streams both mix the same points with the same lambda.
 *
 * @throws RangeError if alpha is not a finite number greater than 0, or gamma is not in [0, 1]
 * Deviation: Algorithm 1 goes through all pairs and does not say where lambda is drawn; one lambda a batch and a random
 * partner for each of its points, as in the released code.
 *
 * @example
 * const X = matrix([[-3], [-1], [1], [3]]);
 * const model = classConditional(X, [0, 0, 1, 1], 2, (points) => fitGaussian(points));
 * const augmentation = relabelledMixup({ model, alpha: 1, gamma: 0.8 });
 * const batch = { X, labels: oneHot([0, 0, 1, 1], 2), indices: Int32Array.of(0, 1, 2, 3) };
 * const { X: mixed, labels } = augmentation(batch, randomStream(1)); // four mixed points, and what to train on
 */
export function relabelledMixup(options: RelabelledMixupOptions): Augmentation {
  return relabelled(mixup(options), options);
}
