import type { Matrix } from '../../lib/numeric/matrix';

/** Index of the point nearest to a query by a scan over all; of equally near ones the lowest. */
export function naiveNearest(points: Matrix, query: ArrayLike<number>): number {
  let best = -1;
  let bestDistance = Infinity;
  for (let i = 0; i < points.rows; i++) {
    let distance = 0;
    for (let j = 0; j < points.cols; j++) distance += (query[j] - points.data[i * points.cols + j]) ** 2;
    if (distance < bestDistance) {
      best = i;
      bestDistance = distance;
    }
  }
  return best;
}
