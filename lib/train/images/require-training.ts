import { type ImageSet, imageSize } from '../../data/images/image-set';
import type { RandomStream } from '../../numeric/random';
import {
  requireBetween,
  requireInteger,
  requireIntegers,
  requireLabels,
  requirePositive,
} from '../../numeric/require';
import type { SgdStepOptions } from '../../tensorflow/operations';
import type { ImageNetwork } from './image-network';
import type { ImageTrainingOptions } from './training-options';

interface TrainingNumbers extends SgdStepOptions {
  readonly epochs: number;
  readonly batchSize: number;
  readonly milestones: readonly number[];
}

/** @throws RangeError naming the option of a training that is missing or out of range, or if the images are not what the net takes */
export function requireTraining(options: ImageTrainingOptions): void {
  for (const name of ['network', 'method', 'training', 'augmentation', 'stream', 'milestones'] as const) {
    const value: unknown = options?.[name];
    const fits = name === 'milestones' ? Array.isArray(value) : typeof value === 'object' && value !== null;
    if (!fits) throw new RangeError(`${name} is ${value}, expected ${expectedOptions[name]}`);
  }
  for (const name of ['score', 'onProgress'] as const) {
    if (options[name] !== undefined && typeof options[name] !== 'function') {
      throw new RangeError(`${name} is ${options[name]}, expected a function`);
    }
  }
  const { checkpoint } = options;
  for (const name of checkpoint ? (['path', 'owner'] as const) : []) {
    if (typeof checkpoint?.[name] === 'string' && checkpoint[name] !== '') continue;
    throw new RangeError(`checkpoint.${name} is ${checkpoint?.[name]}, expected a text that is not empty`);
  }
  requireNumbers(options);
  if (options.training.labels?.length === 0) {
    throw new RangeError(`the images of ${options.training.name} are none, expected at least one`);
  }
  requireImages(options.training, options.network);
}

/** @throws RangeError if a stream is none */
export function requireStream(stream: unknown): void {
  if (typeof (stream as RandomStream | undefined)?.uniform === 'function') return;
  throw new RangeError(`stream is ${stream}, expected ${expectedOptions.stream}`);
}

/** @throws RangeError unless bounds of pixels are two numbers, the lower one first */
export function requireBounds(bounds: readonly [number, number]): void {
  if (Array.isArray(bounds) && bounds.every(Number.isFinite) && bounds[0] < bounds[1]) return;
  throw new RangeError(`bounds are ${JSON.stringify(bounds)}, expected two numbers, the lower one first`);
}

const expectedOptions = {
  network: 'a net, as of lenet5',
  method: 'a method, as of mixupMethod',
  training: 'images, as of mnist',
  augmentation: '{ mean, deviation }',
  stream: 'a stream of random numbers, as of randomStream',
  milestones: 'a list of epochs',
} as const;

function requireNumbers(options: TrainingNumbers): void {
  const { epochs, batchSize, milestones, learningRate, momentum, weightDecay } = options;
  requireInteger('epochs', epochs, 1);
  requireInteger('batchSize', batchSize, 1);
  requirePositive('learningRate', learningRate);
  requireBetween('momentum', momentum, 0, 1);
  requireBetween('weightDecay', weightDecay, 0, Number.MAX_VALUE);
  requireIntegers('milestones', milestones, 0);
}

/** @throws RangeError if a set of images, their pixels or their classes are not what the net takes */
export function requireImages(set: ImageSet, network: Pick<ImageNetwork, 'inputShape' | 'numClasses'>): void {
  const { name, shape, labels, numClasses, pixels } = set;
  const fail = (what: string): never => {
    throw new RangeError(`the images of ${name} ${what}`);
  };
  if (shape?.join() !== network.inputShape.join()) {
    fail(`are [${shape}], expected those that the net takes, [${network.inputShape}]`);
  }
  if (numClasses !== network.numClasses) {
    fail(`are of ${numClasses} classes, expected as many as the net has, ${network.numClasses}`);
  }
  // Arrays of another realm, as those of a notebook's cells, are no instances.
  const type = Object.prototype.toString.call(pixels).slice(8, -1);
  if (type !== 'Uint8Array') {
    fail(`have pixels of type ${type}, expected a Uint8Array of grey levels or colours from 0 to 255`);
  }
  const values = labels?.length * imageSize(set);
  if (pixels.length !== values) fail(`have ${pixels.length} values of pixels, expected ${values}`);
  requireLabels('labels', labels, labels.length, numClasses);
}
