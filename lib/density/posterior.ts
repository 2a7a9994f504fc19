import exp from '@stdlib/math-base-special-exp';
import { type Matrix, row, zeros } from '../numeric/matrix';
import { requireShape } from '../numeric/require';
import { logSumExp } from './log-sum-exp';

/**
 * Class probabilities of points under class-conditional densities (eq. 1, Section 4).
 *
 *   y_c = pi_c p_c(x) / sum_k pi_k p_k(x)
 *
 * The paper's equation has no priors pi: it is the posterior of balanced classes. So it is here unless they are given.
 * A density of +Infinity (a nearest-neighbour density at a training point) takes all of the probability; classes that are
 * all +Infinity at a point share it in proportion to their priors, equally without priors.
 *
 * @param logDensities [n x numClasses], nats
 * @param logPriors [numClasses], nats; need not be normalised; -Infinity excludes a class
 * @returns [n x numClasses], each row sums to 1
 * @throws RangeError if a row holds NaN or every class of it has probability 0, if there are no classes, or if a prior is
 *   NaN or +Infinity
 * Deviation: normalised in log space, so that points far from every class keep a label. Sums over all classes, as the
 * equation does; the released code keeps the two most likely ones on synthetic sets.
 *
 * @example
 * posterior(matrix([[-2000, -2000]]), [Math.log(1), Math.log(3)]); // [[0.25, 0.75]]
 */
export function posterior(logDensities: Matrix, logPriors?: ArrayLike<number>): Matrix {
  requireShape('logDensities', logDensities);
  const { rows, cols } = logDensities;
  if (cols === 0) throw new RangeError('log densities have no column, expected one a class');
  const priors = logPriors ? requirePriors(logPriors, cols) : new Float64Array(cols);
  const result = zeros(rows, cols);
  for (let i = 0; i < rows; i++) {
    const terms = jointTerms(row(logDensities, i), priors, i);
    const total = logSumExp(terms);
    if (total === -Infinity) {
      throw new RangeError(
        `row ${i}: every class has log density -Infinity or prior 0, expected a finite one: ` +
          'the point is too far from every class; scale the features, or raise ridge or bandwidth',
      );
    }
    const weights = terms.map((term) => exp(term - total));
    const sum = weights.reduce((a, b) => a + b, 0);
    for (let c = 0; c < cols; c++) result.data[i * cols + c] = weights[c] / sum;
  }
  return result;
}

/** Logarithms of pi_c p_c(x), up to a constant; where some p_c is infinite, those of the infinite classes alone. */
function jointTerms(densities: Float64Array, priors: Float64Array, i: number): Float64Array {
  const bad = densities.findIndex(Number.isNaN);
  if (bad >= 0) throw new RangeError(`row ${i} holds NaN for class ${bad}, expected a log density`);
  // A class of prior 0 stays out, whatever its density.
  const isInfinite = densities.map((value, c) => (value === Infinity && priors[c] > -Infinity ? 1 : 0));
  if (isInfinite.includes(1)) return priors.map((prior, c) => (isInfinite[c] ? prior : -Infinity));
  return densities.map((value, c) => (priors[c] === -Infinity ? -Infinity : value + priors[c]));
}

function requirePriors(logPriors: ArrayLike<number>, numClasses: number): Float64Array {
  if (logPriors.length !== numClasses) {
    throw new RangeError(`got ${logPriors.length} log priors, expected ${numClasses}, one a class`);
  }
  const priors = Float64Array.from(logPriors);
  const bad = priors.findIndex((value) => !(value < Infinity));
  if (bad >= 0) {
    throw new RangeError(
      `log prior of class ${bad} is ${priors[bad]}, expected a finite number or -Infinity`,
    );
  }
  return priors;
}
