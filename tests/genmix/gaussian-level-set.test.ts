import { describe, expect, it } from 'vitest';
import { SingularCovarianceError } from '../../lib/density/covariance';
import { equalMixture } from '../../lib/density/equal-mixture';
import { bridgeGaussian } from '../../lib/genmix/bridge-gaussian';
import { canonicalLogRatio, type GaussianClass } from '../../lib/genmix/canonical-log-ratio';
import { gaussianLevelSets, UnreachableLambdaError } from '../../lib/genmix/gaussian-level-set';
import { quadricKind } from '../../lib/genmix/quadric-kind';
import { sampleQuadric } from '../../lib/genmix/sample-quadric';
import { cholesky } from '../../lib/numeric/linear-algebra';
import { matrix, row } from '../../lib/numeric/matrix';
import { normalSource } from '../../lib/numeric/normal-source';
import { randomStream } from '../../lib/numeric/random';
import { gaussianLogRatio } from '../oracles/gaussian-log-ratio';
import { normalPoints } from '../oracles/random-points';

const gaussian = (mean: number[], rows: number[][]): GaussianClass => ({ mean, covariance: matrix(rows) });

const densityOf = ({ mean, covariance }: GaussianClass) =>
  equalMixture({ data: Float64Array.from(mean), rows: 1, cols: mean.length }, cholesky(covariance));

/** Covariance A A' / d + ridge I of a random A. */
function randomClass(d: number, shift: number, seed: string): GaussianClass {
  const a = normalPoints(d, d, randomStream(seed));
  const rows = Array.from({ length: d }, (_, i) =>
    Array.from({ length: d }, (_, j) => {
      const dot = row(a, i).reduce((sum, x, k) => sum + x * row(a, j)[k], 0);
      return dot / d + (i === j ? 0.1 : 0);
    }),
  );
  return gaussian(new Array<number>(d).fill(shift), rows);
}

/** Largest distance of the empirical law of a sample from a law, times sqrt(n). */
function kolmogorov(sample: Float64Array, law: (x: number) => number): number {
  const sorted = sample.slice().sort();
  const n = sorted.length;
  return (
    Math.sqrt(n) *
    sorted.reduce((gap, x, i) => Math.max(gap, Math.abs(law(x) - i / n), Math.abs(law(x) - (i + 1) / n)), 0)
  );
}

/** 0.1 % point of the Kolmogorov law. */
const rare = 1.95;

describe('gaussianLevelSets', () => {
  for (const [d, shift] of [
    [1, 2],
    [2, 0.5],
    [2, 40],
    [5, 3],
    [20, 1],
  ]) {
    it(`gives points whose log ratio is right to 1e-9: ${d} dimensions, means ${shift} apart`, () => {
      const [first, second] = [randomClass(d, 0, `a ${d}`), randomClass(d, shift, `b ${d}`)];
      const sets = gaussianLevelSets(first, second);
      const [low, high] = sets.reachable;
      for (const lambda of [0.001, 0.3, 0.5, 0.97].filter((value) => value > low && value < high)) {
        const points = sets.sample(lambda, 2000, randomStream(d));
        const [pi, pj] = [first, second].map((c) => densityOf(c).logDensity(points));
        const wanted = Math.log(lambda / (1 - lambda));
        const worst = pj.reduce(
          (largest, value, n) => Math.max(largest, Math.abs(value - pi[n] - wanted)),
          0,
        );
        expect(points.rows).toBe(2000);
        expect(worst).toBeLessThan(1e-9);
      }
    });
  }

  for (const d of [2, 3, 5]) {
    const [a, b] = [randomClass(d, 0, `a ${d}`), randomClass(d, 1, `b ${d}`)];
    const at = ({ covariance }: GaussianClass, shift: number): GaussianClass => ({
      mean: new Array<number>(d).fill(shift),
      covariance,
    });
    const blend = (factor: number, { covariance }: GaussianClass, part: number): GaussianClass => ({
      mean: new Array<number>(d).fill(0),
      covariance: {
        ...covariance,
        data: a.covariance.data.map((x, n) => factor * x + part * covariance.data[n]),
      },
    });
    const flat = (ridge: number, factor = 1): GaussianClass => {
      const data = Float64Array.from(
        { length: d * d },
        (_, n) => factor * (n % (d + 1) === 0 ? 1 + ridge : 1),
      );
      return { mean: new Array<number>(d).fill(0), covariance: { data, rows: d, cols: d } };
    };
    const unit = gaussian(new Array<number>(d).fill(0), Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => (i === j ? 1 : 0)))); // biome-ignore format: a matrix
    const bent = (last: number) => {
      const rows = Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => (i !== j ? 0 : i === 0 ? 4 : last))); // biome-ignore format: a matrix
      return gaussian([0, 2, ...new Array<number>(d - 2).fill(0)], rows);
    };
    const delicate: readonly (readonly [string, GaussianClass, GaussianClass])[] = [
      ['covariances that differ by 1e-10, one mean', at(a, 0), blend(1, b, 1e-10)],
      ['covariances that differ by 1e-8, one mean', at(a, 0), blend(1, b, 1e-8)],
      ['a nearly singular class', flat(1e-13), at(b, 0.5)],
      ['two nearly singular classes', flat(1e-13), at(flat(1e-13, 2), 0.5)],
      ['means 10,000 apart', at(a, 0), at(b, 1e4)],
      ['means 1,000,000 apart', at(a, 0), at(b, 1e6)],
      ['means 1,000,000 apart, equal covariances', at(a, 0), at(a, 1e6)],
      ['deviations of 1e-8', blend(1e-16, b, 0), at(blend(0, b, 1e-16), 1e-8)],
      ['a class within 1e-8, one of deviation 1', blend(1e-16, b, 0), at(b, 0.5)],
      ['almost a paraboloid', unit, bent(1 + 1e-10)],
      ['almost a paraboloid, curved the other way', unit, bent(1 - 1e-10)],
    ];
    it(`gives log ratios to 1e-9, or to a coordinate's last place, against fractions: delicate pairs in ${d} dimensions`, () => {
      for (const [name, first, second] of delicate) {
        const lambda = 0.97;
        const points = gaussianLevelSets(first, second).sample(lambda, 3, randomStream(name));
        const error = (x: ArrayLike<number>) =>
          Math.abs(gaussianLogRatio(first, second, x) - Math.log(lambda / (1 - lambda)));
        for (let n = 0; n < 3; n++) {
          const x = row(points, n);
          // What rounding one coordinate to a double changes, all added.
          const change = (k: number) => {
            const moved = x.slice();
            moved[k] += Math.abs(x[k]) * Number.EPSILON;
            return Math.abs(gaussianLogRatio(first, second, moved) - gaussianLogRatio(first, second, x));
          };
          const lastPlaces = Array.from(x.keys(), change).reduce((sum, value) => sum + value, 0);
          expect(error(x), name).toBeLessThan(1e-9 + lastPlaces);
        }
      }
    });
  }

  it('tells a paraboloid from what is almost one by a curvature of 1e-11', () => {
    const unit = gaussian([0, 0], [[1, 0], [0, 1]]); // biome-ignore format: a matrix
    const kind = (last: number) => gaussianLevelSets(unit, gaussian([0, 2], [[4, 0], [0, last]])).conic(0.5); // biome-ignore format: a matrix
    expect([1 - 1e-10, 1 - 1e-13, 1, 1 + 1e-13, 1 + 1e-10].map(kind)).toEqual([
      ...['hyperbola', 'parabola', 'parabola', 'parabola', 'ellipse'],
    ]);
  });

  it('names the conics of the plane', () => {
    const kind = (first: GaussianClass, second: GaussianClass, lambda = 0.5) =>
      gaussianLevelSets(first, second).conic(lambda);
    const unit = gaussian([0, 0], [[1, 0], [0, 1]]); // biome-ignore format: a matrix
    const of = (mean: number[], a: number, b: number) => gaussian(mean, [[a, 0], [0, b]]); // biome-ignore format: a matrix
    expect(kind(unit, of([3, 1], 1, 1))).toBe('line');
    expect(kind(unit, of([1, 0], 4, 4))).toBe('ellipse');
    expect(kind(unit, of([1, 1], 4, 0.25))).toBe('hyperbola');
    expect(kind(unit, of([0, 2], 4, 1))).toBe('parabola');
    expect(kind(unit, of([0, 0], 4, 1))).toBe('lines');
    expect(kind(unit, of([0, 0], 4, 0.25))).toBe('lines');
    expect(kind(unit, of([0, 0], 4, 4), 0.1)).toBe('empty');
    expect(kind(unit, of([0, 0], 4, 4), 0.2)).toBe('point');
    expect(kind(unit, unit)).toBe('everything');
    expect(kind(unit, unit, 0.6)).toBe('empty');
    expect(() => kind(randomClass(3, 0, 'space'), randomClass(3, 1, 'space'))).toThrow(
      /3 features, expected 2 for a conic/,
    );
  });

  it('knows equal covariances of any kind by a flat level set, at right angles to S^-1 (m_j - m_i)', () => {
    const first = randomClass(4, 0, 'equal');
    const second = { ...first, mean: [1, -2, 0.5, 3] };
    const sets = gaussianLevelSets(first, second);
    expect(sets.kind(0.5)).toBe('hyperplane');
    expect(sets.reachable).toEqual([0, 1]);
    // At lambda = 1/2 the hyperplane passes the middle of the means; the mean of the points is there.
    const points = sets.sample(0.5, 20000, randomStream('flat'));
    second.mean.forEach((mean, k) => {
      const own = Float64Array.from({ length: points.rows }, (_, n) => row(points, n)[k]);
      const deviation = Math.sqrt(first.covariance.data[k * 5]);
      // 4 standard errors of 20,000 points.
      const middle = own.reduce((sum, x) => sum + x / own.length, 0);
      expect(Math.abs(middle - mean / 2)).toBeLessThan((4 * deviation) / Math.sqrt(20000));
    });
  });

  it('says which lambda no point has', () => {
    const [narrow, wide] = [1, 4].map((s) => gaussian([0, 0], [[s, 0], [0, s]])); // biome-ignore format: a matrix
    const sets = gaussianLevelSets(narrow, wide);
    expect(sets.reachable[0]).toBeCloseTo(0.2, 12);
    expect(sets.reachable[1]).toBe(1);
    expect(() => sets.sample(0.1, 5, randomStream(1))).toThrow(UnreachableLambdaError);
    expect(() => sets.sample(0.1, 5, randomStream(1))).toThrow(/lies between 0\.2\d* and 1 everywhere/);
    expect(() => gaussianLevelSets(wide, wide).sample(0.5, 5, randomStream(1))).toThrow(/coincide/);
  });

  it('refuses a singular class, other dimensions and a lambda outside (0, 1)', () => {
    const unit = gaussian([0, 0], [[1, 0], [0, 1]]); // biome-ignore format: a matrix
    const flat = gaussian([0, 0], [[1, 1], [1, 1]]); // biome-ignore format: a matrix
    expect(() => gaussianLevelSets(unit, flat)).toThrow(SingularCovarianceError);
    expect(() => gaussianLevelSets(flat, unit)).toThrow(/first class is singular.*ridge/);
    expect(() => gaussianLevelSets(unit, gaussian([0], [[1]]))).toThrow(/mean of 1/);
    for (const lambda of [0, 1, -1, Number.NaN]) {
      expect(() => gaussianLevelSets(unit, unit).kind(lambda)).toThrow(
        /expected a number above 0 and below 1/,
      );
    }
  });
});

describe('the law of the points', () => {
  it('is that of the bridge on the surface: angles on an ellipse against quadrature (Kolmogorov, n = 40,000)', () => {
    const first = gaussian([0, 0], [[1, 0.3], [0.3, 0.5]]); // biome-ignore format: a matrix
    const second = gaussian([1.5, -0.5], [[3, -0.4], [-0.4, 2]]); // biome-ignore format: a matrix
    const ratio = canonicalLogRatio(first, second);
    const bridge = bridgeGaussian(ratio, Math.log(0.5 / 0.5));
    expect(quadricKind(ratio, 0)).toBe('ellipsoid');
    // Both curvatures have one sign: w = centre + radii (cos, sin).
    const [centre, radii] = ellipseOf(bridge);
    const angles: number[] = [];
    const normal = normalSource(randomStream('law'));
    const uniform = randomStream('law').split('kept');
    const exponential = () => -Math.log(1 - uniform.uniform());
    sampleQuadric(bridge, 40_000, { normal, exponential }, (w) => {
      angles.push(Math.atan2((w[1] - centre[1]) / radii[1], (w[0] - centre[0]) / radii[0]));
    });
    // Weight exp(-|w|^2 / 2) ds at angle t, summed over a fine grid.
    const steps = 20_000;
    const sums = new Float64Array(steps + 1);
    for (let s = 0; s < steps; s++) {
      const t = -Math.PI + (2 * Math.PI * (s + 0.5)) / steps;
      const w = [centre[0] + radii[0] * Math.cos(t), centre[1] + radii[1] * Math.sin(t)];
      const speed = Math.hypot(radii[0] * Math.sin(t), radii[1] * Math.cos(t));
      sums[s + 1] = sums[s] + Math.exp(-0.5 * (w[0] * w[0] + w[1] * w[1])) * speed;
    }
    const law = (t: number) => sums[Math.round(((t + Math.PI) / (2 * Math.PI)) * steps)] / sums[steps];
    expect(kolmogorov(Float64Array.from(angles), law)).toBeLessThan(rare);
  });

  it('is uniform on spheres: squared coordinates in five dimensions are Beta(1/2, 2), moments within 4 standard errors', () => {
    // Five dimensions try two lines of each plane.
    const [inner, outer] = [1, 2].map((s) =>
      gaussian(
        [0, 0, 0, 0, 0],
        Array.from({ length: 5 }, (_, i) => Array.from({ length: 5 }, (_, j) => (i === j ? s : 0))),
      ),
    );
    const points = gaussianLevelSets(inner, outer).sample(0.5, 20_000, randomStream('sphere'));
    for (let k = 0; k < 5; k++) {
      const squares = Float64Array.from({ length: points.rows }, (_, n) => {
        const x = row(points, n);
        return (x[k] * x[k]) / x.reduce((sum, value) => sum + value * value, 0);
      });
      const [mean, variance] = [1 / 5, (0.5 * 2) / (2.5 * 2.5 * 3.5)];
      const average = squares.reduce((sum, x) => sum + x / squares.length, 0);
      // Points of one plane are not independent: at most 4 of each, so the error is at most twice that of independent ones.
      expect(Math.abs(average - mean)).toBeLessThan(
        (2 * 4 * Math.sqrt(variance)) / Math.sqrt(squares.length),
      );
    }
  });

  it('does not depend on the units of the features', () => {
    const [first, second] = [randomClass(2, 0, 'u1'), randomClass(2, 2, 'u2')];
    const stretch = ({ mean, covariance }: GaussianClass): GaussianClass => ({
      mean: [mean[0] * 1000, mean[1]],
      covariance: { ...covariance, data: covariance.data.map((x, n) => x * [1e6, 1e3, 1e3, 1][n]) },
    });
    const plain = gaussianLevelSets(first, second).sample(0.4, 20_000, randomStream('p'));
    const stretched = gaussianLevelSets(stretch(first), stretch(second)).sample(
      0.4,
      20_000,
      randomStream('q'),
    );
    const coordinate = (points: typeof plain, k: number, factor: number) =>
      Float64Array.from({ length: points.rows }, (_, n) => row(points, n)[k] / factor);
    for (const [k, factor] of [
      [0, 1000],
      [1, 1],
    ]) {
      const other = coordinate(stretched, k, factor).sort();
      const law = (x: number) => {
        let [low, high] = [0, other.length];
        while (low < high) {
          const middle = (low + high) >> 1;
          if (other[middle] <= x) low = middle + 1;
          else high = middle;
        }
        return low / other.length;
      };
      // Two samples of n: sqrt(n / 2) D.
      expect(kolmogorov(coordinate(plain, k, 1), law) / Math.SQRT2).toBeLessThan(rare);
    }
  });
});

function ellipseOf({ a, b, c }: { a: Float64Array; b: Float64Array; c: number }): [number[], number[]] {
  const centre = [0, 1].map((k) => -b[k] / a[k]);
  const rest = c - (b[0] * b[0]) / (2 * a[0]) - (b[1] * b[1]) / (2 * a[1]);
  return [centre, [0, 1].map((k) => Math.sqrt((-2 * rest) / a[k]))];
}
