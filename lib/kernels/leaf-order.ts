/** Points of a leaf: those of a panel of the kernels. */
const LEAF = 8;

/**
 * Order of points in which near ones are close together: that of the leaves of a k-d tree, which halves the points across
 * the coordinate of largest extent.
 *
 * @param data [n x d]
 * @returns [n], row numbers; of equal coordinates the first row comes first
 */
export function leafOrder(data: Float64Array, n: number, d: number): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const pending: [number, number][] = [[0, n]];
  for (let range = pending.pop(); range; range = pending.pop()) {
    const [from, to] = range;
    if (to - from <= LEAF) continue;
    const rows = order.subarray(from, to);
    const j = widestCoordinate(data, rows, d);
    rows.sort((a, b) => data[a * d + j] - data[b * d + j] || a - b);
    const middle = from + LEAF * Math.ceil((to - from) / (2 * LEAF));
    pending.push([from, middle], [middle, to]);
  }
  return order;
}

function widestCoordinate(data: Float64Array, rows: Int32Array, d: number): number {
  const lowest = new Float64Array(d).fill(Infinity);
  const highest = new Float64Array(d).fill(-Infinity);
  for (const row of rows) {
    for (let j = 0; j < d; j++) {
      const value = data[row * d + j];
      if (value < lowest[j]) lowest[j] = value;
      if (value > highest[j]) highest[j] = value;
    }
  }
  let widest = 0;
  for (let j = 1; j < d; j++) if (highest[j] - lowest[j] > highest[widest] - lowest[widest]) widest = j;
  return widest;
}
