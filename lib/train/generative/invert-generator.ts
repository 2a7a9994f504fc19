import { type DistanceNorm, distanceBetween, distanceGradient } from '../../density/distance-norm';
import { withArena } from '../../kernels/arena';
import { placeLogitPass } from '../../kernels/logit-pass';
import { type Matrix, zeros } from '../../numeric/matrix';
import type { DenseNetwork } from '../dense-network';

/** Where each start of an inversion came to. */
export interface Inversion {
  /** Best latent points, [n x k] */
  readonly latents: Matrix;
  /** Their images, [n x d] */
  readonly points: Matrix;
  /** Distances to them, [n] */
  readonly distances: Float64Array;
}

/** Rows a pass handles together. */
const capacity = 256;
/** By what a step of a coordinate grows while its slope keeps its sign, and shrinks when that changes (Riedmiller and Braun 1993). */
const [growth, shrinkage] = [1.2, 0.5];

/**
 * Latent points in [-1, 1]^k whose images are close to given points, by descent from given starts: Rprop, which takes the signs of the
 * slopes alone, so that one scheme serves all three norms. The best point of each way counts, the start included.
 *
 * @param targets [n x d]
 * @param starts [n x k]
 * @param firstStep of every coordinate, in units of the latent cube
 */
export function invertGenerator(
  generator: DenseNetwork,
  targets: Matrix,
  starts: Matrix,
  {
    norm,
    steps,
    firstStep,
  }: { readonly norm: DistanceNorm; readonly steps: number; readonly firstStep: number },
): Inversion {
  const { rows: n, cols: d } = targets;
  const k = starts.cols;
  const latents = { ...starts, data: starts.data.slice() };
  const best: Inversion = {
    latents: zeros(n, k),
    points: zeros(n, d),
    distances: new Float64Array(n).fill(Infinity),
  };
  const [images, slopes, gradient] = [zeros(n, d), zeros(n, d), new Float64Array(n * k)];
  const [sizes, before] = [new Float64Array(n * k).fill(firstStep), new Float64Array(n * k)];
  withArena((arena) => {
    const pass = placeLogitPass(arena, generator, Math.min(capacity, n));
    for (let step = 0; step <= steps; step++) {
      eachBatch(n, (first, count) => {
        pass.forward(latents, first, count, images.data);
        keepBest(best, latents, images, targets, norm, first, count);
        if (step === steps) return;
        slopesOf(images, targets, norm, slopes, first, count);
        pass.backward(slopes, first, count, gradient);
      });
      if (step < steps) rprop(latents.data, gradient, before, sizes);
    }
  });
  return best;
}

function eachBatch(n: number, use: (first: number, count: number) => void): void {
  for (let first = 0; first < n; first += capacity) use(first, Math.min(capacity, n - first));
}

function keepBest(
  best: Inversion,
  latents: Matrix,
  images: Matrix,
  targets: Matrix,
  norm: DistanceNorm,
  first: number,
  count: number,
): void {
  const [k, d] = [latents.cols, targets.cols];
  for (let i = first; i < first + count; i++) {
    const distance = distanceBetween(norm, images.data, i * d, targets.data, i * d, d);
    if (!(distance < best.distances[i])) continue;
    best.distances[i] = distance;
    best.latents.data.set(latents.data.subarray(i * k, (i + 1) * k), i * k);
    best.points.data.set(images.data.subarray(i * d, (i + 1) * d), i * d);
  }
}

function slopesOf(
  images: Matrix,
  targets: Matrix,
  norm: DistanceNorm,
  slopes: Matrix,
  first: number,
  count: number,
): void {
  const d = targets.cols;
  for (let i = first; i < first + count; i++) {
    distanceGradient(norm, images.data, i * d, targets.data, i * d, slopes.data.subarray(i * d, (i + 1) * d));
  }
}

function rprop(
  latents: Float64Array,
  gradient: Float64Array,
  before: Float64Array,
  sizes: Float64Array,
): void {
  for (let p = 0; p < latents.length; p++) {
    const sign = Math.sign(gradient[p]);
    if (sign * before[p] > 0) sizes[p] = Math.min(0.5, growth * sizes[p]);
    if (sign * before[p] < 0) sizes[p] *= shrinkage;
    latents[p] = Math.min(1, Math.max(-1, latents[p] - sign * sizes[p]));
    before[p] = sign;
  }
}
