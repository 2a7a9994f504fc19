import { describe, expect, it } from 'vitest';
import type { Ball } from '../../../lib/attacks/attack-options';
import { type ImageShape, imageStrides } from '../../../lib/attacks/image-shape';
import { FeatureProposals } from '../../../lib/attacks/square/feature-proposals';
import { PyramidProposals } from '../../../lib/attacks/square/pyramid-proposals';
import type { SquareProposals } from '../../../lib/attacks/square/square-proposals';
import { StripeProposals } from '../../../lib/attacks/square/stripe-proposals';
import { randomStream } from '../../../lib/numeric/random';

const bounds = [-1, 1] as const;
const ball = (norm: 'linf' | 'l2'): Ball => ({ norm, epsilon: 0.4, radius: 0.4, bounds });
const first: ImageShape = { channels: 2, height: 7, width: 9 };
const d = 2 * 7 * 9;

/** Far from the bounds, but for the first three features. */
const x = Float64Array.from({ length: d }, (_, j) => (j < 3 ? 1 : 0.3 * Math.sin(j)));

const kinds: [string, 'linf' | 'l2', SquareProposals][] = [
  ['features, L-inf', 'linf', new FeatureProposals(ball('linf'), x, d)],
  ['features, L2', 'l2', new FeatureProposals(ball('l2'), x, d)],
  ['an image, L-inf', 'linf', new StripeProposals(ball('linf'), x, first)],
  ['an image, L2', 'l2', new PyramidProposals(ball('l2'), x, first)],
  ['a narrow image, L2', 'l2', new PyramidProposals(ball('l2'), x, { channels: 1, height: 2, width: 63 })],
];

describe.each(kinds)('proposals of Square for %s', (_, norm, proposals) => {
  const stream = randomStream('proposals');
  const start = new Float64Array(d);
  proposals.start(0, stream, start, 0);

  it.each([0.8, 0.2, 0.01])(
    'lie on the edge of the ball or on bounds, and change part of the features: share %f',
    (share) => {
      let best = start;
      let changes = 0;
      for (let i = 0; i < 50; i++) {
        const out = new Float64Array(d + 2);
        proposals.propose(0, share, stream, best, 0, out, 1);
        const candidate = out.subarray(1, d + 1);
        expect([out[0], out[d + 1]]).toEqual([0, 0]);
        expect(candidate.every((value) => value >= bounds[0] && value <= bounds[1])).toBe(true);
        const delta = candidate.map((value, j) => value - x[j]);
        if (norm === 'l2') expect(Math.hypot(...delta)).toBeLessThan(0.4 + 1e-12);
        else {
          delta.forEach((value, j) => {
            const edge =
              j < 3 ? value === 0 || Math.abs(value + 0.4) < 1e-12 : Math.abs(Math.abs(value) - 0.4) < 1e-12;
            expect(edge).toBe(true);
          });
        }
        changes += candidate.filter((value, j) => Math.abs(value - best[j]) > 1e-12).length;
        best = candidate;
      }
      expect(changes).toBeGreaterThan(0);
      // In L-inf about half of the chosen features keep their sign; in L2 all are scaled to the edge of the ball.
      if (norm === 'linf') expect(changes / 50 / d).toBeLessThan(share + 0.02);
    },
  );

  it('leave the best point as it is', () => {
    const best = Float64Array.from(start);
    proposals.propose(0, 0.5, stream, best, 0, new Float64Array(d), 0);
    expect(best).toEqual(start);
  });
});

it('L2 proposals keep the length of the perturbation, and what is outside of two windows, where no bound is in force', () => {
  const free = x.map((value, j) => (j < 3 ? 0 : value));
  const share = 0.1;
  // Windows of round(0.1 d) features, and of 2 channels x 3 x 3 pixels.
  const kinds = [
    { proposals: new FeatureProposals(ball('l2'), free, d), window: 13 },
    { proposals: new PyramidProposals(ball('l2'), free, first), window: 18 },
  ];
  for (const { proposals, window } of kinds) {
    const stream = randomStream('length');
    let best = new Float64Array(d);
    proposals.start(0, stream, best, 0);
    for (let i = 0; i < 100; i++) {
      const next = new Float64Array(d);
      proposals.propose(0, share, stream, best, 0, next, 0);
      expect(Math.hypot(...next.map((value, j) => value - free[j]))).toBeCloseTo(0.4, 12);
      const changes = next.filter((value, j) => Math.abs(value - best[j]) > 1e-12).length;
      expect(changes).toBeGreaterThan(0);
      expect(changes).toBeLessThanOrEqual(2 * window);
      best = next;
    }
  }
});

it('windows reach every pixel, and one pixel of an image is one feature', () => {
  const reached = new Set<number>();
  const proposals = new StripeProposals(ball('linf'), x, first);
  const stream = randomStream('pixels');
  for (let i = 0; i < 2000; i++) {
    const best = new Float64Array(d).fill(9);
    const out = new Float64Array(d);
    proposals.propose(0, 0.001, stream, best, 0, out, 0);
    const touched = [...out.keys()].filter((j) => out[j] !== 9);
    expect(touched).toHaveLength(2);
    expect(touched[1] - touched[0]).toBe(63);
    for (const j of touched) reached.add(j);
  }
  expect(reached.size).toBe(d);
});

it('an image with its channels last gets the same windows', () => {
  const last: ImageShape = { ...first, channelsAre: 'last' };
  const place = (shape: ImageShape, c: number, r: number, q: number) => {
    const { channel, row, column } = imageStrides(shape);
    return c * channel + r * row + q * column;
  };
  const turned = new Float64Array(d);
  const places: [number, number][] = [];
  for (let c = 0; c < 2; c++) {
    for (let r = 0; r < 7; r++)
      for (let q = 0; q < 9; q++) places.push([place(first, c, r, q), place(last, c, r, q)]);
  }
  for (const [from, to] of places) turned[to] = x[from];
  expect(new Set(places.map(([, to]) => to)).size).toBe(d);
  for (const Kind of [StripeProposals, PyramidProposals]) {
    const norm = Kind === StripeProposals ? 'linf' : 'l2';
    const [a, b] = [new Float64Array(d), new Float64Array(d)];
    new Kind(ball(norm), x, first).start(0, randomStream('layout'), a, 0);
    new Kind(ball(norm), turned, last).start(0, randomStream('layout'), b, 0);
    for (const [from, to] of places) expect(b[to]).toBeCloseTo(a[from], 14);
  }
});

it('a table gets every set of features alike', () => {
  const hits = new Float64Array(6);
  const proposals = new FeatureProposals(ball('linf'), new Float64Array(6), 6);
  const stream = randomStream('sets');
  const n = 6000;
  for (let i = 0; i < n; i++) {
    const out = new Float64Array(6);
    proposals.propose(0, 1 / 3, stream, new Float64Array(6), 0, out, 0);
    const touched = [...out.keys()].filter((j) => out[j] !== 0);
    expect(touched).toHaveLength(2);
    for (const j of touched) hits[j]++;
  }
  // Binomial(n, 1/3): four standard errors.
  for (const count of hits) expect(Math.abs(count / n - 1 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / n));
});
