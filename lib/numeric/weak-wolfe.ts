/** What a search along a line needs to know of a function at a point. */
export interface PointOnLine {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: ArrayLike<number>;
}

/** Bisections and doubling steps before a line is given up. */
const trials = 100;

/**
 * Point along a direction that satisfies the weak Wolfe conditions, by bisection and doubling. Near the minimum, where f
 * changes by rounding only, the slopes decide instead of the values (Hager and Zhang 2005, approximate conditions).
 *
 * @param length of the first step, in units of the direction
 * @returns undefined if the direction does not lead down, or no point of it satisfies them
 */
export function weakWolfePoint<P extends PointOnLine>(
  evaluate: (x: Float64Array) => P,
  from: P,
  direction: Float64Array,
  length = 1,
): P | undefined {
  const slope = dot(from.gradient, direction);
  if (!(slope < 0)) return undefined;
  const rounding = 1e-15 * Math.max(Math.abs(from.value), Number.MIN_VALUE);
  let low = 0;
  let high = Infinity;
  for (let trial = 0; trial < trials; trial++) {
    const to = evaluate(from.x.map((value, i) => value + length * direction[i]));
    const newSlope = dot(to.gradient, direction);
    const falls = to.value <= from.value + 1e-4 * length * slope;
    const flat = to.value <= from.value + rounding && newSlope <= -0.8 * slope;
    if (!(falls || flat)) high = length;
    else if (newSlope < 0.9 * slope) low = length;
    else return to;
    length = high === Infinity ? 2 * length : (low + high) / 2;
  }
  return undefined;
}

/** Inner product, added up from the first entry on. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
