import type { AttackBatch } from '../attack-batch';
import type { AttackOptions } from '../attack-options';
import { type ImageShape, requireImageShape } from '../image-shape';
import { requireCount } from '../require-points';
import { type AttackResult, runAttack } from '../run-attack';
import { FeatureProposals } from './feature-proposals';
import { PyramidProposals } from './pyramid-proposals';
import type { SquareProposals } from './square-proposals';
import { SquareSearch } from './square-search';
import { StripeProposals } from './stripe-proposals';

/** What Square takes: points, ball and model, and its proposals. */
export interface SquareOptions extends AttackOptions {
  /** Candidates tried after the first, of each point and restart. Default: 5000. */
  readonly queries?: number;
  /** Default: 1. */
  readonly restarts?: number;
  /** The features as an image, for windows of neighbours. Default: features without neighbours. */
  readonly imageShape?: ImageShape;
}

/**
 * Square attack (Andriushchenko et al. 2020), in L-inf or L2: a random search that asks for logits only and lowers the
 * margin z_y - max_(c != y) z_c, changing ever fewer features at a time.
 *
 * With `imageShape` the changes are square windows, as in the paper. Without it the features are those of a table, which
 * have no neighbours: a window is then a random set of round(p d) features, each with a sign of its own (the authors' code
 * takes images only, and fails in L2 if they are smaller than 5 x 5). The share p falls from 0.8 as in the standard
 * AutoAttack.
 *
 * The result of a point depends on the model, the point, the options and the stream: not on the other points.
 *
 * Deviations from the authors' code: f64 throughout; windows and signs are drawn for each point, and windows may lie
 * anywhere (theirs never touch the last row and column: in L-inf, of MNIST digits cropped to 20 x 20 pixels, theirs leaves
 * 71 % robust and ours 63 %; theirs leaves 64 % with a margin). A point stops at its first adversarial, as theirs does.
 *
 * @throws RangeError as `apgd`, or if imageShape is not that of the features
 *
 * @example
 * const network: DenseNetwork = {
 *   architecture: { widths: [2, 2], activation: 'identity' },
 *   parameters: Float64Array.of(-1, 1, 0, 0, 0, 0), // class 1 to the right of x1 = 0
 * };
 * const { robustAccuracy } = await square({
 *   model: network, X: matrix([[0.5, 0], [-0.2, 0.3]]), y: [1, 0],
 *   epsilon: 0.3, norm: 'linf', bounds: [-1, 1], queries: 200, stream: randomStream(1),
 * });
 * robustAccuracy; // 0.5: the second point is 0.2 away from the boundary, the first 0.5
 */
export async function square(options: SquareOptions): Promise<AttackResult> {
  const { queries = 5000, restarts = 1, imageShape } = options;
  requireCount('queries', queries, 0);
  requireCount('restarts', restarts, 1);
  if (imageShape) requireImageShape(imageShape, options.X.cols);
  return runAttack('square', options, async (batch) => {
    for (let restart = 0; restart < restarts; restart++) {
      const members = batch.robust();
      if (members.length === 0) return;
      const streams = members.map((i) => batch.draws(`${restart}`, i));
      await new SquareSearch(batch, members, proposals(batch, imageShape), streams).run(queries);
    }
  });
}

function proposals({ ball, X }: AttackBatch, imageShape: ImageShape | undefined): SquareProposals {
  if (!imageShape) return new FeatureProposals(ball, X.data, X.cols);
  if (ball.norm === 'linf') return new StripeProposals(ball, X.data, imageShape);
  return new PyramidProposals(ball, X.data, imageShape);
}
