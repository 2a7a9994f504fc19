import exp from '@stdlib/math-base-special-exp';
import { type Matrix, row, zeros } from '../numeric/matrix';
import { SingularCovarianceError } from './covariance';
import { logSumExp } from './log-sum-exp';
import { type MixtureParameters, mixtureTerms } from './mixture-parameters';

export interface EmOptions {
  /** Added to the diagonal of every covariance in every step, in squared units of the features. */
  readonly ridge: number;
  readonly maxIterations: number;
  /** Iteration ends when the log likelihood rises by less than this, in nats a point. */
  readonly tolerance: number;
}

/** What the E-step finds. */
export interface Expectation {
  /** P(component k | x_i), [n x k], rows sum to 1. */
  readonly responsibilities: Matrix;
  /** sum_i ln p(x_i), nats */
  readonly logLikelihood: number;
}

/** Where EM ended, and how it got there. */
export interface EmResult {
  readonly parameters: MixtureParameters;
  /** Log likelihood in nats, at the start and after every step that was taken; it never falls. */
  readonly logLikelihoods: readonly number[];
  /** Whether it ended before `maxIterations`. */
  readonly converged: boolean;
}

/**
 * E-step: responsibilities r_ik = w_k N(x_i; m_k, S_k) / p(x_i), in log space.
 *
 * @param points [n x d]
 * @throws SingularCovarianceError if a covariance has no inverse
 */
export function expectation(points: Matrix, parameters: MixtureParameters): Expectation {
  const responsibilities = mixtureTerms(parameters).terms(points);
  let logLikelihood = 0;
  for (let i = 0; i < points.rows; i++) {
    const terms = row(responsibilities, i);
    const total = logSumExp(terms);
    logLikelihood += total;
    let sum = 0;
    for (let k = 0; k < terms.length; k++) {
      terms[k] = exp(terms[k] - total);
      sum += terms[k];
    }
    for (let k = 0; k < terms.length; k++) terms[k] /= sum;
  }
  return { responsibilities, logLikelihood };
}

/**
 * M-step, with n_k = sum_i r_ik:
 *
 *   w_k = n_k / n,  m_k = sum_i r_ik x_i / n_k,  S_k = sum_i r_ik (x_i - m_k)(x_i - m_k)' / n_k + ridge I
 *
 * @param points [n x d]
 * @param responsibilities [n x k]
 * @throws SingularCovarianceError if a component has lost all its points
 */
export function maximisation(points: Matrix, responsibilities: Matrix, ridge: number): MixtureParameters {
  const { rows: n, cols: d } = points;
  const numComponents = responsibilities.cols;
  const weights = new Float64Array(numComponents);
  const means = zeros(numComponents, d);
  const covariances: Matrix[] = [];
  for (let k = 0; k < numComponents; k++) {
    const shares = Float64Array.from({ length: n }, (_, i) => responsibilities.data[i * numComponents + k]);
    const count = shares.reduce((sum, share) => sum + share, 0);
    if (!(count > Number.EPSILON)) {
      throw new SingularCovarianceError(`component ${k} has lost all its points: ask for fewer components`);
    }
    weights[k] = count / n;
    const mean = means.data.subarray(k * d, (k + 1) * d);
    writeMean(points, shares, count, mean);
    covariances.push(weightedCovariance(points, shares, count, mean, ridge));
  }
  return { weights, means, covariances };
}

/** Relative to the first point, so that a constant feature has exactly its value as mean. */
function writeMean(
  { data, rows, cols }: Matrix,
  shares: Float64Array,
  count: number,
  mean: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) mean[j] += shares[i] * (data[i * cols + j] - data[j]);
  }
  for (let j = 0; j < cols; j++) mean[j] = data[j] + mean[j] / count;
}

function weightedCovariance(
  { data, rows, cols: d }: Matrix,
  shares: Float64Array,
  count: number,
  mean: Float64Array,
  ridge: number,
): Matrix {
  const result = zeros(d, d);
  const centred = new Float64Array(d);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < d; j++) centred[j] = data[i * d + j] - mean[j];
    for (let j = 0; j < d; j++) {
      const weighted = shares[i] * centred[j];
      for (let l = 0; l <= j; l++) result.data[j * d + l] += weighted * centred[l];
    }
  }
  for (let j = 0; j < d; j++) {
    for (let l = 0; l <= j; l++) {
      result.data[j * d + l] = result.data[j * d + l] / count + (j === l ? ridge : 0);
      result.data[l * d + j] = result.data[j * d + l];
    }
  }
  return result;
}

/**
 * Expectation-maximisation of a Gaussian mixture from given parameters.
 *
 * Without a ridge a step maximises a lower bound of the likelihood that touches it, so the likelihood never falls.
 * A ridge moves the covariances off that maximum: a step after which the likelihood is lower is not taken, and ends
 * the iteration.
 *
 * @param points [n x d]
 * @throws SingularCovarianceError if a component collapses: raise the ridge, or ask for fewer components
 */
export function expectationMaximisation(
  points: Matrix,
  start: MixtureParameters,
  { ridge, maxIterations, tolerance }: EmOptions,
): EmResult {
  let parameters = start;
  let current = expectation(points, start);
  const logLikelihoods = [current.logLikelihood];
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const next = maximisation(points, current.responsibilities, ridge);
    const reached = expectation(points, next);
    const rise = reached.logLikelihood - current.logLikelihood;
    if (!(rise >= 0)) return { parameters, logLikelihoods, converged: true };
    parameters = next;
    current = reached;
    logLikelihoods.push(current.logLikelihood);
    if (rise < tolerance * points.rows) return { parameters, logLikelihoods, converged: true };
  }
  return { parameters, logLikelihoods, converged: false };
}
