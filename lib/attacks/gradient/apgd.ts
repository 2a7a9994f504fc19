import type { AttackBatch } from '../attack-batch';
import type { AttackOptions } from '../attack-options';
import { requireCount } from '../require-points';
import { type AttackResult, runAttack } from '../run-attack';
import { Ascent, type AscentOptions } from './ascent';
import { type AttackLoss, crossEntropyLoss } from './attack-loss';

/** What APGD takes: points, ball and model, and its ascent. */
export interface ApgdOptions extends AttackOptions, AscentOptions {
  /** Ascents from different random starts, each of the points that are still robust. Default: 1. */
  readonly restarts?: number;
}

/**
 * APGD-CE: Auto-PGD on the cross-entropy (Croce and Hein 2020), in L-inf or L2, from a random point of the sphere around
 * each attacked one. Settings are those of the standard AutoAttack.
 *
 * The result of a point depends on the model, the point, the options and the stream: not on the other points.
 *
 * Deviations from the authors' code: f64 throughout; a point stops at its first adversarial, which changes no verdict;
 * gradients are scaled to length 1 however small they are; the first step's rise is counted against the loss at the
 * start, as in the paper.
 *
 * @throws RangeError if an option is out of range, the points leave the bounds, or the model gives probabilities, numbers
 * that are not finite, or answers of the wrong shape
 *
 * @example
 * const network: DenseNetwork = {
 *   architecture: { widths: [2, 2], activation: 'identity' },
 *   parameters: Float64Array.of(-1, 1, 0, 0, 0, 0), // class 1 to the right of x1 = 0
 * };
 * const { robustAccuracy } = await apgd({
 *   model: network, X: matrix([[0.5, 0], [-0.2, 0.3]]), y: [1, 0],
 *   epsilon: 0.3, norm: 'linf', bounds: [-1, 1], stream: randomStream(1),
 * });
 * robustAccuracy; // 0.5: the second point is 0.2 away from the boundary, the first 0.5
 */
export async function apgd(options: ApgdOptions): Promise<AttackResult> {
  const settings = requireApgdOptions(options);
  return runAttack('apgd-ce', options, (batch) =>
    ascents(batch, crossEntropyLoss, 'untargeted', (i) => batch.y[i], settings),
  );
}

/** @throws RangeError if an option of APGD is out of range */
export function requireApgdOptions({ iterations = 100, rho = 0.75, restarts = 1 }: ApgdOptions) {
  requireCount('iterations', iterations, 1);
  requireCount('restarts', restarts, 1);
  if (!(rho >= 0 && rho <= 1)) throw new RangeError(`rho is ${rho}, expected a share in [0, 1]`);
  return { iterations, rho, restarts };
}

/** Ascents of the points that are still robust, restart after restart. */
export async function ascents(
  batch: AttackBatch,
  loss: AttackLoss,
  part: string,
  target: (point: number) => number,
  { restarts, ...settings }: ReturnType<typeof requireApgdOptions>,
): Promise<void> {
  for (let restart = 0; restart < restarts; restart++) {
    const members = batch.robust();
    if (members.length === 0) return;
    const ascent = new Ascent(batch, members, loss, target, settings);
    await ascent.run((i) => batch.draws(`${part} ${restart}`, i));
  }
}
