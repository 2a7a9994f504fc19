import { type ImageSet, imageSize } from '../../data/images/image-set';
import { requireBetween, requireInteger, requireLabels, requirePositive } from '../../numeric/require';
import type { SgdStepOptions } from '../../tensorflow/operations';
import type { ImageNetwork } from './image-network';

interface TrainingNumbers extends SgdStepOptions {
  readonly epochs: number;
  readonly batchSize: number;
  readonly milestones: readonly number[];
}

/** @throws RangeError naming the number of a training that is out of range */
export function requireNumbers(options: TrainingNumbers): void {
  const { epochs, batchSize, milestones, learningRate, momentum, weightDecay } = options;
  requireInteger('epochs', epochs, 1);
  requireInteger('batchSize', batchSize, 1);
  requirePositive('learningRate', learningRate);
  requireBetween('momentum', momentum, 0, 1);
  requireBetween('weightDecay', weightDecay, 0, Number.MAX_VALUE);
  milestones.forEach((milestone, i) => {
    requireInteger(`milestones[${i}]`, milestone, 0);
  });
}

/** @throws RangeError if a set has no images, or they or their classes are not what the net takes */
export function requireImages(set: ImageSet, network: Pick<ImageNetwork, 'inputShape' | 'numClasses'>): void {
  const { name, shape, labels, numClasses, pixels } = set;
  const fail = (what: string): never => {
    throw new RangeError(`the training images, ${name}, ${what}`);
  };
  if (labels.length === 0) fail('are none, expected at least one');
  if (shape.join() !== network.inputShape.join()) {
    fail(`are [${shape}], expected those that the net takes, [${network.inputShape}]`);
  }
  if (numClasses !== network.numClasses) {
    fail(`are of ${numClasses} classes, expected as many as the net has, ${network.numClasses}`);
  }
  const values = labels.length * imageSize(set);
  if (pixels.length !== values) fail(`have ${pixels.length} values of pixels, expected ${values}`);
  requireLabels('training.labels', labels, labels.length, numClasses);
}
