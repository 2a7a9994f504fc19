import { solveSymmetric } from '../numeric/linear-algebra';
import { type Matrix, matrix, row } from '../numeric/matrix';
import { minimiseSmooth } from '../numeric/minimise';
import { gaussLegendre } from '../numeric/quadrature';
import { crossEntropy, type Sample } from './example-2-cross-entropy';
import { defaultD, type Pair, pairsOfPoints, requireOneOf, requirePositive } from './example-2-data';
import { type Labels, labelWeight, mixedPoints } from './example-2-labels';

/** What `fit` trains on. */
export interface FitOptions extends Labels {
  /** `'unordered'` (default): the 3 pairs of different points; `'ordered'`: all 9, self pairs among them. */
  readonly pairs?: 'unordered' | 'ordered';
  /** Default 5. */
  readonly d?: number;
  /** Gauss-Legendre nodes in each panel of lambda; default 32. Compare with its double to know the error. */
  readonly order?: number;
}

/** A converged model with what tells how far it converged. */
export interface FitReport {
  /** [3 x 2], columns sum to 0. */
  readonly W: Matrix;
  /** Mean cross-entropy over pairs and lambda, nats. */
  readonly loss: number;
  /** Largest absolute entry of the gradient of the loss in d W. */
  readonly gradientNorm: number;
}

const LEAST_SIGMA2 = 1e-6;

/**
 * Converged softmax regression, without bias, of mixup on Example 2 with lambda ~ Beta(1, 1).
 *
 *   W = argmin mean over pairs of int_0^1 CE(y_ij(lambda), softmax(W (lambda xi + (1 - lambda) xj))) dlambda
 *
 * The loss is convex and does not change when a vector is added to all rows; W is made unique by columns that sum to 0.
 * Newton's method; the integral by Gauss-Legendre quadrature on panels that halve towards lambda = 1/2, down to the width
 * of the label's rise.
 *
 * @returns [3 x 2]
 * @throws RangeError if labeling or pairs is unknown, d is not finite and more than 0, or sigma2 (logistic labels only) is
 *   not finite and at least 1e-6: W grows as 1 / sigma2, and its relative error, 1e-15 for sigma2 = 0.05, is 1e-9 there
 *
 * @example
 * const linear = example2.fit({ labeling: 'linear' });
 * const logistic = example2.fit({ labeling: 'logistic', sigma2: 1 / 20 });
 * example2.margin(linear); // 4.7329…, for d = 5
 * example2.margin(logistic); // 4.9959…: nearly d
 */
export function fit(options: FitOptions): Matrix {
  return fitReport(options).W;
}

/** `fit` with the loss and its gradient. @throws as `fit` */
export function fitReport(options: FitOptions): FitReport {
  const { d = defaultD } = options;
  requirePositive('d', d);
  // With features x / d and weights d W the problem is the same for every d.
  const samples = mixupSamples(options);
  const start = minimiseSmooth((v) => crossEntropy(samples, v), startOf(options), { tolerance: 1e-11 }).x;
  const { v, gradientNorm } = polish(samples, start);
  const third = [-v[0] - v[2], -v[1] - v[3]];
  const W = matrix([[v[0], v[1]], [v[2], v[3]], third].map((weights) => weights.map((value) => value / d)));
  return { W, loss: crossEntropy(samples, v).value, gradientNorm };
}

/** Newton steps without a line search, which the rounding of the loss would stop, while they shrink the gradient. */
function polish(samples: readonly Sample[], start: Float64Array): { v: Float64Array; gradientNorm: number } {
  const norm = (gradient: ArrayLike<number>) => Math.max(...Array.from(gradient, Math.abs));
  let v = start;
  let current = crossEntropy(samples, v);
  for (;;) {
    const step = solveSymmetric(current.hessian, current.gradient);
    const next = v.map((value, i) => value - step[i]);
    const tried = crossEntropy(samples, next);
    if (norm(tried.gradient) >= norm(current.gradient)) return { v, gradientNorm: norm(current.gradient) };
    v = next;
    current = tried;
  }
}

/** Nodes of the quadrature over lambda and of the mean over pairs, for d = 1. */
function mixupSamples(options: FitOptions): Sample[] {
  const { pairs = 'unordered', order = 32 } = options;
  requireOneOf('pairs', pairs, ['unordered', 'ordered']);
  const weightOfFirst = labelWeight(options);
  if (options.labeling === 'logistic' && options.sigma2! < LEAST_SIGMA2) {
    throw new RangeError(`sigma2 is ${options.sigma2}, expected at least ${LEAST_SIGMA2}: raise it`);
  }
  const nodes = lambdaNodes(options, order);
  const onPair = (pair: Pair, share: number): Sample[] => {
    const mixed = mixedPoints(pair, nodes.lambdas, 1);
    return Array.from(nodes.lambdas, (lambda, k) => {
      const y: [number, number, number] = [0, 0, 0];
      const first = weightOfFirst(lambda);
      y[pair[0]] += first;
      y[pair[1]] += 1 - first;
      const [a, b] = row(mixed, k);
      return { x: [a, b], y, weight: share * nodes.weights[k] };
    });
  };
  if (pairs === 'unordered') return pairsOfPoints.flatMap((pair) => onPair(pair, 1 / 3));
  // (i, j) and (j, i) have the same integral; a self pair is the point itself.
  return [
    ...pairsOfPoints.flatMap((pair) => onPair(pair, 2 / 9)),
    ...([0, 1, 2] as const).flatMap((i) => onPair([i, i], 1 / 9)),
  ];
}

function lambdaNodes(
  { labeling, sigma2 }: FitOptions,
  order: number,
): { lambdas: number[]; weights: number[] } {
  const width = labeling === 'logistic' ? Math.min(sigma2! / 2, 1) : 1;
  const ends = [0, 0.5, 1];
  for (let half = 0.25; half > width / 4; half /= 2) ends.push(0.5 - half, 0.5 + half);
  ends.sort((a, b) => a - b);
  const rule = gaussLegendre(order);
  const lambdas: number[] = [];
  const weights: number[] = [];
  for (let panel = 1; panel < ends.length; panel++) {
    const half = (ends[panel] - ends[panel - 1]) / 2;
    rule.nodes.forEach((node, k) => {
      lambdas.push(ends[panel - 1] + half + half * node);
      weights.push(half * rule.weights[k]);
    });
  }
  return { lambdas, weights };
}

/** The SVM's direction, as steep as the labels: a start from which Newton's method needs few steps. */
function startOf({ labeling, sigma2 }: FitOptions): number[] {
  const scale = labeling === 'logistic' ? 1 / sigma2! : 1;
  return [-1, 1, 2, 1].map((direction) => (direction * scale) / 4);
}
