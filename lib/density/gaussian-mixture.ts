import ln from '@stdlib/math-base-special-ln';
import type { ClassMixture } from '../kernels/class-density';
import { type Matrix, row } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import { requireInteger } from '../numeric/require';
import { requireRidge, SingularCovarianceError } from './covariance';
import type { Density } from './density';
import {
  type EmOptions,
  type EmResult,
  expectation,
  expectationMaximisation,
} from './expectation-maximisation';
import { logSumExp } from './log-sum-exp';
import { type MixtureParameters, mixtureTerms } from './mixture-parameters';
import { mixtureStart } from './mixture-start';
import { requirePoints, requireQueries } from './require-points';

/** How EM runs. */
export interface RefinementOptions {
  /** Added to the diagonal of every covariance, in squared units of the features; 1e-6 unless given. */
  readonly ridge?: number;
  /** Most steps from one start; 200 unless given. */
  readonly maxIterations?: number;
  /** A start is done when the log likelihood rises by less than this, in nats a point; 1e-4 unless given. */
  readonly tolerance?: number;
}

/** What `fitGaussianMixture` takes: how many components, and how they are sought. */
export interface GaussianMixtureOptions extends RefinementOptions {
  /** Number of components; without it the number from 1 to `maxComponents` of lowest BIC. */
  readonly components?: number;
  /** 5 unless given; numbers above that of the distinct points are not tried. */
  readonly maxComponents?: number;
  /**
   * Where BIC chooses: fits with a component of fewer points than this (n w_k; d + 1 unless given) are left out, one component
   * never. With fewer, only the ridge keeps a covariance regular, and BIC, which supposes a regular likelihood, is lured
   * by the spike.
   */
  readonly minPoints?: number;
  /** Random starts, of which that of highest likelihood counts; 4 unless given. */
  readonly starts?: number;
  /** Draws the starts. */
  readonly stream: RandomStream;
}

/** A number of components that was tried. */
export interface MixtureCandidate {
  readonly components: number;
  /** sum_i ln p(x_i), nats */
  readonly logLikelihood: number;
  /** Bayesian information criterion, lower is better. */
  readonly bic: number;
}

/** Gaussian mixture density of one class, each component with a covariance of its own. */
export interface GaussianMixtureDensity extends Density, MixtureParameters, ClassMixture {
  readonly components: number;
  /** Of the fitted points, nats. */
  readonly logLikelihood: number;
  readonly bic: number;
  /** Log likelihood at the start of EM and after every step: it never falls. */
  readonly logLikelihoods: readonly number[];
  readonly converged: boolean;
  /** Every number of components that was tried, did not collapse and had `minPoints`, ascending. */
  readonly candidates: readonly MixtureCandidate[];
  /**
   * P(component | x) of points.
   *
   * @param points [n x d]
   * @returns [n x components], rows sum to 1
   */
  responsibilities(points: Matrix): Matrix;
}

/**
 * Gaussian mixture density of one class by maximum likelihood (expectation-maximisation from several random starts), with
 * the number of components that has the lowest Bayesian information criterion,
 *
 *   p(x) = sum_k w_k N(x; m_k, S_k),  BIC = -2 ln L + (k - 1 + k d + k d (d + 1) / 2) ln n.
 *
 * The paper's "Gaussian mixture model" (Section 1.1) has one component a class, and leaves out the data sets that it
 * does not fit. One component is `fitGaussian` with the same ridge. The likelihood of a mixture is unbounded: a component on
 * one point gains without end as its covariance shrinks. The ridge bounds it; starts that collapse in spite of it are
 * dropped, and where BIC chooses so are fits with components of few points (`minPoints`).
 *
 * @param points [n x d], the class's points
 * @throws RangeError if there are fewer (distinct) points than components, a coordinate is not finite, or an option is out
 *   of range
 * @throws SingularCovarianceError if every start collapses: raise ridge
 * Deviation: the paper has neither several components nor a ridge.
 *
 * @example
 * const { X } = synthetic.circles({ n: 200, seed: 1 });
 * const density = fitGaussianMixture(X, { maxComponents: 4, ridge: 1e-4, stream: randomStream(1) });
 * density.components; // 4: what BIC chose, of 1 to 4
 * density.logDensity(matrix([[1, 0], [0, 0]])); // high on the circle, low in its middle
 */
export function fitGaussianMixture(points: Matrix, options: GaussianMixtureOptions): GaussianMixtureDensity {
  requirePoints(points);
  const { components, maxComponents = 5, starts = 4, stream } = options;
  requireCount('starts', starts);
  const em = emOptions(options);
  if (components !== undefined) {
    requireCount('components', components);
    if (components > points.rows) {
      throw new RangeError(
        `${points.rows} points are fewer than ${components} components: ask for fewer, or give more points`,
      );
    }
    return densityOf(points, bestStart(points, components, starts, em, stream));
  }
  requireCount('maxComponents', maxComponents);
  const { minPoints = points.cols + 1 } = options;
  if (!(minPoints >= 0)) throw new RangeError(`minPoints is ${minPoints}, expected a number of at least 0`);
  const isRegular = ({ parameters }: EmResult) =>
    parameters.weights.every((weight) => weight * points.rows >= minPoints);
  const tried = candidates(points, Math.min(maxComponents, points.rows), starts, em, stream).filter(
    (result, i) => i === 0 || isRegular(result),
  );
  const fitted = tried.map((result) => densityOf(points, result));
  const best = fitted.reduce((a, b) => (b.bic < a.bic ? b : a));
  const summary = ({ components, logLikelihood, bic }: MixtureCandidate) => ({
    components,
    logLikelihood,
    bic,
  });
  return { ...best, candidates: fitted.map(summary) };
}

/**
 * Gaussian mixture density by expectation-maximisation from given parameters.
 *
 * @param points [n x d]
 * @throws RangeError as `fitGaussianMixture`, or if the parameters' shapes or weights do not fit
 */
export function refineGaussianMixture(
  points: Matrix,
  start: MixtureParameters,
  options: RefinementOptions = {},
): GaussianMixtureDensity {
  requirePoints(points);
  requireParameters(start, points.cols);
  return densityOf(points, expectationMaximisation(points, start, emOptions(options)));
}

/** Numbers of components from 1 on; those that collapse, or that the distinct points cannot make, are left out. */
function candidates(
  points: Matrix,
  most: number,
  starts: number,
  em: EmOptions,
  stream: RandomStream,
): EmResult[] {
  const results = [bestStart(points, 1, 1, em, stream)];
  for (let k = 2; k <= most; k++) {
    try {
      results.push(bestStart(points, k, starts, em, stream));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return results;
}

function bestStart(
  points: Matrix,
  components: number,
  starts: number,
  em: EmOptions,
  stream: RandomStream,
): EmResult {
  let best: EmResult | undefined;
  let failure: unknown;
  for (let start = 0; start < starts; start++) {
    try {
      const draws = stream.split(components).split(start);
      const result = expectationMaximisation(points, mixtureStart(points, components, em.ridge, draws), em);
      if (!best || last(result.logLikelihoods) > last(best.logLikelihoods)) best = result;
    } catch (error) {
      if (!(error instanceof SingularCovarianceError)) throw error;
      failure = error;
    }
  }
  if (best) return best;
  throw failure;
}

function densityOf(
  points: Matrix,
  { parameters, logLikelihoods, converged }: EmResult,
): GaussianMixtureDensity {
  const { weights, means } = parameters;
  const { cols: d } = points;
  const components = weights.length;
  const { factors, terms } = mixtureTerms(parameters);
  const logLikelihood = last(logLikelihoods);
  const freeParameters = components - 1 + components * d + (components * d * (d + 1)) / 2;
  const bic = -2 * logLikelihood + freeParameters * ln(points.rows);
  return {
    ...parameters,
    numFeatures: d,
    components,
    logLikelihood,
    bic,
    logLikelihoods,
    converged,
    candidates: [{ components, logLikelihood, bic }],
    parts: factors.map((cholesky, k) => ({
      centres: { data: row(means, k), rows: 1, cols: d },
      cholesky,
      weight: weights[k],
    })),
    logDensity(queries) {
      requireQueries(queries, d);
      const joint = terms(queries);
      return Float64Array.from({ length: queries.rows }, (_, i) => logSumExp(row(joint, i)));
    },
    responsibilities(queries) {
      requireQueries(queries, d);
      return expectation(queries, parameters).responsibilities;
    },
  };
}

const last = (values: readonly number[]): number => values[values.length - 1];

function emOptions({ ridge = 1e-6, maxIterations = 200, tolerance = 1e-4 }: RefinementOptions): EmOptions {
  requireRidge(ridge);
  if (!Number.isInteger(maxIterations) || maxIterations < 0) {
    throw new RangeError(`maxIterations is ${maxIterations}, expected an integer of at least 0`);
  }
  if (!(tolerance >= 0)) throw new RangeError(`tolerance is ${tolerance}, expected a number of at least 0`);
  return { ridge, maxIterations, tolerance };
}

/** More would not end. */
const mostCount = 1_000_000;

function requireCount(name: string, value: number): void {
  requireInteger(name, value, 1, mostCount);
}

function requireParameters({ weights, means, covariances }: MixtureParameters, d: number): void {
  const k = weights.length;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (k === 0 || !weights.every((weight) => weight > 0) || Math.abs(sum - 1) > 1e-9) {
    throw new RangeError(`weights are [${weights}], expected positive numbers of sum 1`);
  }
  if (means.rows !== k || means.cols !== d || covariances.length !== k) {
    throw new RangeError(
      `means are ${means.rows} x ${means.cols} and there are ${covariances.length} covariances, ` +
        `expected ${k} x ${d} and ${k}`,
    );
  }
  const wrong = covariances.findIndex(({ rows, cols }) => rows !== d || cols !== d);
  if (wrong >= 0) throw new RangeError(`covariance ${wrong} is not ${d} x ${d}`);
}
