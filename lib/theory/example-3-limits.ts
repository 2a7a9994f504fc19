import cos from '@stdlib/math-base-special-cos';
import sin from '@stdlib/math-base-special-sin';
import { betaRule } from '../numeric/beta-quadrature';
import { type LossAndSlope, ORDER } from './example-3-loss';
import { type Example3, labelParameters } from './example-3-problem';
import { dot, L1, L2, L3, label, labelBreakpoints, type Segment, signChange } from './example-3-segments';

/**
 * Downhill direction of the loss at theta = 0, which phi* approaches as r -> 0: the sum over all (mixed) points of
 * (P(class +1) - 1/2) x.
 *
 * For linear labels and alpha = 1 it is (n^2/2 + n/2 + 1, n/6 + 1), for vanilla training (n + 1, 1) / 2.
 */
export function directionAtZero(problem: Example3): [number, number] {
  const { scheme, n } = problem;
  if (scheme === 'vanilla') return [(n + 1) / 2, 1 / 2];
  const total: [number, number] = [(n * n + 1) / 2, 1 / 2];
  const add = (weight: number, segment: Segment) => {
    const part = segmentSum(segment, problem, (_x, positive, negative) => (positive - negative) / 2);
    total[0] += weight * part[0];
    total[1] += weight * part[1];
  };
  add(2 * n, L1);
  add(2 * n, L2);
  add(2, L3);
  return total;
}

/**
 * Limit of loss / r as r -> infinity, where softplus(r m) / r becomes max(m, 0), and its derivative in phi. Of mixup and
 * GenLabel only: the limit of vanilla training is 0 on (0, pi/2).
 *
 * The limit is homogeneous of degree 1 in theta, so both are components of one gradient: along theta and across it.
 */
export function limitAtInfinity(problem: Example3, phi: number): LossAndSlope {
  const { n } = problem;
  const direction = [cos(phi), sin(phi)] as const;
  const residual = (x: readonly [number, number], positive: number, negative: number) =>
    dot(direction, x) > 0 ? negative : -positive;
  const on = (segment: Segment) => {
    const cut = signChange(segment, direction);
    return segmentSum(segment, problem, residual, cut === undefined ? [] : [cut]);
  };
  const [l1, l2, l3] = [on(L1), on(L2), on(L3)];
  const hard = [direction[0] < 0 ? -(n * n + 1) : 0, direction[1] < 0 ? -1 : 0];
  const gradient = [0, 1].map((k) => 2 * n * (l1[k] + l2[k]) + 2 * l3[k] + hard[k]);
  return {
    loss: gradient[0] * direction[0] + gradient[1] * direction[1],
    slope: gradient[1] * direction[0] - gradient[0] * direction[1],
  };
}

/** Expectation of weight(x, P(+1), P(-1)) x over the mixed points x of a segment. */
function segmentSum(
  segment: Segment,
  problem: Example3,
  weight: (x: readonly [number, number], positive: number, negative: number) => number,
  cuts: readonly number[] = [],
): [number, number] {
  const parameters = labelParameters(problem);
  const points = segment === L3 ? cuts : [...labelBreakpoints(segment, parameters), ...cuts];
  const { nodes, complements, weights } = betaRule(problem.alpha ?? 1, points, ORDER);
  const [one, zero] = segment.ends;
  const total: [number, number] = [0, 0];
  for (let k = 0; k < nodes.length; k++) {
    const x = [
      one[0] * nodes[k] + zero[0] * complements[k],
      one[1] * nodes[k] + zero[1] * complements[k],
    ] as const;
    const [positive, negative] =
      segment === L3 ? [1, 0] : label(segment, nodes[k], complements[k], parameters);
    const w = weights[k] * weight(x, positive, negative);
    total[0] += w * x[0];
    total[1] += w * x[1];
  }
  return total;
}
