import { integrate } from '../numeric/quadrature';
import { requireBetween } from '../numeric/require';

/** Losses of the three pairs: l1 of (x1, x2), l2 of (x2, x3), l3 of (x3, x1). */
export interface PairLosses {
  readonly l1: number;
  readonly l2: number;
  readonly l3: number;
}

/** The points of Example 1, x1, x2, x3: -1 and +1 have label e1, 0 has label e2. */
export const points: readonly number[] = [-1, 0, 1];

/** First entry of the label of each of `points`. */
export const labels: readonly number[] = [1, 0, 1];

/**
 * First entry of the prediction of Example 1's classifier; the second is 1 minus it.
 *
 *   f_theta(x) = |x| / (2 theta) where |x| < 2 theta, else 1   (Section 3.1)
 *
 * @throws RangeError unless 0 < theta <= 1 and x is finite
 */
export function prediction(theta: number, x: number): number {
  requireTheta(theta);
  requireBetween('x', x, -Number.MAX_VALUE, Number.MAX_VALUE);
  return Math.min(Math.abs(x) / (2 * theta), 1);
}

/**
 * Margin of the classifier, min(theta, 1 - theta) (Section 3.1): the distance of the nearest point to |x| = theta.
 *
 * @throws RangeError unless 0 < theta <= 1
 *
 * @example
 * example1.margin(3 / 8); // 3/8
 */
export function margin(theta: number): number {
  requireTheta(theta);
  return Math.min(theta, 1 - theta);
}

/**
 * Mean squared errors of mixup on the three pairs, integrated exactly over lambda ~ Beta(1, 1) (C.1):
 *
 *   l1 = l2 = (2/3) (2 theta - 1)^2,          l3 = (4/3) theta                          for theta <= 1/2
 *   l1 = l2 = (2/3) (1 - 1 / (2 theta))^2,    l3 = 2 - 1 / theta + 1 / (6 theta^2)      for theta >= 1/2
 *
 * Deviation: C.1 prints l3 = (2/3) theta (see `lossThreeSteps`) and does not treat theta > 1/2.
 *
 * @throws RangeError unless 0 < theta <= 1
 *
 * @example
 * example1.pairLosses(3 / 8); // { l1: 1/24, l2: 1/24, l3: 1/2 }
 */
export function pairLosses(theta: number): PairLosses {
  requireTheta(theta);
  if (theta <= 0.5) {
    const l = (2 / 3) * (2 * theta - 1) ** 2;
    return { l1: l, l2: l, l3: (4 / 3) * theta };
  }
  const l = (2 / 3) * (1 - 1 / (2 * theta)) ** 2;
  return { l1: l, l2: l, l3: 2 - 1 / theta + 1 / (6 * theta * theta) };
}

/**
 * The losses as C.1 prints them: l1 = l2 = (2/3) (2 theta - 1)^2 and l3 = (2/3) theta, half of the integral.
 *
 * @throws RangeError unless 0 < theta <= 1; above 1/2 the printed formulas are not the losses even in l1 and l2
 */
export function printedPairLosses(theta: number): PairLosses {
  requireTheta(theta);
  const l = (2 / 3) * (2 * theta - 1) ** 2;
  return { l1: l, l2: l, l3: (2 / 3) * theta };
}

/**
 * The losses from their definition, the integral of ||y - yhat||^2 over lambda, by Gauss-Legendre quadrature on the
 * panels between the kinks: a check of `pairLosses` that shares no algebra with it.
 *
 * @param options.order nodes in each panel; 3 are exact, the integrand being quadratic there
 * @throws RangeError unless 0 < theta <= 1
 */
export function quadraturePairLosses(
  theta: number,
  { order = 8 }: { readonly order?: number } = {},
): PairLosses {
  const loss = (i: number, j: number) => pairIntegral(theta, i, j, order);
  return { l1: loss(0, 1), l2: loss(1, 2), l3: loss(2, 0) };
}

/** One line of the derivation of l3 with its value. */
export interface DerivationStep {
  readonly expression: string;
  readonly value: number;
}

/**
 * The chain of equations by which C.1 reaches l3, each line evaluated by quadrature. Two factors of 2 are due, one from
 * ||y - yhat||^2 = (1 - f)^2 + (1 - f)^2 and one from the two halves of x = 2 lambda - 1; the last two lines, as printed,
 * hold one of them, so that the value falls to half between the second line and the third.
 *
 * @throws RangeError unless 0 < theta <= 1/2, the range of C.1
 */
export function lossThreeSteps(theta: number): DerivationStep[] {
  requireTheta(theta);
  if (theta > 0.5)
    throw new RangeError(`theta is ${theta}, expected at most 1/2, where the formulas of C.1 hold`);
  const squared = (lambda: number) => (1 - prediction(theta, 2 * lambda - 1)) ** 2;
  const breakpoints = [0.5 - theta, 0.5, 0.5 + theta];
  const whole = integrate(squared, 0, 1, { breakpoints });
  const inner = integrate((l) => (1 - Math.abs(2 * l - 1) / (2 * theta)) ** 2, 0.5 - theta, 0.5 + theta, {
    breakpoints,
  });
  const half = integrate((l) => (1 - (2 * l - 1) / (2 * theta)) ** 2, 0.5, 0.5 + theta);
  return [
    { expression: '∫₀¹ ‖y − ŷ‖² dλ', value: pairIntegral(theta, 2, 0, 8) },
    { expression: '2 ∫₀¹ (1 − f)² dλ', value: 2 * whole },
    { expression: '∫ (1 − |2λ − 1| / 2θ)² dλ over [½ − θ, ½ + θ] (printed)', value: inner },
    { expression: '2 ∫ (1 − (2λ − 1) / 2θ)² dλ over [½, ½ + θ] (printed)', value: 2 * half },
  ];
}

/** @throws RangeError unless 0 < theta <= 1 */
export function requireTheta(theta: number): void {
  if (!(theta > 0 && theta <= 1)) throw new RangeError(`theta is ${theta}, expected 0 < theta <= 1`);
}

function pairIntegral(theta: number, i: number, j: number, order: number): number {
  requireTheta(theta);
  const at = (lambda: number) => lambda * points[i] + (1 - lambda) * points[j];
  const loss = (lambda: number) => {
    const y = lambda * labels[i] + (1 - lambda) * labels[j];
    const f = prediction(theta, at(lambda));
    return (y - f) ** 2 + (1 - y - (1 - f)) ** 2;
  };
  // Kinks where x(lambda) = xj + lambda (xi - xj) is 0 or +-2 theta.
  const breakpoints = [-2 * theta, 0, 2 * theta].map((x) => (x - points[j]) / (points[i] - points[j]));
  return integrate(loss, 0, 1, { order, breakpoints });
}
