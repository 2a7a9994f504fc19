import { describe, expect, it } from 'vitest';
import { friedmanTest } from '../../lib/numeric/friedman';
import { hodgesLehmann } from '../../lib/numeric/hodges-lehmann';
import { holm } from '../../lib/numeric/holm';
import { matrix } from '../../lib/numeric/matrix';
import { nemenyiDifference, normalRangeProbability } from '../../lib/numeric/nemenyi';
import { randomStream } from '../../lib/numeric/random';
import { midranks } from '../../lib/numeric/ranks';
import { signedRankTest } from '../../lib/numeric/signed-rank-test';
import vectors from '../vectors/rank-tests.json';

const relative = (value: number, expected: number) => Math.abs(value - expected) / Math.abs(expected);
type Zeros = 'wilcox' | 'pratt';

describe('midranks', () => {
  it('give equal values the mean of their ranks', () => {
    expect([...midranks([3, 1, 3, 2, 3])]).toEqual([4, 1, 4, 2, 4]);
    expect([...midranks([])]).toEqual([]);
    expect(() => midranks([1, Number.NaN])).toThrow(/value 1 is NaN/);
  });
});

describe('signedRankTest', () => {
  it.each(vectors.exact)('has the exact p value of scipy, $pValue', ({ differences, statistic, pValue }) => {
    const test = signedRankTest(differences);
    expect(Math.min(test.positive, test.negative)).toBe(statistic);
    expect(relative(test.pValue, pValue)).toBeLessThan(1e-12);
  });

  it.each(vectors.exactTied)('has the p value of all sign changes in scipy, $zeros $pValue', (reference) => {
    const test = signedRankTest(reference.differences, { zeros: reference.zeros as Zeros });
    expect(relative(test.pValue, reference.pValue)).toBeLessThan(1e-12);
  });

  it.each(vectors.normal)('has the normal approximation of scipy, $zeros $pValue', (reference) => {
    const test = signedRankTest(reference.differences, { zeros: reference.zeros as Zeros, law: 'normal' });
    expect(Math.min(test.positive, test.negative)).toBe(reference.statistic);
    expect(relative(test.pValue, reference.pValue)).toBeLessThan(1e-12);
  });

  it('does not change with the order, and mirrors with the sign', () => {
    const differences = [0.5, -1, 2, 2, 0, -0.5, 3];
    const [test, mirrored] = [differences, differences.map((d) => -d).reverse()].map((d) =>
      signedRankTest(d),
    );
    expect(mirrored).toEqual({
      ...test,
      positive: test.negative,
      negative: test.positive,
      effectSize: -test.effectSize,
    });
  });

  it('has effect size 1 where all differences are positive, 0 where none is', () => {
    expect(signedRankTest([1, 2, 3])).toMatchObject({ effectSize: 1, pValue: 0.25 });
    expect(signedRankTest([0, 0])).toEqual({
      n: 2,
      nonzero: 0,
      positive: 0,
      negative: 0,
      pValue: 1,
      effectSize: 0,
    });
    expect(() => signedRankTest([])).toThrow(/no differences/);
  });
});

describe('hodgesLehmann', () => {
  const stream = randomStream('hodges-lehmann');
  const differences = Array.from({ length: 15 }, () => 0.4 + stream.normal());

  it('estimates the median of the Walsh averages', () => {
    expect(hodgesLehmann([1, 2, 6]).estimate).toBe(2.75); // 1, 1.5, 2, 3.5, 4, 6
    expect(hodgesLehmann([7]).estimate).toBe(7);
  });

  it('gives the shifts that the exact signed-rank test does not reject', () => {
    const { low, high } = hodgesLehmann(differences);
    const pValue = (shift: number) => signedRankTest(differences.map((d) => d - shift)).pValue;
    expect(pValue(low + 1e-9)).toBeGreaterThan(0.05);
    expect(pValue(high - 1e-9)).toBeGreaterThan(0.05);
    expect(pValue(low - 1e-9)).toBeLessThanOrEqual(0.05);
    expect(pValue(high + 1e-9)).toBeLessThanOrEqual(0.05);
  });

  it('has no finite interval where no sample could reject', () => {
    expect(hodgesLehmann([1, 2, 3, 4, 5])).toEqual({ estimate: 3, low: -Infinity, high: Infinity });
    expect(hodgesLehmann([1, 2, 3, 4, 5, 6])).toEqual({ estimate: 3.5, low: 1, high: 6 });
  });
});

describe('friedmanTest', () => {
  it.each(vectors.friedman)('agrees with scipy, chi-square $chiSquare', (reference) => {
    const test = friedmanTest(matrix(reference.scores));
    test.averageRanks.forEach((rank, j) => {
      expect(rank).toBeCloseTo(reference.averageRanks[j], 12);
    });
    expect(relative(test.chiSquare, reference.chiSquare)).toBeLessThan(1e-11);
    expect(relative(test.pValue, reference.pValue)).toBeLessThan(1e-10);
  });

  it('finds nothing where all scores tie', () => {
    expect(friedmanTest(matrix([[1, 1], [2, 2]]))).toMatchObject({ chiSquare: 0, pValue: 1 }); // biome-ignore format: a matrix
    expect(() => friedmanTest(matrix([[1, 2]]))).toThrow(/scores are \[1 x 2\]/);
  });
});

describe('nemenyiDifference', () => {
  // The quantile and the difference are the same for k (k + 1) = 6 n / 2, so compare through n = 1.
  it.each(vectors.range)('has the quantile of scipy for k = $k, alpha = $alpha', ({ k, alpha, quantile }) => {
    const difference = nemenyiDifference(k, 1, alpha);
    expect(relative(difference, (quantile / Math.SQRT2) * Math.sqrt((k * (k + 1)) / 6))).toBeLessThan(1e-9);
  });

  it('is that of Demšar for 4 methods and 14 data sets', () => {
    expect(nemenyiDifference(4, 14)).toBeCloseTo(1.25, 2);
  });

  it('is the range of two variables: a normal law with variance 2', () => {
    expect(normalRangeProbability(1.959963984540054 * Math.SQRT2, 2)).toBeCloseTo(0.95, 12);
  });
});

describe('holm', () => {
  it('multiplies by the number of hypotheses left, and never falls', () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((expected, i) => {
      expect(adjusted[i]).toBeCloseTo(expected, 14);
    });
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
    expect(() => holm([1.2])).toThrow(/p value 0 is 1.2/);
  });
});
