import type { Augmentation } from '../mixup/augmentation';
import { type RelabelOptions, relabel, requireGamma } from './relabel';

/**
 * Any augmentation with its labels corrected by a generative model: GenLabel on CutMix, for one (Appendix A.5).
 *
 * It draws what the augmentation draws: with equal streams both give the same points.
 *
 * @throws RangeError if gamma is not in [0, 1]
 *
 * @example
 * const X = matrix([[-3], [-1], [1], [3]]);
 * const model = classConditional(X, [0, 0, 1, 1], 2, (points) => fitGaussian(points));
 * const augmentation = relabelled(cutmix({ alpha: 1 }), { model, gamma: 0.8 });
 * const batch = { X, labels: oneHot([0, 0, 1, 1], 2), indices: Int32Array.of(0, 1, 2, 3) };
 * const { X: cut, labels } = augmentation(batch, randomStream(1)); // four cut points, and what to train on
 */
export function relabelled(augmentation: Augmentation, options: RelabelOptions): Augmentation {
  requireGamma(options.gamma);
  return (batch, stream) => {
    const { X, labels } = augmentation(batch, stream);
    return { X, labels: relabel(X, labels, options) };
  };
}
