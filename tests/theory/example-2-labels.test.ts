import { describe, expect, it } from 'vitest';
import { matrix, row } from '../../lib/numeric/matrix';
import {
  labelCurve,
  labelErrors,
  mixedPoints,
  points,
  printedLinearWeights,
  scoreCurve,
  scores,
  svm,
} from '../../lib/theory/example-2';

const lambdas = [0, 0.25, 0.5, 0.8, 1];
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

describe('points and mixedPoints', () => {
  it('are those of Fig. 3a and their mixtures', () => {
    expect([...points(5).data]).toEqual([-5, 5, 5, 5, -5, -5]);
    const mixed = mixedPoints([1, 2], lambdas, 5);
    lambdas.forEach((lambda, k) => {
      expect(row(mixed, k)[0]).toBeCloseTo((2 * lambda - 1) * 5, 14);
      expect(row(mixed, k)[1]).toBeCloseTo((2 * lambda - 1) * 5, 14);
    });
    expect(() => mixedPoints([0, 3], lambdas)).toThrow(/pair is \[0, 3\]/);
  });
});

describe('labelCurve', () => {
  it('is linear in lambda, or rho of Section 3.2, in the classes of the pair', () => {
    const linear = labelCurve({ labeling: 'linear', pair: [1, 2], lambdas });
    const logistic = labelCurve({ labeling: 'logistic', sigma2: 1 / 20, pair: [2, 0], lambdas });
    lambdas.forEach((lambda, k) => {
      expect([...row(linear, k)]).toEqual([0, lambda, 1 - lambda]);
      const rho = 1 / (1 + Math.exp(-8 * 5 * (lambda - 0.5)));
      expect(row(logistic, k)[2]).toBeCloseTo(rho, 15);
      expect(row(logistic, k)[0]).toBeCloseTo(1 - rho, 15);
      expect(row(logistic, k)[1]).toBe(0);
    });
  });

  it('refuses what it does not know', () => {
    expect(() => labelCurve({ labeling: 'linear', pair: [0, 1.5], lambdas })).toThrow(/pair is/);
    expect(() => labelCurve({ labeling: 'logistic', pair: [0, 1], lambdas })).toThrow(/sigma2 is missing/);
  });
});

describe('scores and scoreCurve', () => {
  it('are softmax, without overflow', () => {
    const W = matrix([
      [0, 0],
      [Math.log(2), 0],
      [0, Math.log(5)],
    ]);
    const p = scores(W, [1, 1]);
    [1 / 8, 2 / 8, 5 / 8].forEach((value, c) => {
      expect(p[c]).toBeCloseTo(value, 15);
    });
    expect([...scores(svm(5).printed, [1e300, 1e300])]).toEqual([0, 1, 0]);
    expect([...scores(W, [0, 0])]).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(() => scores(W, [1])).toThrow(/x has 1 values/);
  });

  it('of the SVM on x2 - x3 have p1 = 1 / (1 + 2 cosh(2 d (2 lambda - 1)))', () => {
    const curve = scoreCurve({ W: svm(5).printed, pair: [1, 2], lambdas, d: 5 });
    lambdas.forEach((lambda, k) => {
      const p1 = 1 / (1 + 2 * Math.cosh(10 * (2 * lambda - 1)));
      expect(row(curve, k)[0]).toBeCloseTo(p1, 15);
      expect(row(curve, k)[1] + row(curve, k)[2]).toBeCloseTo(1 - p1, 15);
    });
  });
});

describe('labelErrors', () => {
  const [onX1X2, onX1X3, onX2X3] = labelErrors({
    W: svm(5).printed,
    labeling: 'logistic',
    sigma2: 1 / 20,
    d: 5,
  });

  it('on x2 - x3: p = y_log fails by 1/3 at the origin, and only through p1', () => {
    expect(onX2X3.pair).toEqual([1, 2]);
    expect(onX2X3.sup).toBeCloseTo(1 / 3, 15);
    expect(onX2X3.supAt).toBeCloseTo(0.5, 7);
    expect(onX2X3.conditionalSup).toBeLessThan(1e-15);
  });

  it('on x2 - x3: the mean L1 error is 2 int p1, in closed form', () => {
    // int dt / (1 + 2 cosh t) = (2 / sqrt 3) atan((2 e^t + 1) / sqrt 3), t = 2 d (2 lambda - 1).
    const antiderivative = (t: number) =>
      (2 / Math.sqrt(3)) * Math.atan((2 * Math.exp(t) + 1) / Math.sqrt(3));
    const exact = (2 * (antiderivative(10) - antiderivative(-10))) / 20;
    expect(Math.abs(onX2X3.meanL1 - exact)).toBeLessThan(1e-14);
    expect(onX2X3.meanL1).toBeCloseTo(0.1209108778, 10);
  });

  it('on x1 - x2 and x1 - x3: the odds of the scores are half those of the labels, an error of 0.1502', () => {
    let brute = 0;
    for (let k = 0; k <= 200_000; k++) {
      const z = (k / 200_000 - 0.5) * 20;
      brute = Math.max(brute, Math.abs(sigmoid(z) - sigmoid(2 * z)));
    }
    expect(onX1X2.conditionalSup).toBeCloseTo(brute, 8);
    expect(onX1X2.sup).toBeCloseTo(0.1502, 4);
    expect(onX1X3.sup).toBeCloseTo(onX1X2.sup, 12);
  });

  it('for twice the SVM: those two pairs fit and x2 - x3 does not', () => {
    const twice = { ...svm(5).printed, data: svm(5).printed.data.map((value) => 2 * value) };
    const errors = labelErrors({ W: twice, labeling: 'logistic', sigma2: 1 / 20, d: 5 });
    expect(errors.map(({ conditionalSup }) => conditionalSup > 0.15)).toEqual([false, false, true]);
    expect(errors[0].sup).toBeLessThan(3e-9);
  });

  it('for the printed linear weights: p2 against lambda is off by 0.1192, at the ends', () => {
    const [, , line] = labelErrors({ W: printedLinearWeights({ k: 2 }), labeling: 'linear', d: 5 });
    expect(line.conditionalSup).toBeCloseTo(1 - sigmoid(2), 14);
    expect(line.conditionalSup).toBeCloseTo(0.1192, 4);
  });

  it('for equal rows of W: integrals and suprema of lambda - 1/3 and so on', () => {
    const zero = matrix([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    const [first] = labelErrors({ W: zero, labeling: 'linear' });
    expect(first.sup).toBeCloseTo(2 / 3, 14);
    // int |1/3 - lambda| = 5/18, twice, and 1/3 of the third class.
    expect(first.meanL1).toBeCloseTo(5 / 9 + 1 / 3, 13);
  });
});
