import { type Arena, withArena } from '../../kernels/arena';
import { type NetworkPass, placeNetworkPass } from '../../kernels/network-pass';
import type { Matrix } from '../../numeric/matrix';
import { type DenseNetwork, numParameters } from '../dense-network';
import { createOptimiser, type OptimiserSpecification } from '../optimiser';
import { softCrossEntropyGradient } from '../soft-cross-entropy';
import type { LabelledPoints } from '../sweep';

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
  readonly gammas: readonly number[];
  readonly learningRate: number;
  readonly optimiser: OptimiserSpecification;
  readonly batchSize: number;
  /** Called after every epoch. */
  readonly onEpoch?: (state: LastLayersState, epochs: number) => void;
}

/** The last layers after an epoch, in the order of the loss ratios. */
export interface LastLayersState {
  readonly count: number;
  layer(index: number): DenseNetwork;
  /** Accuracy of every layer on features of points. */
  accuracies(points: LabelledPoints): number[];
}

/**
 * Trains the classifying layer of a net, a softmax regression, on features of mixed points, once a loss ratio: line 7 of
 * Algorithm 2.
 *
 *   theta <- theta - eta grad {gamma l(y_gen, f_cls(z_mix)) + (1 - gamma) l(y_mix, f_cls(z_mix))}
 *
 * In f64, for as many epochs as there are features. Optimisers move every parameter by itself, so the layers of all loss ratios
 * are one layer of more outputs.
 *
 * @returns one layer a loss ratio, in their order
 */
export function trainLastLayers(data: LabelledFeatures, options: LastLayerOptions): DenseNetwork[] {
  return withArena((arena) => new LastLayers(arena, data, options).train());
}

class LastLayers implements LastLayersState {
  private readonly all: DenseNetwork;
  private readonly pass: NetworkPass;
  private readonly labels: readonly Matrix[];
  private readonly numClasses: number;

  constructor(
    arena: Arena,
    private readonly data: LabelledFeatures,
    private readonly options: LastLayerOptions,
  ) {
    const { initial, gammas, batchSize } = options;
    const [width, numClasses] = initial.architecture.widths;
    this.numClasses = numClasses;
    const widths = [width, numClasses * gammas.length];
    const architecture = { widths, activation: initial.architecture.activation };
    this.all = { architecture, parameters: new Float64Array(numParameters(architecture)) };
    for (const block of gammas.keys()) this.copy(block, initial.parameters, 'in');
    this.pass = placeNetworkPass(arena, architecture, Math.min(batchSize, data.n));
    this.labels = gammas.map((gamma) => blend(data, gamma));
  }

  get count(): number {
    return this.labels.length;
  }

  train(): DenseNetwork[] {
    const { Z, n } = this.data;
    const { gammas, batchSize, learningRate, optimiser, onEpoch } = this.options;
    const { parameters } = this.all;
    const state = createOptimiser(optimiser, parameters.length);
    const gradient = new Float64Array(parameters.length);
    for (let epoch = 0; epoch < Z.rows; epoch += n) {
      for (let from = epoch; from < epoch + n; from += batchSize) {
        this.gradient(from, Math.min(from + batchSize, epoch + n), gradient);
        state.step(parameters, gradient, learningRate);
      }
      onEpoch?.(this, epoch / n + 1);
    }
    return gammas.map((_, block) => this.layer(block));
  }

  /** Gradient of the mean losses of all layers on rows of the features. */
  private gradient(from: number, to: number, result: Float64Array): void {
    const { pass, numClasses: k } = this;
    const { data, cols } = this.data.Z;
    const rows = to - from;
    const batch = { data: data.subarray(from * cols, to * cols), rows, cols };
    pass.forward(this.all, batch);
    const outputs = k * this.labels.length;
    const [logits, slopes] = [new Float64Array(rows * k), new Float64Array(rows * k)];
    this.labels.forEach((labels, block) => {
      moveBlock(pass.outputs, logits, { rows, outputs, k, block }, 'out');
      softCrossEntropyGradient(logits, labels.data.subarray(from * k, to * k), rows, k, slopes);
      moveBlock(pass.slopes, slopes, { rows, outputs, k, block }, 'in');
    });
    pass.backward(this.all, batch, result);
  }

  accuracies({ X, y }: LabelledPoints): number[] {
    const { pass, numClasses: k } = this;
    const capacity = Math.min(this.options.batchSize, this.data.n);
    const hits = this.labels.map(() => 0);
    const outputs = k * hits.length;
    for (let first = 0; first < X.rows; first += capacity) {
      const rows = Math.min(capacity, X.rows - first);
      pass.forward(this.all, {
        data: X.data.subarray(first * X.cols, (first + rows) * X.cols),
        rows,
        cols: X.cols,
      });
      for (let i = 0; i < rows; i++) {
        for (const block of hits.keys()) {
          if (largestOf(pass.outputs, i * outputs + block * k, k) === y[first + i]) hits[block]++;
        }
      }
    }
    return hits.map((count) => count / X.rows);
  }

  layer(block: number): DenseNetwork {
    const parameters = new Float64Array(this.options.initial.parameters.length);
    this.copy(block, parameters, 'out');
    return { architecture: this.options.initial.architecture, parameters };
  }

  private copy(block: number, parameters: Float64Array, direction: 'in' | 'out'): void {
    const k = this.numClasses;
    const rows = parameters.length / k;
    const outputs = this.all.parameters.length / rows;
    moveBlock(this.all.parameters, parameters, { rows, outputs, k, block }, direction);
  }
}

/** Of equal logits the first. */
function largestOf(logits: Float64Array, start: number, k: number): number {
  let best = 0;
  for (let c = 1; c < k; c++) if (logits[start + c] > logits[start + best]) best = c;
  return best;
}

/** Between the columns of a block in rows of all outputs, and a matrix of that block alone. */
function moveBlock(
  all: Float64Array,
  own: Float64Array,
  { rows, outputs, k, block }: { rows: number; outputs: number; k: number; block: number },
  direction: 'in' | 'out',
): void {
  for (let i = 0; i < rows; i++) {
    const at = i * outputs + block * k;
    for (let c = 0; c < k; c++) {
      if (direction === 'in') all[at + c] = own[i * k + c];
      else own[i * k + c] = all[at + c];
    }
  }
}

function blend({ mixed, generative }: LabelledFeatures, gamma: number): Matrix {
  const data = mixed.data.map((value, i) => gamma * generative.data[i] + (1 - gamma) * value);
  return { ...mixed, data };
}
