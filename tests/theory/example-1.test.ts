import { derivative, evaluate, fraction } from 'mathjs';
import { describe, expect, it } from 'vitest';
import { minimise } from '../../lib/numeric/minimise';
import { integrate } from '../../lib/numeric/quadrature';
import {
  exactDerivation,
  lossThreeSteps,
  margin,
  optimalTheta,
  optimalThetaWithoutIntrusion,
  orderedPairLoss,
  pairLosses,
  pairLossesWithoutIntrusion,
  prediction,
  printedPairLosses,
  quadraturePairLosses,
  selfPairLosses,
} from '../../lib/theory/example-1';

const grid = Array.from({ length: 400 }, (_, i) => (i + 1) / 400);
const sum = ({ l1, l2, l3 }: { l1: number; l2: number; l3: number }) => l1 + l2 + l3;
const outOfRange = [0, -0.1, 1.0001, Number.NaN, Infinity];

describe('prediction', () => {
  it('rises to 1 at |x| = 2 theta and is symmetric', () => {
    expect([-1, -0.25, 0, 0.25, 0.5, 0.7].map((x) => prediction(0.25, x))).toEqual([1, 0.5, 0, 0.5, 1, 1]);
    expect(prediction(1, 1)).toBe(0.5);
  });
});

describe('pairLosses', () => {
  it('is the integral of ||y - yhat||^2 to 1e-14 for every theta, also above 1/2', () => {
    for (const theta of [...grid, 1e-6, 0.5 - 1e-12, 0.5 + 1e-12]) {
      const exact = pairLosses(theta);
      const numeric = quadraturePairLosses(theta);
      for (const name of ['l1', 'l2', 'l3'] as const) {
        expect(Math.abs(exact[name] - numeric[name])).toBeLessThan(1e-14);
      }
    }
  });

  it('agrees with a sum over a million values of lambda, without breakpoints or quadrature', () => {
    const theta = 0.3;
    const n = 1_000_000;
    let total = 0;
    for (let k = 0; k < n; k++) total += 2 * (1 - prediction(theta, (2 * (k + 0.5)) / n - 1)) ** 2;
    // The midpoint rule's error is at most 1 / (24 n^2) times the jump of the derivative: 1e-12.
    expect(Math.abs(total / n - pairLosses(theta).l3)).toBeLessThan(1e-11);
  });

  it('has the values that can be read off', () => {
    expect(pairLosses(0.5)).toEqual({ l1: 0, l2: 0, l3: 2 / 3 });
    expect(pairLosses(1).l1).toBeCloseTo(1 / 6, 15);
    expect(pairLosses(1).l3).toBeCloseTo(7 / 6, 15);
    expect(sum(pairLosses(3 / 8))).toBeCloseTo(7 / 12, 15);
  });

  it('refuses theta outside (0, 1]', () => {
    for (const theta of outOfRange) {
      for (const f of [pairLosses, printedPairLosses, quadraturePairLosses, margin, selfPairLosses]) {
        expect(() => f(theta)).toThrow(RangeError);
      }
      expect(() => prediction(theta, 0)).toThrow(`theta is ${theta}, expected 0 < theta <= 1`);
    }
  });
});

describe('printedPairLosses', () => {
  it('has half of l3 and the rest right, for theta up to 1/2', () => {
    for (const theta of grid.filter((t) => t <= 0.5)) {
      const printed = printedPairLosses(theta);
      const right = pairLosses(theta);
      expect([printed.l1, printed.l2]).toEqual([right.l1, right.l2]);
      expect(2 * printed.l3).toBeCloseTo(right.l3, 15);
    }
    expect(printedPairLosses(0.8).l1).not.toBeCloseTo(pairLosses(0.8).l1, 2);
  });
});

describe('lossThreeSteps', () => {
  it('keeps (4/3) theta for two lines, then falls to (2/3) theta', () => {
    for (const theta of [0.01, 0.2, 3 / 8, 7 / 16, 0.5]) {
      const values = lossThreeSteps(theta).map(({ value }) => value);
      const expected = [4 / 3, 4 / 3, 2 / 3, 2 / 3].map((factor) => factor * theta);
      values.forEach((value, i) => {
        expect(Math.abs(value - expected[i])).toBeLessThan(1e-14);
      });
    }
    expect(() => lossThreeSteps(0.6)).toThrow(/expected at most 1\/2/);
  });
});

describe('optimalTheta', () => {
  it('is 3/8 for the three pairs and 7/16 only for half the weight of l3', () => {
    expect(optimalTheta()).toBe(3 / 8);
    expect(optimalTheta({ l3: 0.5 })).toBe(7 / 16);
    expect(margin(optimalTheta())).toBe(3 / 8);
  });

  it('is 1/2 without the pair of equal classes', () => {
    expect(optimalTheta({ l3: 0 })).toBe(0.5);
    expect(margin(0.5)).toBe(0.5);
  });

  it.each([
    { l1: 1, l2: 1, l3: 1 },
    { l1: 1, l2: 1, l3: 0.5 },
    { l1: 2, l2: 0.5, l3: 3 },
    { l1: 0, l2: 1, l3: 1.9 },
    { l1: 1, l2: 0, l3: 0 },
  ])('is where the weighted losses are least: $l1, $l2, $l3', (weights) => {
    const loss = (theta: number) => {
      const { l1, l2, l3 } = quadraturePairLosses(theta);
      return weights.l1 * l1 + weights.l2 * l2 + weights.l3 * l3;
    };
    const theta = optimalTheta(weights);
    expect(minimise(loss, 0, 1).x).toBeCloseTo(theta, 6);
    for (const other of grid) expect(loss(other)).toBeGreaterThanOrEqual(loss(theta) - 1e-15);
  });

  it('refuses weights without a minimum in (0, 1], and says what is wrong', () => {
    expect(() => optimalTheta({ l3: 4 })).toThrow(/no minimum in \(0, 1\]: expected l3 < 2 \(l1 \+ l2\)/);
    expect(() => optimalTheta({ l1: 0, l2: 0, l3: 0 })).toThrow(RangeError);
    expect(() => optimalTheta({ l2: -1 })).toThrow(/weight of l2 is -1/);
    expect(() => optimalTheta({ l1: Infinity })).toThrow(RangeError);
  });
});

describe('all nine ordered pairs', () => {
  it('have their self pairs as the loss at the data', () => {
    const at = (theta: number, x: number, y: number) => 2 * (y - prediction(theta, x)) ** 2;
    for (const theta of grid) {
      const self = selfPairLosses(theta);
      expect(self.x1).toBeCloseTo(at(theta, -1, 1), 15);
      expect(self.x2).toBeCloseTo(at(theta, 0, 0), 15);
      expect(self.x3).toBeCloseTo(at(theta, 1, 1), 15);
    }
  });

  it('have their minimum at 3/8 too', () => {
    expect(minimise(orderedPairLoss, 0, 1).x).toBeCloseTo(3 / 8, 7);
    for (const theta of grid) expect(orderedPairLoss(theta)).toBeGreaterThanOrEqual(orderedPairLoss(3 / 8));
  });
});

describe('mixup without the points that Definition 1 excludes', () => {
  it('has the integral over |x| >= 1/2 as its l3', () => {
    for (const theta of grid) {
      const outer = (x: number) => 2 * (1 - prediction(theta, x)) ** 2;
      const l3 = integrate(outer, 0.5, 1, { breakpoints: [2 * theta] });
      expect(Math.abs(pairLossesWithoutIntrusion(theta).l3 - l3)).toBeLessThan(1e-14);
    }
    expect(pairLossesWithoutIntrusion(0.25).l3).toBe(0);
  });

  it('has its minimum at 0.448270529293, margin below 1/2', () => {
    const theta = optimalThetaWithoutIntrusion();
    expect(theta).toBeCloseTo(0.448270529293, 12);
    const loss = (t: number) => sum(pairLossesWithoutIntrusion(t));
    expect(minimise(loss, 0, 1).x).toBeCloseTo(theta, 7);
    for (const other of grid) expect(loss(other)).toBeGreaterThan(loss(theta));
    const slope = (loss(theta + 1e-5) - loss(theta - 1e-5)) / 2e-5;
    expect(Math.abs(slope)).toBeLessThan(1e-9);
    expect(margin(theta)).toBeLessThan(0.5);
  });
});

describe('exactDerivation', () => {
  const { printed, integral } = exactDerivation();

  it('gives 8 theta^2 - 7 theta + 2 and 7/16 with the printed L3', () => {
    expect(printed.polynomial.coefficients).toEqual(['2', '-7', '8']);
    expect(printed.derivative.expression).toBe('16 theta - 7');
    expect(printed.root).toBe('7/16');
  });

  it('gives 8 theta^2 - 6 theta + 2 and 3/8 with the integral', () => {
    expect(integral.polynomial.expression).toBe('8 theta^2 - 6 theta + 2');
    expect(integral.derivative.coefficients).toEqual(['-6', '16']);
    expect(integral.root).toBe('3/8');
  });

  it('agrees with the floating-point losses and with the derivative that mathjs finds', () => {
    for (const [optimum, losses] of [
      [printed, printedPairLosses],
      [integral, pairLosses],
    ] as const) {
      for (const theta of [0.05, 0.21, 0.5]) {
        expect(evaluate(optimum.polynomial.expression, { theta })).toBeCloseTo(1.5 * sum(losses(theta)), 14);
        const symbolic = derivative(optimum.polynomial.expression, 'theta');
        expect(symbolic.evaluate({ theta })).toBeCloseTo(
          evaluate(optimum.derivative.expression, { theta }),
          13,
        );
      }
      const root = fraction(optimum.root);
      expect(evaluate(optimum.derivative.expression, { theta: root }).valueOf()).toBe(0);
    }
  });
});
