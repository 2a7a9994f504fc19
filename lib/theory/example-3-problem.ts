import type { LabelParameters, Labels } from './example-3-segments';

/** Parameters of Example 3 (Sections 5.2 and C.2): points x1 = (1, 0), x2 = (0, 1) of class +1, n at x3 = (-1, 0) of class -1. */
export interface Example3 {
  readonly scheme: 'vanilla' | 'mixup' | 'genlabel';
  /** Number of coinciding points of class -1. */
  readonly n: number;
  /** Norm of theta. */
  readonly r: number;
  /** lambda ~ Beta(alpha, alpha); default 1. Vanilla training does not use it. */
  readonly alpha?: number;
  /** sigma^2 of the label; needed by `genlabel` alone. */
  readonly sigma2?: number;
  /** rho = 1 / (1 + exp(-labelScale (lambda - 1/2) / sigma2)): 1 in Section C.2 (the default), 2 in Section 3.2. */
  readonly labelScale?: number;
  /**
   * Labels of `genlabel`: `logistic` (the default) is the paper's rho; `gaussian` and `mixture` are eq. (1) itself for
   * Gaussians of variance sigma2, which the rho of the paper is not (||x2 - x3||^2 = 2, ||x1 - x3||^2 = 4).
   */
  readonly labels?: Exclude<Labels, 'linear'>;
}

/** @throws RangeError naming the parameter that is out of range, and its range */
export function requireProblem(problem: Example3): void {
  const { scheme, n, r, alpha = 1, labelScale = 1 } = problem;
  if (scheme !== 'vanilla' && scheme !== 'mixup' && scheme !== 'genlabel') {
    throw new RangeError(`scheme is ${scheme}, expected 'vanilla', 'mixup' or 'genlabel'`);
  }
  if (!Number.isSafeInteger(n) || n < 1)
    throw new RangeError(`n is ${n}, expected a positive integer below 2^53`);
  if (!(r >= 0)) throw new RangeError(`r is ${r}, expected 0 <= r <= Infinity`);
  requirePositive('alpha', alpha);
  requirePositive('labelScale', labelScale);
  if (scheme === 'genlabel') requirePositive('sigma2', problem.sigma2 ?? Number.NaN);
}

/** @throws RangeError unless phi is finite */
export function requirePhi(phi: number): void {
  if (!Number.isFinite(phi)) throw new RangeError(`phi is ${phi}, expected a finite angle in radians`);
}

/** The part of the problem that decides the labels. */
export function labelParameters({ scheme, labels, sigma2, labelScale }: Example3): LabelParameters {
  return {
    labels: scheme === 'genlabel' ? (labels ?? 'logistic') : 'linear',
    sigma2: sigma2 ?? Number.NaN,
    labelScale: labelScale ?? 1,
  };
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0) || value === Infinity) {
    throw new RangeError(`${name} is ${value}, expected a finite number greater than 0`);
  }
}
