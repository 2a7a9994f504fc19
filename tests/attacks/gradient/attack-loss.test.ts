import { describe, expect, it } from 'vitest';
import {
  type AttackLoss,
  crossEntropyLoss,
  targetedDifference,
  targetedDifferenceRatio,
} from '../../../lib/attacks/gradient/attack-loss';
import { randomStream } from '../../../lib/numeric/random';

/** Each from its definition, on sorted copies. */
const definitions: [string, number[], AttackLoss, (z: number[], label: number, target: number) => number][] =
  [
    [
      'crossEntropyLoss',
      [2, 3, 7],
      crossEntropyLoss,
      (z, label) => Math.log(z.reduce((sum, value) => sum + Math.exp(value), 0)) - z[label],
    ],
    ['targetedDifference', [2, 3, 7], targetedDifference, (z, label, target) => z[target] - z[label]],
    [
      'targetedDifferenceRatio',
      [4, 5, 10],
      targetedDifferenceRatio,
      (z, label, target) => {
        const sorted = [...z].sort((a, b) => b - a);
        return (z[target] - z[label]) / (sorted[0] - (sorted[2] + sorted[3]) / 2);
      },
    ],
  ];

describe.each(definitions)('%s', (_, classes, loss, definition) => {
  it.each(classes)('is its definition, and its slopes are those of central differences: %i classes', (k) => {
    const stream = randomStream(`loss ${k}`);
    for (let i = 0; i < 50; i++) {
      const z = Array.from({ length: k }, () => 3 * stream.normal());
      const label = stream.integer(k);
      const target = (label + 1 + stream.integer(k - 1)) % k;
      const logits = Float64Array.from([9, ...z, 9]);
      const slopes = new Float64Array(k + 2).fill(5);
      const value = loss(logits, 1, k, label, target, slopes);
      expect(value).toBeCloseTo(definition(z, label, target), 9);
      expect([slopes[0], slopes[k + 1]]).toEqual([5, 5]);
      const h = 1e-5;
      for (let c = 0; c < k; c++) {
        const at = (step: number) =>
          definition(
            z.map((v, j) => (j === c ? v + step : v)),
            label,
            target,
          );
        expect(Math.abs((at(h) - at(-h)) / (2 * h) - slopes[c + 1])).toBeLessThan(1e-6);
      }
    }
  });
});

it('crossEntropyLoss has slopes however certain the class is', () => {
  const slopes = new Float64Array(3);
  crossEntropyLoss(Float64Array.from([300, 0, -10]), 0, 3, 0, 0, slopes);
  expect(slopes[1]).toBeGreaterThan(0);
  expect(slopes[0]).toBe(-(slopes[1] + slopes[2]));
});

it('targetedDifferenceRatio depends on neither shift nor scale of the logits', () => {
  const z = Float64Array.from([0.3, 2, -1, 0.7, 0.1]);
  const slopes = new Float64Array(5);
  const value = targetedDifferenceRatio(z, 0, 5, 1, 4, slopes);
  const moved = targetedDifferenceRatio(
    z.map((v) => 8 * v + 16),
    0,
    5,
    1,
    4,
    slopes,
  );
  expect(moved).toBeCloseTo(value, 10);
  expect(slopes.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 12);
});

it('targetedDifferenceRatio is finite where all logits are equal', () => {
  const slopes = new Float64Array(4);
  expect(targetedDifferenceRatio(new Float64Array(4), 0, 4, 1, 2, slopes)).toBe(0);
  expect(slopes.every(Number.isFinite)).toBe(true);
});
