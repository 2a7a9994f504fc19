import { boundaryAttack } from '../../attacks/boundary/boundary-attack';
import { networkPredictor } from '../../attacks/boundary/network-predictor';
import { descentWithin } from '../../attacks/descent-within';
import { firstOrderDistances } from '../../attacks/first-order-distances';
import { linearDistances } from '../../attacks/linear-distances';
import type { RandomStream } from '../../numeric/random';
import type { DenseNetwork } from '../../train/dense-network';
import { predict } from '../../train/forward';
import type { LabelledPoints } from '../../train/sweep';
import { attackBudgets } from './attack-budgets';
import { attackRadius, type SelectionCriterion } from './robust-protocols';

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

/** Steps of the descent. More change hardly a verdict on these nets. */
const descentSteps = 3;

/** Whether points withstand, by one criterion; the stream is that of a random attack. */
type Withstands = (
  model: DenseNetwork,
  points: LabelledPoints,
  threat: Threat,
  stream: RandomStream,
) => boolean[];

const isLinear = ({ architecture: { activation } }: DenseNetwork) => activation === 'identity';

const byDistance = (distances: Float64Array, { epsilon }: Threat) =>
  Array.from(distances, (distance) => distance > epsilon);

const byExactDistance = (model: DenseNetwork, points: LabelledPoints, threat: Threat) =>
  byDistance(linearDistances(model, { ...points, bounds: threat.bounds }), threat);

/** Ways to choose by robust accuracy. */
export type RobustCriterion = Exclude<SelectionCriterion, 'clean'>;

const criteria = {
  robust: (model, points, threat) =>
    isLinear(model)
      ? byExactDistance(model, points, threat)
      : byDistance(firstOrderDistances(model, points.X, points.y), threat),
  descent: (model, points, threat) =>
    isLinear(model)
      ? byExactDistance(model, points, threat)
      : descentWithin(model, { ...points, ...threat, steps: descentSteps }).map((broken) => !broken),
  boundary: (model, points, threat, stream) =>
    boundaryAttack({
      ...{ ...points, ...threat, predict: networkPredictor(model), stream },
      ...{ steps: attackBudgets.full.steps, directions: attackBudgets.full.directions },
    }).success.map((broken) => !broken),
} as const satisfies Record<RobustCriterion, Withstands>;

/**
 * Robust accuracy of nets on held-out points, by one of the ways to choose.
 *
 * NaN for a net that gives all of the points one class: foolbox's attack finds no start on a constant net and raises an error,
 * which scikit-learn's cross-validation turns into NaN. Without this rule constant nets would win on two classes, whose
 * robust accuracy is 50 %.
 */
export function robustScorer(
  points: LabelledPoints,
  threat: Threat,
  criterion: RobustCriterion,
  stream: RandomStream,
): (model: DenseNetwork) => number {
  return (model) => {
    const classes = predict(model, points.X);
    if (classes.every((c) => c === classes[0])) return Number.NaN;
    return criteria[criterion](model, points, threat, stream).filter(Boolean).length / points.X.rows;
  };
}
