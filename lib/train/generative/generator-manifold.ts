import pow from '@stdlib/math-base-special-pow';
import { type DistanceNorm, distanceBetween, requireNorm } from '../../density/distance-norm';
import type { Manifold, Projection } from '../../density/manifold';
import { requireQueries } from '../../density/require-points';
import { type Matrix, row, zeros } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import type { DenseNetwork } from '../dense-network';
import { logitsOf } from '../forward';
import { drawLatents } from './adversarial-training';
import { invertGenerator } from './invert-generator';
import type { Standardiser } from './standardiser';
import { requireLatents } from './trained-net';

/** Settings of the inversion of a generator by descent. */
export interface InversionOptions {
  /** Default `l2`. */
  readonly norm?: DistanceNorm;
  /** Latent points whose images are compared with a point, to find starts; 512 unless given. */
  readonly candidates?: number;
  /** Starts of descent of each point, the closest candidates; 4 unless given. */
  readonly starts?: number;
  /** Steps of descent; 30 unless given. With 0 the manifold is its candidates, as in the sum over samples of Section 7.1. */
  readonly steps?: number;
  readonly stream: RandomStream;
}

/** A manifold that knows its latent points. */
export interface GeneratorManifold extends Manifold {
  /** Images of latent points, [n x k] to [n x d]. @throws RangeError if k differs or a coordinate is not finite */
  generate(latents: Matrix): Matrix;
  project(points: Matrix): Projection & { readonly latents: Matrix };
}

/**
 * Manifold M = {G(w) : w in [-1, 1]^k} of a generator, projected upon by inverting it (Creswell and Bharath 2018): descent on
 * |x - G(w)| over w from several starts. What it finds is never nearer than the nearest point, and may be farther.
 *
 * @param generator from latent points to standardised points
 * @throws RangeError if an option is out of range
 * Deviation: the paper's latent space is R^d, over which a net with linear ends generates points without bound: its manifold reaches
 * everywhere that the ends do. Ours is the cube from which training draws, so the manifold is bounded.
 */
export function generatorManifold(
  generator: DenseNetwork,
  space: Standardiser,
  { norm = 'l2', candidates = 512, starts = 4, steps = 30, stream }: InversionOptions,
): GeneratorManifold {
  requireNorm(norm);
  for (const [name, value, least] of [
    ['candidates', candidates, 1],
    ['starts', starts, 1],
    ['steps', steps, 0],
  ] as const) {
    if (!Number.isInteger(value) || value < least) {
      throw new RangeError(`${name} is ${value}, expected an integer of at least ${least}`);
    }
  }
  const k = generator.architecture.widths[0];
  const d = space.mean.length;
  const latents = k === 1 ? evenLatents(candidates) : drawLatents(candidates, k, stream.split('candidates'));
  const images = logitsOf(generator, latents);
  const firstStep = pow(candidates, -1 / k);
  return {
    ...{ numFeatures: d, norm, sample: space.invert(images) },
    generate: (w) => {
      requireLatents(w, k);
      return space.invert(logitsOf(generator, w));
    },
    project(points) {
      requireQueries(points, d);
      const targets = space.apply(points);
      const best = steps === 0 ? 1 : Math.min(starts, candidates);
      const nearest = nearestRows(targets, images, norm, best);
      const spread = repeated(targets, best);
      const from = zeros(points.rows * best, k);
      nearest.forEach((c, n) => {
        from.data.set(row(latents, c), n * k);
      });
      const found = invertGenerator(generator, spread, from, { norm, steps, firstStep });
      return bestOf(found, best, space);
    },
  };
}

/** Of an interval a grid is denser than random points are anywhere. */
function evenLatents(count: number): Matrix {
  return {
    data: Float64Array.from({ length: count }, (_, i) => (2 * i + 1) / count - 1),
    rows: count,
    cols: 1,
  };
}

/** Indices of the `count` nearest images of each target, nearest first: [n x count]. */
function nearestRows(targets: Matrix, images: Matrix, norm: DistanceNorm, count: number): Int32Array {
  const d = targets.cols;
  const result = new Int32Array(targets.rows * count);
  const [distances, order] = [new Float64Array(count), new Int32Array(count)];
  for (let i = 0; i < targets.rows; i++) {
    distances.fill(Infinity);
    for (let j = 0; j < images.rows; j++) {
      const distance = distanceBetween(norm, targets.data, i * d, images.data, j * d, d);
      if (!(distance < distances[count - 1])) continue;
      let place = count - 1;
      for (; place > 0 && distances[place - 1] > distance; place--) {
        distances[place] = distances[place - 1];
        order[place] = order[place - 1];
      }
      distances[place] = distance;
      order[place] = j;
    }
    result.set(order, i * count);
  }
  return result;
}

function repeated(m: Matrix, times: number): Matrix {
  const result = zeros(m.rows * times, m.cols);
  for (let n = 0; n < result.rows; n++) result.data.set(row(m, Math.floor(n / times)), n * m.cols);
  return result;
}

/** The best of the starts of each point, in units of the features. */
function bestOf(found: ReturnType<typeof invertGenerator>, starts: number, space: Standardiser) {
  const n = found.distances.length / starts;
  const winners = Array.from({ length: n }, (_, i) => {
    let best = i * starts;
    for (let s = 1; s < starts; s++)
      if (found.distances[i * starts + s] < found.distances[best]) best = i * starts + s;
    return best;
  });
  const pick = (m: Matrix) => {
    const result = zeros(n, m.cols);
    winners.forEach((from, i) => {
      result.data.set(row(m, from), i * m.cols);
    });
    return result;
  };
  return {
    points: space.invert(pick(found.points)),
    latents: pick(found.latents),
    distances: Float64Array.from(winners, (from) => found.distances[from] * space.scale),
  };
}
