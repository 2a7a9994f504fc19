import type { RandomStream } from '../../numeric/random';
import { type PointsToAttack, requireCount, requirePoints } from '../require-points';
import type { StartOptions } from './blended-start';
import type { WalkOptions } from './boundary-walk';

/** What the boundary attack takes: points to attack, box, radius and walk. */
export interface BoundaryAttackOptions extends PointsToAttack, Partial<WalkOptions>, Partial<StartOptions> {
  /** L2 radius within which an adversarial counts. Default: any distance. */
  readonly epsilon?: number;
  /** Ends the walk of a point whose adversarial is within epsilon: no verdict changes, distances do. Default: true. */
  readonly stopAtEpsilon?: boolean;
  /** Default: 25000. */
  readonly steps?: number;
  /** `common`: one random direction a step for all points, as in foolbox; `own`: one each. Default: `common`. */
  readonly directions?: 'common' | 'own';
  readonly stream: RandomStream;
}

/** @throws RangeError if an option of the Boundary Attack is out of range */
export function requireAttackOptions(options: BoundaryAttackOptions): void {
  requirePoints(options);
  const { epsilon, stepAdaptation, directions } = options;
  requireCount('steps', options.steps, 0);
  requireCount('updateStatsEvery', options.updateStatsEvery, 1);
  requireCount('startDirections', options.startDirections, 1);
  requireCount('startSteps', options.startSteps, 1);
  for (const name of ['sphericalStep', 'sourceStep', 'sourceStepConvergence'] as const) {
    requirePositive(name, options[name]);
  }
  if (epsilon !== undefined && !(epsilon > 0)) {
    throw new RangeError(
      `epsilon is ${epsilon}, expected a radius greater than 0: leave it out to search without one`,
    );
  }
  if (stepAdaptation !== undefined && !(stepAdaptation > 1 && Number.isFinite(stepAdaptation))) {
    throw new RangeError(`stepAdaptation is ${stepAdaptation}, expected a factor greater than 1`);
  }
  if (directions !== undefined && directions !== 'common' && directions !== 'own') {
    throw new RangeError(`directions is ${directions}, expected 'common' or 'own'`);
  }
}

function requirePositive(name: string, value: number | undefined): void {
  if (value !== undefined && !(value > 0 && Number.isFinite(value))) {
    throw new RangeError(`${name} is ${value}, expected a finite number greater than 0`);
  }
}
