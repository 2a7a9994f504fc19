import { describe, expect, it } from 'vitest';
import { inverseSymmetric, multiply } from '../../lib/numeric/linear-algebra';
import { randomStream } from '../../lib/numeric/random';
import { equicorrelation } from '../../lib/theory/equicorrelation';
import { checkLemmas, exactEquicorrelation, exactTaus } from '../../lib/theory/equicorrelation-exact';
import { sampleLemmas } from '../../lib/theory/equicorrelation-sample';

describe('equicorrelation', () => {
  it.each([
    [1, 0.3],
    [2, -0.99],
    [3, 0.2],
    [4, -0.33],
    [7, 0.9],
  ])('d = %s, tau = %s: the inverse is that of elimination', (d, tau) => {
    const { matrix, inverse } = equicorrelation(d, tau);
    const oracle = inverseSymmetric(matrix);
    const scale = Math.max(...oracle.data.map(Math.abs));
    inverse.data.forEach((v, k) => {
      expect(Math.abs(v - oracle.data[k])).toBeLessThan(1e-13 * scale * scale);
    });
    const product = multiply(matrix, inverse);
    product.data.forEach((v, k) => {
      expect(Math.abs(v - (k % (d + 1) === 0 ? 1 : 0))).toBeLessThan(1e-13 * scale);
    });
  });

  it('gives the values of eqs. (6)-(8) for d = 3, tau = 1/2', () => {
    // c = 2 (3/2) / 2 = 3/2, tau_d = 1/3; A = 1, 8/9, 2/3; B = 1/3, 1/2, 1
    const e = equicorrelation(3, 0.5);
    expect(e.cd).toBeCloseTo(1.5, 14);
    expect(e.tauD).toBeCloseTo(1 / 3, 14);
    [1, 8 / 9, 2 / 3].forEach((a, k) => {
      expect(e.A[k]).toBeCloseTo(a, 14);
    });
    [1 / 3, 1 / 2, 1].forEach((b, k) => {
      expect(e.B[k]).toBeCloseTo(b, 14);
    });
  });

  it.each([
    [4, -0.5],
    [4, -1 / 3],
    [3, -0.5],
    [2, -1],
    [5, 1],
    [3, Number.NaN],
  ])('rejects d = %s, tau = %s, which is no covariance (erratum 14)', (d, tau) => {
    expect(() => equicorrelation(d, tau)).toThrow(/expected -1.* < tau < 1/);
  });

  it('rejects d = 0 and d = 2.5', () => {
    expect(() => equicorrelation(0, 0)).toThrow(RangeError);
    expect(() => equicorrelation(2.5, 0)).toThrow(RangeError);
  });
});

describe('Lemmas 2-7 in exact arithmetic', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('hold for all tau, d = %s', (d) => {
    const taus = exactTaus(d);
    expect(new Set(taus.map((tau) => tau.toFraction())).size).toBe(4 * d + 6);
    for (const tau of taus) {
      expect(Object.values(checkLemmas(d, tau)).every(Boolean)).toBe(true);
    }
  });

  it('agrees with the doubles', () => {
    const exact = exactEquicorrelation(5, '-1/7');
    const doubles = equicorrelation(5, -1 / 7);
    exact.A.forEach((a, k) => {
      expect(doubles.A[k]).toBeCloseTo(a.valueOf(), 14);
    });
    expect(doubles.cd).toBeCloseTo(exact.cd.valueOf(), 14);
  });
});

describe('Lemmas 4-7 by Monte Carlo', () => {
  // 60000 draws, 11 estimates for each of 11 seeds, 5 standard errors: one of 121 normal deviations is larger with
  // probability below 1e-4.
  it.each(['appendix C', ...Array.from({ length: 10 }, (_, k) => `seed ${k}`)])(
    'hold within 5 standard errors (seed %s)',
    (seed) => {
      for (const { claimed, estimate, standardError } of sampleLemmas(60000, 4, -0.2, randomStream(seed))) {
        expect(Math.abs(estimate - claimed)).toBeLessThan(5 * standardError);
        expect(standardError).toBeLessThan(0.06 * Math.max(1, claimed));
      }
    },
  );
});
