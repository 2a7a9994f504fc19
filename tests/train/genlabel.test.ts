import { describe, expect, it } from 'vitest';
import { synthetic } from '../../lib/data/synthetic';
import { fitGaussian } from '../../lib/density/gaussian';
import { fitKernelDensity } from '../../lib/density/kernel-density';
import { posterior } from '../../lib/density/posterior';
import { trainSweep as kernelSweep } from '../../lib/kernels/train-sweep';
import { mixBatch, mixup } from '../../lib/mixup/mixup';
import { oneHot } from '../../lib/mixup/one-hot';
import type { Matrix } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { type DenseNetwork, initialNetwork } from '../../lib/train/dense-network';
import { accuracy } from '../../lib/train/forward';
import { genLabel } from '../../lib/train/genlabel';
import { classifierOf, features, withClassifier } from '../../lib/train/latent/features';
import { type LatentGenLabelOptions, latentGenLabel } from '../../lib/train/latent/latent-genlabel';
import { trainSweep } from '../../lib/train/sweep';
import { expectClose } from '../density/closeness';
import { naiveLogits, naiveLoss } from '../oracles/naive-network';

const { X, y } = synthetic.moons({ n: 40, noise: 0.1, seed: 2 });
const density = (points: Matrix) => fitGaussian(points, { ridge: 1e-3 });
const sgd = { kind: 'sgd', weightDecay: 0, momentum: 0 } as const;
const oneStep = { optimiser: sgd, epochs: 1, batchSize: 64, shuffle: false } as const;
const base = { X, y, numClasses: 2, density, alpha: 0.8, gamma: 0.3, learningRate: 0.5 };
const whole = { X, labels: oneHot(y, 2), indices: Int32Array.from(y, (_, i) => i) };

/** Parameters after one step down the gradient, by central differences. */
function descended(
  network: DenseNetwork,
  rate: number,
  loss: (network: DenseNetwork) => number,
): Float64Array {
  const { architecture, parameters } = network;
  const step = 1e-5;
  return parameters.map((value, i) => {
    const [up, down] = [step, -step].map((change) => {
      const moved = parameters.slice();
      moved[i] += change;
      return loss({ architecture, parameters: moved });
    });
    return value - (rate * (up - down)) / (2 * step);
  });
}

describe('genLabel', () => {
  it('takes the step of line 6 of Algorithm 1: the blend of two losses, by central differences', () => {
    const stream = randomStream('step');
    const { network, model } = genLabel({ ...base, ...oneStep, hiddenWidths: [3], stream });
    const mixed = mixBatch(whole, { alpha: 0.8 }, stream.split('augmentation'));
    const generative = posterior(model.logDensities(mixed.X));
    const initial = initialNetwork({ widths: [2, 3, 2], activation: 'relu' }, stream.split('weights'));
    const loss = (net: DenseNetwork) =>
      0.3 * naiveLoss(net, mixed.X, generative) + 0.7 * naiveLoss(net, mixed.X, mixed.labels);
    expectClose(network.parameters, descended(initial, 0.5, loss), 1e-8);
  });

  it('trains the softmax regression of the kernels, with the same draws', () => {
    const stream = randomStream('kernels');
    const [epochs, batchSize] = [20, 16];
    const { network, model } = genLabel({
      ...base,
      epochs,
      batchSize,
      shuffle: false,
      learningRate: 0.05,
      stream,
    });
    const { parameters } = initialNetwork({ widths: [2, 2], activation: 'relu' }, stream.split('weights'));
    const draws = stream.split('augmentation');
    const epochDraws = () => {
      const first = Int32Array.from(y, (_, i) => i);
      const second = first.slice();
      const lambdas: number[] = [];
      for (let from = 0; from < 40; from += batchSize) {
        lambdas.push(draws.beta(0.8, 0.8));
        draws.permutation(Math.min(batchSize, 40 - from)).forEach((p, i) => {
          second[from + i] = from + p;
        });
      }
      return { first, second, lambdas: Float64Array.from(lambdas) };
    };
    // Weights are [inputs x outputs] there, [outputs x inputs] here.
    const data = Float64Array.of(parameters[0], parameters[2], parameters[1], parameters[3]);
    const { models } = kernelSweep({
      ...{ X, y, numClasses: 2, epochs, batchSize, labels: 'mixup', precision: 'double', stream },
      initial: { weights: { data, rows: 2, cols: 2 }, bias: parameters.slice(4) },
      densities: model.densities as ReturnType<typeof density>[],
      configurations: [{ learningRate: 0.05, gamma: 0.3 }],
      draws: epochDraws,
    });
    const [w00, w10, w01, w11] = models[0].weights.data;
    expectClose(network.parameters, [w00, w01, w10, w11, ...models[0].bias], 1e-10);
  });

  it('is mixup for gamma 0, bit for bit', () => {
    const { network } = genLabel({ ...base, gamma: 0, epochs: 5, stream: randomStream(4) });
    const training = {
      hiddenWidths: [],
      activation: 'relu',
      optimiser: { kind: 'adam', weightDecay: 1e-4 },
      ...{ epochs: 5, batchSize: 128, shuffle: true },
    } as const;
    const input = { training: { X, y }, numClasses: 2, augmentation: mixup({ alpha: 0.8 }) };
    const [expected] = trainSweep(input, [0.5], training, randomStream(4));
    expect(network.parameters).toEqual(expected.network.parameters);
  });

  it('separates two moons with a net and kernel densities', () => {
    const moons = synthetic.moons({ n: 200, noise: 0.05, seed: 3 });
    const { network } = genLabel({
      ...{ X: moons.X, y: moons.y, numClasses: 2, gamma: 1, learningRate: 0.02, hiddenWidths: [24, 24] },
      density: (points) => fitKernelDensity(points, { bandwidth: 0.2 }),
      epochs: 150,
      stream: randomStream(5),
    });
    expect(accuracy(network, moons.X, moons.y)).toBeGreaterThan(0.98);
  });

  it('names the class without a density', () => {
    const missing = { ...base, numClasses: 3, stream: randomStream(1) };
    expect(() => genLabel(missing)).toThrow(/class 2 has no points/);
    const singular = { ...base, density: (p: Matrix) => fitGaussian({ ...p, data: p.data.map(() => 1) }) };
    expect(() => genLabel({ ...singular, stream: randomStream(1) })).toThrow(
      /class 0 with 20 points: .*singular/,
    );
  });
});

describe('features', () => {
  const network = initialNetwork({ widths: [2, 5, 4, 3], activation: 'relu' }, randomStream('net'));

  it('are what the last layer classifies', () => {
    const z = features(network, X);
    expect([z.rows, z.cols]).toEqual([40, 4]);
    expect(Math.min(...z.data)).toBe(0);
    const classifier = classifierOf(network);
    for (let i = 0; i < 40; i++) {
      const logits = naiveLogits(classifier, z.data.subarray(4 * i, 4 * i + 4));
      expectClose(logits, naiveLogits(network, X.data.subarray(2 * i, 2 * i + 2)));
    }
    const linear = { ...network, architecture: { ...network.architecture, activation: 'identity' as const } };
    expect(Math.min(...features(linear, X).data)).toBeLessThan(0);
  });

  it('stay as they are under another classifier', () => {
    expect(withClassifier(network, classifierOf(network))).toEqual(network);
    const other = initialNetwork({ widths: [4, 3], activation: 'relu' }, randomStream('other'));
    const changed = withClassifier(network, other);
    expect(features(changed, X)).toEqual(features(network, X));
    expect(classifierOf(changed)).toEqual(other);
    const wrong = initialNetwork({ widths: [3, 3], activation: 'relu' }, randomStream('other'));
    expect(() => withClassifier(network, wrong)).toThrow(/classifier has widths \[3,3\].*\[4,3\]/);
    const shallow = initialNetwork({ widths: [2, 2], activation: 'relu' }, randomStream(1));
    expect(() => features(shallow, X)).toThrow(/\[2,2\] has no latent features/);
  });
});

describe('latentGenLabel', () => {
  const latent = (more: Partial<LatentGenLabelOptions>) =>
    latentGenLabel({
      ...base,
      hiddenWidths: [6],
      learningRate: 0.05,
      variant: 'paper',
      stream: randomStream(7),
      ...more,
    });

  it.each(['paper', 'released'] as const)('takes the step of line 7 of Algorithm 2: %s', (variant) => {
    const stream = randomStream('latent step');
    const options = { variant, ...oneStep, learningRate: 0.4, stream, vanillaEpochs: 3, lastLayerEpochs: 1 };
    const { network, model, vanilla } = latent(options);
    const mixed = mixBatch(whole, { alpha: 0.8 }, stream.split('last layer').split('augmentation'));
    const z = features(vanilla, mixed.X);
    const generative = posterior(model.logDensities(z));
    const start =
      variant === 'paper'
        ? classifierOf(vanilla)
        : initialNetwork({ widths: [6, 2], activation: 'relu' }, stream.split('last layer').split('weights'));
    const loss = (net: DenseNetwork) =>
      0.3 * naiveLoss(net, z, generative) + 0.7 * naiveLoss(net, z, mixed.labels);
    expectClose(classifierOf(network).parameters, descended(start, 0.4, loss), 1e-8);
  });

  it.each(['paper', 'released'] as const)(
    'leaves the feature extractor as vanilla training left it: %s',
    (variant) => {
      const { network, vanilla, model } = latent({ variant, epochs: 30 });
      expect(features(network, X)).toEqual(features(vanilla, X));
      expect(classifierOf(network)).not.toEqual(classifierOf(vanilla));
      expect(model.densities.map(({ numFeatures }) => numFeatures)).toEqual([6, 6]);
    },
  );

  it('starts the last layer from the vanilla one, or anew', () => {
    const [fineTuned, drawn] = (['paper', 'released'] as const).map((variant) =>
      latent({ variant, vanillaEpochs: 10, lastLayerEpochs: 0 }),
    );
    expect(fineTuned.network).toEqual(fineTuned.vanilla);
    expect(drawn.vanilla).toEqual(fineTuned.vanilla);
    expect(classifierOf(drawn.network)).not.toEqual(classifierOf(drawn.vanilla));
  });

  it('warms up for 20 of the epochs as released, for all of them in the paper', () => {
    const run = (more: Partial<LatentGenLabelOptions>) => latent({ epochs: 30, ...more }).network.parameters;
    expect(run({ variant: 'released' })).toEqual(
      run({ variant: 'released', vanillaEpochs: 20, lastLayerEpochs: 10 }),
    );
    expect(run({ variant: 'paper' })).toEqual(
      run({ variant: 'paper', vanillaEpochs: 30, lastLayerEpochs: 30 }),
    );
    expect(() => run({ variant: 'released', epochs: 10 })).toThrow(/lastLayerEpochs is -10/);
  });

  it('separates two moons', () => {
    const moons = synthetic.moons({ n: 200, noise: 0.05, seed: 3 });
    for (const variant of ['paper', 'released'] as const) {
      const { network } = latent({
        ...{ X: moons.X, y: moons.y, variant, gamma: 0.6, hiddenWidths: [24, 24], learningRate: 0.02 },
        vanillaEpochs: 100,
        lastLayerEpochs: 60,
      });
      expect(accuracy(network, moons.X, moons.y)).toBeGreaterThan(0.95);
    }
  });

  it('refuses a net without a hidden layer', () => {
    expect(() => latent({ hiddenWidths: [] })).toThrow(/no latent features: give it a hidden layer/);
  });
});
