import type { RandomStream } from '../../numeric/random';
import type { JointGenLabelOptions } from './joint-genlabel-options';

/** How images are mixed, and relabelled. */
export interface MixupMethodOptions {
  /** Nothing is mixed, the images are (mixup), or the hidden values before a random stage (manifold mixup). */
  readonly mixing: 'none' | 'input' | 'hidden';
  /** Of lambda ~ Beta(alpha, alpha), one a batch; 1 unless given. */
  readonly alpha?: number;
  /** Relabels the mixed images by Algorithm 3. */
  readonly genLabel?: JointGenLabelOptions;
  /** Of the pairing that is drawn once, in the printed form of Algorithm 3. */
  readonly stream?: RandomStream;
  /** Largest batch; needed for a pairing that is drawn once. */
  readonly batchSize?: number;
}
