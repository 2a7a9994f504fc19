import { describe, expect, it } from 'vitest';
import { kFold } from '../../../lib/data/splits';
import { adaMixUpDraws } from '../../../lib/kernels/ada-mixup-draws';
import { batchDraws } from '../../../lib/kernels/draws';
import type { LinearModel } from '../../../lib/kernels/sweep-options';
import { trainAdaMixUpSweep } from '../../../lib/kernels/train-ada-mixup-sweep';
import { trainNetworkSweep } from '../../../lib/kernels/train-network-sweep';
import { matrix } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import type { AdaMixUpNetworkOptions } from '../../../lib/train/ada-mixup/ada-mixup-network-options';
import { trainAdaMixUpNetwork } from '../../../lib/train/ada-mixup/train-ada-mixup-network';
import { fitByCrossValidation, type Trainer } from '../../../lib/train/cross-validate';
import type { DenseNetwork } from '../../../lib/train/dense-network';
import { accuracy } from '../../../lib/train/forward';
import { adaMixUpOptionsOf, adaMixUpShapes, drawsOfAdaMixUp } from '../../oracles/ada-mixup-cases';
import { naiveNetworkTraining, networkOptionsOf } from '../../oracles/ada-mixup-network-cases';
import { normalPoints } from '../../oracles/random-points';

const layouts: Record<string, number[]> = {
  'no hidden layer': [],
  'one hidden unit': [1],
  'two hidden layers': [8, 5],
};

function trainedNetworks(options: AdaMixUpNetworkOptions) {
  const { models, generators, intrusions } = trainAdaMixUpNetwork(options);
  return models.map((classifier, i) => ({ classifier, generator: generators[i], intrusion: intrusions[i] }));
}

function relativeError(values: Float64Array, expected: Float64Array): number {
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, j) => Math.abs(value - values[j]) / scale));
}

/** Largest error of a net's parameters relative to the largest of them, over nets and configurations. */
function errorOf(options: AdaMixUpNetworkOptions): number {
  const trained = trainedNetworks(options);
  const errors = options.configurations.flatMap(({ learningRate }, i) => {
    const { networks } = naiveNetworkTraining(options, learningRate);
    return (['classifier', 'generator', 'intrusion'] as const).map((part) =>
      relativeError(trained[i][part].parameters, networks[part].parameters),
    );
  });
  return Math.max(...errors);
}

describe('trainAdaMixUpNetwork agrees with nets in turn, point by point', () => {
  for (const name of Object.keys(adaMixUpShapes).filter((shape) => shape !== 'the released width')) {
    for (const activation of ['relu', 'identity'] as const) {
      for (const [layout, hiddenWidths] of Object.entries(layouts)) {
        it(`${activation}, ${layout}, ${name}`, () => {
          const options = networkOptionsOf(name, { hiddenWidths, activation });
          expect(errorOf(options)).toBeLessThan(1e-10);
          expect(errorOf({ ...options, trainsGenerator: false })).toBeLessThan(1e-10);
          const slower = options.configurations.map((c) => ({ learningRate: c.learningRate / 5 }));
          const sgd = { optimiser: 'sgd', momentum: 0.8, weightDecay: 1e-3, configurations: slower } as const;
          // Its steps are as large as the features.
          if (name !== 'features of 1e6') expect(errorOf({ ...options, ...sgd })).toBeLessThan(1e-10);
        });
      }
    }
  }

  it('of the paper and the released code: two hidden layers of 128, a generator of 100', () => {
    for (const activation of ['relu', 'identity'] as const) {
      const options = networkOptionsOf('the released width', { hiddenWidths: [128, 128], activation });
      expect(errorOf({ ...options, epochs: 1 })).toBeLessThan(1e-9);
    }
  });
});

/** The same model as a net, whose weights are [d x numClasses]. */
function asNetwork({ weights, bias }: LinearModel): DenseNetwork {
  const { rows, cols, data } = weights;
  const transposed = Array.from(data, (_, i) => data[(i % rows) * cols + Math.floor(i / rows)]);
  return {
    architecture: { widths: [cols, rows], activation: 'identity' },
    parameters: Float64Array.from([...transposed, ...bias]),
  };
}

describe('trainAdaMixUpNetwork', () => {
  it('without hidden layers is trainAdaMixUpSweep in double precision', () => {
    for (const name of ['three classes', 'seven classes', 'one feature']) {
      for (const trainsGenerator of [true, false]) {
        const sweep = adaMixUpOptionsOf(name, { trainsGenerator, epochs: 10, recordLoss: true });
        const { classifier, generator, intrusion } = sweep.initial!;
        const { precision: _, hiddenWidth: generatorWidth, ...options } = sweep;
        const validation = { X: sweep.X, y: sweep.y };
        const nets = trainAdaMixUpNetwork({
          ...{ ...options, generatorWidth, validation, hiddenWidths: [], activation: 'identity' },
          initial: { classifier: asNetwork(classifier), generator, intrusion: asNetwork(intrusion) },
        });
        const linear = trainAdaMixUpSweep({ ...sweep, validation });
        expect(nets.accuracies).toEqual(linear.accuracies);
        linear.losses.forEach((loss, i) => {
          expect(nets.losses[i]).toBeCloseTo(loss, 10);
        });
        sweep.configurations.forEach((_, i) => {
          const close = (network: DenseNetwork, expected: DenseNetwork) =>
            expect(relativeError(network.parameters, expected.parameters)).toBeLessThan(1e-9);
          close(nets.models[i], asNetwork(linear.models[i]));
          close(nets.best[i], asNetwork(linear.best[i]));
          close(nets.generators[i], linear.generators[i]);
          close(nets.intrusions[i], asNetwork(linear.intrusions[i]));
        });
      }
    }
  });

  const relu = { hiddenWidths: [8, 5], activation: 'relu' } as const;

  it('records the total loss of every epoch, and does not change when it does', () => {
    for (const trainsGenerator of [true, false]) {
      const options = networkOptionsOf('seven classes', relu, { trainsGenerator });
      const result = trainAdaMixUpNetwork({ ...options, recordLoss: true });
      const count = options.configurations.length;
      options.configurations.forEach(({ learningRate }, i) => {
        naiveNetworkTraining(options, learningRate).losses.forEach((loss, epoch) => {
          expect(result.losses[epoch * count + i]).toBeCloseTo(loss, 10);
        });
      });
      expect(trainAdaMixUpNetwork(options).models).toEqual(result.models);
      expect(trainAdaMixUpNetwork(options).losses.length).toBe(0);
    }
  });

  it('trains a configuration to the same bytes alone and among others', () => {
    for (const activation of ['relu', 'identity'] as const) {
      const options = networkOptionsOf('seven classes', { ...relu, activation });
      const together = trainedNetworks(options);
      options.configurations.forEach((configuration, i) => {
        expect(trainedNetworks({ ...options, configurations: [configuration] })[0]).toEqual(together[i]);
      });
    }
  });

  it('is not disturbed by a configuration that diverges', () => {
    for (const activation of ['relu', 'identity'] as const) {
      const options = networkOptionsOf('seven classes', { ...relu, activation }, { optimiser: 'sgd' });
      const [first, ...others] = options.configurations;
      const configurations = [{ learningRate: 1e200 }, ...others];
      const trained = trainedNetworks({ ...options, configurations });
      expect(trained[0].classifier.parameters.some(Number.isNaN)).toBe(true);
      expect(trained.slice(1)).toEqual(
        trainedNetworks({ ...options, configurations: [first, ...others] }).slice(1),
      );
    }
  });

  it('scores every epoch as `accuracy` does and keeps the first of the best', () => {
    const base = networkOptionsOf('seven classes', relu, { epochs: 8 });
    const validation = { X: base.X, y: Int32Array.from(base.y) };
    const count = base.configurations.length;
    const result = trainAdaMixUpNetwork({ ...base, validation });
    expect(result.models).toEqual(trainAdaMixUpNetwork(base).models);
    base.configurations.forEach((_, i) => {
      const scores = Array.from({ length: 8 }, (_, epoch) => result.accuracies[epoch * count + i]);
      const best = scores.indexOf(Math.max(...scores));
      expect(result.best[i]).toEqual(trainAdaMixUpNetwork({ ...base, epochs: best + 1 }).models[i]);
      expect(accuracy(result.best[i], validation.X, validation.y)).toBe(scores[best]);
    });
  });

  it('leaves generator and intrusion classifier alone when the classifier alone is trained, and what it starts from', () => {
    const options = networkOptionsOf('three classes', relu, { trainsGenerator: false });
    const before = structuredClone(options.initial);
    const { generators, intrusions, models } = trainAdaMixUpNetwork(options);
    for (const generator of generators) expect(generator).toEqual(options.initial!.generator);
    for (const intrusion of intrusions) expect(intrusion).toEqual(options.initial!.intrusion);
    expect(models[0]).not.toEqual(options.initial!.classifier);
    expect(options.initial).toEqual(before);
  });

  it('shares initial classifier, order and pairs with mixup of the same stream', () => {
    const { X, y, numClasses, configurations, batchSize } = adaMixUpOptionsOf('three classes');
    const common = { X, y, numClasses, configurations, batchSize, ...relu, epochs: 0 };
    const stream = randomStream('shared');
    const { models } = trainAdaMixUpNetwork({ ...common, stream });
    expect(models).toEqual(
      trainNetworkSweep({ ...common, stream, labels: 'mixup', precision: 'double' }).models,
    );
    const options = { n: 37, batchSize: 10, shuffle: true };
    const ada = adaMixUpDraws(stream.split('batches'), options);
    const mixup = batchDraws(stream.split('batches'), { ...options, alpha: 1 });
    for (let epoch = 0; epoch < 3; epoch++) {
      const [a, b] = [ada(), mixup()];
      expect([a.first, a.second]).toEqual([b.first, b.second]);
    }
  });

  it('is a trainer of cross-validation: it learns what no line separates', () => {
    const stream = randomStream('exclusive or');
    const X = normalPoints(240, 2, stream.split('X'));
    const y = Int32Array.from({ length: 240 }, (_, i) => Number(X.data[2 * i] > 0 === X.data[2 * i + 1] > 0));
    const half = (from: number) => ({
      X: { data: X.data.slice(2 * from, 2 * (from + 120)), rows: 120, cols: 2 },
      y: y.slice(from, from + 120),
    });
    const common = { numClasses: 2, batchSize: 128, optimiser: 'sgd', hiddenWidths: [32, 32] } as const;
    const fitted = (activation: 'relu' | 'identity') => {
      const train: Trainer<DenseNetwork> = (training, run) =>
        trainAdaMixUpNetwork({ ...training, ...run, ...common, activation });
      const configurations = [0.1, 0.001].map((learningRate) => ({ learningRate }));
      const folds = kFold(120, 3);
      const input = { training: half(0), train, configurations, epochs: 100, folds, keep: 'best' } as const;
      return fitByCrossValidation(input, stream.split('training'));
    };
    const { model, configuration } = fitted('relu');
    expect(configuration.learningRate).toBe(0.1);
    const test = half(120);
    expect(accuracy(model, test.X, test.y)).toBeGreaterThan(0.85);
    expect(accuracy(fitted('identity').model, test.X, test.y)).toBeLessThan(0.7);
  });

  it('refuses nets of another shape, options out of range and draws that are not pairs within batches', () => {
    const options = networkOptionsOf('three classes', relu);
    const refuse = (changed: Partial<AdaMixUpNetworkOptions>, message: RegExp) =>
      expect(() => trainAdaMixUpNetwork({ ...options, ...changed })).toThrow(message);
    refuse({ generatorWidth: 9 }, /initial.generator is .* expected \[8,9,9,3\]/);
    refuse({ generatorWidth: 0 }, /generatorWidth is 0/);
    refuse({ hiddenWidths: [8, 0] }, /a hidden width is 0/);
    refuse({ activation: 'identity' }, /initial.classifier is .* expected \[4,8,5,3\], identity/);
    refuse({ momentum: -1 }, /momentum is -1/);
    refuse({ weightDecay: Number.NaN }, /weightDecay is NaN/);
    refuse({ batchSize: 0 }, /batchSize is 0/);
    refuse({ X: matrix([[Number.NaN]]), y: [0] }, /X holds NaN/);
    const draws = drawsOfAdaMixUp(options)();
    const reversed = { ...draws, second: draws.first.slice().reverse() };
    refuse({ draws: () => reversed }, /a row of the same batch/);
  });
});
