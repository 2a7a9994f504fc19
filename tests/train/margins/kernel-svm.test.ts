import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matrix } from '../../../lib/numeric/matrix';
import { fitKernelSvm } from '../../../lib/train/margins/kernel-svm';

interface Case {
  readonly name: string;
  readonly cost: number;
  readonly X: number[][];
  readonly y: number[];
  readonly queries: number[][];
  readonly decisions: number[][];
  readonly predicted: number[];
  readonly supportVectors: number[];
}

const { cases } = JSON.parse(
  readFileSync(new URL('../../vectors/kernel-svm.json', import.meta.url), 'utf8'),
) as { cases: Case[] };

describe.each(cases)(
  'fitKernelSvm: $name',
  ({ cost, X, y, queries, decisions, predicted, supportVectors }) => {
    const machine = fitKernelSvm(matrix(X), y, Math.max(...y) + 1, { scale: 2, cost, tolerance: 1e-12 });

    it('agrees with scikit-learn SVC in decisions, classes and support vectors', () => {
      const ours = machine.decisions(matrix(queries));
      decisions.flat().forEach((value, k) => {
        // scikit-learn negates the sign of two-class decisions: class 1 is its positive one.
        const reference = decisions[0].length === 1 ? -value : value;
        // LIBSVM keeps its kernel matrix in single precision, whose rounding the optimum feels in proportion to the cost.
        expect(Math.abs(ours.data[k] - reference)).toBeLessThan(10 * 2 ** -24 * cost);
      });
      expect(Array.from(machine.predict(matrix(queries)))).toEqual(predicted);
      const used = new Set(machine.pairs.flatMap(({ rows }) => Array.from(rows)));
      expect([...used].sort((a, b) => a - b)).toEqual(supportVectors);
    });

    it('meets the conditions of optimality at the training points', () => {
      const decisions = machine.decisions(matrix(X));
      machine.pairs.forEach(({ first, second, rows, coefficients }, p) => {
        y.forEach((label, i) => {
          if (label !== first && label !== second) return;
          const margin = (label === first ? 1 : -1) * decisions.data[i * machine.pairs.length + p];
          const alpha = Math.abs(coefficients[rows.indexOf(i)] ?? 0);
          if (alpha < cost) expect(margin).toBeGreaterThan(1 - 1e-9);
          if (alpha > 0) expect(margin).toBeLessThan(1 + 1e-9);
        });
      });
    });

    it('has coefficients within the cost that sum to 0', () => {
      for (const { coefficients } of machine.pairs) {
        expect(Math.abs(coefficients.reduce((a, b) => a + b, 0))).toBeLessThan(1e-9 * cost);
        for (const value of coefficients) expect(Math.abs(value)).toBeLessThanOrEqual(cost);
      }
    });
  },
);

describe('fitKernelSvm', () => {
  it('separates two points half-way, whatever their distance', () => {
    const machine = fitKernelSvm(matrix([[0], [3]]), [0, 1], 2, { scale: 2, tolerance: 1e-9 });
    expect(machine.decisions(matrix([[1.5]])).data[0]).toBeCloseTo(0, 12);
    expect(Array.from(machine.predict(matrix([[1.4], [1.6]])))).toEqual([0, 1]);
  });

  it('refuses a class without points, a scale that is not positive, and points of another dimension', () => {
    const X = matrix([[0], [1]]);
    expect(() => fitKernelSvm(X, [0, 0], 2, { scale: 2 })).toThrow(/class 1 has no point/);
    expect(() => fitKernelSvm(X, [0, 1], 2, { scale: 0 })).toThrow(/scale is 0/);
    const machine = fitKernelSvm(X, [0, 1], 2, { scale: 2 });
    expect(() => machine.predict(matrix([[0, 1]]))).toThrow(/2 features/);
  });
});
