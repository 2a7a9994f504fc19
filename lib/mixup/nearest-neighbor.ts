import type { Matrix } from '../numeric/matrix';

/**
 * Squared Euclidean distance between row i of a and row j of b, summed in the order of the features.
 *
 * @param a [m x numFeatures]
 * @param b [n x numFeatures]
 */
export function squaredDistance(a: Matrix, i: number, b: Matrix, j: number): number {
  const { cols } = a;
  const [first, second] = [a.data, b.data];
  let p = i * cols;
  let q = j * cols;
  let sum = 0;
  for (let c = 0; c < cols; c++) {
    const difference = first[p++] - second[q++];
    sum += difference * difference;
  }
  return sum;
}

/**
 * Row of `points` that is nearest to row i of `queries`; of equally near ones the lowest.
 *
 * @param points [numPoints x numFeatures], at least one
 * @param queries [numQueries x numFeatures]
 */
export function nearestNeighbor(points: Matrix, queries: Matrix, i: number): number {
  let best = 0;
  let bestDistance = Infinity;
  for (let p = 0; p < points.rows; p++) {
    const distance = squaredDistance(queries, i, points, p);
    if (distance < bestDistance) {
      best = p;
      bestDistance = distance;
    }
  }
  return best;
}
