import { describe, expect, it } from 'vitest';
import { matrix, row } from '../../lib/numeric/matrix';
import { principalComponents } from '../../lib/numeric/principal-components';
import { randomStream } from '../../lib/numeric/random';
import { symmetricEigen } from '../../lib/numeric/symmetric-eigen';
import { normalPoints } from '../oracles/random-points';

describe('principalComponents', () => {
  const X = normalPoints(200, 12, randomStream('pca'));
  for (let p = 0; p < X.data.length; p++) X.data[p] = X.data[p] * (12 - (p % 12)) + (p % 12);

  it('has the eigenvalues and eigenvectors of the covariance', () => {
    const mean = Array.from(
      { length: 12 },
      (_, j) => Array.from({ length: 200 }, (_, i) => row(X, i)[j]).reduce((a, b) => a + b, 0) / 200,
    );
    const covariance = matrix(
      mean.map((_, j) =>
        mean.map((_, k) => {
          let sum = 0;
          for (let i = 0; i < 200; i++) sum += (row(X, i)[j] - mean[j]) * (row(X, i)[k] - mean[k]);
          return sum / 200;
        }),
      ),
    );
    const { values, vectors } = symmetricEigen(covariance);
    const { variances, directions, explained } = principalComponents(X, 3, randomStream(1));
    const total = values.reduce((a, b) => a + b, 0);
    expect(explained).toBeCloseTo((values[11] + values[10] + values[9]) / total, 8);
    for (let c = 0; c < 3; c++) {
      expect(variances[c] / values[11 - c]).toBeCloseTo(1, 6);
      const dot = row(directions, c).reduce((sum, x, j) => sum + x * vectors.data[j * 12 + 11 - c], 0);
      expect(Math.abs(dot)).toBeCloseTo(1, 5);
    }
  });

  it('gives coordinates of which all components together lose nothing', () => {
    const components = principalComponents(X, 12, randomStream(1));
    components.invert(components.apply(X)).data.forEach((x, p) => {
      expect(x).toBeCloseTo(X.data[p], 9);
    });
    expect(components.explained).toBeCloseTo(1, 12);
  });

  it('refuses too many components', () => {
    expect(() => principalComponents(X, 13, randomStream(1))).toThrow(
      /k is 13, expected an integer from 1 to 12/,
    );
    expect(() =>
      principalComponents(
        matrix([
          [1, 2, 3],
          [2, 3, 1],
        ]),
        2,
        randomStream(1),
      ),
    ).toThrow(/1 to 1/);
  });
});
