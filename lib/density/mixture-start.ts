import { type Matrix, selectRows, zeros } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import { columnMeans, covariance } from './covariance';
import { maximisation } from './expectation-maximisation';
import type { MixtureParameters } from './mixture-parameters';

/**
 * Random start of EM: seeds by k-means++ (each next one drawn with probability proportional to the squared distance to
 * the nearest seed so far), points assigned to their nearest seed; means and weights of these clusters, and for every
 * component the covariance within clusters, plus the ridge.
 *
 * Distances are taken in units of the features' standard deviations; constant features do not count. A common
 * covariance lets no component start as a spike on a few points.
 *
 * @param points [n x d]
 * @throws RangeError if there are fewer distinct points than components
 */
export function mixtureStart(
  points: Matrix,
  numComponents: number,
  ridge: number,
  stream: RandomStream,
): MixtureParameters {
  const scaled = scaledPoints(points);
  const nearest = assignment(scaled, seeds(scaled, numComponents, stream));
  const shares = zeros(points.rows, numComponents);
  nearest.forEach((k, i) => {
    shares.data[i * numComponents + k] = 1;
  });
  const { weights, means } = maximisation(points, shares, 0);
  const own = selectRows(means, nearest);
  const deviations = { ...points, data: points.data.map((x, i) => x - own.data[i]) };
  const within = covariance(deviations, { divisor: points.rows, ridge });
  return { weights, means, covariances: Array.from(weights, () => within) };
}

function scaledPoints(points: Matrix): Matrix {
  const { data, rows, cols: d } = points;
  const means = columnMeans(points);
  const factors = means.map((mean, j) => {
    let squares = 0;
    for (let i = 0; i < rows; i++) squares += (data[i * d + j] - mean) * (data[i * d + j] - mean);
    return squares > 0 ? 1 / Math.sqrt(squares / rows) : 0;
  });
  return { ...points, data: data.map((x, i) => (x - means[i % d]) * factors[i % d]) };
}

function seeds(points: Matrix, numComponents: number, stream: RandomStream): number[] {
  const chosen = [stream.integer(points.rows)];
  const squares = new Float64Array(points.rows).fill(Infinity);
  while (chosen.length < numComponents) {
    const last = chosen[chosen.length - 1];
    let total = 0;
    for (let i = 0; i < points.rows; i++) {
      squares[i] = Math.min(squares[i], squaredDistance(points, i, last));
      total += squares[i];
    }
    if (total === 0) {
      throw new RangeError(
        `${points.rows} points, only ${chosen.length} of them distinct, make no ${numComponents} components: ` +
          'ask for fewer components, or give more points',
      );
    }
    chosen.push(drawn(squares, total * stream.uniform()));
  }
  return chosen;
}

/** Index at which the running sum passes the level; one of positive square, whatever the rounding. */
function drawn(squares: Float64Array, level: number): number {
  let sum = 0;
  let last = 0;
  for (let i = 0; i < squares.length; i++) {
    if (squares[i] === 0) continue;
    sum += squares[i];
    last = i;
    if (sum > level) return i;
  }
  return last;
}

function assignment(points: Matrix, chosen: readonly number[]): Int32Array {
  return Int32Array.from({ length: points.rows }, (_, i) => {
    let best = 0;
    let smallest = Infinity;
    chosen.forEach((seed, k) => {
      const square = squaredDistance(points, i, seed);
      if (square < smallest) {
        best = k;
        smallest = square;
      }
    });
    return best;
  });
}

function squaredDistance({ data, cols: d }: Matrix, i: number, j: number): number {
  let sum = 0;
  for (let l = 0; l < d; l++) {
    const difference = data[i * d + l] - data[j * d + l];
    sum += difference * difference;
  }
  return sum;
}
