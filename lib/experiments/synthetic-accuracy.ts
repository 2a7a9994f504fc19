import type { Dataset } from '../data/dataset';
import { synthetic } from '../data/synthetic';
import type { NetworkModel } from '../kernels/network-model';
import type { SweepResult } from '../kernels/sweep-record';
import { type NetworkSweepOptions, trainNetworkSweep } from '../kernels/train-network-sweep';
import { randomStream } from '../numeric/random';
import { accuracy } from '../train/forward';
import { type AccuracyResult, accuracyResult } from './accuracy-result';
import type { Protocol } from './protocol';

/** Synthetic sets of Table 1. */
export type SyntheticName = 'moon' | 'four-circle' | 'cube3d';

/** One trial of a dense net on one synthetic set. */
export type SyntheticTrial = {
  readonly dataset: SyntheticName;
  readonly trial: number;
  readonly protocol: Protocol;
};

/** How one synthetic set is drawn, and what is trained on it. */
export interface SyntheticSetting {
  /** Draws a set of n points: of all, of each circle set, or of each class (E.1). */
  readonly draw: (n: number, seed: string, layout: Protocol) => Dataset;
  /** The n of the training and the validation set, and that of the test set. */
  readonly n: number;
  readonly testN: number;
  readonly epochs: number;
  readonly hiddenWidths: { readonly [protocol in Protocol]: readonly number[] };
  readonly milestones: { readonly [protocol in Protocol]: readonly number[] };
}

/**
 * Widths: E.1 says 4 layers, 64 neurons in the first hidden one and 128 in the others; the code's `4-layer` net has
 * five linear layers. Three layers are the same in both.
 */
const fourLayers = { paper: [64, 128, 128], released: [64, 128, 128, 128] };
const threeLayers = { paper: [64, 128], released: [64, 128] };

/**
 * Table 10 and E.1. The epochs at which the learning rate falls to a tenth are those of the code; for the cubes, where
 * the code has none and E.1 claims decay for all sets, `paper` takes the same shares of the training as for Moon.
 */
export const syntheticSettings: { readonly [name in SyntheticName]: SyntheticSetting } = {
  moon: {
    draw: (n, seed) => synthetic.moons({ n, noise: 0.1, seed }),
    n: 1000,
    testN: 1000,
    epochs: 100,
    hiddenWidths: fourLayers,
    milestones: { paper: [60, 80], released: [60, 80] },
  },
  'four-circle': {
    draw: (n, seed, layout) => synthetic.fourCircle({ n, noise: 0.01, seed, layout }),
    n: 1000,
    testN: 1000,
    epochs: 100,
    hiddenWidths: fourLayers,
    milestones: { paper: [20, 50], released: [20, 50] },
  },
  cube3d: {
    draw: (n, seed, layout) => synthetic.cube3d({ n, seed, layout }),
    n: 20,
    testN: 10_000,
    epochs: 40,
    hiddenWidths: threeLayers,
    milestones: { paper: [24, 32], released: [] },
  },
};

/** Table 10, general settings: SGD with learning rate 0.1. */
const learningRate = 0.1;
export const syntheticTraining = {
  activation: 'relu',
  optimiser: 'sgd',
  momentum: 0.9,
  weightDecay: 1e-4,
  batchSize: 128,
  shuffle: true,
  configurations: [{ learningRate }],
} as const;

/** Largest norm of a gradient: the code clips, the paper does not say so. */
export const clipNorms: { readonly [protocol in Protocol]: number | undefined } = {
  paper: undefined,
  released: 5,
};

/** Methods of Table 1. Mixup's alpha is 1, the default of the authors' code. */
const labels = { vanilla: 'hard', mixup: 'mixup' } as const;

/**
 * Test accuracies of methods on one draw of a synthetic set: training, validation and test set are all new.
 *
 * `paper` keeps the first epoch of highest validation accuracy and does not clip gradients. `released` keeps the last
 * epoch and clips them at norm 5. The validation set is as large as the training set, as in the code.
 */
export function syntheticAccuracy(
  { dataset, trial, protocol }: SyntheticTrial,
  methods: readonly (keyof typeof labels)[],
): AccuracyResult {
  const setting = syntheticSettings[dataset];
  const draw = (part: string, n: number) => setting.draw(n, `${dataset} ${trial} ${part}`, protocol);
  const training = draw('training', setting.n);
  const test = draw('test', setting.testN);
  const options: Omit<NetworkSweepOptions, 'labels'> = {
    ...syntheticTraining,
    ...{ X: training.X, y: training.y, numClasses: training.classNames.length },
    epochs: setting.epochs,
    hiddenWidths: setting.hiddenWidths[protocol],
    milestones: setting.milestones[protocol],
    clipNorm: clipNorms[protocol],
    validation: protocol === 'paper' ? draw('validation', setting.n) : undefined,
    stream: randomStream('synthetic').split(dataset).split(trial),
  };
  const outcomes = methods.map((method) => {
    const { model, epochs } = kept(trainNetworkSweep({ ...options, labels: labels[method] }), setting.epochs);
    return { method, accuracy: accuracy(model, test.X, test.y), learningRate, epochs };
  });
  return accuracyResult(test.X.rows, outcomes);
}

/** The only model of a sweep: after its best epoch if it was validated, else after the last. */
function kept(
  { models, best, accuracies }: SweepResult<NetworkModel>,
  numEpochs: number,
): { model: NetworkModel; epochs: number } {
  if (accuracies.length === 0) return { model: models[0], epochs: numEpochs };
  return { model: best[0], epochs: 1 + accuracies.indexOf(Math.max(...accuracies)) };
}
