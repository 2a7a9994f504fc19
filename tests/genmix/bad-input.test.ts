import { describe, expect, it } from 'vitest';
import {
  classConditional,
  distanceDensity,
  fitFlow,
  fitGan,
  fitGaussian,
  fitKernelDensity,
  fitVae,
  gaussianLevelSets,
  gaussianSearch,
  generative,
  genMix,
  type Matrix,
  manifoldSearch,
  matrix,
  pointManifold,
  randomStream,
  reachableLambdas,
  segmentSearch,
  synthetic,
  trainSoftNetwork,
} from '../../lib';

// Calls that answered with NaN, with another's TypeError, or with "unreached" for a density that is none.

const { X, y } = synthetic.moons({ n: 60, noise: 0.05, seed: 1 });
const stream = randomStream(1);
const model = classConditional(X, y, 2, (points) => fitGaussian(points));
const base = { model, search: gaussianSearch(model), lambda: 0.5, numPoints: 5, stream };
const segments = (logDensity: (points: Matrix) => unknown) => {
  const own = classConditional(X, y, 2, () => ({ numFeatures: 2, logDensity }) as never);
  return () => genMix({ ...base, model: own, search: segmentSearch({ model: own, X, y }) });
};
const unit = { mean: [0, 0], covariance: matrix([[1, 0], [0, 1]]) }; // biome-ignore format: a matrix
const wide = { mean: [1, 0], covariance: matrix([[2, 0], [0, 1]]) }; // biome-ignore format: a matrix
const huge = matrix([[1e200, 0], [-1e200, 0], [0, 1e200]]); // biome-ignore format: points
const short = { stream, steps: 20, minCoverage: 0 };

describe('genMix refuses, saying what is expected,', () => {
  it.each([undefined, null, '0.5'])('lambda %s', (lambda) => {
    expect(() => genMix({ ...base, lambda: lambda as never })).toThrow(
      /lambda is .*expected a number above 0/,
    );
  });

  it('a density that gives too few values, NaN, text or nothing', () => {
    expect(segments(() => new Float64Array(1))).toThrow(/class 0 gave 1 values, expected \d+/);
    expect(segments(({ rows }) => new Float64Array(rows).fill(Number.NaN))).toThrow(
      /class 0 is NaN at point 0, expected a number/,
    );
    expect(segments(({ rows }) => Array(rows).fill('a'))).toThrow(/class 0 is a at point 0/);
    expect(segments(() => undefined)).toThrow(/gave no values/);
  });

  it('labels of another length, and searches for other densities', () => {
    expect(() => segmentSearch({ model, X, y: [0, 1] })).toThrow(/2 labels for 60 points/);
    expect(() => manifoldSearch({ densities: model.densities as never })).toThrow(
      /no manifold.*segmentSearch/,
    );
    expect(() => manifoldSearch({ densities: [] })).toThrow(/got 0 density/);
    expect(() => manifoldSearch({ densities: [distanceDensity(pointManifold(X))] })).toThrow(/got 1 density/);
    const kernels = classConditional(X, y, 2, (points) => fitKernelDensity(points, { bandwidth: 0.3 }));
    const search = gaussianSearch(kernels as never);
    expect(() => genMix({ ...base, model: kernels, search })).toThrow(
      /no mean or no covariance.*segmentSearch/,
    );
  });
});

describe('gaussianLevelSets refuses', () => {
  it('classes without moments, a mean that is not finite, a covariance that is not symmetric', () => {
    expect(() => gaussianLevelSets({} as never, unit)).toThrow(/no mean/);
    expect(() => gaussianLevelSets({ ...unit, mean: [Number.NaN, 0] }, wide)).toThrow(
      /mean has NaN in place 0/,
    );
    const skew = { ...unit, covariance: matrix([[1, 0.5], [0, 1]]) }; // biome-ignore format: a matrix
    expect(() => gaussianLevelSets(unit, skew)).toThrow(/0 in row 1, column 0, and 0.5 the other way round/);
  });

  it.each([-1, 1.5, Number.NaN, undefined])('a sample of %s points', (count) => {
    expect(() => gaussianLevelSets(unit, wide).sample(0.5, count as number, stream)).toThrow(
      /count is .*expected an integer/,
    );
  });
});

describe('generative nets refuse', () => {
  it('points whose squares overflow', () => {
    for (const train of [fitGan, fitVae, fitFlow, generative.fitBidirectionalGan]) {
      expect(() => train(huge, short)).toThrow(/overflow.*rescale/);
    }
  });

  it('points and latent points of other dimensions, or that are not finite', () => {
    const both = generative.fitBidirectionalGan(X, short);
    const gan = fitGan(X, short);
    expect(() => both.encode(matrix([[1, 2, 3]]))).toThrow(/3 features, expected 2/);
    expect(() => both.encode(matrix([[Number.NaN, 3]]))).toThrow(/NaN/);
    expect(() => both.decode(matrix([[1, 2]]))).toThrow(/2 coordinates, expected 1, the latent dimension/);
    expect(() => gan.manifold.generate(matrix([[1, 2]]))).toThrow(/2 coordinates, expected 1/);
  });

  it('a coverage that is no share, before they train, and samples of no points', () => {
    for (const minCoverage of [Number.NaN, -1, 2]) {
      expect(() => fitGan(X, { stream, steps: 1e7, minCoverage })).toThrow(
        /minCoverage is .*share from 0 to 1/,
      );
    }
    expect(() => fitFlow(X, short).sample(-1, stream)).toThrow(/count is -1/);
  });
});

describe('searches refuse, rather than hang on,', () => {
  const line = matrix([[0], [1], [3]]);
  const distances = classConditional(line, Int32Array.of(0, 0, 1), 2, (points) =>
    distanceDensity(pointManifold(points)),
  );

  it.each([Number.NaN, -1, 0])('tolerance %s', (tolerance) => {
    expect(() => manifoldSearch({ densities: distances.densities, tolerance })).toThrow(
      /tolerance is .*above 0/,
    );
  });

  it.each([0, Number.NaN, 1.5, Infinity])('maxSteps %s', (maxSteps) => {
    expect(() => manifoldSearch({ densities: distances.densities, maxSteps })).toThrow(
      /maxSteps is .*from 1 to 100000/,
    );
  });

  it('a start that is no function, and a line without end', () => {
    expect(() => manifoldSearch({ densities: distances.densities, start: 5 as never })).toThrow(
      /start is 5, expected a function/,
    );
    for (const reach of [1e7, Infinity, Number.NaN]) {
      expect(() => segmentSearch({ model, X, y, reach })).toThrow(/reach is .*from 0 to 1000/);
    }
    for (const numPoints of [2 ** 40, 1e300])
      expect(() => genMix({ ...base, numPoints })).toThrow(/numPoints is/);
  });

  it('lambda far from what distances reach, without a projection', () => {
    let projections = 0;
    const counted = distances.densities.map((density) => ({
      ...density,
      manifold: {
        ...density.manifold,
        project: (queries: Matrix) => {
          projections++;
          return density.manifold.project(queries);
        },
      },
    }));
    const search = manifoldSearch({ densities: counted });
    const { pairs } = genMix({ ...base, model: distances, search, lambda: 1e-9, numPoints: 3 });
    expect(pairs.map(({ status }) => status)).toEqual(['unreached', 'unreached']);
    expect(projections).toBe(0);
    const [least, most] = reachableLambdas(distances.densities[0], distances.densities[1]);
    for (const lambda of [least + 1e-3, most - 1e-3]) {
      expect(genMix({ ...base, model: distances, search, lambda, pairs: [[0, 1]] }).pairs[0].points).toBe(5);
    }
  });
});

describe('callers without types are told what is missing:', () => {
  it.each([
    ['genMix', undefined, /genMix got undefined for its options, expected an object with model/],
    ['genMix', {}, /genMix got undefined for model, which it needs/],
    ['genMix', { ...base, stream: undefined }, /genMix got undefined for stream/],
    ['genMix', { ...base, search: {} }, /search is .*expected gaussianSearch/],
    ['genMix', { ...base, pairs: [null] }, /no pair of two different classes/],
    ['manifoldSearch', {}, /manifoldSearch got undefined for densities/],
    ['segmentSearch', { model }, /segmentSearch got undefined for X/],
    ['trainSoftNetwork', { X, labels: X }, /trainSoftNetwork got undefined for hiddenWidths/],
  ] as const)('%s', (name, options, message) => {
    const call = { genMix, manifoldSearch, segmentSearch, trainSoftNetwork }[name] as (
      given: unknown,
    ) => unknown;
    expect(() => call(options)).toThrow(message);
  });

  const fits = { fitVae, fitFlow, fitGan, fitBidirectionalGan: generative.fitBidirectionalGan };
  it.each(Object.entries(fits))('%s', (_, fitted) => {
    const call = fitted as (points: Matrix, options?: unknown) => unknown;
    expect(() => call(X)).toThrow(/got undefined for its options, expected an object with stream/);
    expect(() => call(X, {})).toThrow(/got undefined for stream, which it needs/);
  });
});

describe('densities far from their points, and trainings that diverged', () => {
  it('say so', () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      let values: Float64Array | undefined;
      try {
        values = fitVae(X, { stream: randomStream(seed), steps: 200, learningRate: 1 }).logDensity(X);
      } catch (error) {
        expect(error).toMatchObject({ name: 'DivergenceError' });
      }
      expect(values?.every(Number.isFinite) ?? true).toBe(true);
    }
    const last = { stream: randomStream(7), steps: 1, learningRate: 1e300 };
    expect(() => fitFlow(X, { ...last, heldOut: 0 })).toThrow(/the flow diverged/);
    expect(() => fitGan(X, last)).toThrow(/the GAN diverged/);
  });

  it('are 0, not NaN', () => {
    const vae = fitVae(X, { stream: randomStream(1), steps: 200 });
    for (const far of [1e3, 1e5, 1e8, 1e100]) {
      expect(vae.logDensity(matrix([[far, far]]))[0]).toBeLessThan(-100);
    }
  });

  it('take no batch that does not fit, no distance that is none, no labels that are no distributions', () => {
    for (const batchSize of [1e6, 1e9]) {
      expect(() => fitVae(X, { stream: randomStream(1), batchSize })).toThrow(/batchSize is .*65536/);
    }
    for (const within of [0, -1, Number.NaN]) {
      expect(() => fitGan(X, { stream: randomStream(1), within })).toThrow(/within is/);
    }
    const labels = {
      data: Float64Array.from({ length: X.rows * 2 }, (_, i) => (i % 2 ? -3 : 4)),
      rows: X.rows,
      cols: 2,
    };
    const training = { X, labels, hiddenWidths: [4], steps: 1, batchSize: 8, learningRate: 0.01, stream };
    expect(() => trainSoftNetwork(training)).toThrow(/row 0 of labels is \[4,-3\]/);
  });
});
