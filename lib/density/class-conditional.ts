import { type Matrix, selectRows, zeros } from '../numeric/matrix';
import type { Density } from './density';

/** Densities of all classes of a data set. */
export interface ClassConditional<D extends Density = Density> {
  /** One a class. */
  readonly densities: readonly D[];
  /**
   * Log densities of points under every class, as `posterior` takes them.
   *
   * @param points [n x d]
   * @returns [n x numClasses], nats
   * @throws RangeError as the densities' `logDensity`
   */
  logDensities(points: Matrix): Matrix;
}

/**
 * Fits a density p_c to the points of each class (line 2 of Algorithm 1).
 *
 * @param X [n x d]
 * @param y [n], classes from 0
 * @param fit density of one class's points
 * @throws RangeError if the lengths differ, a label is no class, a class has no point, or `fit` gives no density or throws
 *   one (naming the class; the original is its cause)
 *
 * @example
 * const X = matrix([[-3], [-1], [1], [3]]);
 * const model = classConditional(X, [0, 0, 1, 1], 2, (points) => fitGaussian(points));
 * posterior(model.logDensities(matrix([[0]]))); // [[0.5, 0.5]]: the label of eq. (1)
 */
export function classConditional<D extends Density>(
  X: Matrix,
  y: ArrayLike<number>,
  numClasses: number,
  fit: (points: Matrix, c: number) => D,
): ClassConditional<D> {
  const rowsOf = rowsOfClasses(X, y, numClasses);
  const densities = rowsOf.map((rows, c) => {
    try {
      const density = fit(selectRows(X, rows), c);
      if (typeof density?.logDensity === 'function') return density;
      throw new RangeError(
        `its density is ${String(density)}, expected an object with the function logDensity`,
      );
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new RangeError(`class ${c} with ${rows.length} points: ${error.message}`, { cause: error });
    }
  });
  return {
    densities,
    logDensities(points) {
      const result = zeros(points.rows, numClasses);
      densities.forEach((density, c) => {
        const values = logDensitiesOf(density, points, c);
        for (let i = 0; i < points.rows; i++) result.data[i * numClasses + c] = values[i];
      });
      return result;
    },
  };
}

/**
 * Log densities of points under class c.
 *
 * @throws RangeError if there are not as many as points, or one is no number
 */
export function logDensitiesOf(density: Density, points: Matrix, c: number): Float64Array {
  const values = density.logDensity(points);
  if (values?.length !== points.rows) {
    throw new RangeError(
      `logDensity of class ${c} gave ${values?.length ?? 'no'} values, expected ${points.rows}, one a point`,
    );
  }
  for (let i = 0; i < values.length; i++) {
    if (typeof values[i] === 'number' && !Number.isNaN(values[i])) continue;
    throw new RangeError(
      `logDensity of class ${c} is ${values[i]} at point ${i}, expected a number, -Infinity where the density is 0`,
    );
  }
  return values;
}

function rowsOfClasses(X: Matrix, y: ArrayLike<number>, numClasses: number): number[][] {
  if (y.length !== X.rows) throw new RangeError(`got ${y.length} labels for ${X.rows} points`);
  if (!(Number.isInteger(numClasses) && numClasses >= 1)) {
    throw new RangeError(`numClasses is ${numClasses}, expected an integer of at least 1`);
  }
  const rowsOf: number[][] = Array.from({ length: numClasses }, () => []);
  for (let i = 0; i < y.length; i++) {
    if (!(y[i] in rowsOf)) {
      throw new RangeError(`label of row ${i} is ${y[i]}, expected an integer from 0 to ${numClasses - 1}`);
    }
    rowsOf[y[i]].push(i);
  }
  const empty = rowsOf.findIndex((rows) => rows.length === 0);
  if (empty >= 0) {
    throw new RangeError(
      `class ${empty} has no points, so it has no density: lower numClasses or keep a point of every class`,
    );
  }
  return rowsOf;
}
