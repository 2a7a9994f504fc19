import { expect } from 'vitest';

/** Every value within `tolerance` of the expected one, relative where that is larger than 1. */
export function expectClose(values: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-11): void {
  expect(values.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(values[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    expect(error, `entry ${i}: ${values[i]}, expected ${expected[i]}`).toBeLessThan(tolerance);
  }
}
