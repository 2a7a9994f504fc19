import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as example3 from '../../lib/theory/example-3';
import { pairSum } from '../oracles/example-3-pairs';

const vectors = JSON.parse(readFileSync(new URL('../vectors/theory-proofs.json', import.meta.url), 'utf8'));
const relative = (a: number, b: number) => Math.abs(a / b - 1);

describe('loss of Example 3', () => {
  it.each(vectors.example3 as (example3.Example3AtAngle & { loss: string })[])(
    'agrees with 40-digit quadrature: $scheme, n = $n, r = $r, alpha = $alpha',
    (row) => {
      const { loss, ...problem } = row;
      expect(relative(example3.loss(problem), Number(loss))).toBeLessThan(1e-12);
    },
  );

  it('is eq. (2) for vanilla training', () => {
    const phi = 0.4;
    const expected =
      4 * Math.log(1 + Math.exp(-2 * Math.cos(phi))) + Math.log(1 + Math.exp(-2 * Math.sin(phi)));
    expect(relative(example3.loss({ scheme: 'vanilla', n: 3, r: 2, phi }), expected)).toBeLessThan(1e-14);
  });

  it.each([
    { scheme: 'mixup', n: 2, rho: (t: number) => t },
    { scheme: 'genlabel', n: 3, rho: (t: number) => 1 / (1 + Math.exp(-(t - 0.5) / 0.2)) },
  ] as const)('is the sum over all ordered pairs ($scheme)', ({ scheme, n, rho }) => {
    for (const [r, phi] of [
      [1, 0.5],
      [6, 2],
    ]) {
      const naive = pairSum(n, [r * Math.cos(phi), r * Math.sin(phi)], rho);
      // The midpoint rule with 4000 steps errs by about (b - a)^2 f'' / 24 / 4000^2, some 1e-7.
      expect(relative(example3.loss({ scheme, n, r, phi, sigma2: 0.2 }), naive)).toBeLessThan(1e-6);
    }
  });

  it('has the derivative that central differences give', () => {
    for (const alpha of [0.4, 1, 2.5]) {
      for (const labels of ['logistic', 'gaussian', 'mixture'] as const) {
        for (const phi of [0.3, 0.8, 2.2, -1]) {
          const at = (angle: number) =>
            ({ scheme: 'genlabel', n: 4, r: 5, alpha, sigma2: 0.1, labels, phi: angle }) as const;
          const h = 1e-5;
          const difference = (example3.loss(at(phi + h)) - example3.loss(at(phi - h))) / (2 * h);
          // Truncation h^2 f''' / 6 and rounding epsilon f / h are both below 1e-7 here.
          expect(Math.abs(example3.derivative(at(phi)) - difference)).toBeLessThan(1e-6);
        }
      }
    }
  });

  it('changes by less than 1e-12 when the order of the quadrature is doubled', () => {
    for (const r of [0.5, 5, 50]) {
      for (const sigma2 of [0.01, 0.1, 1]) {
        for (const alpha of [0.2, 1, 2, 3.5]) {
          for (const labels of ['logistic', 'gaussian', 'mixture'] as const) {
            const problem = { scheme: 'genlabel', n: 3, r, phi: 0.9, sigma2, alpha, labels } as const;
            expect(example3.quadratureError(problem)).toBeLessThan(1e-12);
          }
        }
      }
    }
  });

  it('labels mixed points by the posterior of the mixture', () => {
    // (3) with labels from the densities themselves, midpoint rule; at n = 1 every point is there once.
    const [sigma2, r, phi] = [0.3, 3, 0.7];
    const density = (x: number, y: number, a: number, b: number) =>
      Math.exp(-((x - a) ** 2 + (y - b) ** 2) / (2 * sigma2));
    const positive = (x: number, y: number) => {
      const plus = (density(x, y, 1, 0) + density(x, y, 0, 1)) / 2;
      return plus / (plus + density(x, y, -1, 0));
    };
    const softplus = (w: number) => Math.log(1 + Math.exp(w));
    const logit = (x: number, y: number) => r * (Math.cos(phi) * x + Math.sin(phi) * y);
    let naive = 2 * softplus(-logit(1, 0)) + softplus(-logit(0, 1));
    const steps = 20000;
    for (let k = 0; k < steps; k++) {
      const t = (k + 0.5) / steps;
      for (const [x, y] of [
        [-t, 1 - t],
        [2 * t - 1, 0],
      ]) {
        naive += (2 / steps) * (softplus(logit(x, y)) - positive(x, y) * logit(x, y));
      }
      naive += (2 / steps) * softplus(-logit(1 - t, t));
    }
    const ours = example3.loss({ scheme: 'genlabel', labels: 'mixture', n: 1, r, phi, sigma2 });
    expect(relative(ours, naive)).toBeLessThan(1e-7);
  });
});

describe('phiStar', () => {
  const limit = (sigma2: number) =>
    example3.phiStar({ scheme: 'genlabel', n: 3, r: Infinity, sigma2 }) / Math.PI;

  it.each([
    [0.01, 0.25021],
    [0.05, 0.255409],
    [0.1, 0.272662],
    [0.25, 0.357365],
    [0.5, 0.432817],
    [1, 0.469749],
  ])(
    'of GenLabel tends to an angle that depends on sigma2 = %s, not to pi/4 (erratum 11)',
    (sigma2, expected) => {
      expect(limit(sigma2)).toBeCloseTo(expected, 6);
    },
  );

  it('of mixup tends to 0.324878 pi for any n', () => {
    for (const n of [1, 10, 100]) {
      expect(example3.phiStar({ scheme: 'mixup', n, r: Infinity }) / Math.PI).toBeCloseTo(0.324878, 6);
    }
  });

  it('at r = 1e5 has reached its limit, at r = 1e-6 the limit r -> 0', () => {
    for (const scheme of ['mixup', 'genlabel'] as const) {
      const at = (r: number) => example3.phiStar({ scheme, n: 3, sigma2: 0.1, alpha: 1.5, r });
      expect(at(1e5)).toBeCloseTo(at(Infinity), 8);
      expect(at(1e-6)).toBeCloseTo(at(0), 6);
    }
    expect(example3.phiStar({ scheme: 'vanilla', n: 3, r: 0 })).toBeCloseTo(Math.atan(1 / 4), 14);
    // (n^2/2 + n/2 + 1, n/6 + 1) for linear labels, alpha = 1
    expect(example3.phiStar({ scheme: 'mixup', n: 3, r: 0 })).toBeCloseTo(Math.atan(1.5 / 7), 12);
  });

  it('of vanilla training is pi/4 - ln(n + 1) / (sqrt 2 r) for large r (erratum 12)', () => {
    for (const n of [1, 10]) {
      const r = 1e4;
      const gap = Math.PI / 4 - example3.phiStar({ scheme: 'vanilla', n, r });
      expect(relative(gap, Math.log(n + 1) / (Math.SQRT2 * r))).toBeLessThan(1e-3);
    }
    expect(example3.phiStar({ scheme: 'vanilla', n: 5, r: Infinity })).toBe(Math.PI / 4);
  });

  it('is the least of the loss on a fine grid of the whole circle', () => {
    for (const scheme of ['vanilla', 'mixup', 'genlabel'] as const) {
      for (const [n, r, sigma2] of [
        [1, 0.3, 0.5],
        [3, 4, 0.1],
        [40, 30, 0.05],
      ]) {
        const problem = { scheme, n, r, sigma2 };
        const phi = example3.phiStar(problem);
        const best = example3.loss({ ...problem, phi });
        const grid = Array.from({ length: 300 }, (_, k) => -Math.PI + (k * Math.PI) / 150);
        const others = grid.map((angle) => example3.loss({ ...problem, phi: angle }));
        expect(Math.min(...others)).toBeGreaterThanOrEqual(best * (1 - 1e-13));
        expect(Math.abs(example3.derivative({ ...problem, phi }))).toBeLessThan(1e-11 * best * r);
      }
    }
  });
});

describe('order of the margins', () => {
  it.each([
    [1, 11.52],
    [2, 14.38],
    [10, 25.22],
    [100, 45.98],
  ])('vanilla overtakes GenLabel at sigma2 = 0.1, n = %s, r = %s (erratum 12)', (n, r) => {
    const last = example3.crossings({ n, sigma2: 0.1 }, ['genlabel', 'vanilla'], { to: 60 }).at(-1)!;
    expect(last.above).toBe('vanilla');
    expect(Math.abs(last.r - r)).toBeLessThan(0.006);
  });

  it('vanilla > mixup fails on the ranges of erratum 12', () => {
    const ends = (n: number) =>
      example3.crossings({ n, sigma2: 0.1 }, ['vanilla', 'mixup'], { to: 60 }).map(({ r }) => r);
    expect(ends(1)[0]).toBeCloseTo(6.286, 3);
    expect(ends(10)[0]).toBeCloseTo(2.41, 2);
    expect(ends(10)[1]).toBeCloseTo(10.58, 2);
  });

  it('is as claimed at sigma2 = 0.01, n = 1, r = 10', () => {
    const order = example3.marginOrder({ n: 1, r: 10, sigma2: 0.01 });
    expect(order.genlabelBeatsVanilla && order.vanillaBeatsMixup).toBe(true);
    expect(order.margin.genlabel).toBeLessThan(Math.SQRT1_2);
  });
});

describe('parameters out of range', () => {
  const problem = { scheme: 'genlabel', n: 2, r: 1, sigma2: 0.1 } as const;
  it.each([
    [{ sigma2: 0 }, 'sigma2'],
    [{ sigma2: undefined }, 'sigma2'],
    [{ r: -1 }, 'r is -1'],
    [{ alpha: 0 }, 'alpha'],
    [{ n: 0 }, 'n is 0'],
    [{ labelScale: Number.NaN }, 'labelScale'],
  ])('%o throws', (wrong, message) => {
    expect(() => example3.phiStar({ ...problem, ...wrong })).toThrow(RangeError);
    expect(() => example3.loss({ ...problem, phi: 0.1, ...wrong })).toThrow(message);
  });

  it('a loss at r = Infinity or phi = NaN throws', () => {
    expect(() => example3.loss({ ...problem, r: Infinity, phi: 0 })).toThrow(RangeError);
    expect(() => example3.loss({ ...problem, phi: Number.NaN })).toThrow(RangeError);
  });
});
