import ln from '@stdlib/math-base-special-ln';
import { nearestIndices } from '../kernels/nearest-indices';
import type { Matrix } from '../numeric/matrix';
import type { Density } from './density';
import { requirePoints, requireQueries } from './require-points';

const LOG_PI = 1.1447298858494002;

/** What `fitNearestNeighbor` may be told. */
export interface NearestNeighborOptions {
  /** Neighbours that the ball holds, 1 (as in the paper's experiments) unless given. */
  readonly k?: number;
}

/** k-nearest-neighbour density of one class. */
export interface NearestNeighborDensity extends Density {
  readonly k: number;
}

/**
 * k-nearest-neighbour density of one class (Section 1.1, "Nearest neighbor based density estimator").
 *
 *   p(x) = k / (n V),  V the volume of the smallest ball round x that holds k of the class's n points
 *
 * Its integral over the whole space is infinite, so compare it between classes, not with other densities.
 * Where the radius is 0, at a point that occurs k times in the class, the log density is Infinity, the formula's limit;
 * `posterior` gives such a class all of the probability.
 *
 * @param points [n x d], the class's points; kept, so not to be changed afterwards
 * @throws RangeError if there is no point, a coordinate is not finite, or k is not an integer from 1 to n
 *
 * @example
 * fitNearestNeighbor(matrix([[0], [4]])).logDensity(matrix([[1]])); // [-1.3862943611198906]: 1 / (2 * 2)
 */
export function fitNearestNeighbor(
  points: Matrix,
  { k = 1 }: NearestNeighborOptions = {},
): NearestNeighborDensity {
  requirePoints(points);
  const { rows: n, cols: d } = points;
  if (!(Number.isInteger(k) && k >= 1 && k <= n)) {
    throw new RangeError(`k is ${k}, expected an integer from 1 to ${n}, the number of points of the class`);
  }
  const logScale = ln(k) - ln(n) - logUnitBallVolume(d);
  return {
    numFeatures: d,
    k,
    logDensity(queries) {
      requireQueries(queries, d);
      const radii = k === 1 ? nearestSquares(points, queries) : kthSquares(points, queries, k);
      // ln r is half the logarithm of the squared radius; ln 0 = -Infinity.
      return radii.map((square) => logScale - (d / 2) * ln(square));
    },
  };
}

/** ln of the volume of the d-dimensional unit ball: V_0 = 1, V_1 = 2, V_d = V_(d-2) 2 pi / d. */
function logUnitBallVolume(d: number): number {
  let volume = d % 2 === 0 ? 0 : Math.LN2;
  for (let i = d % 2 === 0 ? 2 : 3; i <= d; i += 2) volume += Math.LN2 + LOG_PI - ln(i);
  return volume;
}

/** Squared distance of every query to the nearest point, which the SIMD kernels find. */
function nearestSquares(points: Matrix, queries: Matrix): Float64Array {
  return Float64Array.from(nearestIndices(queries, points), (i, b) => squaredDistance(points, i, queries, b));
}

function kthSquares(points: Matrix, queries: Matrix, k: number): Float64Array {
  const squares = new Float64Array(points.rows);
  return Float64Array.from({ length: queries.rows }, (_, b) => {
    for (let i = 0; i < points.rows; i++) squares[i] = squaredDistance(points, i, queries, b);
    return squares.sort()[k - 1];
  });
}

function squaredDistance(points: Matrix, i: number, queries: Matrix, b: number): number {
  const d = points.cols;
  let sum = 0;
  for (let j = 0; j < d; j++) {
    const difference = points.data[i * d + j] - queries.data[b * d + j];
    sum += difference * difference;
  }
  return sum;
}
