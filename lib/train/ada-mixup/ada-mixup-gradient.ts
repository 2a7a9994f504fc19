import exp from '@stdlib/math-base-special-exp';
import type { NetworkPass } from '../../kernels/network-pass';
import type { Matrix } from '../../numeric/matrix';
import type { DenseNetwork } from '../dense-network';
import { meanCrossEntropy, softCrossEntropyGradient } from '../soft-cross-entropy';
import { type AdaMixUpBatch, mixPairs } from './ada-mixup-batch';

/** One thing for each net that AdaMixUp trains. */
export interface EachNetwork<Thing> {
  readonly classifier: Thing;
  /** From the features of two points to three outputs, whose softmax is (a, d, rest). */
  readonly generator: Thing;
  /** Two classes: 0 for mixed points, 1 for training points. */
  readonly intrusion: Thing;
}

export interface GradientOptions {
  /** Otherwise the classifier's gradient alone is written. */
  readonly trainsGenerator: boolean;
  /** Otherwise the loss returned is 0. */
  readonly recordLoss: boolean;
}

/** A point stands in the classifier's loss as first and second point of a pair; in the other one as third point too. */
const times = { classifier: 2, intrusion: 3 };

/**
 * Gradient of AdaMixUp's total loss of a batch (see `trainAdaMixUpNetwork`) in the parameters of the three nets.
 *
 *   dLoss/dlambda_b = dLoss/dx_b (x_i - x_j) + (f(x_b)_(y_j) - f(x_b)_(y_i)) / size
 *   dlambda/do_c = s_c (v_c - lambda),  s = softmax(o) = (a, d, rest),  v = (1, e, 0)
 *
 * @returns the loss
 */
export function adaMixUpGradient(
  networks: EachNetwork<DenseNetwork>,
  batch: AdaMixUpBatch,
  passes: EachNetwork<NetworkPass>,
  gradients: EachNetwork<Float64Array>,
  { trainsGenerator, recordLoss }: GradientOptions,
): number {
  const { points, labels, origins, size } = batch;
  const { classifier, generator, intrusion } = passes;
  generator.forward(networks.generator, batch.pairs);
  const lambdas = lambdasOf(generator, batch);
  mixPairs(batch, lambdas);
  let loss = crossEntropy(classifier, networks.classifier, points, labels, times.classifier, recordLoss);
  classifier.backward(networks.classifier, points, gradients.classifier);
  if (trainsGenerator || recordLoss) {
    loss += crossEntropy(intrusion, networks.intrusion, points, origins, times.intrusion, recordLoss);
  }
  if (!trainsGenerator) return loss;
  intrusion.backward(networks.intrusion, points, gradients.intrusion);
  const byPoint = classifier.inputGradient(networks.classifier, size);
  const byIntruder = intrusion.inputGradient(networks.intrusion, size);
  for (let i = 0; i < byPoint.data.length; i++) byPoint.data[i] += byIntruder.data[i];
  generatorSlopes(generator, batch, lambdas, slopesByLambda(classifier, batch, byPoint));
  generator.backward(networks.generator, batch.pairs, gradients.generator);
  return loss;
}

/** lambda = a + e d; leaves the softmax in the place of the generator's slopes. */
function lambdasOf({ outputs, slopes }: NetworkPass, { size, uniforms }: AdaMixUpBatch): Float64Array {
  const lambdas = new Float64Array(size);
  for (let b = 0; b < size; b++) {
    const at = 3 * b;
    const largest = Math.max(outputs[at], outputs[at + 1], outputs[at + 2]);
    let sum = 0;
    for (let c = at; c < at + 3; c++) {
      slopes[c] = exp(outputs[c] - largest);
      sum += slopes[c];
    }
    for (let c = at; c < at + 3; c++) slopes[c] /= sum;
    lambdas[b] = slopes[at] + uniforms[b] * slopes[at + 1];
  }
  return lambdas;
}

/**
 * Runs a batch through a net and fills its slopes with the gradient of the mean cross-entropy of the mixed points, plus
 * a multiple of that of the points.
 *
 * @returns that loss, if it is asked for
 */
function crossEntropy(
  pass: NetworkPass,
  network: DenseNetwork,
  points: Matrix,
  labels: Matrix,
  multiple: number,
  recordLoss: boolean,
): number {
  pass.forward(network, points);
  const size = points.rows / 2;
  const { cols } = labels;
  const middle = size * cols;
  const half = (values: Float64Array, from: number) => values.subarray(from, from + middle);
  for (const from of [0, middle]) {
    const [outputs, slopes] = [half(pass.outputs, from), half(pass.slopes, from)];
    softCrossEntropyGradient(outputs, half(labels.data, from), size, cols, slopes);
  }
  for (let i = middle; i < 2 * middle; i++) pass.slopes[i] *= multiple;
  if (!recordLoss) return 0;
  const block = (values: Float64Array, from: number) => ({ data: half(values, from), rows: size, cols });
  const [mixed, own] = [0, middle].map((from) =>
    meanCrossEntropy(block(pass.outputs, from), block(labels.data, from)),
  );
  return mixed + multiple * own;
}

/** dLoss/dlambda of every pair, through the mixed point and through its label. */
function slopesByLambda(
  { outputs }: NetworkPass,
  { size, pairs, labels, classes, partnerClasses }: AdaMixUpBatch,
  byPoint: Matrix,
): Float64Array {
  const d = byPoint.cols;
  return Float64Array.from({ length: size }, (_, b) => {
    const logits = b * labels.cols;
    let slope = (outputs[logits + partnerClasses[b]] - outputs[logits + classes[b]]) / size;
    for (let j = 0; j < d; j++) {
      slope += byPoint.data[b * d + j] * (pairs.data[2 * b * d + j] - pairs.data[(2 * b + 1) * d + j]);
    }
    return slope;
  });
}

/** From the softmax, which stands in their place, to the gradient in the generator's outputs. */
function generatorSlopes(
  { slopes }: NetworkPass,
  { size, uniforms }: AdaMixUpBatch,
  lambdas: Float64Array,
  byLambda: Float64Array,
): void {
  for (let b = 0; b < size; b++) {
    slopes[3 * b] *= byLambda[b] * (1 - lambdas[b]);
    slopes[3 * b + 1] *= byLambda[b] * (uniforms[b] - lambdas[b]);
    slopes[3 * b + 2] *= byLambda[b] * -lambdas[b];
  }
}
