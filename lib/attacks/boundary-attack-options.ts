import type { Matrix } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import type { StartOptions } from './blended-start';
import type { WalkOptions } from './boundary-walk';

export interface BoundaryAttackOptions extends Partial<WalkOptions>, Partial<StartOptions> {
  /** Points to attack, [n x d]. */
  readonly X: Matrix;
  /** Their classes, [n]. */
  readonly y: ArrayLike<number>;
  /** Smallest and largest value of a feature; adversarials stay within. */
  readonly bounds: readonly [number, number];
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

function requirePoints({ X, y, bounds }: BoundaryAttackOptions): void {
  if (X.rows < 1 || X.cols < 1 || y.length !== X.rows) {
    throw new RangeError(
      `X is ${X.rows} x ${X.cols} with ${y.length} classes, expected at least one point and one class a point`,
    );
  }
  for (let i = 0; i < y.length; i++) {
    if (!Number.isInteger(y[i]) || y[i] < 0) {
      throw new RangeError(`class of point ${i} is ${y[i]}, expected an integer from 0`);
    }
  }
  const [min, max] = bounds;
  if (!(min < max && Number.isFinite(max - min))) {
    throw new RangeError(`bounds are [${bounds}], expected two finite numbers, the smaller first`);
  }
  const outside = X.data.findIndex((value) => !(value >= min && value <= max));
  if (outside >= 0) {
    throw new RangeError(
      `X holds ${X.data[outside]} in row ${Math.floor(outside / X.cols)}, column ${outside % X.cols}, outside the ` +
        `bounds [${bounds}]: widen them to the range of all data, or clip the points`,
    );
  }
}

function requireCount(name: string, value: number | undefined, least: number): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= least)) {
    throw new RangeError(`${name} is ${value}, expected an integer from ${least}`);
  }
}

function requirePositive(name: string, value: number | undefined): void {
  if (value !== undefined && !(value > 0 && Number.isFinite(value))) {
    throw new RangeError(`${name} is ${value}, expected a finite number greater than 0`);
  }
}
