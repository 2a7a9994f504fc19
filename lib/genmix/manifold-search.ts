import type { DistanceDensity } from '../density/distance-density';
import { type DistanceNorm, distanceBetween, distanceGradient } from '../density/distance-norm';
import { directedHausdorff } from '../density/hausdorff';
import { type Manifold, pointManifold } from '../density/manifold';
import { type Matrix, row, zeros } from '../numeric/matrix';
import { requireInteger, requirePositive } from '../numeric/require';
import { requireGiven } from '../numeric/require-given';
import type { PairSearch } from './pair-search';

/** Settings of the alternating search of F.3. */
export interface ManifoldSearchOptions {
  /** Densities of all classes, kernel `exponential`. */
  readonly densities: readonly DistanceDensity[];
  /**
   * Start of each search, [d]: a random place between a point of M_i and one of M_j unless given. F.3 says "a random initial
   * point": in many dimensions most of those are near nothing.
   */
  readonly start?: (stream: { uniform(): number }) => Float64Array;
  /** Accepted |d(x, M_j) - d(x, M_i) - log(1 / lambda - 1)|, in units of the scale, above 0; 1e-6 unless given. */
  readonly tolerance?: number;
  /** Most projections of a point, at most 100,000; 200 unless given. */
  readonly maxSteps?: number;
}

/** Moves between two projections, and their part of the smaller distance: so small that the projections stay about right. */
const [innerSteps, trust] = [5, 0.5];
/** More projections would not end; and how far beyond the largest difference of distances between samples a search is still tried. */
const [mostSteps, beyond] = [100_000, 1.25];

/**
 * Search of GenMix+GAN (Appendix F.3): alternates between projecting x on both manifolds and moving x, the projections held fast,
 * down the gradient of
 *
 *   (|x - m_j| - |x - m_i| - s log(1 / lambda - 1))^2
 *
 * with a step bounded by half of the smaller distance (and never below 1 % of the larger). Where two steps lie on different sides of
 * the level set, it is on the segment between them, as distances are continuous: halving and false position, by turns, find it there,
 * so that a walk across cannot go to and fro. Where the gradient is 0 (by L1 and L-infinity whole regions see both projections in one
 * direction), x goes half way to the projection that is too far. Ends at the tolerance, or without a point. Nothing is searched for lambda far
 * outside of `reachableLambdas`.
 *
 * @throws RangeError if a density is not exp(-d / s), scales or norms differ, or an option is out of range
 * @throws TypeError if `start` is no function
 * Deviation: the pair is given, where F.3 takes the two classes closest to a random start; Algorithm 4 drops points where a third class
 * is closer.
 *
 * @example
 * const { X, y } = synthetic.moons({ n: 100, noise: 0.05, seed: 1 });
 * const model = classConditional(X, y, 2, (points) => distanceDensity(pointManifold(points)));
 * const search = manifoldSearch({ densities: model.densities });
 * genMix({ model, search, lambda: 0.5, numPoints: 10, epsilon: 0.01, stream: randomStream(1) }); // equidistant points
 */
export function manifoldSearch(options: ManifoldSearchOptions): PairSearch {
  requireGiven('manifoldSearch', options, { densities: 'object' });
  const { densities, tolerance = 1e-6, maxSteps = 200 } = options;
  requireComparable(densities);
  requireSettings(options);
  const { scale } = densities[0];
  const spans = new Map<string, number>();
  const spanOf = (from: number, to: number): number => {
    const key = `${from} ${to}`;
    if (!spans.has(key))
      spans.set(key, beyond * sampleSpan(densities[from].manifold, densities[to].manifold));
    return spans.get(key) as number;
  };
  return ({ first, second, logRatios, stream }) => {
    const pair = [densities[first].manifold, densities[second].manifold] as const;
    // log p_j - log p_i = (d_i - d_j) / s
    const wanted = logRatios.map((logRatio) => -scale * logRatio);
    const draws = stream.split('start');
    const starts = Array.from(
      wanted,
      () => options.start?.(draws) ?? between(pair[0].sample, pair[1].sample, draws),
    );
    const found = new Map<number, Float64Array>();
    const [most, least] = [spanOf(first, second), -spanOf(second, first)];
    let open = starts
      .map((x, request): Walk => ({ x, request, cuts: 0 }))
      .filter(({ request }) => wanted[request] >= least && wanted[request] <= most);
    for (let step = 0; step < maxSteps && open.length > 0; step++) {
      const points = stacked(open.map(({ x }) => x));
      const [onFirst, onSecond] = pair.map((manifold) => manifold.project(points));
      open = open.filter((walk, n) => {
        const { x, request } = walk;
        const gap = onSecond.distances[n] - onFirst.distances[n] - wanted[request];
        if (Math.abs(gap) <= tolerance * scale) {
          found.set(request, x);
          return false;
        }
        if (!cut(walk, gap)) {
          move(x, row(onFirst.points, n), row(onSecond.points, n), wanted[request], pair[0].norm);
        }
        return x.every(Number.isFinite);
      });
    }
    const requests = Int32Array.from(found.keys()).sort();
    const points = stacked(Array.from(requests, (request) => found.get(request) as Float64Array));
    return { points: points.rows === 0 ? zeros(0, pair[0].numFeatures) : points, requests };
  };
}

/** A search under way: where it stands, and the last points on both sides of the level set, if it was there. */
interface Walk {
  readonly request: number;
  readonly x: Float64Array;
  below?: Side;
  above?: Side;
  cuts: number;
}

interface Side {
  readonly x: Float64Array;
  readonly gap: number;
}

/** Keeps the side on which x lies; if the other is known, too, moves x between them by false position or, every other time, half way. */
function cut(walk: Walk, gap: number): boolean {
  walk[gap < 0 ? 'below' : 'above'] = { x: walk.x.slice(), gap };
  const { below, above, x } = walk;
  if (!below || !above) return false;
  const share = walk.cuts++ % 2 === 0 ? below.gap / (below.gap - above.gap) : 0.5;
  for (let k = 0; k < x.length; k++) x[k] = below.x[k] + share * (above.x[k] - below.x[k]);
  return true;
}

/**
 * Largest distance from a point of M_i's sample to the nearest one of M_j's: no less than d(x, M_j) - d(x, M_i) anywhere, but for the gaps
 * in M_i's sample.
 */
function sampleSpan(from: Manifold, to: Manifold): number {
  return directedHausdorff(from, pointManifold(to.sample, { norm: to.norm }));
}

function requireSettings({ start, tolerance = 1e-6, maxSteps = 200 }: ManifoldSearchOptions): void {
  if (start !== undefined && typeof start !== 'function') {
    throw new TypeError(`start is ${start}, expected a function that draws a start`);
  }
  requirePositive('tolerance', tolerance);
  requireInteger('maxSteps', maxSteps, 1, mostSteps);
}

function requireComparable(densities: readonly DistanceDensity[]): void {
  if (densities.length < 2) {
    throw new RangeError(`got ${densities.length} density, expected those of all classes, at least 2`);
  }
  for (const { kernel, scale, manifold } of densities) {
    const [first] = densities;
    if (!manifold) {
      throw new RangeError(
        'a density has no manifold, expected those of distanceDensity or fitGan: for others use segmentSearch',
      );
    }
    if (kernel !== 'exponential' || scale !== first.scale || manifold.norm !== first.manifold.norm) {
      throw new RangeError(
        `got a density of kernel ${kernel}, scale ${scale} and norm ${manifold.norm}, expected exponential ones of one scale ` +
          'and norm: their log ratio is a difference of distances; for others use segmentSearch',
      );
    }
  }
}

function between(first: Matrix, second: Matrix, stream: { uniform(): number }): Float64Array {
  const pick = (m: Matrix) => row(m, Math.min(m.rows - 1, Math.floor(stream.uniform() * m.rows)));
  const [a, b] = [pick(first), pick(second)];
  const weight = stream.uniform();
  return a.map((value, k) => value + weight * (b[k] - value));
}

function stacked(rows: readonly Float64Array[]): Matrix {
  const result = zeros(rows.length, rows[0]?.length ?? 0);
  rows.forEach((values, n) => {
    result.data.set(values, n * result.cols);
  });
  return result;
}

/** Gradient descent on x in place, the projections held fast; each step aims at the root of the linear approximation. */
function move(x: Float64Array, mi: Float64Array, mj: Float64Array, wanted: number, norm: DistanceNorm): void {
  const d = x.length;
  const distances = () => [distanceBetween(norm, x, 0, mi, 0, d), distanceBetween(norm, x, 0, mj, 0, d)];
  const [di, dj] = distances();
  const radius = Math.max(trust * Math.min(di, dj), 0.01 * Math.max(di, dj));
  const start = x.slice();
  const [gi, gj] = [new Float64Array(d), new Float64Array(d)];
  for (let step = 0; step < innerSteps; step++) {
    const [ownI, ownJ] = distances();
    const gap = ownJ - ownI - wanted;
    distanceGradient(norm, x, 0, mi, 0, gi);
    distanceGradient(norm, x, 0, mj, 0, gj);
    const square = gj.reduce((sum, g, k) => sum + (g - gi[k]) * (g - gi[k]), 0);
    if (gap === 0) return;
    if (square === 0) {
      const far = gap > 0 ? mj : mi;
      for (let k = 0; k < d; k++) x[k] += (far[k] - x[k]) / 2;
      return;
    }
    for (let k = 0; k < d; k++) x[k] -= (gap / square) * (gj[k] - gi[k]);
    const moved = distanceBetween('l2', x, 0, start, 0, d);
    if (moved <= radius) continue;
    for (let k = 0; k < d; k++) x[k] = start[k] + (radius / moved) * (x[k] - start[k]);
    return;
  }
}
