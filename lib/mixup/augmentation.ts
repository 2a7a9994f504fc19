import type { Matrix } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';

/** Points of one training step: row i of `X` and of `labels` is row `indices[i]` of the training set. */
export interface Batch {
  /** [batchSize x numFeatures] */
  readonly X: Matrix;
  /** [batchSize x numClasses], rows sum to 1. */
  readonly labels: Matrix;
  readonly indices: Int32Array;
}

/** What the model is trained on in that step: any number of rows, 0 included (then the step is skipped). */
export interface AugmentedBatch {
  readonly X: Matrix;
  readonly labels: Matrix;
}

/** One way to turn a batch into training points, all its randomness drawn from the stream. */
export type Augmentation = (batch: Batch, stream: RandomStream) => AugmentedBatch;

/** Vanilla training: the batch itself. */
export const noAugmentation: Augmentation = (batch) => batch;
