import type { AttackOptions } from '../attack-options';
import { BoundaryDescent, type DescentOptions } from '../boundary/boundary-descent';
import { requireCount } from '../require-points';
import { type AttackResult, runAttack } from '../run-attack';
import { defaultTargetClasses, type TargetedOptions } from './apgd-t';

/** What FAB-T takes: points, ball and model, its targets and its descent. */
export interface FabOptions extends AttackOptions, TargetedOptions, DescentOptions {
  /** Descents for each target, of the points that are still robust; all but the first start at random. Default: 1. */
  readonly restarts?: number;
}

/**
 * FAB-T: Fast Adaptive Boundary attack with targets (Croce and Hein 2020, "Minimally distorted adversarial examples"), in
 * L-inf or L2. Searches for the closest adversarial: `distances` may lie beyond epsilon, success may not.
 *
 * The result of a point depends on the model, the point, the options and the stream: not on the other points.
 *
 * Deviations from the authors' code: f64 throughout; the closest of all adversarials is kept, whatever the target; never
 * more targets than there are other classes; with `stopAtEpsilon`, a point is done at its first adversarial within epsilon,
 * which changes distances but no verdict.
 *
 * @throws RangeError as `apgd`
 *
 * @example
 * const network: DenseNetwork = {
 *   architecture: { widths: [2, 2], activation: 'identity' },
 *   parameters: Float64Array.of(-1, 1, 0, 0, 0, 0), // class 1 to the right of x1 = 0
 * };
 * const { distances } = await fabTargeted({
 *   model: network, X: matrix([[0.5, 0], [-0.2, 0.3]]), y: [1, 0],
 *   epsilon: 1, norm: 'l2', bounds: [-1, 1], stopAtEpsilon: false, stream: randomStream(1),
 * });
 * distances; // [0.50…, 0.20…]: the boundary is 0.5 and 0.2 away
 */
export async function fabTargeted(options: FabOptions): Promise<AttackResult> {
  const {
    targetClasses = defaultTargetClasses,
    restarts = 1,
    iterations = 100,
    stopAtEpsilon = true,
  } = options;
  requireCount('targetClasses', targetClasses, 1);
  requireCount('restarts', restarts, 1);
  requireCount('iterations', iterations, 1);
  return runAttack('fab-t', options, async (batch) => {
    const all = Array.from(batch.y.keys());
    const ranks = Math.min(targetClasses, batch.model.numClasses - 1);
    for (let rank = 2; rank <= ranks + 1; rank++) {
      const targets = all.map((i) => batch.rankedClass(i, rank));
      for (let restart = 0; restart < restarts; restart++) {
        const members = stopAtEpsilon ? batch.robust() : all;
        if (members.length === 0) return;
        const descent = new BoundaryDescent(batch, members, targets, { iterations, stopAtEpsilon });
        const part = `target ${rank} ${restart}`;
        await descent.run(restart === 0 ? undefined : (i) => batch.draws(part, i));
      }
    }
  });
}
