import { describe, expect, it } from 'vitest';
import type { AdaMixUpOptions } from '../../lib/kernels/ada-mixup-options';
import { accuracies } from '../../lib/kernels/classify';
import { trainAdaMixUpSweep } from '../../lib/kernels/train-ada-mixup-sweep';
import {
  adaMixUpOptionsOf,
  adaMixUpShapes,
  drawsOfAdaMixUp,
  naiveAdaMixUpTraining,
  triplesOf,
} from '../oracles/ada-mixup-cases';
import { flatten, naiveAdaMixUp, unflatten } from '../oracles/naive-ada-mixup';

function trainedModels(options: AdaMixUpOptions) {
  const { models, generators, intrusions } = trainAdaMixUpSweep(options);
  return models.map((classifier, i) => ({ classifier, generator: generators[i], intrusion: intrusions[i] }));
}

/** Largest error of a model's parameters relative to the largest of them, over models and configurations. */
function errorOf(options: AdaMixUpOptions): number {
  const trained = trainedModels(options);
  const errors = options.configurations.flatMap(({ learningRate }, i) => {
    const { models } = naiveAdaMixUpTraining(options, learningRate);
    return [
      relativeError(trained[i].classifier.weights.data, models.classifier.weights.data),
      relativeError(trained[i].classifier.bias, models.classifier.bias),
      relativeError(trained[i].generator.parameters, models.generator.parameters),
      relativeError(trained[i].intrusion.weights.data, models.intrusion.weights.data),
      relativeError(trained[i].intrusion.bias, models.intrusion.bias),
    ];
  });
  return Math.max(...errors);
}

function relativeError(values: Float64Array, expected: Float64Array): number {
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, j) => Math.abs(value - values[j]) / scale));
}

describe('trainAdaMixUpSweep in double precision agrees with layers in turn, point by point', () => {
  for (const name of Object.keys(adaMixUpShapes)) {
    it(name, () => {
      expect(errorOf(adaMixUpOptionsOf(name))).toBeLessThan(1e-11);
    });
    it(`${name}, the classifier alone`, () => {
      expect(errorOf(adaMixUpOptionsOf(name, { trainsGenerator: false }))).toBeLessThan(1e-11);
    });
  }
});

describe('the oracle', () => {
  it('has the gradient of its loss in all parameters, by central differences', () => {
    const h = 1e-6;
    for (const name of ['three classes', 'one hidden unit', 'a batch larger than the data']) {
      const options = adaMixUpOptionsOf(name);
      const [triples] = triplesOf(options, drawsOfAdaMixUp(options)());
      const { initial } = options;
      const parameters = flatten(initial!);
      const { gradient } = naiveAdaMixUp(initial!, triples);
      const lossAt = (i: number, change: number) => {
        const moved = parameters.slice();
        moved[i] += change;
        return naiveAdaMixUp(unflatten(moved, initial!), triples).loss;
      };
      parameters.forEach((_, i) => {
        const slope = (lossAt(i, h) - lossAt(i, -h)) / (2 * h);
        // Truncation is of order h^2, rounding of order 1e-16 / h.
        expect(gradient[i]).toBeCloseTo(slope, 8);
      });
    }
  });
});

describe('trainAdaMixUpSweep', () => {
  it('records the total loss of every epoch', () => {
    for (const name of ['seven classes', 'one feature', 'features of 1e6']) {
      for (const precision of ['double', 'single'] as const) {
        const options = adaMixUpOptionsOf(name, { recordLoss: true, precision });
        const { losses } = trainAdaMixUpSweep(options);
        const count = options.configurations.length;
        options.configurations.forEach(({ learningRate }, i) => {
          naiveAdaMixUpTraining(options, learningRate).losses.forEach((loss, epoch) => {
            const error = Math.abs(losses[epoch * count + i] / loss - 1);
            expect(error).toBeLessThan(precision === 'double' ? 1e-10 : 1e-4);
          });
        });
      }
    }
  });

  it('does not change when the loss is recorded', () => {
    const options = adaMixUpOptionsOf('seven classes', { precision: 'single' });
    expect(trainedModels({ ...options, recordLoss: true })).toEqual(trainedModels(options));
  });

  it('in single precision stays within rounding over 3 epochs', () => {
    for (const name of Object.keys(adaMixUpShapes)) {
      // Adam's first steps are the signs of the gradient, so that rounding moves parameters whose gradient is near 0.
      const bound = name === 'the released width' ? 1e-3 : 1e-4;
      expect(errorOf(adaMixUpOptionsOf(name, { precision: 'single' }))).toBeLessThan(bound);
      const alone = { precision: 'single', trainsGenerator: false } as const;
      expect(errorOf(adaMixUpOptionsOf(name, alone))).toBeLessThan(2e-6);
    }
  });

  it('agrees where the generator is saturated', () => {
    for (const shift of [-300, 100, 300]) {
      const options = adaMixUpOptionsOf('three classes', { epochs: 2 });
      const { generator } = options.initial!;
      generator.parameters[generator.parameters.length - 1] += shift;
      expect(errorOf(options)).toBeLessThan(1e-11);
      expect(errorOf({ ...options, precision: 'single' })).toBeLessThan(1e-5);
    }
  });

  it('trains a configuration to the same bytes alone and among others', () => {
    for (const precision of ['single', 'double'] as const) {
      const options = adaMixUpOptionsOf('seven classes', { precision });
      const together = trainedModels(options);
      options.configurations.forEach((configuration, i) => {
        expect(trainedModels({ ...options, configurations: [configuration] })[0]).toEqual(together[i]);
      });
    }
  });

  it('scores every epoch as `accuracies` does and keeps the best one', () => {
    const base = adaMixUpOptionsOf('seven classes', { epochs: 8, precision: 'single' });
    const validation = { X: base.X, y: base.y };
    const count = base.configurations.length;
    const result = trainAdaMixUpSweep({ ...base, validation });
    expect(result.models).toEqual(trainAdaMixUpSweep(base).models);
    base.configurations.forEach((_, i) => {
      const scores = Array.from({ length: 8 }, (_, epoch) => result.accuracies[epoch * count + i]);
      const best = scores.indexOf(Math.max(...scores));
      expect(result.best[i]).toEqual(trainAdaMixUpSweep({ ...base, epochs: best + 1 }).models[i]);
      expect(accuracies([result.best[i]], validation)[0]).toBe(scores[best]);
    });
  });

  it('leaves generator and intrusion classifier alone when the classifier alone is trained', () => {
    const options = adaMixUpOptionsOf('three classes', { trainsGenerator: false });
    const { generators, intrusions } = trainAdaMixUpSweep(options);
    for (const generator of generators) expect(generator).toEqual(options.initial!.generator);
    for (const { weights } of intrusions)
      expect(weights.data).toEqual(options.initial!.intrusion.weights.data);
  });

  it('draws what it starts from and its pairs from its stream alone', () => {
    const { initial: _, ...options } = adaMixUpOptionsOf('three classes');
    expect(trainedModels(options)).toEqual(trainedModels(options));
    const [start] = trainedModels({ ...options, epochs: 0, hiddenWidth: undefined });
    expect(start.generator.architecture.widths).toEqual([8, 100, 100, 3]);
    expect(Math.max(...start.classifier.weights.data.map(Math.abs))).toBeLessThan(1 / Math.sqrt(4));
  });

  it('separates two distant classes', () => {
    const options = adaMixUpOptionsOf('one feature', { epochs: 60, precision: 'single', initial: undefined });
    const y = Array.from({ length: options.X.rows }, (_, i) => Number(options.X.data[i] > 0));
    expect(accuracies(trainAdaMixUpSweep({ ...options, y }).models, { X: options.X, y })[0]).toBeGreaterThan(
      0.9,
    );
  });

  it('refuses models of another shape and draws that are not pairs within batches', () => {
    const options = adaMixUpOptionsOf('three classes');
    expect(() => trainAdaMixUpSweep({ ...options, hiddenWidth: 9 })).toThrow(/expected \[8,9,9,3\]/);
    expect(() => trainAdaMixUpSweep({ ...options, hiddenWidth: 0 })).toThrow(/hiddenWidth is 0/);
    const draws = drawsOfAdaMixUp(options)();
    const refuse = (changed: Partial<typeof draws>, message: RegExp) =>
      expect(() => trainAdaMixUpSweep({ ...options, draws: () => ({ ...draws, ...changed }) })).toThrow(
        message,
      );
    refuse({ second: draws.first.slice().reverse() }, /a row of the same batch/);
    const twice = draws.second.slice();
    twice[0] = twice[1];
    refuse({ second: twice }, /a row of the same batch, each row once/);
    refuse({ uniforms: new Float64Array(3) }, /one a row/);
  });
});
