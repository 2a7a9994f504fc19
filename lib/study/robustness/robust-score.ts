import { firstOrderDistances } from '../../attacks/first-order-distances';
import { linearDistances } from '../../attacks/linear-distances';
import type { DenseNetwork } from '../../train/dense-network';
import { predict } from '../../train/forward';
import type { LabelledPoints } from '../../train/sweep';
import { attackRadius } from './robust-protocols';

/** What an attack may do. */
export interface Threat {
  readonly bounds: readonly [number, number];
  /** L2 */
  readonly epsilon: number;
}

/** Table 12: the radius is a share of the range of the training inputs, which bound the adversarials. */
export function threatOf({ X }: LabelledPoints): Threat & { readonly range: number } {
  const [min, max] = rangeOf(X.data);
  return { bounds: [min, max], epsilon: attackRadius * (max - min), range: max - min };
}

export function rangeOf(values: Float64Array): [number, number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

/**
 * Robust accuracy of nets on held-out points, without an attack: the share of points whose distance to another class is beyond the
 * radius, the exact distance for nets without activations, else that of first order.
 *
 * NaN for a net that gives all of the points one class: foolbox's attack finds no start on a constant net and raises an error,
 * which scikit-learn's cross-validation turns into NaN. Without this rule constant nets would win on two classes, whose
 * robust accuracy is 50 %.
 */
export function robustScorer(
  { X, y }: LabelledPoints,
  { bounds, epsilon }: Threat,
): (model: DenseNetwork) => number {
  return (model) => {
    const classes = predict(model, X);
    if (classes.every((c) => c === classes[0])) return Number.NaN;
    const distances =
      model.architecture.activation === 'identity'
        ? linearDistances(model, { X, y, bounds })
        : firstOrderDistances(model, X, y);
    return distances.filter((distance) => distance > epsilon).length / X.rows;
  };
}
