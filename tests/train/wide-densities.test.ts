import { describe, expect, it } from 'vitest';
import { logDensities } from '../../lib/kernels/log-densities';
import { trainSweep } from '../../lib/kernels/train-sweep';
import { randomStream } from '../../lib/numeric/random';
import { fitClassDensities } from '../../lib/train/class-densities';
import { selectPoints } from '../../lib/train/cross-validate';
import { wideDensities, withCoordinates } from '../../lib/train/wide-densities';
import { normalPoints } from '../oracles/random-points';

const stream = randomStream('wide');
const X = normalPoints(23, 60, stream);
// Classes of 1, 9 and 13 points, and one without.
const y = Int32Array.from({ length: 23 }, (_, i) => (i === 0 ? 0 : i < 10 ? 1 : 2));

describe.each(['gaussian', 'kernel'] as const)('wideDensities, %s', (kind) => {
  it('are the densities of all features, but for one constant that the classes share', () => {
    const { points, densities } = wideDensities(withCoordinates({ X, y }), 4, kind);
    expect(points.cols).toBe(22);
    const small = logDensities(points, densities);
    const all = logDensities(X, fitClassDensities(X, y, 4, kind));
    // Where row 0 is the mean of its class, so that nothing cancels.
    const shift = all[0] - small[0];
    for (let i = 0; i < all.length; i++) {
      if (i % 4 === 3) expect([small[i], all[i]]).toEqual([-Infinity, -Infinity]);
      // Squared distances of 1e8 ridges and more, of which the Cholesky factor of all features has 8 digits.
      else expect(Math.abs(all[i] - shift - small[i])).toBeLessThan(1e-6 * Math.max(1, Math.abs(all[i])));
    }
  });

  it('of some of the points, in the span of all, are the same but for a constant', () => {
    const some = selectPoints(withCoordinates({ X, y }), [0, 3, 4, 5, 8, 12, 13, 20, 22]);
    const { points, densities } = wideDensities(some, 3, kind);
    expect(points.cols).toBe(22);
    const own = wideDensities(withCoordinates({ X: some.X, y: some.y }), 3, kind);
    expect(own.points.cols).toBe(8);
    const [wide, narrow] = [logDensities(points, densities), logDensities(own.points, own.densities)];
    const shift = wide[0] - narrow[0];
    wide.forEach((value, i) => {
      expect(Math.abs(value - shift - narrow[i])).toBeLessThan(1e-6 * Math.max(1, Math.abs(value)));
    });
  });

  it('give the labels, and so the models, of all features', () => {
    const { points, densities } = wideDensities(withCoordinates({ X, y }), 4, kind);
    const sweep = {
      ...({ X, y, numClasses: 4, labels: 'mixup', epochs: 20, batchSize: 8, precision: 'double' } as const),
      configurations: [{ learningRate: 0.1, gamma: 1 }],
    } as const;
    const models = [
      { densities, densityPoints: points },
      { densities: fitClassDensities(X, y, 4, kind) },
    ].map((given) => trainSweep({ ...sweep, ...given, stream: randomStream('train') }).models[0]);
    models[0].weights.data.forEach((value, i) => {
      expect(value).toBeCloseTo(models[1].weights.data[i], 5);
    });
  });
});

describe('densityPoints', () => {
  const { points, densities } = wideDensities(withCoordinates({ X, y }), 3, 'gaussian');
  const sweep = {
    ...({ X, y, numClasses: 3, labels: 'mixup', epochs: 1, batchSize: 8, densities } as const),
    configurations: [{ learningRate: 0.1, gamma: 1 }],
  };
  it('are refused where they do not fit', () => {
    const train = (more: object) => () => trainSweep({ ...sweep, ...more, stream: randomStream('refused') });
    expect(train({ densityPoints: { ...points, rows: 22 } })).toThrow(/densityPoints/);
    expect(train({ densityPoints: points, mixing: 'cutmix' })).toThrow(/densityPoints are given with CutMix/);
    expect(train({})).toThrow(/class 0's density has 22 features/);
  });
});

it('leaves points with fewer features than points as they are', () => {
  const narrow = normalPoints(23, 5, stream);
  const { points, densities } = wideDensities(withCoordinates({ X: narrow, y }), 3, 'gaussian');
  expect(points).toBe(narrow);
  expect(JSON.stringify(densities)).toBe(JSON.stringify(fitClassDensities(narrow, y, 3, 'gaussian')));
});
