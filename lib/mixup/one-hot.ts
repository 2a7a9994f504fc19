import { type Matrix, zeros } from '../numeric/matrix';
import { requireInteger } from '../numeric/require';

/**
 * One-hot rows of integer classes.
 *
 * @returns [numPoints x numClasses]
 * @throws RangeError if a class is not one of 0, ..., numClasses - 1
 */
export function oneHot(y: ArrayLike<number>, numClasses: number): Matrix {
  requireInteger('numClasses', numClasses, 1);
  const labels = zeros(y.length, numClasses);
  for (let i = 0; i < y.length; i++) {
    const label = y[i];
    if (!Number.isInteger(label) || label < 0 || label >= numClasses) {
      throw new RangeError(
        `class of point ${i} is ${label}, expected an integer from 0 to ${numClasses - 1}`,
      );
    }
    labels.data[i * numClasses + label] = 1;
  }
  return labels;
}
