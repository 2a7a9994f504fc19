import { requirePoints } from '../../density/require-points';
import type { Arena } from '../../kernels/arena';
import { type NetworkPass, placeNetworkPass } from '../../kernels/network-pass';
import { type Matrix, row, zeros } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import { requireInteger } from '../../numeric/require';
import type { Architecture, DenseNetwork } from '../dense-network';
import { createOptimiser, type Optimiser } from '../optimiser';

/** The losses do not exist any more: training diverged. */
export class DivergenceError extends RangeError {
  override readonly name = 'DivergenceError';

  constructor(what: string, step: number, steps: number, learningRate: number) {
    super(
      `the ${what} diverged at step ${step} of ${steps}, learning rate ${learningRate}: lower the learning rate`,
    );
  }
}

/** A net with what its training needs. */
export interface TrainedNet {
  readonly network: DenseNetwork;
  readonly pass: NetworkPass;
  readonly optimiser: Optimiser;
  readonly gradient: Float64Array;
}

/** A net of ReLUs. */
export const relu = (widths: readonly number[]): Architecture => ({ widths, activation: 'relu' });

/** @param betas of Adam, without weight decay */
export function trainedNet(
  arena: Arena,
  network: DenseNetwork,
  capacity: number,
  betas: readonly [number, number] = [0.9, 0.999],
): TrainedNet {
  const size = network.parameters.length;
  return {
    network,
    pass: placeNetworkPass(arena, network.architecture, capacity),
    optimiser: createOptimiser({ kind: 'adam', weightDecay: 0, betas }, size),
    gradient: new Float64Array(size),
  };
}

/** Rows drawn with replacement. */
export function drawRows(X: Matrix, count: number, stream: RandomStream): Matrix {
  const batch = zeros(count, X.cols);
  for (let n = 0; n < count; n++) batch.data.set(row(X, stream.integer(X.rows)), n * X.cols);
  return batch;
}

/** A learning rate that falls to a hundredth at the last step, late rather than early. */
export function fallingRate(base: number, step: number, steps: number): number {
  return base * (0.01 + 0.99 * (1 - (step / steps) * (step / steps)));
}

/** Points by which a density that training gave is looked at. */
const lookedAt = 32;

/**
 * @param points the class's own
 * @throws DivergenceError if their log density is no number: the last step may have diverged, whose loss nothing tells
 */
export function requireFitted(
  logDensity: (points: Matrix) => Float64Array,
  points: Matrix,
  {
    what,
    steps,
    learningRate,
  }: { readonly what: string; readonly steps: number; readonly learningRate: number },
): void {
  const rows = Math.min(points.rows, lookedAt);
  const some = { data: points.data.subarray(0, rows * points.cols), rows, cols: points.cols };
  if (!logDensity(some).every(Number.isFinite)) throw new DivergenceError(what, steps, steps, learningRate);
}

/** @throws RangeError if latent points have not k coordinates, or one is not finite */
export function requireLatents(latents: Matrix, k: number): void {
  requirePoints(latents);
  if (latents.cols !== k) {
    throw new RangeError(
      `latent points have ${latents.cols} coordinates, expected ${k}, the latent dimension`,
    );
  }
}

/** Of steps more would not end; of the others more would not fit in the kernels' memory. */
const most: Readonly<Record<string, number>> = {
  ...{ steps: 10_000_000, count: 10_000_000 },
  ...{ batchSize: 65_536, samples: 65_536, latentDimension: 4096, couplings: 1024 },
};

/** @throws RangeError naming an option that is no integer of at least 1, or no finite number of at least 0 */
export function requireSettings(
  counts: Readonly<Record<string, number>>,
  numbers: Readonly<Record<string, number>>,
): void {
  for (const [name, value] of Object.entries(counts)) {
    requireInteger(name, value, 1, most[name]);
  }
  for (const [name, value] of Object.entries(numbers)) {
    if (!(value >= 0 && value < Infinity)) {
      throw new RangeError(`${name} is ${value}, expected a finite number of 0 or more`);
    }
  }
}
