import { type BoundaryAttackResult, boundaryAttack } from '../../attacks/boundary/boundary-attack';
import { networkPredictor } from '../../attacks/boundary/network-predictor';
import { linearDistances } from '../../attacks/linear-distances';
import { selectRows } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import type { DenseNetwork } from '../../train/dense-network';
import type { LinearProblem } from '../common/linear-outcomes';
import type { AttackBudget } from './attack-budgets';
import type { NetworkFit } from './fit-network';
import { attackRadius } from './robust-protocols';
import { rangeOf, threatOf } from './robust-score';

/**
 * Result of a job. Distances are those of the test points, in their order, to the nearest adversarial that was found, in units of the
 * range of the training inputs, to four decimals: 0 of a misclassified point, null where there is none. A point is robust if its
 * distance is above `attackRadius`.
 */
export type RobustnessResult = {
  readonly testSize: number;
  /** Test points that are classified right. */
  readonly correct: number;
  /** Test points that no confirmed adversarial within the radius was found for. */
  readonly robust: number;
  /** Robust points for which the attack found no start, and whose adversarial the net took back. */
  readonly noStart: number;
  readonly unconfirmed: number;
  readonly distances: readonly (number | null)[];
  /** Exact distances, of nets without activations. */
  readonly exact?: readonly (number | null)[];
  readonly learningRate: number;
  readonly gamma?: number;
  readonly epochs: number;
  /** Mean held-out accuracy of the choice; null if none had one. */
  readonly score: number | null;
};

/** What the attack found on the test points of a problem. */
export interface TestAttack {
  readonly found: Pick<BoundaryAttackResult, 'distances' | 'success' | 'status'>;
  readonly exact: Float64Array | undefined;
  readonly range: number;
}

/**
 * Attacks a net on the test points. Radius: `attackRadius` times the range of the training inputs. Bounds: the range of training
 * and test inputs together, as an attacked point must lie within them.
 */
export function attackOf(
  { training, test }: Pick<LinearProblem, 'training' | 'test'>,
  model: DenseNetwork,
  budget: AttackBudget,
  stream: RandomStream,
): TestAttack {
  const { epsilon, range } = threatOf(training);
  const [low, high] = rangeOf(training.X.data);
  const [min, max] = rangeOf(test.X.data);
  const bounds = [Math.min(low, min), Math.max(high, max)] as const;
  const predict = networkPredictor(model);
  const { steps, directions, full } = budget;
  const common = { predict, bounds, epsilon, steps, directions, stopAtEpsilon: !full };
  let found = boundaryAttack({ ...common, ...test, stream: stream.split(0) });
  for (let restart = 1; restart < budget.restarts; restart++) {
    const left = Array.from(found.success.keys()).filter((i) => !found.success[i]);
    if (left.length === 0) break;
    const again = boundaryAttack({
      ...common,
      X: selectRows(test.X, left),
      y: left.map((i) => test.y[i]),
      stream: stream.split(restart),
    });
    found = nearest(found, again, left);
  }
  const isLinear = model.architecture.activation === 'identity';
  return { found, exact: isLinear ? linearDistances(model, { ...test, bounds }) : undefined, range };
}

/** Takes over what a further attack on some of the points found nearer. */
function nearest(
  first: BoundaryAttackResult,
  again: BoundaryAttackResult,
  indices: readonly number[],
): BoundaryAttackResult {
  const result = { ...first, distances: first.distances.slice(), success: first.success.slice() };
  result.status = first.status.slice();
  indices.forEach((i, at) => {
    if (again.status[at] !== 'adversarial' || !(again.distances[at] < result.distances[i])) return;
    result.distances[i] = again.distances[at];
    result.success[i] = again.success[at];
    result.status[i] = 'adversarial';
  });
  return result;
}

export function robustnessResult(fit: NetworkFit, { found, exact, range }: TestAttack): RobustnessResult {
  const { status, success, distances } = found;
  const count = (kind: (typeof status)[number]) => status.filter((state) => state === kind).length;
  const { gamma, score } = fit;
  return {
    testSize: status.length,
    correct: status.length - count('misclassified'),
    robust: success.filter((broken) => !broken).length,
    noStart: count('no-start'),
    unconfirmed: count('unconfirmed'),
    distances: status.map((state, i) =>
      state === 'unconfirmed' ? null : rounded(distances[i] / range, success[i]),
    ),
    ...(exact && {
      exact: Array.from(exact, (distance) => rounded(distance / range, distance <= attackRadius * range)),
    }),
    learningRate: fit.learningRate,
    ...(gamma !== undefined && { gamma }),
    epochs: fit.epochs,
    score: Number.isFinite(score) ? score : null,
  };
}

const decimals = 4;

/** To four decimals, on its side of the radius; null if not finite. */
function rounded(distance: number, within: boolean): number | null {
  if (!Number.isFinite(distance)) return null;
  const value = Number(distance.toFixed(decimals));
  const beyond = attackRadius + 10 ** -decimals;
  return within ? Math.min(value, attackRadius) : Math.max(value, Number(beyond.toFixed(decimals)));
}
