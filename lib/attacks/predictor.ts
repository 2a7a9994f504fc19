import type { ForeseenWalks, Foresight } from '../kernels';
import type { Matrix } from '../numeric/matrix';

/**
 * Classes of points [m x d], integers from 0, of any model. The matrix is overwritten by the next query: it must not be
 * kept. `owners` [m] says to which attacked point each row belongs, `centres` [attacked points x d], given while a walk goes
 * on, in whose vicinity its rows lie; a model that answers neighbours faster may use them, the answer must not depend on
 * them.
 */
export interface Predictor {
  (points: Matrix, owners?: Int32Array, centres?: Matrix): ArrayLike<number>;
  /** If there is one: tells without a query which candidates of a walk are of the attacked point's class. */
  readonly foresee?: (walks: ForeseenWalks) => Foresight;
}

/**
 * Asks a model and checks its answer.
 *
 * @throws RangeError if the answer is not one class a point
 */
export function predictedClasses(
  predict: Predictor,
  points: Matrix,
  owners?: Int32Array,
  centres?: Matrix,
): ArrayLike<number> {
  const classes = predict(points, owners, centres);
  if (classes?.length !== points.rows) {
    throw new RangeError(
      `predict returned ${classes?.length ?? typeof classes} classes of ${points.rows} points, expected one a point`,
    );
  }
  for (let i = 0; i < classes.length; i++) {
    const found = classes[i];
    if (found !== (found | 0) || found < 0) {
      throw new RangeError(
        `predict returned ${found} for point ${i}, expected a class, an integer from 0: take argmax of the logits`,
      );
    }
  }
  return classes;
}
