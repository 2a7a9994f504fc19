import type { Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs';
import * as operations from 'genlabel/tensorflow';

type Tensorflow = typeof import('@tensorflow/tfjs');

/** How a net is computed: by operations of TensorFlow.js alone, or by those of this library. */
export interface Style {
  convolution(x: Tensor4D, filter: Tensor4D, options: operations.ConvolutionOptions): Tensor4D;
  normalised(
    x: Tensor4D,
    gamma: Tensor1D,
    beta: Tensor1D,
    options: { shortcut?: Tensor4D; relu?: boolean },
  ): Tensor4D;
  dense(x: Tensor2D, weights: Tensor2D, bias: Tensor1D, options: { relu?: boolean }): Tensor2D;
  step(parameter: Variable, gradient: Tensor, velocity: Variable): void;
}

const epsilon = 1e-5;
const sgd = { learningRate: 0.01, momentum: 0.9, weightDecay: 1e-4 };

export function stockStyle(tf: Tensorflow): Style {
  const act = <T extends Tensor>(y: T, relu = false): T => (relu ? tf.relu(y) : y);
  return {
    convolution(x, filter, { bias, stride = 1, padding = 'valid', relu }) {
      const y = tf.conv2d(x, filter, stride, padding);
      return act(bias ? tf.add(y, bias) : y, relu);
    },
    normalised(x, gamma, beta, { shortcut, relu }) {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, epsilon)));
      const y = tf.add(tf.mul(tf.sub(x, mean), scale), beta) as Tensor4D;
      return act(shortcut ? tf.add(y, shortcut) : y, relu);
    },
    dense: (x, weights, bias, { relu }) => act(tf.add(tf.matMul(x, weights), bias), relu),
    step(parameter, gradient, velocity) {
      const slope = tf.add(gradient, tf.mul(parameter, sgd.weightDecay));
      velocity.assign(tf.add(tf.mul(velocity, sgd.momentum), slope));
      parameter.assign(tf.sub(parameter, tf.mul(velocity, sgd.learningRate)));
    },
  };
}

export function ownStyle(tf: Tensorflow): Style {
  return {
    convolution: (x, filter, options) => operations.convolution(tf, x, filter, options),
    normalised: (x, gamma, beta, options) =>
      operations.batchNormalisation(tf, x, gamma, beta, { epsilon, ...options }).y,
    dense: (x, weights, bias, options) => operations.dense(tf, x, weights, bias, options),
    step: (parameter, gradient, velocity) => operations.sgdStep(tf, parameter, gradient, velocity, sgd),
  };
}

export interface Net {
  readonly parameters: Variable[];
  /** [images, side, side, channels] to [images, 10] */
  logits(x: Tensor4D): Tensor2D;
}

/** LeNet-5 of 28 x 28 images: 6, 16, 120, 84, 10; 44,426 parameters. */
export function lenet5(tf: Tensorflow, style: Style): Net {
  const { parameters, normal } = parameterMaker(tf);
  const filters = [normal(5, 5, 1, 6), normal(5, 5, 6, 16)] as Tensor[] as Tensor4D[];
  const offsets = [normal(6), normal(16)] as Tensor[] as Tensor1D[];
  const weights = [normal(256, 120), normal(120, 84), normal(84, 10)] as Tensor[] as Tensor2D[];
  const biases = [normal(120), normal(84), normal(10)] as Tensor[] as Tensor1D[];
  return {
    parameters,
    logits(x) {
      const images = filters.reduce((h, filter, i) => {
        const y = style.convolution(h, filter, { bias: offsets[i], relu: true });
        return tf.maxPool(y, 2, 2, 'valid');
      }, x);
      const features = tf.reshape(images, [-1, 256]) as Tensor2D;
      return weights.reduce((h, matrix, i) => style.dense(h, matrix, biases[i], { relu: i < 2 }), features);
    },
  };
}

/** ResNet-18 as for CIFAR: 3 x 3 at first, four stages of two blocks, from `width` to 8 `width` channels. */
export function resnet18(tf: Tensorflow, style: Style, width: number): Net {
  const { parameters, normal } = parameterMaker(tf);
  const layer = (window: number, inputs: number, outputs: number, stride: number) => {
    const filter = normal(window, window, inputs, outputs) as Tensor as Tensor4D;
    const [gamma, beta] = [normal(outputs), normal(outputs)] as Tensor[] as Tensor1D[];
    return (x: Tensor4D, options: { shortcut?: Tensor4D; relu?: boolean }): Tensor4D => {
      const y = style.convolution(x, filter, { stride, padding: window === 3 ? 1 : 0 });
      return style.normalised(y, gamma, beta, options);
    };
  };
  const stem = layer(3, 3, width, 1);
  const blocks = [0, 1, 2, 3].flatMap((stage) =>
    [0, 1].map((index) => {
      const [outputs, halves] = [width << stage, stage > 0 && index === 0];
      const [inputs, stride] = halves ? [outputs / 2, 2] : [outputs, 1];
      return {
        ...{ first: layer(3, inputs, outputs, stride), second: layer(3, outputs, outputs, 1) },
        shortcut: halves ? layer(1, inputs, outputs, stride) : undefined,
      };
    }),
  );
  const [weights, bias] = [normal(8 * width, 10) as Tensor as Tensor2D, normal(10) as Tensor as Tensor1D];
  return {
    parameters,
    logits(x) {
      let h = stem(x, { relu: true });
      for (const { first, second, shortcut } of blocks) {
        h = second(first(h, { relu: true }), { shortcut: shortcut ? shortcut(h, {}) : h, relu: true });
      }
      return style.dense(tf.mean(h, [1, 2]) as Tensor2D, weights, bias, {});
    },
  };
}

function parameterMaker(tf: Tensorflow) {
  const parameters: Variable[] = [];
  const normal = (...shape: number[]): Variable => {
    const inputs = shape.slice(0, -1).reduce((product, length) => product * length, 1);
    // A vector is an offset or a scale: 1 keeps what is normalised from vanishing.
    const value =
      shape.length > 1
        ? tf.randomNormal(shape, 0, Math.sqrt(2 / inputs), 'float32', parameters.length + 1)
        : tf.ones(shape);
    parameters.push(tf.variable(value));
    return parameters[parameters.length - 1];
  };
  return { parameters, normal };
}
