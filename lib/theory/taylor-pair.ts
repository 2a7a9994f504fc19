import ln from '@stdlib/math-base-special-ln';
import { requireBetween } from '../numeric/require';
import { equicorrelation, requireRange } from './equicorrelation';
import { bilinearForm } from './equicorrelation-form';

/** The two Gaussian classes of Section B.1: N(-e1, Sigma / sigma1^2) and N(e1, Sigma / sigma2^2), sigma2 = c sigma1. */
export interface GaussianClasses {
  /** Square root of the precision of class 0. */
  readonly sigma1: number;
  /** sigma2 / sigma1. */
  readonly c: number;
  /** Correlation of the coordinates. */
  readonly tau: number;
  /** Dimension. */
  readonly d: number;
}

/** c0 + c1 lambda + c2 lambda^2. */
export type Quadratic = readonly [number, number, number];

/** What the exponents of (17)-(18) and (24) are made of, for one pair of points. */
export interface PairTerms {
  readonly classes: GaussianClasses;
  readonly cd: number;
  /** e1' Sigma^-1 Z at lambda = 0 (Z = Zj), and its slope in lambda. */
  readonly zPrime: readonly [number, number];
  /** Z' Sigma^-1 Z as a polynomial in lambda. */
  readonly zBar: Quadratic;
}

/** Products of squares of sigma1 and c with squared distances are doubles. */
const largestPrecision = 1e50;

/** @throws RangeError unless sigma1 > 0, c > 0 and (d, tau) gives a covariance */
export function requireClasses({ sigma1, c, tau, d }: GaussianClasses): void {
  for (const [name, value] of Object.entries({ sigma1, c })) {
    if (!(value > 0) || value === Infinity) {
      throw new RangeError(`${name} is ${value}, expected a finite number greater than 0`);
    }
    requireBetween(name, value, 0, largestPrecision);
  }
  requireRange(d, tau);
}

/** Terms (15)-(16) for Z_ij = lambda zi + (1 - lambda) zj. */
export function pairTerms(classes: GaussianClasses, zi: ArrayLike<number>, zj: ArrayLike<number>): PairTerms {
  const { cd, tauD } = equicorrelation(classes.d, classes.tau);
  const e1 = Float64Array.from({ length: classes.d }, (_, k) => (k === 0 ? 1 : 0));
  const form = (u: ArrayLike<number>, v: ArrayLike<number>) => bilinearForm(u, v, cd, tauD);
  const [ii, ij, jj] = [form(zi, zi), form(zi, zj), form(zj, zj)];
  if (!Number.isFinite(ii + jj + ij)) {
    throw new RangeError(
      'the squares of zi and zj are beyond the largest number, expected noise of unit scale',
    );
  }
  const zPrime = [form(e1, zj), form(e1, zi) - form(e1, zj)] as const;
  return { classes, cd, zPrime, zBar: [jj, 2 * (ij - jj), ii - 2 * ij + jj] };
}

/**
 * Exponent E(lambda) of eq. (18): lambda_1 = 1 / (1 + exp(E)), with
 * E = d ln c + sigma1^2 [(2 - 4 lambda) c_d + 2 Z'] + (sigma1^2 - sigma2^2) [2 lambda^2 c_d - 2 lambda Z' + zbar / 2].
 */
export function labelExponent({ classes, cd, zPrime, zBar }: PairTerms): Quadratic {
  const s = classes.sigma1 * classes.sigma1;
  const w = s * (1 - classes.c * classes.c);
  const [u, slope] = zPrime;
  return [
    classes.d * ln(classes.c) + s * (2 * cd + 2 * u) + (w * zBar[0]) / 2,
    s * (-4 * cd + 2 * slope) + w * (-2 * u + zBar[1] / 2),
    w * (2 * cd - 2 * slope + zBar[2] / 2),
  ];
}

/** How the second density of eq. (24) is read. */
export type SecondDensity = 'derived' | 'noise-at-lambda' | 'printed-sign';

/**
 * Exponent S(lambda) of the second density of eq. (24), 1 / (1 + exp(S)).
 *
 * `derived`: the reflection F2(1 - lambda) = 1 - lambda_1(1 - lambda) of which (24) speaks; the noise Z_ij, printed
 * without its argument, is then taken at 1 - lambda too. `noise-at-lambda`: the same formula with Z_ij at lambda.
 * `printed-sign`: Z_ij at 1 - lambda and the factor sigma1^2 - sigma2^2 as (24) seems to print it, instead of
 * sigma2^2 - sigma1^2.
 */
export function secondExponent(terms: PairTerms, reading: SecondDensity): Quadratic {
  if (reading === 'noise-at-lambda') return reflectedWithNoise(terms);
  const [e0, e1, e2] = labelExponent(terms);
  const derived: Quadratic = [-(e0 + e1 + e2), e1 + 2 * e2, -e2];
  if (reading === 'derived') return derived;
  const w = weightTerm(terms);
  return [derived[0] + 2 * (w[0] + w[1] + w[2]), derived[1] - 2 * (w[1] + 2 * w[2]), derived[2] + 2 * w[2]];
}

/** The part of E that carries sigma1^2 - sigma2^2. */
function weightTerm({ classes, cd, zPrime: [u, slope], zBar }: PairTerms): Quadratic {
  const w = classes.sigma1 * classes.sigma1 * (1 - classes.c * classes.c);
  return [(w * zBar[0]) / 2, w * (-2 * u + zBar[1] / 2), w * (2 * cd - 2 * slope + zBar[2] / 2)];
}

function reflectedWithNoise({ classes, cd, zPrime: [u, slope], zBar }: PairTerms): Quadratic {
  const s = classes.sigma1 * classes.sigma1;
  const w = s * (1 - classes.c * classes.c);
  return [
    -(classes.d * ln(classes.c) + s * (-2 * cd + 2 * u) + w * (2 * cd - 2 * u + zBar[0] / 2)),
    -(s * (4 * cd + 2 * slope) + w * (-4 * cd + 2 * u - 2 * slope + zBar[1] / 2)),
    -w * (2 * cd + 2 * slope + zBar[2] / 2),
  ];
}
