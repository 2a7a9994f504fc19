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
  segmentSearch,
  synthetic,
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
