import { describe, expect, it } from 'vitest';
import type { ClassDensity, ClassMixture } from '../../lib/kernels/class-density';
import { accuracies } from '../../lib/kernels/classify';
import { batchDraws } from '../../lib/kernels/draws';
import type { SweepOptions } from '../../lib/kernels/sweep-options';
import { trainSweep } from '../../lib/kernels/train-sweep';
import { matrix, row } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { naiveSweep } from '../oracles/naive-sweep';
import { densitiesOf, drawsOf, mixturesOf, optionsOf, shapes } from '../oracles/sweep-cases';

/** Largest difference to the oracle over all parameters, relative to the largest parameter. */
function errorOf(options: SweepOptions): number {
  const { models } = trainSweep(options);
  let error = 0;
  options.configurations.forEach((configuration, i) => {
    const expected = naiveSweep(options, configuration, options.initial!, drawsOf(options));
    const scale = Math.max(...expected.weights.flat().map(Math.abs));
    expected.weights.flat().forEach((value, j) => {
      error = Math.max(error, Math.abs(value - models[i].weights.data[j]) / scale);
    });
    const offset = Math.max(1e-300, ...expected.bias.map(Math.abs));
    expected.bias.forEach((value, c) => {
      error = Math.max(error, Math.abs(value - models[i].bias[c]) / offset);
    });
  });
  return error;
}

describe('flushSlopes', () => {
  it.each([2, 3, 4])(
    'makes slopes below 2^-64 zero with %d classes, and leaves others as they are',
    (numClasses) => {
      const y = Int32Array.from({ length: 12 }, (_, i) => i % numClasses);
      const X = matrix(Array.from(y, (c) => [0, 1, 2, 3].map((j) => Number(j === c))));
      const configurations = [{ learningRate: 0.1 }, { learningRate: 0.01 }];
      const options = {
        X,
        y,
        numClasses,
        configurations,
        labels: 'hard',
        batchSize: 8,
        weightDecay: 0,
      } as const;
      const train = (logit: number, flushSlopes?: boolean) => {
        const weights = matrix(
          Array.from({ length: numClasses }, (_, c) => [0, 1, 2, 3].map((j) => (j === c ? logit : 0))),
        );
        const initial = { weights, bias: new Float64Array(numClasses) };
        return trainSweep({ ...options, epochs: 3, initial, flushSlopes, stream: randomStream('flush') })
          .models;
      };
      // exp(-60) is about 2^-87, exp(-20) about 2^-29.
      for (const { bias } of train(60, true)) expect([...bias]).toEqual([...new Float64Array(numClasses)]);
      for (const { bias } of train(60)) expect(bias.some((value) => value !== 0)).toBe(true);
      expect(train(20, true)).toEqual(train(20));
    },
  );
});

describe('bankEpochs', () => {
  it.each(['gaussian', 'kernel', 'mixtures'] as const)(
    'repeats the first epochs: the labels that are kept are those computed anew, bit for bit (%s)',
    (kind) => {
      for (const name of ['three classes', 'seven classes', 'a last batch of one']) {
        const { X, numClasses } = optionsOf(name, {});
        const densities = kind === 'mixtures' ? mixturesOf(X, numClasses) : densitiesOf(X, numClasses, kind);
        const options = { ...optionsOf(name, { densities, shuffle: true }), epochs: 8, draws: undefined };
        const kept = drawsOf(options);
        const bank = [kept(), kept(), kept()];
        const drawnAgain =
          (epoch = 0) =>
          () =>
            bank[epoch++ % 3];
        const repeated = trainSweep({ ...options, draws: drawnAgain() });
        expect(trainSweep({ ...options, bankEpochs: 3 }).models).toEqual(repeated.models);
        const validation = { X, y: options.y };
        expect(trainSweep({ ...options, validation, bankEpochs: 3 })).toEqual(
          trainSweep({ ...options, validation, draws: drawnAgain() }),
        );
        expect(trainSweep(options).models).not.toEqual(repeated.models);
        expect(trainSweep({ ...options, bankEpochs: 8 })).toEqual(trainSweep(options));
      }
    },
  );

  it('is refused below 1', () => {
    expect(() => trainSweep({ ...optionsOf('two classes', {}), bankEpochs: 0 })).toThrow(/bankEpochs is 0/);
  });
});

describe('mixesLogits', () => {
  const given = (name: string, more: Partial<SweepOptions>) => {
    const { X, numClasses } = optionsOf(name, {});
    const densities = densitiesOf(X, numClasses, 'gaussian');
    return optionsOf(name, { densities, batchSize: X.rows, mixesLogits: true, ...more });
  };

  it.each(Object.keys(shapes))('agrees with plain loops over mixed points, %s', (name) => {
    for (const more of [{}, { labels: 'hard' }, { shuffle: true, optimiser: 'sgd' }] as const) {
      expect(errorOf(given(name, more))).toBeLessThan(1e-11);
    }
    // As of the points that are mixed, below.
    expect(errorOf(given(name, { precision: 'single', optimiser: 'sgd' }))).toBeLessThan(2e-5);
  });

  it('changes the models by rounding alone, and nothing where a batch does not hold all rows or leaves some out', () => {
    const models = (options: SweepOptions) => trainSweep(options).models;
    const options = given('seven classes', { recordLoss: true });
    expect(models(options)).not.toEqual(models({ ...options, mixesLogits: false }));
    const [loss, plain] = [options, { ...options, mixesLogits: false }].map((one) => trainSweep(one).losses);
    loss.forEach((value, i) => {
      expect(value).toBeCloseTo(plain[i], 10);
    });
    for (const more of [
      { batchSize: options.X.rows - 1 },
      { excludeIntrusion: true },
      { labels: 'nearest' },
      { mixing: 'cutmix' },
    ] as const) {
      const other = { ...options, ...more, draws: undefined };
      expect(models(other)).toEqual(models({ ...other, mixesLogits: false }));
    }
  });
});

describe('a product deeper than a chunk', () => {
  it('agrees with plain loops for some hundred features', () => {
    const options = optionsOf('three hundred features', { labels: 'hard' });
    expect(errorOf(options)).toBeLessThan(1e-11);
  });
});

describe('mixtures', () => {
  it('of one part are their part, bit for bit', () => {
    const { X, numClasses } = optionsOf('three classes', {});
    const densities = densitiesOf(X, numClasses, 'gaussian');
    const [alone, mixed] = [
      densities,
      densities.map((density) => ({ parts: [{ ...density, weight: 1 }] })),
    ].map((given) => trainSweep(optionsOf('three classes', { densities: given })).models);
    expect(mixed).toEqual(alone);
  });

  it('refuse no parts, and weights that are not above 0', () => {
    const { X, numClasses } = optionsOf('two classes', {});
    const densities = densitiesOf(X, numClasses, 'gaussian');
    const train = (second: ClassMixture) => () =>
      trainSweep(optionsOf('two classes', { densities: [densities[0], second] }));
    expect(train({ parts: [] })).toThrow(/class 1's density has no parts/);
    expect(train({ parts: [{ ...densities[1], weight: 0 }] })).toThrow(/weight 0, expected a number above 0/);
  });
});

describe('trainSweep in double precision agrees with plain loops', () => {
  for (const name of Object.keys(shapes)) {
    it(`vanilla, ${name}`, () => {
      expect(errorOf(optionsOf(name, { labels: 'hard' }))).toBeLessThan(1e-11);
    });
    it(`mixup with Gaussian labels, ${name}`, () => {
      const { X, numClasses } = optionsOf(name, {});
      const densities = densitiesOf(X, numClasses, 'gaussian');
      expect(errorOf(optionsOf(name, { densities }))).toBeLessThan(1e-11);
    });
    it(`logistic labels blended with kernel densities, SGD, ${name}`, () => {
      const { X, numClasses } = optionsOf(name, {});
      const densities = densitiesOf(X, numClasses, 'kernel');
      const extra: Partial<SweepOptions> = { densities, labels: 'logistic', optimiser: 'sgd', shuffle: true };
      expect(errorOf(optionsOf(name, extra))).toBeLessThan(1e-11);
    });
    it(`kernel densities without a table of distances, ${name}`, () => {
      const { X, numClasses } = optionsOf(name, {});
      const densities = densitiesOf(X, numClasses, 'kernel');
      expect(errorOf(optionsOf(name, { densities, pairwiseMemory: 0 }))).toBeLessThan(1e-11);
    });
    it(`mixtures whose parts have covariances of their own, ${name}`, () => {
      const { X, numClasses } = optionsOf(name, {});
      expect(errorOf(optionsOf(name, { densities: mixturesOf(X, numClasses) }))).toBeLessThan(1e-11);
    });
    it(`labels of the two likeliest classes alone, ${name}`, () => {
      const { X, numClasses } = optionsOf(name, {});
      for (const densities of [densitiesOf(X, numClasses, 'kernel'), mixturesOf(X, numClasses)]) {
        const extra = { densities, generativeClasses: 'two-likeliest' } as const;
        expect(errorOf(optionsOf(name, extra))).toBeLessThan(1e-11);
      }
    });
    it(`mixup without intruding points, ${name}`, () => {
      expect(errorOf(optionsOf(name, { excludeIntrusion: true }))).toBeLessThan(1e-11);
    });
    it(`CutMix with Gaussian and with kernel labels, ${name}`, () => {
      const { X, numClasses } = optionsOf(name, {});
      for (const kind of ['gaussian', 'kernel'] as const) {
        const densities = densitiesOf(X, numClasses, kind);
        expect(errorOf(optionsOf(name, { densities, mixing: 'cutmix', shuffle: true }))).toBeLessThan(1e-11);
      }
    });
    it(`CutMix with mixtures and without intruding points, ${name}`, () => {
      const { X, numClasses } = optionsOf(name, {});
      const densities = mixturesOf(X, numClasses);
      const extra = { densities, mixing: 'cutmix', cutProbability: 0.5, excludeIntrusion: true } as const;
      expect(errorOf(optionsOf(name, extra))).toBeLessThan(1e-11);
    });
    it(`labels of the nearest point, decaying rates, ${name}`, () => {
      const extra: Partial<SweepOptions> = {
        labels: 'nearest',
        milestones: [1, 2],
        weightDecay: 0.1,
        alpha: 2,
      };
      expect(errorOf(optionsOf(name, extra))).toBeLessThan(1e-11);
    });
  }
});

describe('trainSweep', () => {
  it('in single precision stays within rounding of double precision over 3 epochs', () => {
    for (const name of Object.keys(shapes)) {
      const { X, numClasses } = optionsOf(name, {});
      const extra = { densities: densitiesOf(X, numClasses, 'kernel'), optimiser: 'sgd' } as const;
      // SGD: Adam's first steps are signs of the gradient, which rounding may turn where it is near 0.
      expect(errorOf(optionsOf(name, { ...extra, precision: 'single' })), name).toBeLessThan(2e-5);
    }
  });

  it('gives a class without a density probability 0: as a class whose density is far away', () => {
    for (const kind of ['gaussian', 'kernel'] as const) {
      const densities = densitiesOf(optionsOf('three classes', {}).X, 3, kind);
      const options = optionsOf('three classes', { densities });
      const { centres, cholesky } = densities[1];
      const far = { centres: { ...centres, data: centres.data.map((x) => x + 1e6) }, cholesky };
      const train = (second: ClassDensity | undefined) =>
        trainSweep({ ...options, densities: [densities[0], second, densities[2]] }).models;
      expect(train(undefined)).toEqual(train(far));
      expect(train(undefined)).not.toEqual(train(densities[1]));
    }
  });

  it('trains a configuration to the same bytes alone and among others', () => {
    for (const precision of ['single', 'double'] as const) {
      for (const name of ['two classes', 'three classes', 'seven classes']) {
        for (const [kind, pairwiseMemory] of [
          ['gaussian', undefined],
          ['kernel', undefined],
          ['kernel', 0],
        ] as const) {
          const { X, numClasses } = optionsOf(name, {});
          const densities = densitiesOf(X, numClasses, kind);
          const options = optionsOf(name, { precision, densities, pairwiseMemory });
          const together = trainSweep(options).models;
          options.configurations.forEach((configuration, i) => {
            const [alone] = trainSweep({ ...options, configurations: [configuration] }).models;
            expect(alone).toEqual(together[i]);
          });
        }
      }
    }
  });

  it('trains to the same bytes alone and among others where logits are lowered, in some of a vector or none', () => {
    // Three vectors: two that are computed together, and one. The odds of large steps exceed 2^64.
    const rates = [30, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 100, 1e-6, 1e-6, 30];
    const configurations = rates.map((learningRate) => ({ learningRate, gamma: 0.3 }));
    for (const name of ['three classes', 'seven classes']) {
      const { X, numClasses } = optionsOf(name, {});
      const densities = densitiesOf(X, numClasses, 'gaussian');
      const options = { ...optionsOf(name, { precision: 'single', densities }), configurations };
      const together = trainSweep(options).models;
      const { weights, bias } = together[0];
      const logit = (i: number, c: number) =>
        row(X, i).reduce((sum, x, j) => sum + x * row(weights, c)[j], bias[c]);
      const largest = Array.from({ length: X.rows }, (_, i) =>
        Math.max(...Array.from(bias, (_, c) => logit(i, c) - logit(i, 0))),
      );
      expect(Math.max(...largest)).toBeGreaterThan(64);
      configurations.forEach((configuration, i) => {
        expect(trainSweep({ ...options, configurations: [configuration] }).models).toEqual([together[i]]);
      });
    }
  });

  it('records the mean loss of each epoch, also with more than two classes', () => {
    for (const name of ['two classes', 'three classes', 'seven classes']) {
      const { X, numClasses } = optionsOf(name, {});
      const options = optionsOf(name, {
        recordLoss: true,
        densities: densitiesOf(X, numClasses, 'gaussian'),
      });
      const { losses } = trainSweep(options);
      options.configurations.forEach((configuration, i) => {
        const expected = naiveSweep(options, configuration, options.initial!, drawsOf(options));
        expected.losses.forEach((loss, epoch) => {
          expect(losses[epoch * options.configurations.length + i]).toBeCloseTo(loss, 11);
        });
      });
    }
  });

  it('has the gradient of its loss, by central differences', () => {
    const h = 1e-5;
    for (const name of ['two classes', 'three classes', 'seven classes']) {
      const { X, numClasses, initial } = optionsOf(name, {});
      const densities = densitiesOf(X, numClasses, 'kernel');
      const step: Partial<SweepOptions> = {
        ...{ densities, recordLoss: true, epochs: 1, batchSize: 128, weightDecay: 0 },
        ...{ optimiser: 'sgd', momentum: 0, configurations: [{ learningRate: 1, gamma: 0.7 }] },
      };
      const after = trainSweep(optionsOf(name, step)).models[0].weights.data;
      const lossAt = (weights: Float64Array) => {
        const moved = { ...initial!, weights: { ...initial!.weights, data: weights } };
        return trainSweep(optionsOf(name, { ...step, initial: moved })).losses[0];
      };
      initial!.weights.data.forEach((value, i) => {
        const up = initial!.weights.data.slice();
        const down = up.slice();
        up[i] += h;
        down[i] -= h;
        // The loss is of order 1, its third derivative too: truncation 1e-10, rounding 1e-11.
        expect(value - after[i]).toBeCloseTo((lossAt(up) - lossAt(down)) / (2 * h), 8);
      });
    }
  });

  it('keeps a label, and finite parameters, where every density underflows', () => {
    const X = matrix([[-1e4], [1e4], [3e4]]);
    const unit = (centre: number) => ({ centres: matrix([[centre]]), cholesky: matrix([[1e-3]]) });
    for (const precision of ['single', 'double'] as const) {
      const { models } = trainSweep({
        ...{ X, y: [0, 1, 1], numClasses: 2, labels: 'mixup', epochs: 50, batchSize: 3, precision },
        configurations: [{ learningRate: 0.1, gamma: 1 }],
        densities: [unit(-5), unit(5)],
        stream: randomStream(1),
      });
      expect(models[0].weights.data.every(Number.isFinite)).toBe(true);
      expect(accuracies(models, { X, y: [0, 1, 1] })).toEqual(Float64Array.of(1));
    }
  });

  it('finds the same nearest points with and without a table of distances, ties and offsets among them', () => {
    const stream = randomStream('nearest');
    const base = optionsOf('three classes', { precision: 'single', alpha: 0.5 });
    for (const offset of [0, 1e6, 1e12]) {
      const grid = Array.from({ length: 50 }, () => [
        offset + stream.integer(4),
        stream.integer(4),
        3 * offset,
      ]);
      const X = matrix(grid);
      const initial = {
        weights: matrix([
          [0, 0, 0],
          [0, 0, 0],
          [0, 0, 0],
        ]),
        bias: Float64Array.of(0, 0, 0),
      };
      for (const extra of [{ excludeIntrusion: true }, { labels: 'nearest' }] as const) {
        const options = { ...base, ...extra, X, initial };
        expect(trainSweep(options)).toEqual(trainSweep({ ...options, pairwiseMemory: 0 }));
      }
    }
  });

  it('finds the same nearest points among near ties that only exact distances tell apart', () => {
    const stream = randomStream('near ties');
    const base = optionsOf('three classes', { precision: 'single', labels: 'nearest' });
    for (const [offset, jitter] of [
      [0, 1e-9],
      [1e9, 4e-7],
    ]) {
      const pairs = Array.from({ length: 25 }, () => [offset + stream.normal(), offset + stream.normal()]);
      const X = matrix([
        ...pairs,
        ...pairs.map((point) => point.map((value) => value + jitter * stream.normal())),
      ]);
      const y = Int32Array.from({ length: 50 }, (_, i) => Number(i >= 25));
      const initial = {
        weights: matrix([
          [0, 0],
          [0, 0],
          [0, 0],
        ]),
        bias: Float64Array.of(0, 0, 0),
      };
      const drawsFrom = batchDraws(stream.split(jitter), { n: 50, batchSize: 32, alpha: 1 });
      const nearEnds = () => ({ ...drawsFrom(), lambdas: Float64Array.of(1 - 3e-7, 1 - 1e-6) });
      const epochs = Array.from({ length: 20 }, (_, epoch) => (epoch % 2 === 0 ? drawsFrom() : nearEnds()));
      const train = (pairwiseMemory: number) => {
        let epoch = 0;
        const draws = () => epochs[epoch++];
        return trainSweep({ ...base, X, y, initial, batchSize: 32, epochs: 20, draws, pairwiseMemory });
      };
      expect(train(2 ** 28)).toEqual(train(0));
    }
  });

  it('adds up the many small terms of a kernel density in single precision', () => {
    // One centre at each point, and 3000 whose terms are 2^-12 of its: together they weigh three quarters as much.
    const far = Math.sqrt(24 * Math.LN2);
    const heavy = Array.from({ length: 3001 }, (_, i) =>
      i === 0 ? [0, 0] : [far * Math.cos(i), far * Math.sin(i)],
    );
    const cholesky = matrix([
      [1, 0],
      [0, 1],
    ]);
    const densities = [heavy, [[0, 0]]].map((centres) => ({ centres: matrix(centres), cholesky }));
    const X = matrix([[0, 0]]);
    const lossOf = (precision: 'single' | 'double') =>
      trainSweep({
        ...{
          X,
          y: [0],
          numClasses: 2,
          labels: 'hard',
          epochs: 1,
          batchSize: 1,
          densities,
          recordLoss: true,
          precision,
        },
        initial: {
          weights: matrix([
            [0, 0],
            [0, 0],
          ]),
          bias: Float64Array.of(0, 1),
        },
        configurations: [{ learningRate: 1, gamma: 1 }],
        stream: randomStream(1),
      }).losses[0];
    // The label of class 0 is q = w / (1 + w), w the mean of the 3001 terms; the logits are 0 and 1.
    const w = (1 + 3000 / 4096) / 3001;
    expect(lossOf('double')).toBeCloseTo(Math.log(1 + Math.E) - 1 / (1 + w), 12);
    expect(lossOf('single')).toBeCloseTo(lossOf('double'), 7);
  });

  it('trains as without mixing where CutMix replaces no feature, and refuses draws without feature weights', () => {
    for (const precision of ['single', 'double'] as const) {
      const options = optionsOf('seven classes', { precision, mixing: 'cutmix' });
      const mixing = drawsOf(options);
      const whole = () => {
        const { first, second, lambdas, featureWeights } = mixing();
        return { first, second, lambdas: lambdas.fill(1), featureWeights: featureWeights!.fill(1) };
      };
      const vanilla = trainSweep({ ...options, labels: 'hard' }).models;
      expect(trainSweep({ ...options, draws: whole }).models).toEqual(vanilla);
      expect(trainSweep(options).models).not.toEqual(vanilla);
      const withoutWeights = () => ({ ...mixing(), featureWeights: undefined });
      expect(() => trainSweep({ ...options, draws: withoutWeights })).toThrow(
        'draws.featureWeights has no entries, expected 44: one a step and feature',
      );
    }
  });

  it('predicts the first of equally probable classes', () => {
    const { X } = optionsOf('three classes', {});
    const flat = {
      weights: matrix([
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ]),
      bias: Float64Array.of(0, 0, 0),
    };
    const share = (label: number) => accuracies([flat], { X, y: new Int32Array(X.rows).fill(label) })[0];
    expect([share(0), share(1), share(2)]).toEqual([1, 0, 0]);
  });

  it('makes no step where every point of a batch intrudes', () => {
    // The mixtures of 0 and 2 lie around 1, whose class is another; only batches of those two are drawn.
    const X = matrix([[0], [2], [1]]);
    const base = optionsOf('one feature', {});
    const initial = { weights: matrix([[1], [2], [3]]), bias: Float64Array.of(0, 1, 2) };
    const draws = () => ({
      first: Int32Array.of(0, 1, 0),
      second: Int32Array.of(1, 0, 1),
      lambdas: Float64Array.of(0.5, 0.5),
    });
    const options = { ...base, X, y: [0, 1, 2], numClasses: 3, initial, draws, batchSize: 2 };
    const [model] = trainSweep({ ...options, excludeIntrusion: true }).models;
    expect(model).toEqual(initial);
    expect(trainSweep(options).models[0]).not.toEqual(initial);
  });

  it('scores every epoch on a validation set and keeps the best one', () => {
    const base = optionsOf('three classes', { epochs: 12 });
    const validation = { X: base.X, y: base.y };
    const result = trainSweep({ ...base, validation });
    const count = base.configurations.length;
    base.configurations.forEach((_, i) => {
      const scores = Array.from({ length: 12 }, (_, epoch) => result.accuracies[epoch * count + i]);
      const best = scores.indexOf(Math.max(...scores));
      const until = trainSweep({ ...base, epochs: best + 1 }).models[i];
      expect(result.best[i]).toEqual(until);
      expect(accuracies([until], validation, { precision: 'double' })[0]).toBe(scores[best]);
    });
    expect(new Set(result.accuracies).size).toBeGreaterThan(3);
    expect(result.models).toEqual(trainSweep(base).models);
  });

  it('lets two classes alone share a label if told to, of equally likely ones the first', () => {
    const { X } = optionsOf('seven classes', {});
    const train = (densities: ClassDensity[], generativeClasses?: 'two-likeliest') =>
      trainSweep(optionsOf('seven classes', { densities, generativeClasses })).models;
    const distinct = densitiesOf(X, 7, 'gaussian');
    expect(train(distinct, 'two-likeliest')).not.toEqual(train(distinct));
    const far = { ...distinct[0], centres: matrix([new Array(X.cols).fill(1e3)]) };
    const equal = distinct.map(() => distinct[0]);
    const firstTwo = equal.map((density, c) => (c < 2 ? density : far));
    expect(train(equal, 'two-likeliest')).toEqual(train(firstTwo));
  });

  it('gives constant features no effect beyond that of a bias', () => {
    const base = optionsOf('three classes', {});
    const constant = { ...base.X, data: base.X.data.map((value, i) => (i % 4 === 3 ? 7 : value)) };
    const options = { ...base, X: constant };
    expect(errorOf(options)).toBeLessThan(1e-11);
  });

  it('refuses what it cannot train on, naming it', () => {
    const base = optionsOf('two classes', {});
    const withNaN = { ...base.X, data: base.X.data.slice() };
    withNaN.data[7] = Number.NaN;
    expect(() => trainSweep({ ...base, X: withNaN })).toThrow('X holds NaN in row 1, column 2');
    expect(() => trainSweep({ ...base, y: Array.from(base.y, (c) => c + 1) })).toThrow(
      /is 2, expected an integer from 0 to 1/,
    );
    expect(() => trainSweep({ ...base, configurations: [{ learningRate: 1, gamma: 0.5 }] })).toThrow(
      /pass densities/,
    );
    const wrong = (options: object) => () => trainSweep({ ...base, ...options });
    for (const [options, message] of [
      [{ precision: 'half' }, 'precision is "half", expected one of "single", "double"'],
      [{ optimiser: 'SGD' }, 'optimiser is "SGD", expected one of "adam", "sgd"'],
      [{ labels: 'foo' }, 'labels is "foo", expected one of "hard", "mixup"'],
      [{ mixing: 'foo' }, 'mixing is "foo", expected one of "mixup", "cutmix"'],
      [{ generativeClasses: 'x' }, 'generativeClasses is "x"'],
      [{ milestones: [2, -1] }, 'milestones[1] is -1, expected an integer of at least 0'],
      [{ milestones: [5.5] }, 'milestones[0] is 5.5'],
      [{ pairwiseMemory: -1 }, 'pairwiseMemory is -1'],
    ] as const) {
      expect(wrong(options)).toThrow(RangeError);
      expect(wrong(options)).toThrow(message);
    }
    const [n, steps] = [base.X.rows, Math.ceil(base.X.rows / base.batchSize)];
    const rows = (value: number) => new Int32Array(n).fill(value);
    const drawn = { first: rows(0), second: rows(1), lambdas: new Float64Array(steps).fill(0.5) };
    const epochs = Math.max(base.epochs, 1);
    for (const [draws, message] of [
      [{ first: rows(99) }, `draws.first[0] is 99, expected an integer from 0 to ${n - 1}`],
      [{ second: rows(-5) }, 'draws.second[0] is -5'],
      [{ first: new Int32Array(2) }, `draws.first has 2 labels, expected ${n}`],
      [{ lambdas: new Float64Array(steps + 1) }, `draws.lambdas has ${steps + 1} values, expected ${steps}`],
      [{ lambdas: drawn.lambdas.map(() => 7) }, 'draws.lambdas[0] is 7, expected a number from 0 to 1'],
      [{ lambdas: drawn.lambdas.map(() => Number.NaN) }, 'draws.lambdas[0] is NaN'],
    ] as const) {
      expect(wrong({ epochs, draws: () => ({ ...drawn, ...draws }) })).toThrow(message);
    }
    expect(wrong({ epochs, draws: () => drawn })).not.toThrow();
    const { cols } = base.X;
    const weights = { rows: 2, cols, data: new Float64Array(2 * cols).fill(Number.NaN) };
    expect(wrong({ initial: { weights, bias: Float64Array.of(0, 0) } })).toThrow(
      'initial.weights holds NaN in row 0, column 0',
    );
    expect(() => trainSweep({ ...base, configurations: [] })).toThrow(/configurations is empty/);
    expect(() => trainSweep({ ...base, numClasses: 1 })).toThrow(/numClasses is 1/);
    expect(() => trainSweep({ ...base, mixing: 'cutmix', cutProbability: 2 })).toThrow(/cutProbability is 2/);
  });
});
