import cos from '@stdlib/math-base-special-cos';
import sin from '@stdlib/math-base-special-sin';
import { betaRule } from '../numeric/beta-quadrature';
import { logisticLoss, sigmoid, softplus } from '../numeric/logistic';
import { type Example3, labelParameters, requirePhi, requireProblem } from './example-3-problem';
import { breakpoints, dot, L1, L2, L3, label, type Segment } from './example-3-segments';

/** Nodes in each panel of the quadrature; with it the losses have a relative error of about 1e-15. */
export const ORDER = 16;

/** A loss and its derivative in phi. */
export interface LossAndSlope {
  readonly loss: number;
  readonly slope: number;
}

/** `Example3` with the angle at which the loss is wanted. */
export interface Example3AtAngle extends Example3 {
  /** Angle of theta = (r cos phi, r sin phi). */
  readonly phi: number;
}

/**
 * Loss of Example 3 over the whole training set: eq. (2) for vanilla training, eq. (3) for mixup and GenLabel.
 *
 * The expectation over lambda is a composite Gauss rule whose panels follow the steep parts of the label and of the loss,
 * so that it stays accurate for large r, small sigma2 and any alpha.
 *
 * @throws RangeError if a parameter is out of its range; r must be finite here
 *
 * @example
 * const setting = { n: 10, r: 1, sigma2: 1 / 4 };
 * example3.loss({ ...setting, scheme: 'vanilla', phi: 0 }) < example3.loss({ ...setting, scheme: 'vanilla', phi: 1 }); // true
 */
export function loss(problem: Example3AtAngle): number {
  return lossAndSlope(problem).loss;
}

/**
 * Derivative of `loss` in phi, R(phi) of Section C.2 for vanilla training.
 *
 * @throws as `loss`
 */
export function derivative(problem: Example3AtAngle): number {
  return lossAndSlope(problem).slope;
}

/**
 * Achieved relative error of the quadrature: the change of the loss when the order of the rule is doubled.
 *
 * @throws as `loss`
 */
export function quadratureError(problem: Example3AtAngle): number {
  const fine = lossAndSlope(problem, 2 * ORDER).loss;
  return Math.abs(lossAndSlope(problem).loss - fine) / fine;
}

/** Both at once, with the number of nodes in each panel. */
export function lossAndSlope(problem: Example3AtAngle, order = ORDER): LossAndSlope {
  requireProblem(problem);
  requirePhi(problem.phi);
  if (problem.r === Infinity) {
    throw new RangeError(
      'r is Infinity, expected a finite number: the loss diverges (phiStar has the limit)',
    );
  }
  const { scheme, n, r, phi } = problem;
  const direction = [cos(phi), sin(phi)] as const;
  const turned = [-direction[1], direction[0]] as const;
  const first = hardLoss(r * direction[0], r * turned[0]);
  const second = hardLoss(r * direction[1], r * turned[1]);
  if (scheme === 'vanilla') return combine([n + 1, first], [1, second]);
  const on = (segment: Segment) => segmentLoss(segment, problem, direction, turned, order);
  return combine([2 * n, on(L1)], [2 * n, on(L2)], [2, on(L3)], [n * n + 1, first], [1, second]);
}

/** softplus(-margin) and its derivative. */
function hardLoss(margin: number, slope: number): LossAndSlope {
  return { loss: softplus(-margin), slope: -sigmoid(-margin) * slope };
}

function combine(...terms: [number, LossAndSlope][]): LossAndSlope {
  let total = 0;
  let slope = 0;
  for (const [weight, term] of terms) {
    total += weight * term.loss;
    slope += weight * term.slope;
  }
  return { loss: total, slope };
}

/** Expected loss of the mixed points of one segment. */
function segmentLoss(
  segment: Segment,
  problem: Example3AtAngle,
  direction: readonly [number, number],
  turned: readonly [number, number],
  order: number,
): LossAndSlope {
  const parameters = labelParameters(problem);
  const logits = segment.ends.map((end) => problem.r * dot(direction, end));
  const slopes = segment.ends.map((end) => problem.r * dot(turned, end));
  const points = breakpoints(segment, direction, problem.r, parameters);
  const { nodes, complements, weights } = betaRule(problem.alpha ?? 1, points, order);
  let total = 0;
  let slope = 0;
  for (let k = 0; k < nodes.length; k++) {
    const logit = logits[0] * nodes[k] + logits[1] * complements[k];
    const [positive, negative] =
      segment === L3 ? [1, 0] : label(segment, nodes[k], complements[k], parameters);
    total += weights[k] * logisticLoss(logit, positive, negative);
    slope +=
      weights[k] *
      (negative * sigmoid(logit) - positive * sigmoid(-logit)) *
      (slopes[0] * nodes[k] + slopes[1] * complements[k]);
  }
  return { loss: total, slope };
}
