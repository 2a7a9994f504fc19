import { describe, expect, it } from 'vitest';
import { matrix } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { sampleClasses } from '../../lib/theory/gaussian-classes';
import { limits } from '../../lib/theory/taylor-coefficients';
import * as theorems from '../../lib/theory/theorems';

describe('Theorem 1', () => {
  const search = (kind: theorems.SearchData) =>
    theorems.searchTheorem1(1500, kind, randomStream('theorem 1'));

  it('is not violated on data with mean 0 nor on balanced clusters', () => {
    for (const kind of ['centred', 'balanced clusters'] as const) {
      const { trials, first, second, negativeTerms } = search(kind);
      expect(trials).toBeGreaterThan(1000);
      expect([first, second, negativeTerms]).toEqual([0, 0, 0]);
    }
  });

  it('has terms of the wrong sign and a violated second inequality on other data (erratum 24)', () => {
    const any = search('any');
    expect(any.negativeTerms).toBeGreaterThan(100);
    expect(any.first).toBe(0);
    const clusters = search('clusters');
    expect(clusters.second).toBeGreaterThan(100);
    expect(clusters.smallestSecond?.X.length).toBe(3);
  });

  it('fails on three points, by the closed form of the docstring', () => {
    const [A, B, t] = [1 / 4, 1 / 12, 0.5];
    const chain = theorems.theorem1({ ...theorems.unbalancedClusters(), A, B });
    const g = 1 / (1 + Math.exp(t));
    const expected = A * t * g * (8 / 9 - 1) + t * t * g * (1 - g) * ((8 / 9) * B - (A * A) / 2);
    expect(chain.inTheta).toBe(true);
    expect(chain.genLabel - chain.adversarial).toBeCloseTo(expected, 14);
    expect(chain.genLabel).toBeLessThan(chain.adversarial);
  });

  it('fails in its first inequality too, where nearly all points lie on the boundary', () => {
    for (const c of [0.5, 1, 3]) {
      const chain = theorems.theorem1({ ...theorems.crowdedBoundary(), ...limits(c) });
      expect(chain.inTheta).toBe(true);
      expect(chain.mixup).toBeLessThan(chain.genLabel);
    }
  });

  it('is an equality at theta = 0 (erratum 25)', () => {
    const X = matrix([
      [-1, 0],
      [1, 0],
    ]);
    const chain = theorems.theorem1({ X, y: [0, 1], theta: [0, 0], A: 0.25, B: 1 / 12 });
    expect([chain.mixup, chain.genLabel, chain.adversarial]).toEqual(new Array(3).fill(Math.log(2)));
    expect(chain.inTheta).toBe(true);
  });
});

describe('curves of Fig. 8', () => {
  const classes = { sigma1: 10, c: 1, tau: 0, d: 2 };
  const sample = sampleClasses(20, classes, randomStream('figure 8'));
  const phi = [-Math.PI / 4, 0, Math.PI / 4];

  it('are ordered as claimed, approximated and exact, for finite and for limit coefficients', () => {
    for (const source of ['limit', 'finite', 'finite, class 0'] as const) {
      const { taylor, exact } = theorems.theorem1Curves(sample, classes, { norm: 10, phi, source });
      for (const { mixup, genLabel, adversarial } of [taylor, exact]) {
        phi.forEach((_, k) => {
          expect(mixup[k]).toBeGreaterThan(genLabel[k]);
          expect(genLabel[k]).toBeGreaterThan(adversarial[k]);
        });
      }
    }
  });

  it('are far from the exact losses, and the exact mixup loss is largest near phi = 0 (errata 27, 28)', () => {
    const { taylor, exact } = theorems.theorem1Curves(sample, classes, { norm: 10, phi });
    expect(taylor.mixup[1] / exact.mixup[1]).toBeLessThan(0.01);
    expect(exact.mixup[1]).toBeGreaterThan(Math.max(exact.mixup[0], exact.mixup[2]));
    expect(taylor.mixup[1]).toBeLessThan(Math.min(taylor.mixup[0], taylor.mixup[2]));
  });

  it('have coefficients of A near 1/4', () => {
    const { A, B } = theorems.sampleCoefficients(sample, classes, 'finite');
    const mean = A.reduce((a, b) => a + b, 0) / A.length;
    expect(Math.abs(mean - 0.25)).toBeLessThan(0.01);
    A.forEach((a, i) => {
      expect(Math.abs(a - B[i] - 1 / 6)).toBeLessThan(1e-13);
    });
  });
});

describe('Theorem 2', () => {
  it('has networks with f(x) = grad f(x) . x and the gradient of central differences', () => {
    const network = {
      weights: [
        matrix([
          [1, -2],
          [0.5, 1],
          [-1, 0.3],
        ]),
        matrix([
          [1, 0.2, -0.7],
          [-0.4, 1, 1],
        ]),
      ],
      beta: [1.5, -0.8],
    };
    for (const x of [
      [0.3, -0.9],
      [-1, 0.4],
      [2, 1.3],
    ]) {
      const { value, gradient } = theorems.reluGradient(network, x);
      expect(value).toBeCloseTo(gradient[0] * x[0] + gradient[1] * x[1], 13);
      const h = 1e-6;
      const partial = (theorems.reluGradient(network, [x[0] + h, x[1]]).value - value) / h;
      expect(partial).toBeCloseTo(gradient[0], 6);
    }
  });

  it('fails with the printed d from d = 3 on, by h"(1) / 2 (1/6 - d/16) (erratum 26)', () => {
    const curvature = Math.exp(1) / (1 + Math.exp(1)) ** 2;
    for (const d of [1, 2, 3, 5]) {
      const { network, X, y } = theorems.firstCoordinateNetwork(d);
      const chain = theorems.theorem2(network, X, y, 1, true);
      expect(chain.genLabel - chain.adversarial).toBeCloseTo((curvature / 2) * (1 / 6 - d / 16), 14);
      const without = theorems.theorem2(network, X, y, 1, false);
      expect(without.genLabel).toBeGreaterThan(without.adversarial);
    }
  });

  it('is violated on balanced clusters with the printed d only', () => {
    const search = (printedD: boolean) =>
      theorems.searchTheorem2(1500, { printedD, clusters: true, stream: randomStream('theorem 2') });
    expect(search(true).second).toBeGreaterThan(5);
    expect([search(false).first, search(false).second]).toEqual([0, 0]);
  });
});
