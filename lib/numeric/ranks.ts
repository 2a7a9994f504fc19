/**
 * Ranks from 1 (smallest) to n; equal values share the mean of their ranks.
 *
 * @param values [n], finite
 * @returns [n], multiples of 1/2 with sum n (n + 1) / 2
 * @throws RangeError if a value is not finite
 */
export function midranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (value, i) => {
    if (!Number.isFinite(value)) throw new RangeError(`value ${i} is ${value}, expected a finite number`);
    return i;
  }).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (const { start, size } of runs(order, values)) {
    for (let k = start; k < start + size; k++) ranks[order[k]] = start + (size + 1) / 2;
  }
  return ranks;
}

/**
 * Sum over the groups of equal values of t^3 - t, t their sizes: what ties take from the variance of rank statistics.
 */
export function tieTerm(values: ArrayLike<number>): number {
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
  return runs(order, values).reduce((sum, { size }) => sum + size ** 3 - size, 0);
}

function runs(order: readonly number[], values: ArrayLike<number>): { start: number; size: number }[] {
  const result: { start: number; size: number }[] = [];
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    result.push({ start, size: end - start });
    start = end;
  }
  return result;
}
