import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs';
import { type ImageNetwork, logits } from 'genlabel/images';
import { sgdStep } from 'genlabel/tensorflow';
import type { Images } from './gpu-data.mjs';

type Tensorflow = typeof import('@tensorflow/tfjs');

/** Images that stay on the device, scaled to mean 0 and variance 1 a channel. */
export interface Resident {
  /** [images, height width channels] */
  readonly pixels: Tensor2D;
  readonly classes: Tensor1D;
  readonly count: number;
  readonly shape: readonly [number, number, number];
}

export interface Moments {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

export function momentsOf({ pixels, shape: [, , channels] }: Images): Moments {
  const [sums, squares] = [new Float64Array(channels), new Float64Array(channels)];
  pixels.forEach((value, at) => {
    sums[at % channels] += value;
    squares[at % channels] += value * value;
  });
  const n = pixels.length / channels;
  const mean = Array.from(sums, (sum) => sum / n);
  return { mean, deviation: mean.map((m, c) => Math.sqrt(squares[c] / n - m * m)) };
}

export function resident(tf: Tensorflow, images: Images, { mean, deviation }: Moments): Resident {
  const { pixels, classes, shape } = images;
  const channels = shape[2];
  const scaled = Float32Array.from(pixels, (v, at) => (v - mean[at % channels]) / deviation[at % channels]);
  return {
    pixels: tf.tensor2d(scaled, [classes.length, shape[0] * shape[1] * channels]),
    classes: tf.tensor1d(Int32Array.from(classes), 'int32'),
    count: classes.length,
    shape,
  };
}

/** Training by SGD with momentum 0.9 and weight decay 1e-4, of one net. */
export class Training {
  private readonly velocities: Variable[];
  private order: Tensor1D;

  constructor(
    private readonly network: ImageNetwork,
    private readonly data: Resident,
    private readonly batch: number,
    private readonly uniform: () => number,
  ) {
    const { tf, parameters } = network;
    this.velocities = parameters.map(({ shape }) => tf.variable(tf.zeros(shape), false));
    this.order = this.permutation();
  }

  get steps(): number {
    return Math.floor(this.data.count / this.batch);
  }

  /** @param augment whether the images are shifted by up to 4 and mirrored, one shift a batch, half a batch mirrored */
  step(index: number, learningRate: number, augment = false): Scalar {
    const { tf, parameters } = this.network;
    return tf.tidy(() => {
      const rows = tf.slice(this.order, [(index % this.steps) * this.batch], [this.batch]);
      const x = this.images(tf.gather(this.data.pixels, rows));
      const y = tf.oneHot(tf.gather(this.data.classes, rows), this.network.numClasses);
      const input = augment ? this.augmented(x) : x;
      const loss = () =>
        tf.losses.softmaxCrossEntropy(y, logits(this.network, input, { training: true })).asScalar();
      const { value, grads } = tf.variableGrads(loss, parameters as Variable[]);
      const options = { learningRate, momentum: 0.9, weightDecay: 1e-4 };
      parameters.forEach((parameter, i) => {
        sgdStep(tf, parameter, grads[parameter.name], this.velocities[i], options);
      });
      return value;
    });
  }

  /** Trains one epoch. @returns mean loss */
  async epoch(rate: (step: number) => number, augment = false): Promise<number> {
    const { tf } = this.network;
    this.order.dispose();
    this.order = this.permutation();
    let sum: Scalar = tf.scalar(0);
    for (let i = 0; i < this.steps; i++) {
      const before = sum;
      sum = tf.tidy(() => tf.add(before, this.step(i, rate(i), augment)));
      before.dispose();
      // What was submitted piles up otherwise: the device is slower than the queue.
      if (i % 32 === 31) await sum.data();
    }
    const total = (await sum.data())[0];
    sum.dispose();
    return total / this.steps;
  }

  private images(rows: Tensor): Tensor4D {
    return this.network.tf.reshape(rows, [-1, ...this.data.shape]) as Tensor4D;
  }

  private augmented(x: Tensor4D): Tensor4D {
    const { tf } = this.network;
    const half = Math.floor(this.batch / 2);
    const mirrored = tf.reverse(tf.slice(x, [0], [half]), [2]);
    const both = tf.concat([mirrored, tf.slice(x, [half], [this.batch - half])]);
    const sides: [number, number] = [4, 4];
    const padded = tf.pad(both, [[0, 0], sides, sides, [0, 0]]);
    const [top, left] = [0, 0].map(() => Math.floor(9 * this.uniform()));
    return tf.slice(padded, [0, top, left, 0], x.shape);
  }

  private permutation(): Tensor1D {
    const order = Int32Array.from({ length: this.data.count }, (_, i) => i);
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor((i + 1) * this.uniform());
      [order[i], order[j]] = [order[j], order[i]];
    }
    return this.network.tf.tensor1d(order, 'int32');
  }
}

/** Share of images that a net classifies as they are labelled. */
export async function accuracy(network: ImageNetwork, data: Resident, batch: number): Promise<number> {
  const { tf } = network;
  let right = 0;
  for (let first = 0; first < data.count; first += batch) {
    const size = Math.min(batch, data.count - first);
    const hits = tf.tidy(() => {
      const x = tf.reshape(tf.slice(data.pixels, [first], [size]), [-1, ...data.shape]) as Tensor4D;
      const found = tf.argMax(logits(network, x, { training: false }), 1);
      return tf.sum(tf.cast(tf.equal(found, tf.slice(data.classes, [first], [size])), 'float32'));
    });
    right += (await hits.data())[0];
    hits.dispose();
  }
  return right / data.count;
}
