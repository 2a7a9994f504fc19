import { AskedModel } from '../boundary/asked-model';
import { dlrSubstituteWarnings } from '../model-guards';
import { requireCount } from '../require-points';
import { type AttackResult, runAttack } from '../run-attack';
import { type ApgdOptions, ascents, requireApgdOptions } from './apgd';
import { targetedDifference, targetedDifferenceRatio } from './attack-loss';

/** What targeted attacks take beside the options of all. */
export interface TargetedOptions {
  /** Classes tried as targets, those with the largest logits of the point first; at most all but its own. Default: 9. */
  readonly targetClasses?: number;
}

/** As the standard AutoAttack. */
export const defaultTargetClasses = 9;

/**
 * APGD-T: Auto-PGD on the targeted difference of logits ratio (Croce and Hein 2020, eq. 7), target after target, in L-inf
 * or L2. An adversarial of any class counts.
 *
 * With two or three classes that ratio is undefined; the difference z_t - z_y takes its place, and a warning says so. It
 * does not saturate, and the attack goes the same way on all positive multiples of the logits. With two classes it differs
 * from APGD-CE by its random start only, since then both losses rise with the same difference.
 *
 * Deviations from the authors' code as `apgd`, and never more targets than there are other classes.
 *
 * @throws RangeError as `apgd`
 *
 * @example
 * const network: DenseNetwork = {
 *   architecture: { widths: [2, 2], activation: 'identity' },
 *   parameters: Float64Array.of(-1, 1, 0, 0, 0, 0), // class 1 to the right of x1 = 0
 * };
 * const { robustAccuracy } = await apgdTargeted({
 *   model: network, X: matrix([[0.5, 0], [-0.2, 0.3]]), y: [1, 0],
 *   epsilon: 0.3, norm: 'l2', bounds: [-1, 1], stream: randomStream(1),
 * });
 * robustAccuracy; // 0.5: the second point is 0.2 away from the boundary, the first 0.5
 */
export async function apgdTargeted(options: ApgdOptions & TargetedOptions): Promise<AttackResult> {
  const settings = requireApgdOptions(options);
  const { targetClasses = defaultTargetClasses } = options;
  requireCount('targetClasses', targetClasses, 1);
  const { numClasses } = new AskedModel(options.model);
  const result = await runAttack('apgd-t', options, async (batch) => {
    const loss = numClasses < 4 ? targetedDifference : targetedDifferenceRatio;
    const ranks = Math.min(targetClasses, numClasses - 1);
    for (let rank = 2; rank <= ranks + 1; rank++) {
      const targets = Array.from(batch.y.keys(), (i) => batch.rankedClass(i, rank));
      await ascents(batch, loss, `target ${rank}`, (i) => targets[i], settings);
    }
  });
  return { ...result, warnings: [...result.warnings, ...dlrSubstituteWarnings(numClasses)] };
}
