import type { EpochDraws } from '../../lib/kernels/draws';
import type {
  LinearModel,
  SweepConfiguration,
  SweepOptions,
  TrainingOptions,
} from '../../lib/kernels/sweep-options';
import { naiveClassLogDensity, naivePosterior, naiveTwoLikeliest } from './naive-density';
import { naiveNearest } from './naive-nearest';

export interface NaiveResult {
  readonly weights: number[][];
  readonly bias: number[];
  /** Mean loss over the steps of each epoch. */
  readonly losses: number[];
}

/** One mixed point with its labels. */
interface MixedPoint {
  readonly x: number[];
  readonly base: number[];
  readonly generative: number[];
}

/** What `trainSweep` does, for one configuration: one point, class and feature at a time, softmax over all classes. */
export function naiveSweep(
  options: SweepOptions,
  { learningRate, gamma = 0 }: SweepConfiguration,
  initial: LinearModel,
  draws: () => EpochDraws,
): NaiveResult {
  const { X, numClasses: k, epochs, batchSize } = options;
  const d = X.cols;
  const parameters = Array.from({ length: k }, (_, c) => [
    initial.bias[c],
    ...initial.weights.data.slice(c * d, (c + 1) * d),
  ]);
  const update = naiveOptimiser(options, k, d + 1);
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const epochDraws = draws();
    const decays = (options.milestones ?? []).filter((milestone) => epoch >= milestone).length;
    const rate = learningRate * (options.decay ?? 0.1) ** decays;
    let total = 0;
    let steps = 0;
    for (let from = 0; from < X.rows; from += batchSize) {
      const points = naiveBatch(options, epochDraws, from, steps);
      const { loss, gradient } = naiveGradient(parameters, points, gamma);
      if (points.length > 0) update(parameters, gradient, rate);
      total += loss;
      steps++;
    }
    losses.push(total / steps);
  }
  return { weights: parameters.map((row) => row.slice(1)), bias: parameters.map((row) => row[0]), losses };
}

export function naiveBatch(
  options: TrainingOptions,
  draws: EpochDraws,
  from: number,
  step: number,
): MixedPoint[] {
  const { X, y, numClasses: k, labels, softLabels, densities, labelVariance = 0.1 } = options;
  const lambda = draws.lambdas[step];
  const weight = labels === 'logistic' ? 1 / (1 + Math.exp((-2 * (lambda - 0.5)) / labelVariance)) : lambda;
  const points: MixedPoint[] = [];
  for (let b = from; b < Math.min(from + options.batchSize, X.rows); b++) {
    const i = draws.first[b];
    const j = draws.second[b];
    const x = Array.from({ length: X.cols }, (_, a) => {
      const own = draws.featureWeights ? draws.featureWeights[step * X.cols + a] : lambda;
      return own * X.data[i * X.cols + a] + (1 - own) * X.data[j * X.cols + a];
    });
    const query = { data: Float64Array.from(x), rows: 1, cols: X.cols };
    const nearest = y[naiveNearest(X, x)];
    if (options.excludeIntrusion && nearest !== y[i] && nearest !== y[j]) continue;
    const base = Array.from({ length: k }, (_, c) => {
      if (softLabels) return weight * softLabels.data[i * k + c] + (1 - weight) * softLabels.data[j * k + c];
      if (labels === 'nearest') return Number(nearest === c);
      return weight * Number(y[i] === c) + (1 - weight) * Number(y[j] === c);
    });
    const logs = densities?.map((density) => (density ? naiveClassLogDensity(query, density) : -Infinity));
    const shared = logs && options.generativeClasses === 'two-likeliest' ? naiveTwoLikeliest(logs) : logs;
    points.push({ x, base, generative: shared ? naivePosterior([shared])[0] : base });
  }
  return points;
}

export function naiveGradient(
  parameters: number[][],
  points: MixedPoint[],
  gamma: number,
): { loss: number; gradient: number[][] } {
  const gradient = parameters.map((row) => row.map(() => 0));
  let loss = 0;
  for (const { x, base, generative } of points) {
    const logits = parameters.map((row) => x.reduce((sum, value, j) => sum + row[1 + j] * value, row[0]));
    const probabilities = naivePosterior([logits])[0];
    const largest = Math.max(...logits);
    const logSum = largest + Math.log(logits.reduce((sum, z) => sum + Math.exp(z - largest), 0));
    base.forEach((value, c) => {
      const label = (1 - gamma) * value + gamma * generative[c];
      loss += (label * (logSum - logits[c])) / points.length;
      const slope = (probabilities[c] - label) / points.length;
      [1, ...x].forEach((input, j) => {
        gradient[c][j] += slope * input;
      });
    });
  }
  return { loss, gradient };
}

type Update = (parameters: number[][], gradient: number[][], rate: number) => void;

/** Adam and SGD as torch.optim documents them. */
function naiveOptimiser(options: SweepOptions, rows: number, cols: number): Update {
  const { optimiser = 'adam', weightDecay = 1e-4, momentum = 0.9 } = options;
  const table = () => Array.from({ length: rows }, () => new Array<number>(cols).fill(0));
  const first = table();
  const second = table();
  let t = 0;
  return (parameters, gradient, rate) => {
    t++;
    for (let c = 0; c < rows; c++) {
      for (let j = 0; j < cols; j++) {
        const g = gradient[c][j] + weightDecay * parameters[c][j];
        if (optimiser === 'sgd') {
          first[c][j] = momentum * first[c][j] + g;
          parameters[c][j] -= rate * first[c][j];
        } else {
          first[c][j] = 0.9 * first[c][j] + 0.1 * g;
          second[c][j] = 0.999 * second[c][j] + 0.001 * g * g;
          const unbiased = Math.sqrt(second[c][j] / (1 - 0.999 ** t));
          parameters[c][j] -= (rate * (first[c][j] / (1 - 0.9 ** t))) / (unbiased + 1e-8);
        }
      }
    }
  };
}
