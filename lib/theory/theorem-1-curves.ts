import cos from '@stdlib/math-base-special-cos';
import sin from '@stdlib/math-base-special-sin';
import { row, zeros } from '../numeric/matrix';
import { requireChoice } from '../numeric/require';
import type { GaussianSample } from './gaussian-classes';
import * as exact from './genlabel-loss';
import { coefficients, limits, type pairCoefficients } from './taylor-coefficients';
import { linearModel } from './taylor-losses';
import type { GaussianClasses } from './taylor-pair';
import { theorem1 } from './theorem-1';

/** Where A and B come from: their limits, eq. (24) for each point, or the same with every point read as one of class 0. */
export type CoefficientSource = 'limit' | 'finite' | 'finite, class 0';

/** The three losses of Theorem 1 over angles, approximated and exact. */
export interface Theorem1Curves {
  /** Angle phi of theta = norm (cos phi, sin phi), radians. */
  readonly phi: readonly number[];
  readonly taylor: { readonly mixup: number[]; readonly genLabel: number[]; readonly adversarial: number[] };
  readonly exact: { readonly mixup: number[]; readonly genLabel: number[]; readonly adversarial: number[] };
  /** Whether theta is in Theta. */
  readonly inTheta: boolean[];
}

/**
 * Coefficients A_i and B_i of eq. (24) for each point of a sample, the points j of the other class averaged over.
 *
 * @param source see `CoefficientSource`; 'finite, class 0' is the paper's "without loss of generality"
 */
export function sampleCoefficients(
  { X, y, noise }: GaussianSample,
  classes: GaussianClasses,
  source: CoefficientSource,
  expand: typeof coefficients | typeof pairCoefficients = coefficients,
): { A: number[]; B: number[] } {
  requireChoice('source', source, ['limit', 'finite', 'finite, class 0']);
  if (source === 'limit') {
    const { A, B } = limits(classes.c);
    return { A: new Array(X.rows).fill(A), B: new Array(X.rows).fill(B) };
  }
  const ofPoint = (i: number) => {
    const others = Array.from({ length: X.rows }, (_, j) => j).filter((j) => y[j] !== y[i]);
    const zj = zeros(others.length, X.cols);
    others.forEach((j, k) => {
      zj.data.set(row(noise, j), k * X.cols);
    });
    const classOfI = source === 'finite' && y[i] === 1 ? 1 : 0;
    return expand({ ...classes, zi: row(noise, i), zj, classOfI });
  };
  const all = Array.from({ length: X.rows }, (_, i) => ofPoint(i));
  return { A: all.map(({ A }) => A), B: all.map(({ B }) => B) };
}

/**
 * Curves of Fig. 8 for a sample in the plane and a norm of theta: second-order approximations as the figure shows them, and
 * the exact losses that they stand for (same attack radius delta_gen).
 *
 * @throws RangeError if the sample is not in the plane, or a parameter is out of range
 */
export function theorem1Curves(
  sample: GaussianSample,
  classes: GaussianClasses,
  {
    norm,
    phi,
    source = 'limit',
  }: { readonly norm: number; readonly phi: readonly number[]; readonly source?: CoefficientSource },
): Theorem1Curves {
  if (sample.X.cols !== 2) throw new RangeError(`the points have ${sample.X.cols} coordinates, expected 2`);
  const { X, y } = sample;
  const { A, B } = sampleCoefficients(sample, classes, source);
  const genLabel = exact.genLabelLossFor(X, y, classes);
  const curves: Theorem1Curves = {
    phi,
    taylor: { mixup: [], genLabel: [], adversarial: [] },
    exact: { mixup: [], genLabel: [], adversarial: [] },
    inTheta: [],
  };
  for (const angle of phi) {
    const data = { X, y, theta: [norm * cos(angle), norm * sin(angle)] };
    const chain = theorem1({ ...data, A, B });
    curves.taylor.mixup.push(chain.mixup);
    curves.taylor.genLabel.push(chain.genLabel);
    curves.taylor.adversarial.push(chain.adversarial);
    curves.exact.mixup.push(exact.mixupLoss(data));
    curves.exact.genLabel.push(genLabel(linearModel(data).values));
    curves.exact.adversarial.push(exact.adversarialLoss({ ...data, delta: chain.delta }));
    curves.inTheta.push(chain.inTheta);
  }
  return curves;
}
