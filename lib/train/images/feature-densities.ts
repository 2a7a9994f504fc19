import type { Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';
import {
  type JointGenLabelForm,
  type JointGenLabelOptions,
  requireJointGenLabel,
} from './joint-genlabel-options';
import { stopGradient } from './stop-gradient';

/** Smallest variance: a class of which every feature vector is the same would have an infinite density. */
const leastVariance = 1e-6;

/** Below any logarithm, and still finite in single precision. */
const leastLog = -3e38;

/** Taken off the logarithms of classes not seen so far. */
const unseenBy = 1e30;

/** Mean and variance of every class, and how much of them is data. */
export interface ClassMoments {
  /** [numClasses, numFeatures] */
  readonly means: Tensor2D;
  /** [numClasses]: of each feature, one for all, as the covariance is a multiple of the identity. */
  readonly variances: Tensor1D;
  /** [numClasses]: weight of what was averaged; 0 of a class without any image so far. */
  readonly weights: Tensor1D;
}

/**
 * Gaussian densities of the classes in the penultimate layer, of spherical covariance, learned along with the net (Algorithm 3).
 *
 *   mu_c <- (1 - beta) mean of the batch's features of class c + beta mu_c
 *   s_c <- (1 - beta) trace(covariance of the batch's features of class c) / d + beta s_c
 *
 * A class without an image in the batch keeps its values. With the start corrected both are running averages of data alone.
 */
export class FeatureDensities {
  /** Averages as they are stored; with the correction they and the weights begin at 0. */
  readonly variables: readonly [Variable, Variable, Variable];
  readonly form: JointGenLabelForm;
  private readonly beta: number;

  constructor(
    private readonly tf: Tensorflow,
    readonly numClasses: number,
    numFeatures: number,
    options: JointGenLabelOptions,
  ) {
    this.form = requireJointGenLabel(options);
    this.beta = options.memoryRatio;
    const { startCorrection } = this.form;
    const start = () => (startCorrection ? tf.zeros([numClasses]) : tf.ones([numClasses]));
    const variable = (of: () => Tensor) => tf.tidy(() => tf.variable(of(), false));
    this.variables = [variable(() => tf.zeros([numClasses, numFeatures])), variable(start), variable(start)];
  }

  /**
   * Takes a batch in.
   *
   * @param features [n, numFeatures], of images as they are
   * @param labels [n, numClasses], one-hot
   * @returns the moments with the batch in them: gradients flow through them to the features
   */
  update(features: Tensor2D, labels: Tensor2D): ClassMoments {
    const { tf, beta } = this;
    const [storedMeans, storedVariances, storedWeights] = this.variables;
    const d = features.shape[1];
    const counts = tf.sum(labels, 0);
    const present = tf.minimum(counts, 1);
    const share = tf.div(labels, tf.maximum(counts, 1));
    const column = (values: Tensor): Tensor => tf.reshape(values, [-1, 1]);
    // Weight of the batch in the average: nothing of a class that is not in it.
    const rate = tf.mul(present, 1 - beta);
    const keep = tf.sub(1, rate);
    const batchMeans = tf.matMul(share, features, true, false);
    const sums = tf.add(tf.mul(batchMeans, column(rate)), tf.mul(storedMeans, column(keep)));
    const weights = tf.add(rate, tf.mul(storedWeights, keep)) as Tensor1D;
    const divisor = tf.maximum(weights, 1e-30);
    const means = tf.div(sums, column(divisor)) as Tensor2D;
    const centres = this.form.covarianceAbout === 'smoothed mean' ? means : batchMeans;
    const deviations = tf.sub(features, tf.matMul(labels, centres));
    const squares = tf.div(tf.sum(tf.square(deviations), 1, true), d);
    const batchVariances = tf.reshape(tf.matMul(share, squares, true, false), [-1]);
    const variances = tf.add(tf.mul(batchVariances, rate), tf.mul(storedVariances, keep));
    storedMeans.assign(sums);
    storedVariances.assign(variances);
    storedWeights.assign(weights);
    const corrected = tf.maximum(tf.div(variances, divisor), leastVariance) as Tensor1D;
    return { means, variances: corrected, weights };
  }

  dispose(): void {
    for (const variable of this.variables) variable.dispose();
  }
}

/**
 * Logarithms of the densities of features, but for a constant: -(d/2) ln s_c - exponent |z - mu_c|² / s_c.
 *
 * @param features [n, numFeatures]
 * @returns [n, numClasses]; far below any other for a class without images so far
 */
export function logDensities(
  tf: Tensorflow,
  features: Tensor2D,
  { means, variances, weights }: ClassMoments,
  exponent: number,
): Tensor2D {
  const [n, d] = features.shape;
  const [numClasses] = means.shape;
  const differences = tf.sub(tf.reshape(features, [n, 1, d]), tf.reshape(means, [1, numClasses, d]));
  const distances = tf.sum(tf.square(differences), 2);
  const scaled = tf.mul(tf.div(distances, variances), exponent);
  const logs = tf.sub(tf.mul(tf.log(variances), -d / 2), scaled);
  const unseen = tf.sub(1, tf.minimum(tf.mul(weights, 1e30), 1));
  return tf.sub(logs, tf.mul(unseen, unseenBy)) as Tensor2D;
}

/**
 * Labels of Algorithm 3: of the two classes of the greatest (or least) densities, p_c / (p_1 + p_2), among those seen so far.
 *
 * @param logs [n, numClasses], `logDensities`
 * @returns [n, numClasses], rows that sum to 1
 */
export function topTwoLabels(
  tf: Tensorflow,
  logs: Tensor2D,
  classes: JointGenLabelForm['classes'],
): Tensor2D {
  const choose = (values: Tensor): Tensor => {
    const seen = tf.greater(values, -unseenBy / 2);
    const least = () => tf.where(seen, tf.neg(values), tf.fill(values.shape, leastLog));
    const { indices } = tf.topk(classes === 'greatest' ? values : least(), 2);
    return tf.sum(tf.oneHot(tf.cast(indices, 'int32'), logs.shape[1]), 1);
  };
  const chosen = stopGradient(tf, choose, logs);
  const masked = tf.where(tf.cast(chosen, 'bool'), logs, tf.fill(logs.shape, leastLog));
  return tf.softmax(masked) as Tensor2D;
}
