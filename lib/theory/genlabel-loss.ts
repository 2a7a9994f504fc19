import { betaRule } from '../numeric/beta-quadrature';
import { sigmoid, softplus } from '../numeric/logistic';
import { type Matrix, row } from '../numeric/matrix';
import { requireLabels, requireMatrix, requireNumbers } from '../numeric/require';
import { sigmoidBreakpoints } from '../numeric/sigmoid-breakpoints';
import { dot } from './equicorrelation-form';
import { posteriorLogit } from './gaussian-classes';
import { type LogisticData, linearModel, type PerPoint } from './taylor-losses';
import type { GaussianClasses } from './taylor-pair';

/** Nodes in each panel of the quadrature. */
const ORDER = 16;

/** Logits of the points as a model gives them; with a bias or a constant model they need not be theta . x. */
export interface LogitData {
  /** f(x_i): the model must be affine on the segments between the points. */
  readonly values: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/**
 * Exact mixup loss of Section B.1, L_n^mix = (1/n^2) sum_ij E[h(f(x_ij)) - y_ij f(x_ij)], lambda ~ Unif[0, 1], for a
 * logistic model: the loss that Lemma 8 expands. By quadrature, relative error about 1e-14.
 *
 * @param data.order nodes in each panel of the quadrature; default 16
 * @throws RangeError if sizes differ or a label is neither 0 nor 1
 */
export function mixupLoss({ order = ORDER, ...data }: LogisticData & { readonly order?: number }): number {
  const { values, y } = linearModel(data);
  const along = segmentLosses(order);
  return averagePairs(values.length, (i, j) => {
    const [a, b] = [values[i], values[j]];
    const labelled = (y[i] * a + y[j] * b) / 3 + (y[i] * b + y[j] * a) / 6;
    return y[i] === y[j] ? along(signed(a, y[i]), signed(b, y[i])) : along(a, b) - labelled;
  });
}

/**
 * Exact adversarial loss of a logistic model under L2 attacks of radius delta, which has the closed form
 * mean_i softplus(-+ f_i + delta ||theta||): the loss that Lemma 9 expands.
 *
 * @param data.delta one number or one for each point, at least 0
 * @throws RangeError if sizes differ, a label is neither 0 nor 1, or delta < 0
 */
export function adversarialLoss({ delta, ...data }: LogisticData & { readonly delta: PerPoint }): number {
  const { values, y } = linearModel(data);
  const norm = Math.sqrt(dot(data.theta, data.theta));
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const radius = typeof delta === 'number' ? delta : delta[i];
    if (!(radius >= 0 && radius < Infinity)) {
      throw new RangeError(`delta is ${radius} for point ${i}, expected a finite number of at least 0`);
    }
    sum += softplus(signed(values[i], y[i]) + radius * norm);
  }
  return sum / values.length;
}

/**
 * Exact GenLabel loss of Section B.1 as a function of the logits of the points, for fixed points: eq. (1) labels mixed
 * points of unlike classes by the true densities of the two classes, mixed points of like classes keep their label.
 *
 * The moments of the labels along each segment do not depend on the model and are computed once.
 *
 * @param order nodes in each panel of the quadrature
 * @returns the loss, for any model that is affine on the segments (for a logistic model f = theta . x, also with a bias)
 * @throws RangeError if sizes differ, a label is neither 0 nor 1, or a parameter of the classes is out of range
 */
export function genLabelLossFor(
  X: Matrix,
  y: ArrayLike<number>,
  classes: GaussianClasses,
  order: number = ORDER,
): (values: ArrayLike<number>) => number {
  requireMatrix('X', X);
  requireLabels('y', y, X.rows, 2);
  const moments = labelMoments(X, y, classes, order);
  const along = segmentLosses(order);
  return (values) => {
    requireNumbers('values', values, X.rows);
    return averagePairs(X.rows, (i, j) => {
      const [a, b] = [values[i], values[j]];
      if (y[i] === y[j]) return along(signed(a, y[i]), signed(b, y[i]));
      const [m0, m1] = moments(i, j);
      return along(a, b) - (m1 * a + (m0 - m1) * b);
    });
  };
}

/**
 * Exact GenLabel loss of one logistic model. For many models on the same points use `genLabelLossFor`.
 *
 * @throws as `genLabelLossFor`
 */
export function genLabelLoss({
  classes,
  ...data
}: LogisticData & { readonly classes: GaussianClasses }): number {
  return genLabelLossFor(data.X, data.y, classes)(linearModel(data).values);
}

/** Integrals over lambda of y_gen and lambda y_gen on the segment lambda x_i + (1 - lambda) x_j, for i < j. */
function labelMoments(
  X: Matrix,
  y: ArrayLike<number>,
  classes: GaussianClasses,
  order: number,
): (i: number, j: number) => [number, number] {
  const n = X.rows;
  const zeroth = new Float64Array(n * n);
  const first = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      if (y[i] === y[j]) continue;
      const [c0, c1, c2] = posteriorLogit(classes, row(X, i), row(X, j));
      const { nodes, weights } = betaRule(1, sigmoidBreakpoints(c0, c1, c2), order);
      for (let k = 0; k < nodes.length; k++) {
        const label = weights[k] * sigmoid(c0 + nodes[k] * (c1 + nodes[k] * c2));
        zeroth[i * n + j] += label;
        first[i * n + j] += label * nodes[k];
      }
    }
  }
  return (i, j) => [zeroth[i * n + j], first[i * n + j]];
}

/** Short segments need no more than the two panels of the plain rule. */
const SHORT = 2;

/** Integral of softplus over the segment from b (lambda = 0) to a: expectation of softplus(lambda a + (1 - lambda) b). */
function segmentLosses(order: number): (a: number, b: number) => number {
  const shortRule = betaRule(1, [], order);
  return (a, b) => {
    const rule = Math.abs(a - b) < SHORT ? shortRule : betaRule(1, sigmoidBreakpoints(b, a - b), order);
    const { nodes, complements, weights } = rule;
    let sum = 0;
    for (let k = 0; k < nodes.length; k++) sum += weights[k] * softplus(a * nodes[k] + b * complements[k]);
    return sum;
  };
}

/** Logit against the label: the loss is softplus of it. */
function signed(f: number, y: number): number {
  return y === 1 ? -f : f;
}

/** Mean over ordered pairs; all losses here are the same for (i, j) and (j, i). */
function averagePairs(n: number, ofPair: (i: number, j: number) => number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += ofPair(i, i);
    for (let j = i + 1; j < n; j++) sum += 2 * ofPair(i, j);
  }
  return sum / (n * n);
}
