import type { Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs';
import type { RandomStream } from '../../numeric/random';
import { dense } from '../../tensorflow/operations';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';
import { disposeNetwork, type ImageNetwork, imageFeatures, logitsOfFeatures } from './image-network';
import { requireStream } from './require-training';
import { crossEntropy, type TrainingMethod } from './training-method';

/** Width of the layer before the outputs of the policy, in the authors' code. */
const policyWidth = 100;
/** Standard deviation of the initial weights of these layers, in the authors' code. */
const initialDeviation = 1e-3;

/** What AdaMixUp learns beside the net. */
export interface AdaMixUpMethodOptions {
  /** A net like the one that is trained: up to its penultimate layer it becomes the policy generator. */
  readonly policy: ImageNetwork;
  /** Of the initial weights of the layers that are added. */
  readonly stream: RandomStream;
}

/**
 * AdaMixUp (Guo et al. 2019) of images, as in its authors' code. A batch falls into halves: images of the first are mixed with partners
 * from the batch, lambda = a + e d, e ~ U(0, 1), (a, d, .) = softmax of the policy net on the pair, which sees (m_1 x_i + m_2 x_j) / 2 with
 * normal noise m; images of the second are unseen. The classifier learns mixed images and those of the first half; the intrusion
 * discriminator, two linear layers on the classifier's features, tells mixed images (class 0) from all others (class 1):
 *
 *   CE(f(x_mix), y_mix) / 2 + CE(f(x), y) / 2 + mean over {unseen, x, x_mix} of CE(h(.), real or mixed)
 *
 * Deviations: discriminator and classifier share one pass through the net; the noise is redrawn outside of two deviations, as theirs, from
 * our own stream.
 *
 * @throws RangeError if the policy is the net itself, shares its parameters, or takes other images
 */
export function adaMixUpMethod(
  network: ImageNetwork,
  { policy, stream }: AdaMixUpMethodOptions,
): TrainingMethod {
  const { tf } = network;
  if (!policy?.parameters) throw new RangeError(`policy is ${policy}, expected a net, as of lenet5`);
  requireStream(stream);
  if (policy.parameters.some((parameter) => network.parameters.includes(parameter))) {
    throw new RangeError('policy is the net itself, or shares its parameters; expected another one like it');
  }
  if (policy.inputShape.join() !== network.inputShape.join()) {
    throw new RangeError(`policy takes images of [${policy.inputShape}], expected [${network.inputShape}]`);
  }
  const layer = (name: string, inputs: number, outputs: number) =>
    linearLayer(tf, stream.split(name), inputs, outputs);
  const gates = [layer('gate', policy.numFeatures, policyWidth), layer('region', policyWidth, 3)];
  const judges = [
    layer('judge', network.numFeatures, network.numClasses),
    layer('verdict', network.numClasses, 2),
  ];
  const through = (layers: readonly Variable[][], values: Tensor2D) =>
    layers.reduce((h, [w, b]) => dense(tf, h, w as Tensor as Tensor2D, b as Tensor as Tensor1D), values);
  const own = [...gates, ...judges].flat();
  return {
    // The policy's own linear layer, its last two, is not used.
    parameters: [...policy.parameters.slice(0, -2), ...own],
    state: [...policy.statistics],
    prepare({ images, labels, stream: draws }) {
      const n = images.shape[0];
      const half = Math.max(1, Math.floor(n / 2));
      const partners = tf.tensor1d(draws.split('partners').permutation(n).subarray(0, half), 'int32');
      const first = tf.slice(images, 0, half);
      const [second, secondLabels] = [tf.gather(images, partners), tf.gather(labels, partners)];
      const unseen = tf.slice(images, half, n - half);
      const firstLabels = tf.slice(labels, 0, half);
      const blurred = blur(tf, first, second as Tensor4D, draws.split('noise'));
      const uniforms = tf.tensor2d(
        Float32Array.from({ length: half }, () => draws.uniform()),
        [half, 1],
      );
      const origins = tf.oneHot(
        tf.tensor1d(
          Int32Array.from({ length: n + half }, (_, i) => (i < half ? 0 : 1)),
          'int32',
        ),
        2,
      );
      return () => {
        const region = tf.softmax(through(gates, imageFeatures(policy, blurred, { training: true })));
        const [lower, length] = [0, 1].map((column) => tf.slice(region, [0, column], [half, 1]));
        const lambda = tf.add(lower, tf.mul(uniforms, length));
        const mix = (a: Tensor, b: Tensor): Tensor => {
          const weight = tf.reshape(lambda, [half, ...Array(a.rank - 1).fill(1)]);
          return tf.add(tf.mul(a, weight), tf.mul(b, tf.sub(1, weight)));
        };
        const all = tf.concat([mix(first, second), first, unseen]) as Tensor4D;
        const hidden = imageFeatures(network, all, { training: true });
        const classified = logitsOfFeatures(network, tf.slice(hidden, 0, 2 * half));
        const targets = tf.concat([mix(firstLabels, secondLabels), firstLabels]);
        const verdicts = through(judges, hidden);
        return tf.add(crossEntropy(tf, targets, classified), crossEntropy(tf, origins, verdicts)).asScalar();
      };
    },
    dispose() {
      disposeNetwork(policy);
      for (const variable of own) variable.dispose();
    },
  };
}

/** (m_1 a + m_2 b) / 2 with normal noise for every pixel, redrawn beyond two standard deviations. */
function blur(tf: Tensorflow, a: Tensor4D, b: Tensor4D, stream: RandomStream): Tensor4D {
  const [first, second] = [a, b].map((images) => tf.mul(images, noise(tf, images.shape, stream)));
  return tf.mul(tf.add(first, second), 0.5) as Tensor4D;
}

function noise(tf: Tensorflow, shape: number[], stream: RandomStream): Tensor {
  const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
  for (let i = 0; i < values.length; ) {
    const value = stream.normal();
    if (Math.abs(value) <= 2) values[i++] = value;
  }
  return tf.tensor(values, shape);
}

function linearLayer(tf: Tensorflow, stream: RandomStream, inputs: number, outputs: number): Variable[] {
  const values = Float32Array.from({ length: inputs * outputs }, () => initialDeviation * stream.normal());
  return tf.tidy(() => [
    tf.variable(tf.tensor2d(values, [inputs, outputs])),
    tf.variable(tf.zeros([outputs])),
  ]);
}
