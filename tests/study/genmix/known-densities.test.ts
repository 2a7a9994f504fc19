import { describe, expect, it } from 'vitest';
import { matrix } from '../../../lib/numeric/matrix';
import { drawKnownSet, knownSets } from '../../../lib/study/genmix/known-densities';

describe('sets of known density', () => {
  for (const name of knownSets) {
    it(`${name}: every density integrates to 1, and points are of the density that is said`, () => {
      const { X, y, truth } = drawKnownSet(name, 'test');
      // The laws of the manifolds have 400 centres each: a smaller part of the plane, and steps no larger than their noise.
      const [half, step] = name === 'three-manifolds' ? [5, 0.2] : [13, 0.1];
      const axis = Array.from({ length: Math.round((2 * half) / step) }, (_, i) => -half + (i + 0.5) * step);
      const logs = truth.logDensities(matrix(axis.flatMap((a) => axis.map((b) => [a, b]))));
      for (let c = 0; c < logs.cols; c++) {
        let total = 0;
        for (let i = 0; i < logs.rows; i++) total += Math.exp(logs.data[i * logs.cols + c]) * step * step;
        expect(total).toBeCloseTo(1, 2);
      }
      const own = truth.logDensities(X);
      const right = Array.from(y).filter((label, i) => {
        const values = own.data.subarray(i * own.cols, (i + 1) * own.cols);
        return values[label] === Math.max(...values);
      });
      // Classes overlap little.
      expect(right.length / y.length).toBeGreaterThan(0.9);
    });
  }
});
