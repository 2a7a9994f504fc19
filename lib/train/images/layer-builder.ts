import type { Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs';
import type { RandomStream } from '../../numeric/random';
import { requireInteger } from '../../numeric/require';
import { batchNormalisation, convolution, dense } from '../../tensorflow/operations';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';
import type { PassOptions } from './image-network';
import { requireStream } from './require-training';

/** PyTorch's nn.BatchNorm2d. */
const epsilon = 1e-5;
const momentum = 0.1;

export interface ConvolutionSize {
  readonly window: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly stride?: number;
  readonly padding?: number;
}

interface Activation {
  readonly shortcut?: Tensor4D;
  readonly relu?: boolean;
}

/** Inputs of one output. */
const fanInOf = ({ window, inputs }: ConvolutionSize): number => window * window * inputs;

/**
 * Makes the layers of a net one after the other, with the initial values that PyTorch gives them: weights and biases uniform on
 * [-1/sqrt(inputs), 1/sqrt(inputs)], inputs those of one output; batch normalisation starts as the identity.
 */
export class LayerBuilder {
  readonly parameters: Variable[] = [];
  readonly statistics: Variable[] = [];

  constructor(
    private readonly tf: Tensorflow,
    private readonly stream: RandomStream,
    sizes: Readonly<Record<string, number>>,
  ) {
    requireStream(stream);
    for (const [name, size] of Object.entries(sizes))
      requireInteger(name, size, name === 'numClasses' ? 2 : 1);
  }

  /** Convolution with a bias and ReLU. */
  biasedConvolution({ stride = 1, padding = 0, ...size }: ConvolutionSize): (x: Tensor4D) => Tensor4D {
    const filter = this.filter(size);
    const bias = this.uniform([size.outputs], fanInOf(size)) as Tensor as Tensor1D;
    return (x) => convolution(this.tf, x, filter, { bias, stride, padding, relu: true });
  }

  /** Convolution without bias or activation. */
  convolution({ stride = 1, padding = 0, ...size }: ConvolutionSize): (x: Tensor4D) => Tensor4D {
    const filter = this.filter(size);
    return (x) => convolution(this.tf, x, filter, { stride, padding });
  }

  private filter(size: ConvolutionSize): Tensor4D {
    const { window, inputs, outputs } = size;
    return this.uniform([window, window, inputs, outputs], fanInOf(size)) as Tensor as Tensor4D;
  }

  dense(inputs: number, outputs: number, { relu = false } = {}): (x: Tensor2D) => Tensor2D {
    const weights = this.uniform([inputs, outputs], inputs) as Tensor as Tensor2D;
    const bias = this.uniform([outputs], inputs) as Tensor as Tensor1D;
    return (x) => dense(this.tf, x, weights, bias, { relu });
  }

  /** Batch normalisation: of the batch in training, by the running mean and variance otherwise. */
  normalisation(channels: number): (x: Tensor4D, options: PassOptions, activation?: Activation) => Tensor4D {
    const { tf } = this;
    const [gamma, beta] = [tf.ones([channels]), tf.zeros([channels])].map((start) => this.keep(start));
    const [mean, variance] = [tf.zeros([channels]), tf.ones([channels])].map((start) => {
      const variable = tf.variable(start, false);
      start.dispose();
      this.statistics.push(variable);
      return variable;
    });
    return (x, { training, records = training }, { shortcut, relu = false } = {}) => {
      if (training) {
        const batch = batchNormalisation(tf, x, gamma, beta, { epsilon, shortcut, relu });
        if (records) {
          const n = x.size / channels;
          record(tf, mean, batch.mean, 1);
          record(tf, variance, batch.variance, n / Math.max(n - 1, 1));
        }
        return batch.y;
      }
      const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, epsilon)));
      const normalised = tf.add(tf.mul(x, scale), tf.sub(beta, tf.mul(mean, scale))) as Tensor4D;
      const sum = shortcut ? tf.add<Tensor4D>(normalised, shortcut) : normalised;
      return relu ? tf.relu(sum) : sum;
    };
  }

  private uniform(shape: number[], fanIn: number): Variable {
    const bound = 1 / Math.sqrt(fanIn);
    const size = shape.reduce((product, length) => product * length, 1);
    const values = Float32Array.from({ length: size }, () => bound * (2 * this.stream.uniform() - 1));
    return this.keep(this.tf.tensor(values, shape));
  }

  private keep(start: Tensor): Variable {
    const variable = this.tf.variable(start);
    start.dispose();
    this.parameters.push(variable);
    return variable;
  }
}

/** running <- (1 - momentum) running + momentum factor value */
function record(tf: Tensorflow, running: Variable, value: Tensor, factor: number): void {
  tf.tidy(() => {
    running.assign(tf.add(tf.mul(running, 1 - momentum), tf.mul(value, momentum * factor)));
  });
}
