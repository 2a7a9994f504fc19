import { describe, expect, it } from 'vitest';
import { synthetic } from '../../../lib/data/synthetic';
import { classConditional } from '../../../lib/density/class-conditional';
import { SingularCovarianceError } from '../../../lib/density/covariance';
import { fitGaussian } from '../../../lib/density/gaussian';
import { posterior } from '../../../lib/density/posterior';
import { batchDraws } from '../../../lib/kernels/draws';
import { trainNetworkSweep } from '../../../lib/kernels/train-network-sweep';
import { type Matrix, zeros } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { initialNetwork } from '../../../lib/train/dense-network';
import { accuracy, predictLogits } from '../../../lib/train/forward';
import { classifierOf, features, withClassifier } from '../../../lib/train/latent/features';
import { type LatentSweepOptions, trainLatentSweep } from '../../../lib/train/latent/latent-sweep';
import { type TrainingOptions, trainSweep } from '../../../lib/train/sweep';
import { expectClose } from '../../density/closeness';

const { X, y } = synthetic.moons({ n: 50, noise: 0.1, seed: 2 });
/** Without what the kernels need: the last layers are trained on features of mixed points. */
const fitDensities = (Z: Matrix, labels: Int32Array) => {
  const { logDensities } = fitForKernels(Z, labels);
  return { logDensities };
};
const fitForKernels = (Z: Matrix, labels: Int32Array) =>
  classConditional(Z, labels, 2, (points) => fitGaussian(points, { ridge: 1e-2 }));
const base: LatentSweepOptions = {
  ...{ X, y, numClasses: 2, hiddenWidths: [10, 6], activation: 'relu', fitDensities },
  configurations: [0.2, 0.02].flatMap((learningRate) =>
    [0, 0.4, 1].map((gamma) => ({ learningRate, gamma })),
  ),
  vanilla: { epochs: 8 },
  latent: 'fine-tune',
  ...{ epochs: 5, batchSize: 16, shuffle: true, optimiser: 'sgd', momentum: 0.9, weightDecay: 1e-4 },
  stream: randomStream('latent'),
};

/** The vanilla net of one learning rate. */
function vanillaNet(options: LatentSweepOptions, learningRate: number) {
  const { vanilla, validation: _, scoreModel: _s, ...training } = options;
  const run = {
    ...training,
    labels: 'hard',
    epochs: vanilla.epochs,
    configurations: [{ learningRate }],
  } as const;
  return trainNetworkSweep(run).models[0];
}

/** Algorithm 2 one configuration at a time, by the plain loops of `trainSweep`, with the draws of the sweep. */
function oneByOne(
  options: LatentSweepOptions,
  learningRate: number,
  gamma: number,
  vanillaRate = learningRate,
) {
  const { batchSize, shuffle, epochs, latent } = options;
  const net = vanillaNet(options, vanillaRate);
  const { logDensities } = fitDensities(features(net, X), y);
  const stream = options.stream.split('last layer');
  const draw = batchDraws(stream.split('batches'), { n: X.rows, batchSize, alpha: 1, shuffle });
  const own = classifierOf(net);
  const steps = Math.ceil(X.rows / batchSize);
  let step = 0;
  let draws = draw();
  const augmentation = () => {
    const from = (step % steps) * batchSize;
    if (step > 0 && from === 0) draws = draw();
    const lambda = draws.lambdas[step++ % steps];
    const rows = Math.min(batchSize, X.rows - from);
    const mixed = zeros(rows, 2);
    const labels = zeros(rows, 2);
    for (let b = 0; b < rows; b++) {
      const [i, j] = [draws.first[from + b], draws.second[from + b]];
      for (const f of [0, 1]) {
        mixed.data[2 * b + f] = lambda * X.data[2 * i + f] + (1 - lambda) * X.data[2 * j + f];
      }
      labels.data[2 * b + y[i]] += lambda;
      labels.data[2 * b + y[j]] += 1 - lambda;
    }
    const Z = features(net, mixed);
    const generative = posterior(logDensities(Z));
    const blended = labels.data.map((value, at) => gamma * generative.data[at] + (1 - gamma) * value);
    return { X: Z, labels: { ...labels, data: blended } };
  };
  const training: TrainingOptions = {
    hiddenWidths: [],
    activation: 'relu',
    optimiser:
      options.optimiser === 'sgd'
        ? { kind: 'sgd', weightDecay: 1e-4, momentum: 0.9 }
        : { kind: 'adam', weightDecay: 1e-4 },
    ...{ epochs: latent === 'restart' ? epochs - options.vanilla.epochs : epochs, batchSize, shuffle },
  };
  const initial = latent === 'restart' ? initialNetwork(own.architecture, stream.split('weights')) : own;
  const input = { training: { X, y }, numClasses: 2, augmentation, initial };
  const [{ network }] = trainSweep(input, [learningRate], training, randomStream('order is not used'));
  return withClassifier(net, network);
}

describe('trainLatentSweep', () => {
  it('is Algorithm 2 for every configuration', () => {
    const { models } = trainLatentSweep(base);
    base.configurations.forEach(({ learningRate, gamma = 0 }, i) => {
      expectClose(models[i].parameters, oneByOne(base, learningRate, gamma).parameters, 1e-9);
    });
    expect(models[0].parameters).not.toEqual(models[2].parameters);
  });

  it('fine-tunes one vanilla net where its learning rate is given', () => {
    const options = { ...base, vanilla: { epochs: 8, learningRate: 0.1 } };
    const { models } = trainLatentSweep(options);
    options.configurations.forEach(({ learningRate, gamma = 0 }, i) => {
      expectClose(models[i].parameters, oneByOne(options, learningRate, gamma, 0.1).parameters, 1e-9);
    });
  });

  it.each([
    { fit: fitDensities, way: 'on features of mixed points' },
    { fit: fitForKernels, way: 'on mixed features, by the kernels' },
  ])('restarts the last layer as the released code does, the vanilla epochs counting, $way', ({ fit }) => {
    const options: LatentSweepOptions = {
      ...{ ...base, fitDensities: fit, precision: 'double' },
      ...{ latent: 'restart', activation: 'identity', optimiser: 'adam', epochs: 12, shuffle: false },
      validation: { X, y },
    };
    const { models, accuracies } = trainLatentSweep(options);
    options.configurations.forEach(({ learningRate, gamma = 0 }, i) => {
      expectClose(models[i].parameters, oneByOne(options, learningRate, gamma).parameters, 1e-9);
      expect(accuracies[11 * 6 + i]).toBe(accuracy(models[i], X, y));
    });
    expect(accuracies.length).toBe(12 * 6);
    expect([...accuracies.subarray(0, 8 * 6)].every(Number.isNaN)).toBe(true);
    expect([...accuracies.subarray(8 * 6)].some(Number.isNaN)).toBe(false);
    const scoreModel = () => 0.5;
    const scored = trainLatentSweep({ ...options, validation: undefined, scoreModel });
    expect([...scored.accuracies.subarray(11 * 6)]).toEqual(new Array(6).fill(0.5));
  });

  it('scores every epoch by what it is given', () => {
    const scored: number[] = [];
    const { accuracies, models } = trainLatentSweep({
      ...base,
      scoreModel: (model, epochs) => {
        scored.push(epochs);
        return epochs === 5 ? accuracy(model(), X, y) : Number.NaN;
      },
    });
    expect(scored.length).toBe(5 * 6);
    models.forEach((model, i) => {
      expect(accuracies[4 * 6 + i]).toBe(accuracy(model, X, y));
    });
    expect(accuracies[0]).toBeNaN();
  });

  it('leaves the vanilla net, not to be chosen, where there are no densities', () => {
    const singular = () => {
      const cause = new SingularCovarianceError('no inverse');
      throw new RangeError('class 0: no inverse', { cause });
    };
    const { models, accuracies } = trainLatentSweep({
      ...base,
      fitDensities: singular,
      validation: { X, y },
    });
    expect(models[0].parameters).toEqual(vanillaNet(base, 0.2).parameters);
    expect([...accuracies].every(Number.isNaN)).toBe(true);
    const broken = () => {
      throw new TypeError('a mistake');
    };
    expect(() => trainLatentSweep({ ...base, fitDensities: broken })).toThrow('a mistake');
  });
});

describe('features', () => {
  it('are the outputs of the last hidden layer, by the plain loops', () => {
    const net = initialNetwork({ widths: [2, 10, 6, 3], activation: 'relu' }, randomStream('features'));
    const points = synthetic.moons({ n: 300, noise: 0.2, seed: 5 }).X;
    const hidden = { widths: [2, 10, 6], activation: 'relu' } as const;
    const sums = predictLogits(
      { architecture: hidden, parameters: net.parameters.slice(0, 96) },
      points,
    ).data;
    expectClose(
      features(net, points).data,
      sums.map((value) => Math.max(0, value)),
      1e-12,
    );
    expect(() => features(net, zeros(1, 3))).toThrow(/X has 3 features, the net expects 2/);
  });
});
