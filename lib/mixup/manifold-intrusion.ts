import type { Matrix } from '../numeric/matrix';
import { nearestNeighbor } from './nearest-neighbor';

/**
 * Which mixed points intrude on the manifold of a third class (Definition 1).
 *
 *   x_mix = lambda x_1 + (1 - lambda) x_2 intrudes if the label of argmin_{x in points} |x - x_mix|
 *   is neither y_1 nor y_2
 *
 * Euclidean distance. The paper leaves ties open: here the point of lowest index is the nearest.
 *
 * @param mixed [numMixed x numFeatures]
 * @param label1 class of the first parent, one per mixed point
 * @param label2 class of the second parent, one per mixed point
 * @param points [numPoints x numFeatures], the real data
 * @param labels class of each of `points`
 * @returns one boolean per mixed point, true for an intrusion
 * @throws RangeError if lengths or numbers of features disagree, there are no points, or a coordinate is NaN
 *
 * @example
 * const points = matrix([[-1], [0], [1]]); // Example 1: the point 0 is of class 1, the others of class 0
 * const mixed = matrix([[0.1], [0.8]]); // blends of -1 and 1
 * hasManifoldIntrusion(mixed, [0, 0], [0, 0], points, [0, 1, 0]); // [true, false]
 */
export function hasManifoldIntrusion(
  mixed: Matrix,
  label1: ArrayLike<number>,
  label2: ArrayLike<number>,
  points: Matrix,
  labels: ArrayLike<number>,
): boolean[] {
  if (points.rows === 0) throw new RangeError('there are no points: expected at least one');
  if (mixed.cols !== points.cols) {
    throw new RangeError(
      `mixed points have ${mixed.cols} features, the data ${points.cols}: they must be equally many`,
    );
  }
  if (labels.length !== points.rows) {
    throw new RangeError(
      `labels has ${labels.length} entries for ${points.rows} points: expected one a point`,
    );
  }
  if (label1.length !== mixed.rows || label2.length !== mixed.rows) {
    throw new RangeError(
      `label1 and label2 have ${label1.length} and ${label2.length} entries, expected ${mixed.rows}, one a mixed point`,
    );
  }
  if (mixed.data.some(Number.isNaN) || points.data.some(Number.isNaN)) {
    throw new RangeError('a coordinate is NaN: impute or drop missing values before searching neighbours');
  }
  return Array.from({ length: mixed.rows }, (_, i) => {
    const nearest = labels[nearestNeighbor(points, mixed, i)];
    return nearest !== label1[i] && nearest !== label2[i];
  });
}
