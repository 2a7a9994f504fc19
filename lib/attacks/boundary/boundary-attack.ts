import { walkStates } from '../../kernels';
import { type Matrix, selectRows, zeros } from '../../numeric/matrix';
import { AttackDraws } from '../attack-draws';
import {
  type AttackedPoints,
  type AttackStatus,
  createAttackedPoints,
  rowDistance,
} from '../attacked-points';
import { type Predictor, predictedClasses } from '../predictor';
import { findStarts } from './blended-start';
import { type BoundaryAttackOptions, requireAttackOptions } from './boundary-attack-options';
import { BoundaryWalk } from './boundary-walk';

/** What the boundary attack found, point by point, and what it cost. */
export interface BoundaryAttackResult {
  /** [n x d]; the point itself where none was found. */
  readonly adversarials: Matrix;
  /** [n], L2; 0 for misclassified points, Infinity where no adversarial was found. */
  readonly distances: Float64Array;
  /** [n], whether the adversarial, classified once more, is misclassified, within the bounds and the radius. */
  readonly success: boolean[];
  /** [n] */
  readonly status: AttackStatus[];
  /** [n], points that the model was asked to classify. */
  readonly queries: Int32Array;
  /** Share of the points without success: robust accuracy. */
  readonly robustAccuracy: number;
}

/** As foolbox 3. */
const defaults = {
  steps: 25000,
  sphericalStep: 1e-2,
  sourceStep: 1e-2,
  sourceStepConvergence: 1e-7,
  stepAdaptation: 1.5,
  updateStatsEvery: 10,
  startDirections: 1000,
  startSteps: 50,
  directions: 'common',
} as const;

/**
 * Boundary Attack in L2 (Brendel, Rauber and Bethge 2018; robust accuracies of Section 6): walks from a random
 * misclassified point along the decision boundary towards the attacked point, by the model's classes alone. Defaults,
 * start and adaptation of the steps are those of foolbox 3, and its verdict: an adversarial farther away than epsilon is
 * drawn back to that distance, and counts if it is misclassified there.
 *
 * The result of a point depends on the model, the point, the options and the stream: not on the other points.
 *
 * Deviations from foolbox: f64 throughout; a converged point stops at once, not when all have converged; a point without
 * a start is reported, not an error; with one feature, the walk goes straight to the point.
 *
 * @throws RangeError if an option is out of range, the points leave the bounds, or predict returns anything but classes
 *
 * @example
 * const predict = (points: Matrix) => Int32Array.from({ length: points.rows }, (_, i) => Number(points.data[2 * i] > 0));
 * const { distances, robustAccuracy } = boundaryAttack({
 *   predict, X: matrix([[0.5, 0], [-0.2, 0.3]]), y: [1, 0], bounds: [-1, 1], epsilon: 0.3, stream: randomStream(1),
 * });
 * robustAccuracy; // 0.5: the second point is 0.2 away from the boundary, the first 0.5
 */
export function boundaryAttack(
  options: BoundaryAttackOptions & { readonly predict: Predictor },
): BoundaryAttackResult {
  return boundaryAttacks({ ...options, predictors: [options.predict] })[0];
}

/**
 * The same attack on several models with the same random numbers, drawn once: each result is that of `boundaryAttack` on
 * the model alone.
 *
 * @throws RangeError as `boundaryAttack`
 */
export function boundaryAttacks(
  options: BoundaryAttackOptions & { readonly predictors: readonly Predictor[] },
): BoundaryAttackResult[] {
  requireAttackOptions(options);
  const { predictors, X, epsilon = Number.POSITIVE_INFINITY, stopAtEpsilon = true } = options;
  const settings = { ...defaults, ...options };
  const { directions, states } = walkStates(X, options.bounds, settings.directions, predictors.length);
  const stream = options.stream.split('boundary attack');
  const draws = new AttackDraws(stream, X, settings.directions, directions);
  const stopAt = stopAtEpsilon && epsilon < Number.POSITIVE_INFINITY ? epsilon : 0;
  const attacks = predictors.map((predict, i) => {
    const points = createAttackedPoints(options, states[i]);
    findStarts(predict, points, draws, settings);
    return {
      predict,
      points,
      walk: new BoundaryWalk(predict, points, states[i], settings, stopAt, directions),
    };
  });
  let walking = attacks.filter(({ walk }) => !walk.done);
  for (let step = 1; step <= settings.steps && walking.length > 0; step++) {
    draws.draw((i) => walking.some(({ walk }) => walk.walks(i)));
    for (const { walk } of walking) walk.advance(step);
    if (walking.some(({ walk }) => walk.done)) walking = walking.filter(({ walk }) => !walk.done);
  }
  return attacks.map(({ predict, points, walk }) => {
    walk.finish();
    return judge(predict, points, epsilon);
  });
}

/** Classifies the adversarials once more, those beyond the radius where the way to them leaves it. */
function judge(predict: Predictor, points: AttackedPoints, epsilon: number): BoundaryAttackResult {
  const { X, y, adversarials, distances, status, queries } = points;
  const found = status.flatMap((state, i) => (state === 'no-start' ? [] : [i]));
  const success = status.map(() => false);
  const confirm = (candidates: Matrix, indices: readonly number[], use: (i: number, at: number) => void) => {
    if (indices.length === 0) return;
    const classes = predictedClasses(predict, candidates);
    indices.forEach((i, at) => {
      queries[i]++;
      if (classes[at] !== y[i]) use(i, at);
    });
  };
  const confirmed = new Set<number>();
  confirm(selectRows(adversarials, found), found, (i) => {
    confirmed.add(i);
    success[i] = distances[i] <= epsilon;
  });
  for (const i of found) if (!confirmed.has(i)) status[i] = 'unconfirmed';
  const beyond = found.filter((i) => confirmed.has(i) && distances[i] > epsilon);
  const drawnBack = drawBack(points, beyond, epsilon);
  confirm(drawnBack, beyond, (i, at) => {
    success[i] = true;
    adversarials.data.set(drawnBack.data.subarray(at * X.cols, (at + 1) * X.cols), i * X.cols);
    distances[i] = rowDistance(X, i, adversarials, i);
  });
  const robust = success.filter((broken) => !broken).length;
  // Copies: the kernels' memory ends with the attack.
  return {
    ...{ adversarials: { ...adversarials, data: adversarials.data.slice() }, distances: distances.slice() },
    ...{ success, status, queries, robustAccuracy: robust / X.rows },
  };
}

/** Points on the way to the adversarials, at distance epsilon; a little less, so that rounding does not take them beyond. */
function drawBack(
  { X, adversarials, distances }: AttackedPoints,
  indices: readonly number[],
  epsilon: number,
) {
  const result = zeros(indices.length, X.cols);
  indices.forEach((i, at) => {
    const share = (epsilon / distances[i]) * (1 - 1e-12);
    for (let j = 0; j < X.cols; j++) {
      const x = X.data[i * X.cols + j];
      result.data[at * X.cols + j] = x + share * (adversarials.data[i * X.cols + j] - x);
    }
  });
  return result;
}
