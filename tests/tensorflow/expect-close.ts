import { expect } from 'vitest';

/**
 * Single precision against double: a share of the largest entry. An entry is a sum of up to 128 products after up to three
 * others, each rounded by 6e-8 of itself; the backends that were tried differ from double precision by up to 6e-7.
 */
const tolerance = 5e-6;

/** That no entry is off by more than a share of the largest one, which is not 0. */
export function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, share = tolerance): void {
  expect(found.length).toBe(expected.length);
  const largest = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeGreaterThan(0);
  const distance = Array.from(expected).reduce(
    (most, value, i) => Math.max(most, Math.abs(value - found[i])),
    0,
  );
  // A NaN would be no larger than anything.
  expect(Array.from(found).every(Number.isFinite)).toBe(true);
  expect(distance / largest).toBeLessThanOrEqual(share);
}
