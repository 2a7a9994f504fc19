import type { ClassDensity, ClassMixture } from '../../lib/kernels/class-density';
import { batchDraws } from '../../lib/kernels/draws';
import type { LinearModel, SweepOptions, TrainingOptions } from '../../lib/kernels/sweep-options';
import { cholesky } from '../../lib/numeric/linear-algebra';
import { type Matrix, selectRows, zeros } from '../../lib/numeric/matrix';
import { type RandomStream, randomStream } from '../../lib/numeric/random';
import { normalPoints } from './random-points';

export interface Shape {
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly configurations: number;
  readonly batchSize: number;
  readonly scale?: number;
}

/** Random problems, edge shapes among them. */
export const shapes: Record<string, Shape> = {
  'two classes': { n: 37, d: 5, k: 2, configurations: 5, batchSize: 16 },
  'three classes': { n: 50, d: 4, k: 3, configurations: 7, batchSize: 32 },
  'seven classes': { n: 61, d: 11, k: 7, configurations: 3, batchSize: 20 },
  'ten features': { n: 45, d: 10, k: 3, configurations: 25, batchSize: 20 },
  'one feature': { n: 30, d: 1, k: 2, configurations: 4, batchSize: 7 },
  'one point a batch': { n: 9, d: 3, k: 3, configurations: 2, batchSize: 1 },
  'one point in all': { n: 1, d: 2, k: 2, configurations: 1, batchSize: 128 },
  'a last batch of one': { n: 33, d: 6, k: 4, configurations: 9, batchSize: 8 },
  'features of 1e6': { n: 40, d: 3, k: 3, configurations: 4, batchSize: 16, scale: 1e6 },
  'three hundred features': { n: 21, d: 300, k: 3, configurations: 5, batchSize: 8 },
  'a batch larger than the data': { n: 20, d: 8, k: 2, configurations: 24, batchSize: 128 },
};

function randomCase(shape: Shape, stream: RandomStream): { X: Matrix; y: Int32Array; initial: LinearModel } {
  const { n, d, k, scale = 1 } = shape;
  const X = normalPoints(n, d, stream);
  X.data.forEach((value, i) => {
    X.data[i] = scale * value;
  });
  const y = Int32Array.from({ length: n }, () => stream.integer(k));
  const weights = normalPoints(k, d, stream);
  weights.data.forEach((value, i) => {
    weights.data[i] = (0.5 * value) / scale;
  });
  return { X, y, initial: { weights, bias: Float64Array.from({ length: k }, () => stream.normal()) } };
}

export function densitiesOf(X: Matrix, k: number, kind: 'gaussian' | 'kernel'): ClassDensity[] {
  const scale = X.data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  return Array.from({ length: k }, (_, c) => {
    const covariance = zeros(X.cols, X.cols);
    for (let j = 0; j < X.cols; j++) covariance.data[j * X.cols + j] = (scale * (1 + c + j)) ** 2 / 20;
    for (let j = 1; j < X.cols; j++) {
      covariance.data[j * X.cols + j - 1] = scale ** 2 / 40;
      covariance.data[(j - 1) * X.cols + j] = scale ** 2 / 40;
    }
    const rows =
      kind === 'gaussian' ? [c % X.rows] : Array.from({ length: 3 + c }, (_, i) => (i + c) % X.rows);
    return { centres: selectRows(X, rows), cholesky: cholesky(covariance) };
  });
}

/** Mixtures of 1, 2, ... parts, Gaussian and kernel densities by turns; the last class's is no mixture. */
export function mixturesOf(X: Matrix, k: number): (ClassDensity | ClassMixture)[] {
  const gaussian = densitiesOf(X, k + 3, 'gaussian');
  const kernel = densitiesOf(X, k + 3, 'kernel');
  return Array.from({ length: k }, (_, c) => {
    if (c === k - 1) return gaussian[c];
    const count = 1 + (c % 3);
    const parts = Array.from({ length: count }, (_, i) => ({
      ...(i % 2 === 0 ? gaussian : kernel)[c + i],
      weight: (2 * (1 + i)) / (count * (count + 1)),
    }));
    return { parts };
  });
}

export function optionsOf(name: string, extra: Partial<SweepOptions>): SweepOptions {
  const shape = shapes[name];
  const stream = randomStream('train-sweep').split(name);
  const { X, y, initial } = randomCase(shape, stream.split('data'));
  const { scale = 1 } = shape;
  return {
    ...{ X, y, initial, numClasses: shape.k, batchSize: shape.batchSize, epochs: 3, labels: 'mixup' },
    configurations: Array.from({ length: shape.configurations }, (_, i) => ({
      learningRate: 0.1 / (1 + 0.4 * i) / scale,
      gamma: extra.densities || extra.configurations ? (i % 6) / 5 : 0,
    })),
    precision: 'double',
    stream: stream.split('training'),
    ...extra,
  };
}

/** The draws that a sweep makes from its stream. */
export function drawsOf(options: TrainingOptions) {
  const { X, batchSize, labels, alpha = 1, shuffle, mixing, cutProbability, stream } = options;
  const mixes = labels !== 'hard';
  const cutFeatures = mixes && mixing === 'cutmix' ? X.cols : undefined;
  const drawn = {
    n: X.rows,
    batchSize,
    alpha: mixes ? alpha : undefined,
    shuffle,
    cutFeatures,
    cutProbability,
  };
  return batchDraws(stream.split('batches'), drawn);
}
