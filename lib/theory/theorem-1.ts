import { type Matrix, row, zeros } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import { requireChoice, requireInteger } from '../numeric/require';
import { dot } from './equicorrelation-form';
import { limits } from './taylor-coefficients';
import {
  adversarialLossOf,
  expansionTerms,
  genLabelLossOf,
  type LocalModel,
  type LogisticData,
  linearModel,
  mixupLossOf,
  type PerPoint,
} from './taylor-losses';

/** Both inequalities of Theorem 1 or 2 at one parameter. */
export interface ChainOfLosses {
  /** Second-order approximations of the three losses. */
  readonly mixup: number;
  readonly genLabel: number;
  readonly adversarial: number;
  /** Whether (2 y_i - 1) f(x_i) >= 0 for every i. */
  readonly inTheta: boolean;
  /** R c_x A, one number for each point (A may have an index i, see eq. (24)). */
  readonly delta: readonly number[];
  /** Least term (h'(f_i) - y_i) grad f_i . E[r - x_i], which Section C.3 takes to be at least 0. */
  readonly leastTerm: number;
}

/**
 * The three sides of Theorem 1 for a logistic model: mixup by Lemma 8, GenLabel by Lemma 1 with the given A and B, the
 * adversarial loss by Lemma 9 with delta_gen = R c_x A, c_x = min ||x_i||, R = min |cos(theta, x_i)|.
 *
 * For theta = 0, where the cosine is not defined, R = 0.
 *
 * @throws RangeError as `taylor.genLabelLoss`
 */
export function theorem1({
  A,
  B,
  ...data
}: LogisticData & { readonly A: PerPoint; readonly B: PerPoint }): ChainOfLosses {
  return chainOfLosses(linearModel(data), A, B);
}

/** The same for any model without curvature; `factor` multiplies the last term of the adversarial loss (Theorem 2 prints d). */
export function chainOfLosses(model: LocalModel, A: PerPoint, B: PerPoint, factor = 1): ChainOfLosses {
  const { X, y, values } = model;
  const reach = attackRadius(model);
  const delta = Array.from({ length: X.rows }, (_, i) => reach * (typeof A === 'number' ? A : A[i]));
  return {
    mixup: mixupLossOf(model),
    genLabel: genLabelLossOf(model, A, B),
    adversarial: adversarialLossOf(model, delta, factor),
    inTheta: Array.from(y).every((label, i) => (2 * label - 1) * values[i] >= 0),
    delta,
    leastTerm: Math.min(...expansionTerms(model).map(({ first }) => first)),
  };
}

/** R c_x: the least |cos| between gradient and point times the least norm of a point. */
function attackRadius({ X, gradients }: LocalModel): number {
  let leastNorm = Infinity;
  let leastCosine = 1;
  for (let i = 0; i < X.rows; i++) {
    const [x, g] = [row(X, i), row(gradients, i)];
    const norms = Math.sqrt(dot(x, x) * dot(g, g));
    leastNorm = Math.min(leastNorm, Math.sqrt(dot(x, x)));
    leastCosine = Math.min(leastCosine, norms === 0 ? 0 : Math.abs(dot(x, g)) / norms);
  }
  return leastNorm * leastCosine;
}

/** What a randomised search looked at and what it found. */
export interface ViolationSearch<T> {
  readonly trials: number;
  /** Cases with mixup < GenLabel (beyond rounding). */
  readonly first: number;
  /** Cases with GenLabel < adversarial. */
  readonly second: number;
  /** Cases in which a term of Section C.3 is negative. */
  readonly negativeTerms: number;
  /** Violation of each inequality with the fewest points, then the lowest dimension, then the largest gap. */
  readonly smallestFirst?: T;
  readonly smallestSecond?: T;
}

/** A violation. */
export interface Violation {
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly theta: readonly number[];
  readonly c: number;
  readonly chain: ChainOfLosses;
}

/** Which data sets a search draws: any with both classes; the same with mean 0; or two clusters at -e1 and e1 (sigma1 = Infinity) of any sizes. */
export type SearchData = 'any' | 'centred' | 'clusters' | 'balanced clusters';

/**
 * Random search for violations of Theorem 1 with A and B at their limits for c uniform in (2 - sqrt 3, 2 + sqrt 3): 2 to 6
 * points in 1 to 3 dimensions, normal theta of a random scale, labels by the sign of theta . x so that theta is in Theta.
 */
export function searchTheorem1(
  trials: number,
  kind: SearchData,
  stream: RandomStream,
): ViolationSearch<Violation> {
  requireChoice('kind', kind, ['any', 'centred', 'clusters', 'balanced clusters']);
  return search(trials, (trial) => {
    const draw = stream.split(trial);
    const { X, y, theta } = drawCase(kind, draw);
    if (y.every((label) => label === y[0])) return undefined;
    const c = 2 + Math.sqrt(3) * (2 * draw.uniform() - 1);
    const chain = theorem1({ X, y, theta, ...limits(c) });
    const rows = Array.from({ length: X.rows }, (_, i) => Array.from(row(X, i)));
    return { X: rows, y: Array.from(y), theta, c, chain };
  });
}

/** More would not end. */
const mostTrials = 1e9;

/** Counts violations beyond rounding and keeps the smallest; cases outside Theta are not counted as trials. */
export function search<T extends { chain: ChainOfLosses; X: readonly (readonly number[])[] }>(
  trials: number,
  draw: (trial: number) => T | undefined,
): ViolationSearch<T> {
  requireInteger('trials', trials, 0, mostTrials);
  const found = { trials: 0, first: 0, second: 0, negativeTerms: 0 };
  let smallestFirst: T | undefined;
  let smallestSecond: T | undefined;
  for (let trial = 0; trial < trials; trial++) {
    const one = draw(trial);
    if (!one?.chain.inTheta) continue;
    const { mixup, genLabel, adversarial, leastTerm } = one.chain;
    const rounding = 1e-12 * (Math.abs(mixup) + Math.abs(adversarial));
    found.trials++;
    if (leastTerm < -rounding) found.negativeTerms++;
    if (mixup < genLabel - rounding) {
      found.first++;
      smallestFirst = smaller(smallestFirst, one, (v) => v.chain.genLabel - v.chain.mixup);
    }
    if (genLabel < adversarial - rounding) {
      found.second++;
      smallestSecond = smaller(smallestSecond, one, (v) => v.chain.adversarial - v.chain.genLabel);
    }
  }
  return { ...found, smallestFirst, smallestSecond };
}

function smaller<T extends { X: readonly (readonly number[])[] }>(
  a: T | undefined,
  b: T,
  gap: (v: T) => number,
): T {
  if (!a) return b;
  const order = b.X.length - a.X.length || b.X[0].length - a.X[0].length || gap(a) - gap(b);
  return order < 0 ? b : a;
}

function drawCase(kind: SearchData, draw: RandomStream): { X: Matrix; y: Int32Array; theta: number[] } {
  const d = 1 + draw.integer(3);
  const scale = 10 ** (2 * draw.uniform() - 1);
  const theta = Array.from({ length: d }, () => scale * draw.normal());
  if (kind === 'clusters' || kind === 'balanced clusters') return drawClusters(kind, d, theta, draw);
  const X = zeros(2 + draw.integer(5), d);
  for (let k = 0; k < X.data.length; k++) X.data[k] = draw.normal();
  if (kind === 'centred') centre(X);
  return { X, theta, y: Int32Array.from({ length: X.rows }, (_, i) => (dot(theta, row(X, i)) >= 0 ? 1 : 0)) };
}

function drawClusters(
  kind: SearchData,
  d: number,
  theta: number[],
  draw: RandomStream,
): { X: Matrix; y: Int32Array; theta: number[] } {
  const first = 1 + draw.integer(4);
  const X = zeros(first + (kind === 'clusters' ? 1 + draw.integer(4) : first), d);
  const y = Int32Array.from({ length: X.rows }, (_, i) => (i < first ? 0 : 1));
  for (let i = 0; i < X.rows; i++) X.data[i * d] = 2 * y[i] - 1;
  return { X, y, theta: [Math.abs(theta[0]), ...theta.slice(1)] };
}

function centre(X: Matrix): void {
  for (let k = 0; k < X.cols; k++) {
    let mean = 0;
    for (let i = 0; i < X.rows; i++) mean += X.data[i * X.cols + k] / X.rows;
    for (let i = 0; i < X.rows; i++) X.data[i * X.cols + k] -= mean;
  }
}
