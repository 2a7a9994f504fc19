import type { RandomStream } from '../numeric/random';
import type { DenseNetwork } from '../train/dense-network';
import type { DifferentiableModel } from './differentiable-model';
import type { PerturbationNorm } from './perturbation-norm';
import { type PointsToAttack, requireCount, requirePoints } from './require-points';

/** What all attacks of AutoAttack take. */
export interface AttackOptions extends PointsToAttack {
  /** A dense net, or any model that gives logits and their gradients. */
  readonly model: DenseNetwork | DifferentiableModel;
  /** Radius within which an adversarial counts, in the norm. */
  readonly epsilon: number;
  readonly norm: PerturbationNorm;
  readonly stream: RandomStream;
  /** Points that the model is asked about together, at most; no result depends on it. Default: 256. */
  readonly batchSize?: number;
}

/** The points within reach of an attacked one. */
export interface Ball {
  readonly norm: PerturbationNorm;
  readonly epsilon: number;
  /** A little less than epsilon: what an attack keeps to, so that rounding does not take it beyond epsilon. */
  readonly radius: number;
  readonly bounds: readonly [number, number];
}

/**
 * Checks the options that the attacks have in common.
 *
 * @throws RangeError if one is out of range, or the points leave the bounds
 */
export function requireBall(options: AttackOptions): Ball {
  requirePoints(options);
  const { X, epsilon, norm, bounds, batchSize } = options;
  requireCount('batchSize', batchSize, 1);
  if (norm !== 'linf' && norm !== 'l2') throw new RangeError(`norm is ${norm}, expected 'linf' or 'l2'`);
  if (!(epsilon > 0)) throw new RangeError(`epsilon is ${epsilon}, expected a radius greater than 0`);
  const rounding = 2 ** -52 * Math.max(Math.abs(bounds[0]), Math.abs(bounds[1]));
  const radius = epsilon * (1 - 1e-12) - rounding * (norm === 'l2' ? Math.sqrt(X.cols) : 1);
  if (!(radius > 0.999 * epsilon)) {
    throw new RangeError(
      `epsilon is ${epsilon}, lost in the rounding of numbers as large as the bounds [${bounds}]: raise it`,
    );
  }
  return { norm, epsilon, radius, bounds };
}
