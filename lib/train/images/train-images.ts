import type { Tensor, Variable } from '@tensorflow/tfjs';
import { sgdStep } from '../../tensorflow/operations';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';
import { augmentedImages } from './augmentation';
import { CheckpointError, readCheckpoint, writeCheckpoint } from './checkpoint';
import type { ImageNetwork } from './image-network';
import { requireTraining } from './require-training';
import type { ImageScores, ImageTrainingOptions } from './training-options';
import { otherSetting, settingsOf, type TrainingSettings } from './training-settings';

/** The best net by one score. */
export interface BestNet {
  /** The first one of the greatest score. */
  readonly epoch: number;
  readonly score: number;
  /** Parameters and statistics of the net, for `restoreNetwork`. */
  readonly values: readonly Float32Array[];
}

/** What a training has given. */
export interface ImageTrainingResult {
  /** Mean loss of every epoch. */
  readonly losses: readonly number[];
  readonly scores: readonly { readonly epoch: number; readonly scores: ImageScores }[];
  readonly best: Readonly<Record<string, BestNet>>;
}

/** A training whose loss is no longer finite. */
export class ImageDivergenceError extends Error {
  override readonly name = 'ImageDivergenceError';

  constructor(
    readonly epoch: number,
    learningRate: number,
    /** What the epochs before gave. */
    readonly result: ImageTrainingResult,
  ) {
    super(`the loss of epoch ${epoch} is not finite at the learning rate ${learningRate}: lower it`);
  }
}

/** Steps between two waits for the device, which otherwise would queue a whole epoch. */
const stepsAhead = 64;

/**
 * Trains a net for images by gradient descent with momentum, resuming from a checkpoint where there is one: a training that was killed
 * at any moment ends with the same bytes as an unbroken one.
 *
 * @returns losses, scores and the best nets by each score; the net itself is left as the last epoch made it
 * @throws RangeError if an option is out of range, or the images are not what the net takes
 * @throws ImageDivergenceError if the loss is not finite
 * @throws CheckpointError if the checkpoint is torn, damaged or that of another training, as one of more epochs, of another net, of other settings or images
 * @throws StorageError if a checkpoint cannot be written: the last one stays
 *
 * @example
 * import type * as tfjs from '@tensorflow/tfjs';
 * import { randomStream, tensorflow } from 'genlabel';
 * import { correctImages, lenet5, mixupMethod, trainImages } from 'genlabel/images';
 *
 * const { tf } = await tensorflow<typeof tfjs>();
 * // White images of class 1 and black ones of class 0; `mnist('training')` reads MNIST.
 * const labels = Int32Array.from({ length: 64 }, (_, i) => i % 2);
 * const pixels = Uint8Array.from({ length: 64 * 784 }, (_, p) => 255 * labels[Math.floor(p / 784)]);
 * const training = { name: 'black and white', pixels, shape: [28, 28, 1] as const, labels, numClasses: 2 };
 * const network = lenet5(tf, { numClasses: 2, stream: randomStream('initial') });
 * const genLabel = { lossRatio: 0.15, memoryRatio: 0.95 };
 * const augmentation = { mean: [0.5], deviation: [0.5] };
 * await trainImages({
 *   network, method: mixupMethod(network, { mixing: 'input', genLabel }), training, augmentation,
 *   epochs: 8, batchSize: 16, learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4, milestones: [],
 *   stream: randomStream('training'),
 * });
 * await correctImages(network, training, augmentation); // 64
 */
export async function trainImages(options: ImageTrainingOptions): Promise<ImageTrainingResult> {
  requireTraining(options);
  const { network, method, epochs, checkpoint, learningRate, milestones } = options;
  const { tf } = network;
  const parameters = [...network.parameters, ...method.parameters];
  const velocities = parameters.map(({ shape }) => tf.tidy(() => tf.variable(tf.zeros(shape), false)));
  const kept = [...parameters, ...network.statistics, ...method.state, ...velocities];
  try {
    const place = checkpoint && { ...checkpoint, settings: settingsOf(options) };
    const resumed = place && resume(tf, kept, epochs, place);
    const progress = resumed ?? newProgress();
    // What cannot be written is noticed before an epoch is computed in vain.
    if (place && !resumed) await save(kept, progress, place);
    const started = performance.now();
    const before = progress.losses.length;
    for (let epoch = before + 1; epoch <= epochs; epoch++) {
      const rate = milestones.filter((milestone) => milestone < epoch).reduce((r) => r / 10, learningRate);
      const loss = await trainEpoch(options, { epoch, learningRate: rate, parameters, velocities });
      if (!Number.isFinite(loss)) throw new ImageDivergenceError(epoch, rate, progress);
      progress.losses.push(loss);
      const scores = await options.score?.(epoch);
      if (scores) await keepBest(progress, epoch, scores, network);
      if (place) await save(kept, progress, place);
      const secondsLeft = ((performance.now() - started) / 1000 / (epoch - before)) * (epochs - epoch);
      options.onProgress?.({ epoch, epochs, loss, scores, secondsLeft });
    }
    return progress;
  } finally {
    for (const velocity of velocities) velocity.dispose();
  }
}

/** Puts kept values back into a net. @throws RangeError if they are those of another net, which stays as it was */
export function restoreNetwork(
  { tf, parameters, statistics }: ImageNetwork,
  values: readonly Float32Array[],
): void {
  const variables = [...parameters, ...statistics];
  const found = misfit(variables, values);
  if (found) throw new RangeError(`the values of a net ${found}`);
  assignAll(tf, variables, values);
}

/** Why values are not those of the variables; undefined: they are. */
function misfit(variables: readonly Variable[], values: readonly Float32Array[]): string | undefined {
  if (values.length !== variables.length) return `are ${values.length} arrays, expected ${variables.length}`;
  const other = variables.findIndex(({ size }, i) => values[i].length !== size);
  return other < 0
    ? undefined
    : `have ${values[other].length} in array ${other}, expected ${variables[other].size}`;
}

interface EpochOptions {
  readonly epoch: number;
  readonly learningRate: number;
  readonly parameters: readonly Variable[];
  readonly velocities: readonly Variable[];
}

/** @returns mean loss of its images */
async function trainEpoch(
  options: ImageTrainingOptions,
  { epoch, learningRate, parameters, velocities }: EpochOptions,
): Promise<number> {
  const { network, method, training, augmentation, batchSize, momentum, weightDecay } = options;
  const { tf, numClasses, inputShape } = network;
  const n = training.labels.length;
  const stream = options.stream.split('epoch').split(epoch);
  const order = stream.split('order').permutation(n);
  const total = tf.tidy(() => tf.variable(tf.scalar(0), false));
  try {
    for (let first = 0, step = 0; first < n; first += batchSize, step++) {
      const rows = order.subarray(first, Math.min(first + batchSize, n));
      const own = stream.split('batch').split(step);
      tf.tidy(() => {
        const shape: [number, number, number, number] = [rows.length, ...inputShape];
        const images = tf.tensor4d(
          augmentedImages(training, rows, augmentation, own.split('augmentation')),
          shape,
        );
        const labels = tf.tensor2d(oneHotRows(training.labels, rows, numClasses), [rows.length, numClasses]);
        const loss = method.prepare({ images, labels, stream: own });
        const { value, grads } = tf.variableGrads(loss, [...parameters]);
        parameters.forEach((parameter, i) => {
          sgdStep(tf, parameter, grads[parameter.name], velocities[i], {
            ...{ learningRate, momentum, weightDecay },
          });
        });
        total.assign(tf.add(total, tf.mul(value, rows.length)));
      });
      if (step % stepsAhead === stepsAhead - 1) await total.data();
    }
    const [sum] = await total.data();
    return sum / n;
  } finally {
    total.dispose();
  }
}

function oneHotRows(labels: Int32Array, rows: Int32Array, numClasses: number): Float32Array {
  const values = new Float32Array(rows.length * numClasses);
  rows.forEach((row, i) => {
    values[i * numClasses + labels[row]] = 1;
  });
  return values;
}

/** What grows while a net is trained. */
interface Growing {
  readonly losses: number[];
  readonly scores: { readonly epoch: number; readonly scores: ImageScores }[];
  readonly best: Record<string, BestNet>;
}

const newProgress = (): Growing => ({ losses: [], scores: [], best: {} });

async function keepBest(
  { scores: all, best }: Growing,
  epoch: number,
  scores: ImageScores,
  { parameters, statistics }: ImageNetwork,
): Promise<void> {
  for (const [name, score] of Object.entries(scores)) {
    if (Number.isFinite(score)) continue;
    throw new RangeError(`the score ${name} of epoch ${epoch} is ${score}, expected a finite number`);
  }
  all.push({ epoch, scores });
  const better = Object.entries(scores).filter(([name, score]) => !(score <= best[name]?.score));
  if (better.length === 0) return;
  const values = await valuesOf([...parameters, ...statistics]);
  for (const [name, score] of better) best[name] = { epoch, score, values };
}

const valuesOf = (tensors: readonly Tensor[]): Promise<Float32Array[]> =>
  // Copies: on some backends the values are views of memory that is used again.
  Promise.all(tensors.map(async (tensor) => Float32Array.from((await tensor.data()) as Float32Array)));

function assignAll(tf: Tensorflow, variables: readonly Variable[], values: readonly Float32Array[]): void {
  tf.tidy(() => {
    variables.forEach((variable, i) => {
      variable.assign(tf.tensor(values[i], variable.shape));
    });
  });
}

/** Where a training is kept, and what it is. */
interface Place {
  readonly path: string;
  readonly owner: string;
  readonly settings: TrainingSettings;
}

interface SavedState extends Pick<Growing, 'losses' | 'scores'> {
  readonly settings: TrainingSettings;
  /** Epoch and score by name; their values follow those of the training, in this order. */
  readonly best: readonly { readonly name: string; readonly epoch: number; readonly score: number }[];
}

async function save(
  kept: readonly Variable[],
  { losses, scores, best }: Growing,
  { path, owner, settings }: Place,
): Promise<void> {
  const entries = Object.entries(best);
  const state: SavedState = {
    ...{ settings, losses, scores },
    best: entries.map(([name, { epoch, score }]) => ({ name, epoch, score })),
  };
  const arrays = [...(await valuesOf(kept)), ...entries.flatMap(([, { values }]) => values)];
  await writeCheckpoint(path, owner, { arrays, state });
}

function resume(
  tf: Tensorflow,
  kept: readonly Variable[],
  epochs: number,
  { path, owner, settings }: Place,
): Growing | undefined {
  const found = readCheckpoint<SavedState>(path, owner);
  if (!found) return undefined;
  const { arrays, state } = found;
  const { losses, scores } = state;
  const own = arrays.slice(0, kept.length);
  const unfit = misfit(kept, own);
  const other =
    losses.length > epochs
      ? `has ${losses.length} epochs, expected at most ${epochs}`
      : unfit
        ? `is that of another net or method: its values ${unfit}`
        : otherSetting(state.settings, settings);
  if (other)
    throw new CheckpointError(`the checkpoint ${path} ${other}; remove it to begin this training again`);
  assignAll(tf, kept, own);
  const rest = arrays.slice(kept.length);
  const each = state.best.length === 0 ? 0 : rest.length / state.best.length;
  const best = Object.fromEntries(
    state.best.map(({ name, epoch, score }, i) => [
      name,
      { epoch, score, values: rest.slice(i * each, (i + 1) * each) },
    ]),
  );
  return { losses: [...losses], scores: [...scores], best };
}
