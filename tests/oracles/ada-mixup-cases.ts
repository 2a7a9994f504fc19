import { type AdaMixUpDraws, adaMixUpDraws } from '../../lib/kernels/ada-mixup-draws';
import type { AdaMixUpModels, AdaMixUpOptions } from '../../lib/kernels/ada-mixup-options';
import { numParameters } from '../../lib/kernels/network-model';
import { type RandomStream, randomStream } from '../../lib/numeric/random';
import { flatten, type NaiveTriple, naiveAdaMixUp, unflatten } from './naive-ada-mixup';
import { normalPoints } from './random-points';

export interface AdaMixUpShape {
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly configurations: number;
  readonly batchSize: number;
  readonly hiddenWidth: number;
  readonly scale?: number;
  readonly constant?: boolean;
  readonly oneClass?: boolean;
}

export const adaMixUpShapes: Record<string, AdaMixUpShape> = {
  'three classes': { n: 50, d: 4, k: 3, configurations: 4, batchSize: 16, hiddenWidth: 10 },
  'the released width': { n: 40, d: 3, k: 2, configurations: 1, batchSize: 20, hiddenWidth: 100 },
  'seven classes': { n: 61, d: 11, k: 7, configurations: 5, batchSize: 20, hiddenWidth: 7 },
  'one hidden unit': { n: 20, d: 2, k: 4, configurations: 3, batchSize: 8, hiddenWidth: 1 },
  'one feature': { n: 30, d: 1, k: 2, configurations: 3, batchSize: 7, hiddenWidth: 6 },
  'one point in all': { n: 1, d: 2, k: 2, configurations: 1, batchSize: 128, hiddenWidth: 5 },
  'one point a batch': { n: 9, d: 3, k: 3, configurations: 3, batchSize: 1, hiddenWidth: 4 },
  'a last batch of one': { n: 33, d: 6, k: 4, configurations: 5, batchSize: 8, hiddenWidth: 9 },
  'a batch larger than the data': { n: 20, d: 8, k: 2, configurations: 9, batchSize: 128, hiddenWidth: 8 },
  'one class of three': {
    ...{ n: 24, d: 3, k: 3, configurations: 3, batchSize: 10, hiddenWidth: 5 },
    oneClass: true,
  },
  'constant features': {
    ...{ n: 24, d: 3, k: 3, configurations: 3, batchSize: 10, hiddenWidth: 5 },
    constant: true,
  },
  'features of 1e6': {
    ...{ n: 40, d: 3, k: 3, configurations: 4, batchSize: 16, hiddenWidth: 8 },
    scale: 1e6,
  },
};

export function adaMixUpOptionsOf(name: string, extra: Partial<AdaMixUpOptions> = {}): AdaMixUpOptions {
  const shape = adaMixUpShapes[name];
  const { n, k, batchSize, hiddenWidth, scale = 1 } = shape;
  const stream = randomStream('ada-mixup').split(name);
  const X = pointsOf(shape, stream.split('points'));
  const labels = stream.split('labels');
  const y = Int32Array.from({ length: n }, () => (shape.oneClass ? 1 : labels.integer(k)));
  return {
    ...{ X, y, numClasses: k, batchSize, hiddenWidth, epochs: 3, precision: 'double', shuffle: true },
    configurations: Array.from({ length: shape.configurations }, (_, i) => ({
      learningRate: 0.1 / (1 + 0.4 * i) / scale,
    })),
    initial: initialOf(shape, stream.split('initial')),
    stream: stream.split('training'),
    ...extra,
  };
}

function pointsOf({ n, d, scale = 1, constant = false }: AdaMixUpShape, stream: RandomStream) {
  const X = normalPoints(n, d, stream);
  const values = X.data.slice();
  values.forEach((value, i) => {
    X.data[i] = scale * (constant ? values[i % d] : value);
  });
  return X;
}

/** Random models whose outputs are of order 1. */
function initialOf({ d, k, hiddenWidth, scale = 1 }: AdaMixUpShape, stream: RandomStream): AdaMixUpModels {
  const linear = (rows: number) => {
    const weights = normalPoints(rows, d, stream);
    weights.data.forEach((value, i) => {
      weights.data[i] = (0.5 * value) / scale;
    });
    return { weights, bias: Float64Array.from({ length: rows }, () => stream.normal()) };
  };
  const widths = [2 * d, hiddenWidth, hiddenWidth, 3];
  const parameters = Float64Array.from({ length: numParameters(widths) }, (_, i) => {
    const first = i < 2 * d * hiddenWidth;
    return stream.normal() / Math.sqrt(first ? 2 * d : hiddenWidth) / (first ? scale : 1);
  });
  return {
    classifier: linear(k),
    generator: { architecture: { widths, activation: 'identity' }, parameters },
    intrusion: linear(2),
  };
}

export function drawsOfAdaMixUp({
  X,
  batchSize,
  shuffle,
  stream,
}: Pick<AdaMixUpOptions, 'X' | 'batchSize' | 'shuffle' | 'stream'>): () => AdaMixUpDraws {
  return adaMixUpDraws(stream.split('batches'), { n: X.rows, batchSize, shuffle });
}

/** The batches of an epoch, with third points in another order than the second ones. */
export function triplesOf(
  { X, y, batchSize }: Pick<AdaMixUpOptions, 'X' | 'y' | 'batchSize'>,
  draws: AdaMixUpDraws,
): NaiveTriple[][] {
  const point = (i: number) => Array.from(X.data.slice(i * X.cols, (i + 1) * X.cols));
  const batches: NaiveTriple[][] = [];
  for (let from = 0; from < X.rows; from += batchSize) {
    const first = Array.from(draws.first.slice(from, from + batchSize));
    const thirds = first.slice().reverse();
    batches.push(
      first.map((i, b) => {
        const j = draws.second[from + b];
        const [x1, x2, x3] = [i, j, thirds[b]].map(point);
        return { x1, x2, x3, y1: y[i], y2: y[j], e: draws.uniforms[from + b] };
      }),
    );
  }
  return batches;
}

/** Adam as torch.optim documents it, over all parameters or the classifier's alone. */
export function naiveAdaMixUpTraining(
  options: AdaMixUpOptions,
  learningRate: number,
): { models: AdaMixUpModels; losses: number[] } {
  const { initial, epochs, weightDecay = 1e-4, trainsGenerator = true } = options;
  const draws = options.draws ?? drawsOfAdaMixUp(options);
  const parameters = flatten(initial!);
  const { weights, bias } = initial!.classifier;
  const trained = trainsGenerator ? parameters.length : weights.data.length + bias.length;
  const first = parameters.map(() => 0);
  const second = parameters.map(() => 0);
  const losses: number[] = [];
  let t = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const batches = triplesOf(options, draws());
    let total = 0;
    for (const triples of batches) {
      const { loss, gradient } = naiveAdaMixUp(unflatten(parameters, initial!), triples);
      total += loss;
      t++;
      for (let i = 0; i < trained; i++) {
        const g = gradient[i] + weightDecay * parameters[i];
        first[i] = 0.9 * first[i] + 0.1 * g;
        second[i] = 0.999 * second[i] + 0.001 * g * g;
        const scale = Math.sqrt(second[i] / (1 - 0.999 ** t)) + 1e-8;
        parameters[i] -= (learningRate * (first[i] / (1 - 0.9 ** t))) / scale;
      }
    }
    losses.push(total / batches.length);
  }
  return { models: unflatten(parameters, initial!), losses };
}
