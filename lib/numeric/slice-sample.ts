import ln from '@stdlib/math-base-special-ln';
import type { RandomStream } from './random';

/**
 * One step of slice sampling (Neal 2003) of a number between bounds: a level below the log density at the present value, then uniform
 * draws from an interval that starts as the whole range and shrinks to the present value until one is above the level.
 *
 * @param logDensity up to a constant; -Infinity where the density is 0
 * @param value where it is positive
 * @throws RangeError if the density at the present value is 0 or not a number
 */
export function sliceSample(
  logDensity: (value: number) => number,
  value: number,
  [least, most]: readonly [number, number],
  stream: RandomStream,
): number {
  const present = logDensity(value);
  if (!Number.isFinite(present))
    throw new RangeError(`the log density at ${value} is ${present}, expected a finite number`);
  const level = present + ln(1 - stream.uniform());
  let [low, high] = [least, most];
  for (;;) {
    const proposed = low + (high - low) * stream.uniform();
    if (logDensity(proposed) >= level) return proposed;
    if (proposed < value) low = proposed;
    else high = proposed;
    // The interval has shrunk to the present value.
    if (high - low <= 1e-12 * Math.max(1, Math.abs(value))) return value;
  }
}
