import type { Matrix } from '../numeric/matrix';
import { nearestNeighbor, squaredDistance } from './nearest-neighbor';

/** Finds the training point nearest to a mix of two training points. */
export interface MixedNeighborSearch {
  /**
   * `nearestNeighbor` for row i of `mixed`, which is lambda times the training point `first` plus (1 - lambda) times
   * the training point `second`.
   */
  find(mixed: Matrix, i: number, first: number, second: number, lambda: number): number;
}

/** Up to so many points all pairs are kept, 128 MiB at most; beyond, every query is a scan. */
const largestTable = 4096;

/** Far above the rounding errors of distances, far below the gaps between the distances of distinct points. */
const rounding = 1e-12;

/**
 * Neighbours of mixed points from the table of squared distances of all pairs of points,
 *
 *   |lambda a + (1 - lambda) b - p|^2 = lambda |a - p|^2 + (1 - lambda) |b - p|^2 - lambda (1 - lambda) |a - b|^2,
 *
 * two multiplications a point whatever the number of features. The last term is the same for every p. Points that come
 * within rounding errors of the nearest are compared by their distances themselves, so the result is that of
 * `nearestNeighbor`, ties included.
 *
 * @param points [numPoints x numFeatures]
 * @throws RangeError if there are no points or a coordinate is not finite
 */
export function mixedNeighborSearch(points: Matrix): MixedNeighborSearch {
  if (points.rows === 0) throw new RangeError('there are no points to search: expected at least one');
  if (!points.data.every(Number.isFinite)) {
    throw new RangeError(
      'a coordinate is not finite: impute or drop missing values before searching neighbours',
    );
  }
  if (points.rows > largestTable) return { find: (mixed, i) => nearestNeighbor(points, mixed, i) };
  const table = pairDistances(points);
  const largest = points.data.reduce((sum, value) => Math.max(sum, Math.abs(value)), 0);
  const absoluteMargin = rounding * points.cols * largest * largest;
  return {
    find(mixed, i, first, second, lambda) {
      return nearestByTable({ points, table, absoluteMargin }, mixed, i, [first, second, lambda]);
    },
  };
}

interface DistanceTable {
  readonly points: Matrix;
  /** [numPoints x numPoints] squared distances. */
  readonly table: Float64Array;
  readonly absoluteMargin: number;
}

function nearestByTable(
  { points, table, absoluteMargin }: DistanceTable,
  mixed: Matrix,
  i: number,
  [first, second, lambda]: readonly [number, number, number],
): number {
  const n = points.rows;
  const toFirst = table.subarray(first * n, (first + 1) * n);
  const toSecond = table.subarray(second * n, (second + 1) * n);
  let best = 0;
  let bestDistance = Infinity;
  let threshold = Infinity;
  for (let p = 0; p < n; p++) {
    const value = lambda * toFirst[p] + (1 - lambda) * toSecond[p];
    if (value > threshold) continue;
    const distance = squaredDistance(mixed, i, points, p);
    if (distance < bestDistance) {
      best = p;
      bestDistance = distance;
      threshold = value * (1 + rounding) + absoluteMargin;
    }
  }
  return best;
}

function pairDistances(points: Matrix): Float64Array {
  const n = points.rows;
  const table = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const distance = squaredDistance(points, i, points, j);
      table[i * n + j] = distance;
      table[j * n + i] = distance;
    }
  }
  return table;
}
