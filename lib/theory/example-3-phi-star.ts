import cos from '@stdlib/math-base-special-cos';
import ln from '@stdlib/math-base-special-ln';
import sin from '@stdlib/math-base-special-sin';
import { softplus } from '../numeric/logistic';
import { findRoot } from '../numeric/root';
import { directionAtZero, limitAtInfinity } from './example-3-limits';
import { type LossAndSlope, lossAndSlope } from './example-3-loss';
import { type Example3, requirePhi, requireProblem } from './example-3-problem';

/** Angle of the max-margin solution of Example 3 (Section C.2). */
export const phiSvm = Math.PI / 4;

/** Points of the circle at which the derivative is looked at, and nodes of each panel there: enough to see its sign. */
const SCAN_POINTS = 32;
const SCAN_ORDER = 6;

/**
 * Angle phi*(r) = argmin over the whole circle of the loss of Example 3 for theta = r (cos phi, sin phi) (Section 5.2,
 * Fig. 5b).
 *
 * Each sign change of the derivative on a grid of 32 angles is refined by Brent's method to the last digits; the one of
 * the least loss wins. For vanilla training the derivative has one zero in (0, pi/2) and no other minimum, found in
 * log space, so that r may be as large as one likes.
 *
 * @param problem r = 0 gives the limit r -> 0, r = Infinity the limit r -> infinity
 * @returns radians, in (-pi, pi]
 * @throws RangeError if a parameter is out of its range
 *
 * @example
 * const setting = { n: 10, r: 10, sigma2: 1 / 4 };
 * example3.phiStar({ ...setting, scheme: 'vanilla' }); // 0.6365…, radians
 * example3.phiStar({ ...setting, scheme: 'mixup' }); // 0.9149…
 * example3.phiStar({ ...setting, scheme: 'vanilla', r: Infinity }) - example3.phiSvm; // 0
 */
export function phiStar(problem: Example3): number {
  requireProblem(problem);
  if (problem.r === 0) {
    const [x, y] = directionAtZero(problem);
    return angle(x, y);
  }
  if (problem.scheme === 'vanilla') return problem.r === Infinity ? phiSvm : vanillaPhi(problem.n, problem.r);
  if (problem.r === Infinity) {
    const limit = (phi: number) => limitAtInfinity(problem, phi);
    return globalMinimum(limit, limit);
  }
  return globalMinimum(
    (phi) => lossAndSlope({ ...problem, phi }),
    (phi) => lossAndSlope({ ...problem, phi }, SCAN_ORDER),
  );
}

/**
 * Margin of the classifier at angle phi: min(cos phi, sin phi) (Section C.2), at most 1 / sqrt 2.
 *
 * @throws RangeError unless phi is finite
 */
export function margin(phi: number): number {
  requirePhi(phi);
  return Math.min(cos(phi), sin(phi));
}

/**
 * Zero of the derivative of eq. (2): (n + 1) sin(phi) sigmoid(-r cos(phi)) = cos(phi) sigmoid(-r sin(phi)), of which the
 * logarithm is increasing in phi from -Infinity to Infinity on (0, pi/2).
 */
function vanillaPhi(n: number, r: number): number {
  const balance = (phi: number) =>
    ln(n + 1) + ln(sin(phi)) - ln(cos(phi)) - softplus(r * cos(phi)) + softplus(r * sin(phi));
  return findRoot(balance, 1e-300, Math.PI / 2);
}

/** Adjacent angles of a grid on the circle between which the slope turns from falling to rising. */
function signChanges(slope: (phi: number) => number): [number, number][] {
  // Half a step of offset keeps the grid off the axes and off pi/4, where zeros may lie exactly.
  const angles = Array.from(
    { length: SCAN_POINTS + 1 },
    (_, k) => -Math.PI + ((k + 0.3) * 2 * Math.PI) / SCAN_POINTS,
  );
  const slopes = angles.map((phi) => slope(phi));
  const changes: [number, number][] = [];
  for (let k = 0; k < SCAN_POINTS; k++) {
    if (slopes[k] < 0 && slopes[k + 1] >= 0) changes.push([angles[k], angles[k + 1]]);
  }
  return changes;
}

function globalMinimum(exact: (phi: number) => LossAndSlope, rough: (phi: number) => LossAndSlope): number {
  const minima = signChanges((phi) => rough(phi).slope).map(([a, b]) =>
    refine((phi) => exact(phi).slope, a, b),
  );
  const losses = minima.map((phi) => exact(phi).loss);
  return minima[losses.indexOf(Math.min(...losses))];
}

/** The rough slope saw a sign change; the accurate one may have it just outside if it lies at an end of the bracket. */
function refine(slope: (phi: number) => number, a: number, b: number): number {
  let [low, high] = [a, b];
  const step = (b - a) / 8;
  while (slope(low) > 0) low -= step;
  while (slope(high) < 0) high += step;
  return findRoot(slope, low, high);
}

/** atan2 for points of the open right half plane or above, without the engine's own: root of the cross product. */
function angle(x: number, y: number): number {
  return findRoot((phi) => x * sin(phi) - y * cos(phi), -Math.PI / 2, Math.PI / 2);
}
