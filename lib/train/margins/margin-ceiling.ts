import type { Matrix } from '../../numeric/matrix';

/**
 * Largest value that the least margin of any classifier can have that is right at all points: half the smallest distance
 * between points of two classes.
 *
 *   ceiling = min_{y_i != y_j} |x_i - x_j| / 2
 *
 * The classifier of the nearest neighbour attains it. Points far from the box around the other class are passed over.
 *
 * @param X [n x d]
 * @param y [n], classes from 0
 * @returns Infinity if there is one class only
 */
export function marginCeiling(X: Matrix, y: ArrayLike<number>): number {
  const rowsOf: number[][] = [];
  for (let i = 0; i < X.rows; i++) {
    rowsOf[y[i]] ??= [];
    rowsOf[y[i]].push(i);
  }
  let least = Infinity;
  const classes = rowsOf.filter((rows) => rows !== undefined);
  classes.forEach((rows, first) => {
    for (const others of classes.slice(first + 1)) least = leastBetween(X, rows, others, least);
  });
  return Math.sqrt(least) / 2;
}

/** The smaller of `least` and the least squared distance between two sets of rows. */
function leastBetween(X: Matrix, rows: readonly number[], others: readonly number[], least: number): number {
  const box = boxOf(X, others);
  const bounded = rows.map((i) => ({ i, bound: squaredToBox(X, i, box) })).sort((a, b) => a.bound - b.bound);
  let best = least;
  for (const { i, bound } of bounded) {
    if (bound >= best) break;
    for (const j of others) {
      let squared = 0;
      for (let k = 0; k < X.cols; k++) squared += (X.data[i * X.cols + k] - X.data[j * X.cols + k]) ** 2;
      if (squared < best) best = squared;
    }
  }
  return best;
}

interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

function boxOf(X: Matrix, rows: readonly number[]): Box {
  const low = new Float64Array(X.cols).fill(Infinity);
  const high = new Float64Array(X.cols).fill(-Infinity);
  for (const i of rows) {
    for (let k = 0; k < X.cols; k++) {
      const value = X.data[i * X.cols + k];
      if (value < low[k]) low[k] = value;
      if (value > high[k]) high[k] = value;
    }
  }
  return { low, high };
}

function squaredToBox(X: Matrix, i: number, { low, high }: Box): number {
  let sum = 0;
  for (let k = 0; k < X.cols; k++) {
    const value = X.data[i * X.cols + k];
    const outside = Math.max(0, low[k] - value, value - high[k]);
    sum += outside * outside;
  }
  return sum;
}
