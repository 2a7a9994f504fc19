import { describe, expect, it } from 'vitest';
import { matrix, row } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { symmetricEigen } from '../../lib/numeric/symmetric-eigen';
import { normalPoints } from '../oracles/random-points';

/** X'X / n */
function gram(n: number, d: number, seed: string) {
  const X = normalPoints(n, d, randomStream(seed));
  const rows = Array.from({ length: d }, (_, i) =>
    Array.from({ length: d }, (_, j) => {
      let sum = 0;
      for (let m = 0; m < n; m++) sum += X.data[m * d + i] * X.data[m * d + j];
      return sum / n;
    }),
  );
  return matrix(rows);
}

describe('symmetricEigen', () => {
  it('gives the eigenvalues of a matrix of two rows', () => {
    const { values, vectors } = symmetricEigen(matrix([[2, 1], [1, 2]])); // biome-ignore format: a matrix
    expect(values[0]).toBeCloseTo(1, 14);
    expect(values[1]).toBeCloseTo(3, 14);
    expect(Math.abs(vectors.data[0])).toBeCloseTo(Math.SQRT1_2, 14);
  });

  for (const d of [1, 3, 8, 25]) {
    it(`decomposes a matrix of ${d} rows: A V = V D, V'V = I, values ascend`, () => {
      const a = gram(2 * d, d, `eigen ${d}`);
      const { values, vectors } = symmetricEigen(a);
      for (let i = 0; i < d; i++) {
        for (let k = 0; k < d; k++) {
          let [product, dot] = [0, 0];
          for (let j = 0; j < d; j++) {
            product += row(a, i)[j] * vectors.data[j * d + k];
            dot += vectors.data[j * d + i] * vectors.data[j * d + k];
          }
          expect(product).toBeCloseTo(values[k] * vectors.data[i * d + k], 12);
          expect(dot).toBeCloseTo(i === k ? 1 : 0, 12);
        }
      }
      expect([...values]).toEqual([...values].sort((x, y) => x - y));
    });
  }

  it('leaves a diagonal matrix and equal eigenvalues alone', () => {
    expect([...symmetricEigen(matrix([[3, 0], [0, 3]])).values]).toEqual([3, 3]); // biome-ignore format: a matrix
  });

  it('refuses what is not square or not finite', () => {
    expect(() => symmetricEigen(matrix([[1, 2]]))).toThrow(/1 x 2, expected a square one/);
    expect(() => symmetricEigen(matrix([[Number.NaN]]))).toThrow(/not finite/);
  });
});
