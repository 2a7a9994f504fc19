import type { Matrix } from '../numeric/matrix';
import { lossGradient } from './backpropagation';
import type { DenseNetwork } from './dense-network';
import { accuracy, createWorkspace } from './forward';
import { createOptimiser, type OptimiserSpecification } from './optimiser';
import type { LabelledPoints } from './sweep';

/** Features of mixed points with their labels, epoch after epoch. */
export interface LabelledFeatures {
  /** [numEpochs * n x width] */
  readonly Z: Matrix;
  /** Label of mixup, [numEpochs * n x numClasses]. */
  readonly mixed: Matrix;
  /** Label by the densities (eq. 1), [numEpochs * n x numClasses]. */
  readonly generative: Matrix;
  /** Points of an epoch. */
  readonly n: number;
}

export interface LastLayerOptions {
  readonly initial: DenseNetwork;
  readonly gamma: number;
  readonly learningRate: number;
  readonly optimiser: OptimiserSpecification;
  readonly batchSize: number;
  /** Features on which the layer is scored after every epoch. */
  readonly validation?: LabelledPoints;
}

export interface LastLayer {
  readonly classifier: DenseNetwork;
  /** [numEpochs], in [0, 1]; empty without validation points. */
  readonly accuracies: number[];
}

/**
 * Trains the classifying layer of a net, a softmax regression, on features of mixed points: line 7 of Algorithm 2.
 *
 *   theta <- theta - eta grad {gamma l(y_gen, f_cls(z_mix)) + (1 - gamma) l(y_mix, f_cls(z_mix))}
 *
 * In f64, for as many epochs as there are features.
 */
export function trainLastLayer(
  { Z, mixed, generative, n }: LabelledFeatures,
  { initial, gamma, learningRate, optimiser, batchSize, validation }: LastLayerOptions,
): LastLayer {
  const classifier = { ...initial, parameters: initial.parameters.slice() };
  const labels = blend(mixed, generative, gamma);
  const state = createOptimiser(optimiser, classifier.parameters.length);
  const gradient = new Float64Array(classifier.parameters.length);
  const workspace = createWorkspace(classifier.architecture, Math.min(batchSize, n));
  const accuracies: number[] = [];
  for (let epoch = 0; epoch < Z.rows; epoch += n) {
    for (let from = epoch; from < epoch + n; from += batchSize) {
      const to = Math.min(from + batchSize, epoch + n);
      lossGradient(classifier, rowsOf(Z, from, to), rowsOf(labels, from, to), workspace, gradient);
      state.step(classifier.parameters, gradient, learningRate);
    }
    if (validation) accuracies.push(accuracy(classifier, validation.X, validation.y));
  }
  return { classifier, accuracies };
}

function blend(mixed: Matrix, generative: Matrix, gamma: number): Matrix {
  const data = mixed.data.map((value, i) => gamma * generative.data[i] + (1 - gamma) * value);
  return { ...mixed, data };
}

/** View of consecutive rows. */
function rowsOf({ data, cols }: Matrix, from: number, to: number): Matrix {
  return { data: data.subarray(from * cols, to * cols), rows: to - from, cols };
}
