import { type Matrix, row, zeros } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import { requireMatrix, requireNumbers } from '../numeric/require';
import { dot } from './equicorrelation-form';
import { limits } from './taylor-coefficients';
import type { LocalModel } from './taylor-losses';
import { type ChainOfLosses, chainOfLosses, search, type ViolationSearch } from './theorem-1';

/** Fully connected ReLU network of Theorem 2, f(x) = beta . relu(W_(N-1) ... relu(W_1 x)), without biases. */
export interface ReluNetwork {
  readonly weights: readonly Matrix[];
  readonly beta: ArrayLike<number>;
}

/** @throws RangeError unless weights and beta fit together and to points of dimension d, all finite */
function requireRelu({ weights, beta }: ReluNetwork, d: number): void {
  if (!Array.isArray(weights)) throw new RangeError('weights are no array, expected one matrix a layer');
  let inputs = d;
  weights.forEach((W, layer) => {
    requireMatrix(`weights[${layer}]`, W, { cols: inputs });
    inputs = W.rows;
  });
  requireNumbers('beta', beta, inputs);
}

/** Value and gradient of a ReLU network at one point; for want of biases f(x) = grad f(x) . x. @throws RangeError if sizes do not fit */
export function reluGradient(
  { weights, beta }: ReluNetwork,
  x: ArrayLike<number>,
): { value: number; gradient: Float64Array } {
  requireNumbers('x', x);
  requireRelu({ weights, beta }, x.length);
  const active: Float64Array[] = [];
  let hidden = Float64Array.from(x);
  for (const W of weights) {
    const sums = Float64Array.from({ length: W.rows }, (_, k) => dot(row(W, k), hidden));
    active.push(sums.map((s) => (s > 0 ? 1 : 0)));
    hidden = sums.map((s) => Math.max(s, 0));
  }
  let back = Float64Array.from(beta);
  for (let layer = weights.length - 1; layer >= 0; layer--) {
    const W = weights[layer];
    const masked = back.map((v, k) => v * active[layer][k]);
    back = new Float64Array(W.cols);
    for (let k = 0; k < W.rows; k++)
      for (let m = 0; m < W.cols; m++) back[m] += masked[k] * W.data[k * W.cols + m];
  }
  return { value: dot(beta, hidden), gradient: back };
}

/** Values and gradients at the points of X. @throws RangeError from the losses if sizes differ */
export function reluModel(network: ReluNetwork, X: Matrix, y: ArrayLike<number>): LocalModel {
  requireMatrix('X', X);
  requireNumbers('y', y, X.rows);
  const local = Array.from({ length: X.rows }, (_, i) => reluGradient(network, row(X, i)));
  const gradients = zeros(X.rows, X.cols);
  for (const [i, { gradient }] of local.entries()) gradients.data.set(gradient, i * X.cols);
  return { X, y, values: local.map(({ value }) => value), gradients };
}

/**
 * The three sides of Theorem 2. `printedD` multiplies the last term of the adversarial loss by d, as Theorem 2 prints it;
 * Theorem 3.3 of Zhang et al. (2021), from which it is taken, has its d in the radius eps sqrt d, which delta_gen is not.
 */
export function theorem2(
  network: ReluNetwork,
  X: Matrix,
  y: ArrayLike<number>,
  c: number,
  printedD: boolean,
): ChainOfLosses {
  const { A, B } = limits(c);
  return chainOfLosses(reluModel(network, X, y), A, B, printedD ? X.cols : 1);
}

/**
 * Counterexample to Theorem 2 as printed: f(x) = x_1 = relu(x_1) - relu(-x_1) on the points -e1 and e1 of R^d. Its GenLabel
 * loss minus its adversarial loss is, at c = 1, h"(1) / 2 (1/6 - d/16), which is
 * negative from d = 3 on.
 *
 * @throws RangeError unless d is a positive integer
 */
export function firstCoordinateNetwork(d: number): { network: ReluNetwork; X: Matrix; y: Int32Array } {
  if (!Number.isInteger(d) || d < 1) throw new RangeError(`d is ${d}, expected a positive integer`);
  const W = zeros(2, d);
  const X = zeros(2, d);
  [W.data[0], W.data[d]] = [1, -1];
  [X.data[0], X.data[d]] = [-1, 1];
  return { network: { weights: [W], beta: [1, -1] }, X, y: Int32Array.of(0, 1) };
}

/** A violation of Theorem 2. */
export interface ReluViolation {
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly widths: readonly number[];
  readonly c: number;
  readonly chain: ChainOfLosses;
}

/**
 * Random search for violations of Theorem 2: nets with 1 or 2 hidden layers of 2 to 6 units, d = 1 to 6, balanced clusters
 * at -e1 and e1 (sigma1 = Infinity) or points drawn at random with labels by the sign of f, so that theta is in Theta.
 */
export function searchTheorem2(
  trials: number,
  {
    printedD,
    clusters,
    stream,
  }: { readonly printedD: boolean; readonly clusters: boolean; readonly stream: RandomStream },
): ViolationSearch<ReluViolation> {
  return search(trials, (trial) => {
    const draw = stream.split(trial);
    const d = 1 + draw.integer(6);
    const network = drawNetwork(d, draw);
    const X = clusters ? firstCoordinateNetwork(d).X : drawPoints(d, draw);
    const signs = reluModel(network, X, new Int32Array(X.rows)).values;
    const y = clusters ? [0, 1] : Array.from(signs, (f) => (f >= 0 ? 1 : 0));
    const c = 2 + Math.sqrt(3) * (2 * draw.uniform() - 1);
    const chain = theorem2(network, X, y, c, printedD);
    const rows = Array.from({ length: X.rows }, (_, i) => Array.from(row(X, i)));
    return { X: rows, y, widths: network.weights.map((W) => W.rows), c, chain };
  });
}

function drawNetwork(d: number, draw: RandomStream): ReluNetwork {
  const widths = Array.from({ length: 1 + draw.integer(2) }, () => 2 + draw.integer(5));
  const weights = widths.map((rows, layer) => {
    const W = zeros(rows, layer === 0 ? d : widths[layer - 1]);
    for (let k = 0; k < W.data.length; k++) W.data[k] = draw.normal();
    return W;
  });
  return { weights, beta: Array.from({ length: widths[widths.length - 1] }, () => draw.normal()) };
}

function drawPoints(d: number, draw: RandomStream): Matrix {
  const X = zeros(2 + draw.integer(5), d);
  for (let k = 0; k < X.data.length; k++) X.data[k] = draw.normal();
  return X;
}
