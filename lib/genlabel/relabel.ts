import type { ClassConditional } from '../density/class-conditional';
import { posterior } from '../density/posterior';
import { type Matrix, row, zeros } from '../numeric/matrix';
import { requireChoice, requireDistributions, requireShape } from '../numeric/require';

/** How mixed points are labelled by a generative model. */
export interface RelabelOptions {
  /** Densities of all classes. */
  readonly model: Pick<ClassConditional, 'logDensities'>;
  /** Weight of the generative label, 0 (mixup) to 1. */
  readonly gamma: number;
  /**
   * Classes that share the generative label: `all` (default), as in eq. (1), or the `two-likeliest` at the point, as in the
   * released code for synthetic sets. Of equally likely classes those of lower number count as likelier.
   */
  readonly classes?: 'all' | 'two-likeliest';
  /**
   * Points whose mixup label is one class alone, such as mixes within a class: `relabelled` (default), as in Algorithm 1,
   * or `kept`, as in Appendix B.1.
   */
  readonly sameClass?: 'relabelled' | 'kept';
  /** ln of the classes' prior probabilities, [numClasses]; default none, as in eq. (1), which is right for balanced classes. */
  readonly logPriors?: ArrayLike<number>;
}

/**
 * Labels of mixed points by GenLabel (Section 4, eq. 1, and lines 5 and 6 of Algorithm 1).
 *
 *   y = gamma y_gen + (1 - gamma) y_mix,  y_gen,c = p_c(x_mix) / sum_k p_k(x_mix)
 *
 * As cross-entropy is linear in the label, training on y is training on gamma l(y_gen) + (1 - gamma) l(y_mix).
 *
 * @param mixed [n x d]
 * @param mixupLabels [n x numClasses], rows sum to 1
 * @returns [n x numClasses], rows sum to 1
 * @throws RangeError if gamma is not in [0, 1], there is no such choice, the shapes differ, a mixup label is no distribution,
 *   or as `posterior`
 *
 * @example
 * const X = matrix([[-3], [-1], [1], [3]]);
 * const model = classConditional(X, [0, 0, 1, 1], 2, (points) => fitGaussian(points));
 * relabel(matrix([[0]]), matrix([[0.9, 0.1]]), { model, gamma: 1 }); // [[0.5, 0.5]]: the label of eq. (1)
 * relabel(matrix([[0]]), matrix([[0.9, 0.1]]), { model, gamma: 0 }); // [[0.9, 0.1]]: that of mixup
 */
export function relabel(mixed: Matrix, mixupLabels: Matrix, options: RelabelOptions): Matrix {
  const { model, gamma, classes = 'all', sameClass = 'relabelled', logPriors } = options;
  requireGamma(gamma);
  requireChoice('classes', classes, ['all', 'two-likeliest']);
  requireChoice('sameClass', sameClass, ['relabelled', 'kept']);
  requireShape('mixed', mixed);
  requireShape('mixupLabels', mixupLabels);
  requireDistributions('mixupLabels', mixupLabels);
  if (mixupLabels.rows !== mixed.rows) {
    throw new RangeError(
      `there are ${mixed.rows} mixed points and ${mixupLabels.rows} labels, expected one a point`,
    );
  }
  // Mixup needs no density, and may be used where there is none.
  if (gamma === 0 || mixed.rows === 0) return { ...mixupLabels, data: mixupLabels.data.slice() };
  const logDensities = model.logDensities(mixed);
  requireShape('logDensities of the model', logDensities, { rows: mixed.rows });
  if (logDensities.cols !== mixupLabels.cols) {
    throw new RangeError(
      `the model has ${logDensities.cols} classes, the labels have ${mixupLabels.cols}: they must be equally many`,
    );
  }
  const generative = posterior(classes === 'all' ? logDensities : twoLikeliest(logDensities), logPriors);
  const result = zeros(mixed.rows, mixupLabels.cols);
  for (let i = 0; i < mixed.rows; i++) {
    const base = row(mixupLabels, i);
    const weight = sameClass === 'kept' && base.includes(1) ? 0 : gamma;
    const label = row(generative, i);
    for (let c = 0; c < base.length; c++) {
      result.data[i * base.length + c] = weight * label[c] + (1 - weight) * base[c];
    }
  }
  return result;
}

/** @throws RangeError if gamma is not in [0, 1] */
export function requireGamma(gamma: number): void {
  if (!(gamma >= 0 && gamma <= 1)) throw new RangeError(`gamma is ${gamma}, expected a number from 0 to 1`);
}

/** The log densities with all but the two largest of a row at -Infinity. */
function twoLikeliest(logDensities: Matrix): Matrix {
  const result = { ...logDensities, data: logDensities.data.slice() };
  for (let i = 0; i < result.rows; i++) {
    const values = row(result, i);
    const order = Array.from(values.keys()).sort((a, b) => descending(values[a], values[b]) || a - b);
    for (const c of order.slice(2)) values[c] = -Infinity;
  }
  return result;
}

/** Not the difference, which is NaN for equal infinities. */
const descending = (a: number, b: number) => (a > b ? -1 : a < b ? 1 : 0);
