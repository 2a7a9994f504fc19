import { describe, expect, it } from 'vitest';
import { posterior } from '../../lib/density/posterior';
import type { NetworkModel } from '../../lib/kernels/network-model';
import { type NetworkSweepOptions, trainNetworkSweep } from '../../lib/kernels/train-network-sweep';
import { oneHot } from '../../lib/mixup/one-hot';
import { randomStream } from '../../lib/numeric/random';
import { initialNetwork } from '../../lib/train/dense-network';
import { accuracy } from '../../lib/train/forward';
import { plainNetworkSweep } from '../oracles/plain-network-sweep';
import { normalPoints } from '../oracles/random-points';
import { densitiesOf, drawsOf, optionsOf, shapes } from '../oracles/sweep-cases';

const layouts: Record<string, number[]> = {
  'no hidden layer': [],
  'one hidden unit': [1],
  'two hidden layers': [8, 12],
  'odd widths': [5, 3, 7, 9],
};

function networkOptions(
  name: string,
  hidden: string,
  extra: Partial<NetworkSweepOptions>,
): NetworkSweepOptions {
  const { initial: _, ...base } = optionsOf(name, { ...extra, initial: undefined });
  const activation = extra.activation ?? 'relu';
  const hiddenWidths = layouts[hidden];
  const widths = [base.X.cols, ...hiddenWidths, base.numClasses];
  const initial = initialNetwork({ widths, activation }, base.stream.split('net') as never);
  return {
    ...base,
    hiddenWidths,
    activation,
    initial,
    configurations: base.configurations.slice(0, 3),
    ...extra,
  };
}

function errorOf(options: NetworkSweepOptions): number {
  const { models } = trainNetworkSweep(options);
  const errors = options.configurations.map((configuration, i) => {
    const expected = plainNetworkSweep(options, configuration, drawsOf(options));
    const scale = Math.max(...expected.map(Math.abs));
    return Math.max(...expected.map((value, j) => Math.abs(value - models[i].parameters[j]) / scale));
  });
  return Math.max(...errors);
}

/** Whether each unit of each layer, the inputs among them, is one of those that are kept. */
type Kept = readonly (readonly boolean[])[];

/** The parameters that `change` keeps; of inputs and outputs of a layer, -1 for the bias. */
function mapParameters(
  { architecture, parameters }: NetworkModel,
  change: (value: number, layer: number, input: number, output: number) => number | undefined,
): Float64Array {
  let at = 0;
  const kept = architecture.widths.slice(1).flatMap((outputs, layer) => {
    const inputs = architecture.widths[layer];
    return Array.from({ length: (inputs + 1) * outputs }, (_, i) => {
      const input = i < inputs * outputs ? Math.floor(i / outputs) : -1;
      return change(parameters[at++], layer + 1, input, i % outputs);
    });
  });
  return Float64Array.from(kept.filter((value) => value !== undefined));
}

const withBiases = (model: NetworkModel, kept: Kept, bias: number): NetworkModel => ({
  ...model,
  parameters: mapParameters(model, (value, layer, input, output) =>
    input < 0 && !kept[layer][output] ? bias : value,
  ),
});

const withoutUnits = (model: NetworkModel, kept: Kept): NetworkModel => ({
  architecture: { ...model.architecture, widths: kept.map((units) => units.filter(Boolean).length) },
  parameters: mapParameters(model, (value, layer, input, output) =>
    kept[layer][output] && (input < 0 || kept[layer - 1][input]) ? value : undefined,
  ),
});

describe('trainNetworkSweep in double precision agrees with the plain loops of lib/train', () => {
  for (const name of Object.keys(shapes)) {
    for (const activation of ['relu', 'identity'] as const) {
      for (const hidden of Object.keys(layouts)) {
        it(`${activation}, ${hidden}, ${name}`, () => {
          const { X, numClasses } = optionsOf(name, {});
          const densities = densitiesOf(X, numClasses, 'gaussian');
          expect(errorOf(networkOptions(name, hidden, { activation, densities }))).toBeLessThan(1e-9);
        });
      }
    }
  }
});

describe('trainNetworkSweep', () => {
  it('agrees on soft labels, mixed or not; those of one class alone are y, bit for bit', () => {
    for (const name of Object.keys(shapes)) {
      for (const labels of ['hard', 'mixup'] as const) {
        const options = networkOptions(name, 'odd widths', { labels });
        const { X, y, numClasses } = options;
        const logits = normalPoints(X.rows, numClasses, randomStream(name));
        expect(errorOf({ ...options, softLabels: posterior(logits) }), name).toBeLessThan(1e-9);
        const classes = Int32Array.from(y);
        expect(trainNetworkSweep({ ...options, softLabels: oneHot(classes, numClasses) }).models).toEqual(
          trainNetworkSweep(options).models,
        );
      }
    }
  });

  it('refuses soft labels of another shape, that are none, or beside labels of the nearest points', () => {
    const options = networkOptions('two classes', 'odd widths', {});
    const softLabels = oneHot(Int32Array.from(options.y), 2);
    const train = (extra: Partial<NetworkSweepOptions>) => () => trainNetworkSweep({ ...options, ...extra });
    expect(train({ softLabels: oneHot([0, 1], 2) })).toThrow(/softLabels has 2 rows, expected 37/);
    expect(train({ softLabels: { ...softLabels, data: softLabels.data.map((v) => 2 * v) } })).toThrow(
      /softLabels is \[.*expected a distribution/,
    );
    expect(train({ softLabels, labels: 'nearest' })).toThrow(
      /labels with softLabels is "nearest", expected one of "hard", "mixup"/,
    );
  });

  it('agrees with SGD, clipping, milestones, and points left out', () => {
    for (const activation of ['relu', 'identity'] as const) {
      const extra: Partial<NetworkSweepOptions> = {
        ...{ activation, optimiser: 'sgd', clipNorm: 0.3, milestones: [1], excludeIntrusion: true },
      };
      expect(errorOf(networkOptions('seven classes', 'odd widths', extra))).toBeLessThan(1e-11);
    }
  });

  it('in single precision stays within rounding over 3 epochs of SGD', () => {
    for (const activation of ['relu', 'identity'] as const) {
      const extra = { activation, optimiser: 'sgd', precision: 'single' } as const;
      expect(errorOf(networkOptions('three classes', 'two hidden layers', extra))).toBeLessThan(1e-5);
    }
  });

  it('trains a configuration to the same bytes alone and among others', () => {
    for (const activation of ['relu', 'identity'] as const) {
      const options = networkOptions('three classes', 'odd widths', { activation, precision: 'single' });
      const together = trainNetworkSweep(options).models;
      options.configurations.forEach((configuration, i) => {
        expect(trainNetworkSweep({ ...options, configurations: [configuration] }).models[0]).toEqual(
          together[i],
        );
      });
    }
  });

  it('trains the units that are active in a batch to the same bytes as a net that has no others', () => {
    for (const precision of ['single', 'double'] as const) {
      for (const [first, second] of [
        [0, 1],
        [2, 3],
        [9, 20],
        [15, 23],
      ]) {
        const options = {
          ...networkOptions('seven classes', 'two hidden layers', { precision, optimiser: 'sgd' }),
        };
        const widths = [options.X.cols, 16, 24, options.numClasses];
        const draw = randomStream('inactive').split(String(second));
        const live = widths.map((width, layer) => {
          const inactive = draw.permutation(width).subarray(0, [0, first, second, 0][layer]);
          return Array.from({ length: width }, (_, unit) => !inactive.includes(unit));
        });
        const wide = initialNetwork({ widths, activation: 'relu' }, draw as never);
        const initial = withBiases(wide, live, -1e4);
        const { models } = trainNetworkSweep({ ...options, hiddenWidths: [16, 24], initial });
        const few = trainNetworkSweep({
          ...options,
          hiddenWidths: [16 - first, 24 - second],
          initial: withoutUnits(initial, live),
        });
        expect(models.map((model) => withoutUnits(model, live))).toEqual(few.models);
        expect(errorOf({ ...options, hiddenWidths: [16, 24], initial, precision: 'double' })).toBeLessThan(
          1e-9,
        );
      }
    }
  });

  it('gives no gradient to a net without an active unit but in its last biases', () => {
    const options = networkOptions('three classes', 'two hidden layers', { weightDecay: 0 });
    const live = options.initial!.architecture.widths.map((width, layer) => Array(width).fill(layer !== 2));
    const initial = withBiases(options.initial!, live, -1e4);
    for (const { parameters } of trainNetworkSweep({ ...options, initial }).models) {
      const moved = parameters.map((value, i) => value - initial.parameters[i]);
      expect(moved.subarray(0, -options.numClasses).every((change) => change === 0)).toBe(true);
      expect(moved.subarray(-options.numClasses).every((change) => change !== 0)).toBe(true);
    }
  });

  it('has the gradient of its loss, by central differences', () => {
    const h = 1e-6;
    for (const activation of ['relu', 'identity'] as const) {
      const options = networkOptions('three classes', 'two hidden layers', {
        ...{
          activation,
          recordLoss: true,
          epochs: 1,
          batchSize: 128,
          weightDecay: 0,
          optimiser: 'sgd',
          momentum: 0,
        },
        ...{ configurations: [{ learningRate: 1 }] },
      });
      const start = options.initial!;
      const after = trainNetworkSweep(options).models[0].parameters;
      const lossAt = (i: number, change: number) => {
        const parameters = start.parameters.slice();
        parameters[i] += change;
        return trainNetworkSweep({ ...options, initial: { ...start, parameters } }).losses[0];
      };
      for (let i = 0; i < start.parameters.length; i += 7) {
        const slope = (lossAt(i, h) - lossAt(i, -h)) / (2 * h);
        // Truncation is of order h^2, rounding of order 1e-16 / h.
        expect(start.parameters[i] - after[i]).toBeCloseTo(slope, 8);
      }
    }
  });

  it('scores every epoch as `accuracy` does and keeps the best one', () => {
    const base = networkOptions('three classes', 'two hidden layers', { epochs: 10 });
    const validation = { X: base.X, y: Int32Array.from(base.y) };
    const result = trainNetworkSweep({ ...base, validation });
    base.configurations.forEach((_, i) => {
      const scores = Array.from({ length: 10 }, (_, epoch) => result.accuracies[epoch * 3 + i]);
      const best = scores.indexOf(Math.max(...scores));
      expect(result.best[i]).toEqual(trainNetworkSweep({ ...base, epochs: best + 1 }).models[i]);
      expect(accuracy(result.best[i], validation.X, validation.y)).toBe(scores[best]);
    });
  });

  it('refuses nets of another shape', () => {
    const options = networkOptions('two classes', 'two hidden layers', {});
    expect(() => trainNetworkSweep({ ...options, hiddenWidths: [8, 13] })).toThrow(/expected \[5,8,13,2\]/);
    expect(() => trainNetworkSweep({ ...options, hiddenWidths: [0] })).toThrow(/a hidden width is 0/);
  });
});
