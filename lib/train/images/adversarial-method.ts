import type { Tensor4D } from '@tensorflow/tfjs';
import { requireInteger, requirePositive } from '../../numeric/require';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';
import { type ImageNetwork, logits } from './image-network';
import { requireBounds } from './require-training';
import { crossEntropy, type TrainingMethod } from './training-method';
import { lengths, unitGradients } from './unit-gradients';

/** The attack against which a net is trained, in the units in which the net takes images. */
export interface AdversarialMethodOptions {
  /** Radius of the Euclidean ball around each image. */
  readonly epsilon: number;
  /** Steps of ascent a batch; 2 unless given. */
  readonly steps?: number;
  /** Length of each; 1.5 epsilon / steps unless given. */
  readonly stepSize?: number;
  /** Least and greatest value of a pixel. */
  readonly bounds: readonly [number, number];
}

/**
 * Adversarial training (Madry et al. 2018) in the Euclidean norm: the cross-entropy of images that projected gradient ascent has moved within a
 * ball around each. It makes the features of a net approximately invertible (Engstrom et al. 2019), as Appendix F.4 supposes.
 *
 *   min_theta E max_{|x' - x| <= epsilon} CE(y, f(x'))
 *
 * @throws RangeError if an option is out of range
 *
 * @example
 * import type * as tfjs from '@tensorflow/tfjs';
 * import { randomStream, tensorflow } from 'genlabel';
 * import { adversarialMethod, stridedNet } from 'genlabel/images';
 *
 * const { tf } = await tensorflow<typeof tfjs>();
 * const network = stridedNet(tf, { numClasses: 10, stream: randomStream(1) });
 * adversarialMethod(network, { epsilon: 0.5, bounds: [0, 1] }); // a method for trainImages
 */
export function adversarialMethod(network: ImageNetwork, options: AdversarialMethodOptions): TrainingMethod {
  const { tf } = network;
  const attack = resolved(options);
  return {
    parameters: [],
    state: [],
    prepare({ images, labels }) {
      const loss = (x: Tensor4D, training: boolean) =>
        crossEntropy(tf, labels, logits(network, x, { training, records: training }));
      const moved = attacked(tf, (x) => loss(x, false), images, attack);
      return () => loss(moved, true);
    },
    dispose: () => undefined,
  };
}

/**
 * Images moved by projected gradient ascent of a sum over images, within Euclidean balls around them and within bounds.
 *
 * @param images [n, height, width, channels]
 * @returns of the same shape
 */
export function attacked(
  tf: Tensorflow,
  loss: (images: Tensor4D) => ReturnType<typeof crossEntropy>,
  images: Tensor4D,
  { epsilon, steps, stepSize, bounds: [low, high] }: Required<AdversarialMethodOptions>,
): Tensor4D {
  let moved = images;
  for (let step = 0; step < steps; step++) {
    const from = moved;
    moved = tf.tidy(() => {
      const further = tf.add(from, tf.mul(unitGradients(tf, loss, from), stepSize)) as Tensor4D;
      const way = tf.sub(further, images) as Tensor4D;
      const shrunk = tf.mul(way, tf.minimum(1, tf.div(epsilon, tf.maximum(lengths(tf, way), 1e-12))));
      return tf.clipByValue(tf.add(images, shrunk) as Tensor4D, low, high);
    });
  }
  return moved;
}

function resolved({
  epsilon,
  steps = 2,
  stepSize = (1.5 * epsilon) / steps,
  bounds,
}: AdversarialMethodOptions): Required<AdversarialMethodOptions> {
  requireInteger('steps', steps, 1);
  requirePositive('epsilon', epsilon);
  requirePositive('stepSize', stepSize);
  requireBounds(bounds);
  return { epsilon, steps, stepSize, bounds };
}
