import { sigmoid, softplus } from '../numeric/logistic';
import { type Matrix, row } from '../numeric/matrix';
import { requireBetween, requireMatrix, requireNumbers } from '../numeric/require';
import { dot } from './equicorrelation-form';

/** Logistic model f(x) = theta . x on labelled points. */
export interface LogisticData {
  /** [number of points x d] */
  readonly X: Matrix;
  /** Labels 0 or 1. */
  readonly y: ArrayLike<number>;
  /** Length d. */
  readonly theta: ArrayLike<number>;
}

/**
 * What the second-order expansions need of any model without curvature (grad^2 f = 0, so that R3 = 0): its values and
 * gradients at the points.
 */
export interface LocalModel {
  readonly X: Matrix;
  readonly y: ArrayLike<number>;
  /** f(x_i). */
  readonly values: ArrayLike<number>;
  /** grad f(x_i); [number of points x d]. */
  readonly gradients: Matrix;
}

/** One number, or one for each point. */
export type PerPoint = number | ArrayLike<number>;

/**
 * Second-order approximation of the mixup loss (Lemma 8) for a logistic model, expectation over the training features:
 * L_std + R1 + R2 with the coefficients 1/3 and 1/6 of lambda ~ Beta(1, 1).
 *
 * @param data.alpha lambda ~ Beta(alpha, alpha); the coefficients are alpha / (2 alpha + 1) and half of it. Default 1
 * @throws RangeError if sizes differ, a label is neither 0 nor 1, or alpha <= 0
 *
 * @example
 * const data = { X: matrix([[-1, 0], [1, 0]]), y: [0, 1], theta: [2, 0] };
 * taylor.mixupLoss(data); // 0.2763…, nats
 */
export function mixupLoss({ alpha = 1, ...data }: LogisticData & { readonly alpha?: number }): number {
  return mixupLossOf(linearModel(data), alpha);
}

/**
 * Second-order approximation of the GenLabel loss (Lemma 1) for a logistic model, with A and B of eq. (24), or any others:
 * L_std + mean_i A_i (h'(f_i) - y_i) theta . E[r - x_i] + mean_i B_i / 2 h''(f_i) E[(theta . (r - x_i))^2].
 *
 * @param data.A one number or one for each point
 * @param data.B likewise
 * @throws RangeError if sizes differ or a label is neither 0 nor 1
 *
 * @example
 * const data = { X: matrix([[-1, 0], [1, 0]]), y: [0, 1], theta: [2, 0] };
 * taylor.genLabelLoss({ ...data, A: 1 / 4, B: 1 / 12 }); // 0.2215…, nats: the coefficients of c = 1 as sigma1 -> infinity
 * taylor.genLabelLoss({ ...data, A: 1 / 3, B: 1 / 6 }) - taylor.mixupLoss(data); // 0
 */
export function genLabelLoss({
  A,
  B,
  ...data
}: LogisticData & { readonly A: PerPoint; readonly B: PerPoint }): number {
  return genLabelLossOf(linearModel(data), A, B);
}

/**
 * Second-order approximation of the adversarial loss (Lemma 9) for a logistic model under L2 attacks of radius delta:
 * mean_i l_i + delta |g(f_i) - y_i| ||theta|| + delta^2 / 2 g(f_i) (1 - g(f_i)) ||theta||^2.
 *
 * @param data.delta one number or one for each point, at least 0
 * @throws RangeError if sizes differ, a label is neither 0 nor 1, or delta < 0
 *
 * @example
 * const data = { X: matrix([[-1, 0], [1, 0]]), y: [0, 1], theta: [2, 0] };
 * taylor.adversarialLoss({ ...data, delta: 1 / 4 }); // 0.1996…, nats
 */
export function adversarialLoss({ delta, ...data }: LogisticData & { readonly delta: PerPoint }): number {
  return adversarialLossOf(linearModel(data), delta);
}

/** Mean of h(f(x_i)) - y_i f(x_i), h = softplus. @throws RangeError if sizes differ or a label is neither 0 nor 1 */
export function standardLoss(data: LogisticData): number {
  return standardLossOf(linearModel(data));
}

/** Lemma 8 for any model without curvature. @throws as `mixupLoss` */
export function mixupLossOf(model: LocalModel, alpha = 1): number {
  if (!(alpha > 0) || alpha === Infinity) {
    throw new RangeError(`alpha is ${alpha}, expected a finite number greater than 0`);
  }
  const first = alpha / (2 * alpha + 1);
  return genLabelLossOf(model, first, first / 2);
}

/** Lemma 1 for any model without curvature. @throws as `genLabelLoss` */
export function genLabelLossOf(model: LocalModel, A: PerPoint, B: PerPoint): number {
  const n = model.X.rows;
  let sum = 0;
  for (const [i, { first, second }] of expansionTerms(model).entries()) {
    sum += (at('A', A, i, n) * first + at('B', B, i, n) * second) / n;
  }
  return standardLossOf(model) + sum;
}

/** Terms of one point: R1 is the mean of A_i first_i, R2 the mean of B_i second_i. */
export interface ExpansionTerm {
  /** (h'(f_i) - y_i) grad f_i . E[r - x_i]: Section C.3 takes it to be at least 0 on Theta. */
  readonly first: number;
  /** h''(f_i) E[(grad f_i . (r - x_i))^2] / 2, at least 0. */
  readonly second: number;
}

/** The terms of Lemmas 1 and 8, point by point. @throws RangeError if sizes differ or a label is neither 0 nor 1 */
export function expansionTerms(model: LocalModel): ExpansionTerm[] {
  requireModel(model);
  const { X, y, values, gradients } = model;
  return Array.from({ length: X.rows }, (_, i) => {
    const gradient = row(gradients, i);
    const here = dot(gradient, row(X, i));
    let mean = 0;
    let square = 0;
    for (let r = 0; r < X.rows; r++) {
      const step = dot(gradient, row(X, r)) - here;
      mean += step / X.rows;
      square += (step * step) / X.rows;
    }
    const curvature = sigmoid(values[i]) * sigmoid(-values[i]);
    return { first: residual(values[i], y[i]) * mean, second: (curvature * square) / 2 };
  });
}

/**
 * Lemma 9 and the loss of Theorem 2 for any model without curvature.
 *
 * @param factor of the last term: 1 as in Lemma 9, d as Theorem 2 prints it
 * @throws as `adversarialLoss`
 */
export function adversarialLossOf(model: LocalModel, delta: PerPoint, factor = 1): number {
  requireModel(model);
  requireBetween('factor', factor, 0, largestRadius);
  const { y, values, gradients } = model;
  const n = model.X.rows;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const size = at('delta', delta, i, n);
    requireBetween('delta', size, 0, largestRadius);
    const reach = size * Math.sqrt(dot(row(gradients, i), row(gradients, i)));
    const curvature = sigmoid(values[i]) * sigmoid(-values[i]);
    sum += reach * Math.abs(residual(values[i], y[i])) + (factor * reach * reach * curvature) / 2;
  }
  return standardLossOf(model) + sum / n;
}

function standardLossOf({ X, y, values }: LocalModel): number {
  let sum = 0;
  for (let i = 0; i < X.rows; i++) sum += softplus(y[i] === 1 ? -values[i] : values[i]);
  return sum / X.rows;
}

/** Values and gradients of f(x) = theta . x. @throws RangeError if sizes differ or a label is neither 0 nor 1 */
export function linearModel({ X, y, theta }: LogisticData): LocalModel {
  requireMatrix('X', X);
  requireNumbers('theta', theta, X.cols);
  const data = new Float64Array(X.rows * X.cols);
  for (let k = 0; k < data.length; k++) data[k] = theta[k % X.cols];
  const values = Float64Array.from({ length: X.rows }, (_, i) => dot(theta, row(X, i)));
  const model = { X, y, values, gradients: { data, rows: X.rows, cols: X.cols } };
  requireModel(model);
  return model;
}

/** Its square is a double. */
const largestRadius = 1e150;

/** h'(f) - y without cancellation. */
function residual(f: number, y: number): number {
  return y === 1 ? -sigmoid(-f) : sigmoid(f);
}

function at(name: string, values: PerPoint, i: number, n: number): number {
  if (typeof values !== 'number' && values?.length !== n)
    throw new RangeError(`${name} has ${values?.length} entries, expected one number or ${n}`);
  const value = typeof values === 'number' ? values : values[i];
  if (Number.isFinite(value)) return value;
  throw new RangeError(`${name} is ${value} for point ${i}, expected a finite number`);
}

function requireModel({ X, y, values, gradients }: LocalModel): void {
  const n = X.rows;
  if (n === 0) throw new RangeError('X has no rows, expected at least one point');
  if (y.length !== n || values.length !== n || gradients.rows !== n || gradients.cols !== X.cols) {
    throw new RangeError(
      `sizes differ: ${n} points, ${y.length} labels, ${values.length} values, ${gradients.rows} gradients of length ${gradients.cols}`,
    );
  }
  requireMatrix('X', X);
  requireMatrix('gradients', gradients);
  requireNumbers('values', values);
  for (let i = 0; i < n; i++) {
    if (y[i] !== 0 && y[i] !== 1) throw new RangeError(`label ${i} is ${y[i]}, expected 0 or 1`);
  }
}
