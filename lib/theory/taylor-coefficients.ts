import { betaRule } from '../numeric/beta-quadrature';
import { sigmoid } from '../numeric/logistic';
import { type Matrix, row } from '../numeric/matrix';
import {
  requireBetween,
  requireChoice,
  requireMatrix,
  requireNumbers,
  requirePositive,
} from '../numeric/require';
import { sigmoidBreakpoints } from '../numeric/sigmoid-breakpoints';
import {
  type GaussianClasses,
  labelExponent,
  type PairTerms,
  pairTerms,
  type Quadratic,
  requireClasses,
  type SecondDensity,
  secondExponent,
} from './taylor-pair';

/** Coefficients of Lemma 1 for one point i, or their limits. */
export interface Coefficients {
  /** E (1 - lambda) under F_i (unnormalised if the mass is not 1). */
  readonly A: number;
  /** E (1 - lambda)^2. */
  readonly B: number;
  /** a_ij: the probability of keeping the label of i. */
  readonly a: number;
  /** Total mass of F_i. */
  readonly mass: number;
}

/** Point i, the others, and the classes. */
export interface CoefficientsInput extends GaussianClasses {
  /** Noise of point i: x_i minus the mean of its class; length d. */
  readonly zi: ArrayLike<number>;
  /** Noise of the points j of the other class; [number of points x d]. */
  readonly zj: Matrix;
  /** Class of point i: 0 (the default; mean -e1) or 1 (mean e1). */
  readonly classOfI?: 0 | 1;
  /** Nodes in each panel of the quadrature; default 16. */
  readonly order?: number;
}

/**
 * A and B of eq. (24) for one point i, averaged over j, with F_ij the mixture of (22) as the paper derives it:
 * F_ij(lambda) = lambda_1(lambda) + 1 - lambda_1(1 - lambda), Z_ij = lambda zi + (1 - lambda) zj.
 *
 * The paper's step from (21) to (22) mixes up the indices i and j (see `pairCoefficients` for the expansion that is right);
 * this function reproduces the printed result. By F(lambda) + F(1 - lambda) = 2 it has B = A - 1/6 exactly.
 *
 * @param input.second reading of the second density of (24), default `derived`
 * @throws RangeError if a parameter is out of range, or a size differs from d
 *
 * @example
 * const classes = { sigma1: 10, c: 1, tau: 0, d: 2 };
 * const { A, B } = taylor.coefficients({ ...classes, zi: [0, 0], zj: matrix([[0, 0], [0.1, 0]]) });
 * A < 1 / 3 && B < 1 / 6; // true: those of mixup are 1/3 and 1/6
 * taylor.limits(1); // { A: 1/4, B: 1/12 }: as sigma1 -> infinity
 */
export function coefficients(input: CoefficientsInput & { readonly second?: SecondDensity }): Coefficients {
  requireChoice('second', input.second ?? 'derived', ['derived', 'noise-at-lambda', 'printed-sign']);
  return average(input, (terms, order) => {
    const kept = moments(labelExponent(terms), order);
    const swapped = moments(secondExponent(terms, input.second ?? 'derived'), order);
    return { A: kept.A + swapped.A, B: kept.B + swapped.B, a: kept.mass, mass: kept.mass + swapped.mass };
  });
}

/**
 * A, B and the mass of the right expansion: swapping i and j in (21) gives (1 - a_ji) F2_ji(1 - lambda), hence
 * F_ij = 2 lambda_1(lambda), of mass 2 a_ij, where lambda_1 is the posterior probability of the class of i.
 *
 * @throws as `coefficients`
 */
export function pairCoefficients(input: CoefficientsInput): Coefficients {
  return average(input, (terms, order) => {
    const kept = moments(labelExponent(terms), order);
    return { A: 2 * kept.A, B: 2 * kept.B, a: kept.mass, mass: 2 * kept.mass };
  });
}

/**
 * lambda_1 of eq. (18): the weight that GenLabel gives to the label of i at the mixed point lambda x_i + (1 - lambda) x_j.
 *
 * @throws as `coefficients`
 */
export function labelWeight(
  input: Omit<CoefficientsInput, 'zj'> & { readonly zj: ArrayLike<number> },
  lambda: number,
): number {
  requireBetween('lambda', lambda, 0, 1);
  const terms = orientedTerms(input, input.zj);
  return sigmoid(-evaluate(labelExponent(terms), lambda));
}

/** Its square is a double. */
const largestRatio = 1e150;

/**
 * Limits of A and B as sigma1 -> infinity in Lemma 1: (c^2 + 1) / (2 (c + 1)^2) and (c^2 - c + 1) / (3 (c + 1)^2).
 * They are below 1/3 and 1/6 for 2 - sqrt 3 < c < 2 + sqrt 3 and nowhere else.
 *
 * @throws RangeError unless c is greater than 0, and 1e150 at most
 */
export function limits(c: number): { A: number; B: number } {
  requirePositive('c', c);
  requireBetween('c', c, 0, largestRatio);
  const square = (c + 1) * (c + 1);
  return { A: (c * c + 1) / (2 * square), B: (c * c - c + 1) / (3 * square) };
}

/**
 * Limits of `pairCoefficients` as sigma1 -> infinity: lambda_1 becomes the indicator of lambda > 1/(1 + c) for a point of
 * class 0, of lambda > c/(1 + c) for one of class 1. Their mean over the classes is `limits`.
 *
 * @throws as `limits`
 */
export function pairLimits(c: number, classOfI: 0 | 1): { A: number; B: number; mass: number } {
  requirePositive('c', c);
  const kept = classOfI === 0 ? c / (1 + c) : 1 / (1 + c);
  return { mass: 2 * kept, A: kept * kept, B: (2 / 3) * kept * kept * kept };
}

type Oriented = Pick<CoefficientsInput, keyof GaussianClasses | 'zi' | 'classOfI'>;

/** A point of class 1 is one of class 0 in the coordinates -x, with the precisions exchanged. */
function orientedTerms(input: Oriented, zj: ArrayLike<number>): PairTerms {
  const { sigma1, c, tau, d, zi, classOfI = 0 } = input;
  requireClasses(input);
  for (const [name, z] of Object.entries({ zi, zj })) {
    if (z?.length !== d) throw new RangeError(`${name} has ${z?.length} coordinates, expected d = ${d}`);
    requireNumbers(name, z);
  }
  if (classOfI === 0) return pairTerms({ sigma1, c, tau, d }, zi, zj);
  return pairTerms({ sigma1: c * sigma1, c: 1 / c, tau, d }, negative(zi), negative(zj));
}

function negative(z: ArrayLike<number>): Float64Array {
  return Float64Array.from(z, (v) => -v);
}

function average(
  input: CoefficientsInput,
  ofPair: (terms: PairTerms, order: number) => Coefficients,
): Coefficients {
  const { zj, order = 16 } = input;
  requireMatrix('zj', zj);
  if (zj.rows === 0) throw new RangeError('zj has no rows, expected the noise of at least one other point');
  const sum = { A: 0, B: 0, a: 0, mass: 0 };
  for (let j = 0; j < zj.rows; j++) {
    const pair = ofPair(orientedTerms(input, row(zj, j)), order);
    sum.A += pair.A;
    sum.B += pair.B;
    sum.a += pair.a;
    sum.mass += pair.mass;
  }
  const n = zj.rows;
  return { A: sum.A / n, B: sum.B / n, a: sum.a / n, mass: sum.mass / n };
}

/** Integrals over (0, 1) of 1, 1 - lambda and (1 - lambda)^2 times 1 / (1 + exp(E(lambda))). */
function moments(exponent: Quadratic, order: number): { mass: number; A: number; B: number } {
  const { nodes, complements, weights } = betaRule(1, sigmoidBreakpoints(...exponent), order);
  let mass = 0;
  let A = 0;
  let B = 0;
  for (let k = 0; k < nodes.length; k++) {
    const w = weights[k] * sigmoid(-evaluate(exponent, nodes[k]));
    mass += w;
    A += w * complements[k];
    B += w * complements[k] * complements[k];
  }
  return { mass, A, B };
}

function evaluate([c0, c1, c2]: Quadratic, x: number): number {
  return c0 + x * (c1 + x * c2);
}
