import type { AdaMixUpDraws } from './ada-mixup-draws';
import type { Precision } from './arena';
import type { DrawStream } from './draws';
import type { NetworkModel } from './network-model';
import type { Rows } from './rows';
import type { LinearModel } from './sweep-options';
import type { SweepResult } from './sweep-record';

/** What AdaMixUp trains together. */
export interface AdaMixUpModels {
  readonly classifier: LinearModel;
  /** Net without activations from the features of two points to three outputs, whose softmax is (a, d, rest). */
  readonly generator: NetworkModel;
  /** Two classes: 0 for mixed points, 1 for training points. */
  readonly intrusion: LinearModel;
}

/** What `trainAdaMixUpSweep` takes: data, classifiers and generator, optimiser. */
export interface AdaMixUpOptions {
  /** [n x d] */
  readonly X: Rows;
  /** [n], integers from 0 */
  readonly y: ArrayLike<number>;
  readonly numClasses: number;
  readonly configurations: readonly { readonly learningRate: number }[];
  readonly epochs: number;
  readonly batchSize: number;
  /** Width of the generator's two hidden layers. Default 100. */
  readonly hiddenWidth?: number;
  /**
   * Whether the optimiser steps the generator and the intrusion classifier too, as AdaMixUp is meant (default). With
   * false they keep their first values and the intrusion classifier affects nothing, as in the released code of the
   * OpenML tables, whose optimiser is given the parameters of the classifier alone.
   */
  readonly trainsGenerator?: boolean;
  /** Draw the order of the rows anew in every epoch. */
  readonly shuffle?: boolean;
  /** Added to the gradient, on weights and biases of all models. Default 1e-4. */
  readonly weightDecay?: number;
  /** Points on which every epoch's classifiers are scored. */
  readonly validation?: { readonly X: Rows; readonly y: ArrayLike<number> };
  /** Record the mean total loss of every epoch. */
  readonly recordLoss?: boolean;
  /** Type of the training arithmetic. Default `single`, as PyTorch. */
  readonly precision?: Precision;
  readonly stream: DrawStream;
  /** Start of all configurations. Default: as PyTorch's nn.Linear, from the stream. */
  readonly initial?: AdaMixUpModels;
  /** Replaces the random choices, one call an epoch. Default: `adaMixUpDraws(stream.split('batches'), ...)`. */
  readonly draws?: () => AdaMixUpDraws;
}

/** The classifiers, and what was trained beside them, after the last epoch. */
export interface AdaMixUpResult extends SweepResult<LinearModel> {
  readonly generators: NetworkModel[];
  readonly intrusions: LinearModel[];
}
