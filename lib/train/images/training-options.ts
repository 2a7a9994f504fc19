import type { ImageSet } from '../../data/images/image-set';
import type { RandomStream } from '../../numeric/random';
import type { SgdStepOptions } from '../../tensorflow/operations';
import type { Augmentation } from './augmentation';
import type { ImageNetwork } from './image-network';
import type { TrainingMethod } from './training-method';

/** Scores of a net by name: higher is better. */
export type ImageScores = Readonly<Record<string, number>>;

/** What a training is made of. */
export interface ImageTrainingOptions extends SgdStepOptions {
  readonly network: ImageNetwork;
  readonly method: TrainingMethod;
  readonly training: ImageSet;
  readonly augmentation: Augmentation;
  readonly epochs: number;
  readonly batchSize: number;
  /** Epochs after which the learning rate is divided by 10. */
  readonly milestones: readonly number[];
  readonly stream: RandomStream;
  /** Scores of the net after an epoch, from 1, finite numbers; undefined if it is not scored then. */
  readonly score?: (epoch: number) => Promise<ImageScores | undefined>;
  /**
   * File from which an interrupted training resumes, and which is written before the first epoch and after every one. Settings and images are checked;
   * `owner` names what the file cannot tell, the method and the streams above all: a checkpoint of another owner is refused.
   */
  readonly checkpoint?: { readonly path: string; readonly owner: string };
  /** Is told after every epoch how far the training is. */
  readonly onProgress?: (progress: ImageProgress) => void;
}

/** How far a training is. */
export interface ImageProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number;
  readonly scores?: ImageScores;
  /** Of the epochs of this process, to the end of the training. */
  readonly secondsLeft: number;
}
