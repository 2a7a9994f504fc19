import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { requireInteger, requirePositive } from '../../numeric/require';
import { type ImageNetwork, imageFeatures } from './image-network';
import { requireBounds } from './require-training';
import { unitGradients } from './unit-gradients';

/** How features are inverted. */
export interface FeatureInversionOptions {
  /** Steps of descent. */
  readonly steps: number;
  /** Euclidean length of the first step; the lengths fall evenly to 0. */
  readonly firstStep: number;
  /** Least and greatest value of a pixel, in the units in which the net takes images. */
  readonly bounds: readonly [number, number];
  /** Images inverted together: bounds the memory. 64 unless given. */
  readonly batchSize?: number;
}

/** Images whose features come near to given ones. */
export interface FeatureInversion {
  /** [n, height, width, channels] */
  readonly images: Float32Array;
  /** |z - f(x)| / |z| of each image. */
  readonly errors: Float64Array;
}

/**
 * Inverts the features of a net by descent on images (Engstrom et al. 2019), as Appendix F.4 does to bring mixed features back to inputs:
 *
 *   x = arg min |z - f(x)|,
 *
 * along gradients of length 1, within bounds.
 *
 * @param targets z, [n, numFeatures]
 * @param starts images from which descent starts, [n, height, width, channels]
 * @throws RangeError if sizes do not agree, or an option is out of range
 *
 * @example
 * import type * as tfjs from '@tensorflow/tfjs';
 * import { randomStream, tensorflow } from 'genlabel';
 * import { imageFeatures, invertFeatures, stridedNet } from 'genlabel/images';
 *
 * const { tf } = await tensorflow<typeof tfjs>();
 * const network = stridedNet(tf, { numClasses: 10, stream: randomStream(1) });
 * const targets = imageFeatures(network, tf.ones([1, 32, 32, 3]), { training: false });
 * const starts = new Float32Array(32 * 32 * 3);
 * const { errors } = await invertFeatures(network, await targets.data(), starts, { steps: 100, firstStep: 2, bounds: [-1, 1] });
 * errors[0] < 0.1; // true
 */
export async function invertFeatures(
  network: ImageNetwork,
  targets: ArrayLike<number>,
  starts: ArrayLike<number>,
  options: FeatureInversionOptions,
): Promise<FeatureInversion> {
  const { inputShape, numFeatures } = network;
  const size = inputShape.reduce((product, length) => product * length, 1);
  const n = targets.length / numFeatures;
  if (!Number.isInteger(n) || starts.length !== n * size) {
    throw new RangeError(
      `got ${targets.length} features and ${starts.length} values of images, expected ${numFeatures} and ${size} an image`,
    );
  }
  requireOptions(options);
  const { batchSize = 64 } = options;
  const [images, errors] = [new Float32Array(n * size), new Float64Array(n)];
  for (let first = 0; first < n; first += batchSize) {
    const last = Math.min(n, first + batchSize);
    const part = (values: ArrayLike<number>, each: number) =>
      Float32Array.from({ length: (last - first) * each }, (_, p) => values[first * each + p]);
    const found = await invertBatch(network, part(targets, numFeatures), part(starts, size), options);
    images.set(found.images, first * size);
    errors.set(found.errors, first);
  }
  return { images, errors };
}

async function invertBatch(
  network: ImageNetwork,
  targets: Float32Array,
  starts: Float32Array,
  { steps, firstStep, bounds: [low, high] }: FeatureInversionOptions,
): Promise<FeatureInversion> {
  const { tf, inputShape, numFeatures } = network;
  const n = targets.length / numFeatures;
  const z = tf.tensor2d(targets, [n, numFeatures]);
  const gaps = (x: Tensor4D): Tensor2D => tf.sub(imageFeatures(network, x, { training: false }), z);
  const loss = (x: Tensor4D): Tensor => tf.sum(tf.square(gaps(x)));
  const norms = (rows: Tensor2D) => tf.sqrt(tf.sum(tf.square(rows), 1));
  let x = tf.tensor4d(starts, [n, ...inputShape]);
  let relative: Tensor | undefined;
  try {
    for (let step = 0; step < steps; step++) {
      const length = firstStep * (1 - step / steps);
      const next = tf.tidy(() =>
        tf.clipByValue(tf.sub(x, tf.mul(unitGradients(tf, loss, x), length)) as Tensor4D, low, high),
      );
      x.dispose();
      x = next;
    }
    relative = tf.tidy(() => tf.div(norms(gaps(x)), norms(z)));
    return {
      images: Float32Array.from(await x.data()),
      errors: Float64Array.from(await relative.data()),
    };
  } finally {
    for (const tensor of [x, z, relative]) tensor?.dispose();
  }
}

function requireOptions({ steps, firstStep, bounds, batchSize = 64 }: FeatureInversionOptions): void {
  requireInteger('steps', steps, 1);
  requireInteger('batchSize', batchSize, 1);
  requirePositive('firstStep', firstStep);
  requireBounds(bounds);
}
