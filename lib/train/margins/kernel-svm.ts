import exp from '@stdlib/math-base-special-exp';
import { type Matrix, row } from '../../numeric/matrix';
import { type SupportVectorOptions, supportVectors } from './support-vectors';

export interface KernelSvmOptions extends Partial<SupportVectorOptions> {
  /** s of the kernel exp(-s |x - x'|^2), in inverse squared units of the features. */
  readonly scale: number;
}

/** Machine that tells two classes apart: class `first` where its decision is positive. */
export interface PairMachine {
  readonly first: number;
  readonly second: number;
  /** Rows of the training set. */
  readonly rows: Int32Array;
  /** One a row; none is 0. */
  readonly coefficients: Float64Array;
  readonly bias: number;
}

export interface KernelSvm {
  /** One for every two classes, in lexical order. */
  readonly pairs: readonly PairMachine[];
  /** Decisions of the pairs, [n x pairs]. @throws RangeError if the number of features is another */
  decisions(points: Matrix): Matrix;
  /** Class of each point. @throws RangeError if the number of features is another */
  predict(points: Matrix): Int32Array;
}

/**
 * Support vector machine with the kernel exp(-scale |x - x'|^2) (Section 5.1 has scale 2). More than two classes are decided by
 * a vote of the machines of all pairs; of equal votes the lowest class wins, as in LIBSVM.
 *
 * @param X [n x d]
 * @param y [n], classes from 0, each with a point
 * @param options.cost default 1, as in scikit-learn: the paper gives none
 * @param options.tolerance default 1e-3, as in LIBSVM
 * @throws RangeError if a class has no point, or scale, cost or tolerance is not positive
 */
export function fitKernelSvm(
  X: Matrix,
  y: ArrayLike<number>,
  numClasses: number,
  { scale, cost = 1, tolerance = 1e-3 }: KernelSvmOptions,
): KernelSvm {
  for (const [name, value] of Object.entries({ scale, cost, tolerance })) {
    if (!(value > 0)) throw new RangeError(`${name} is ${value}, expected a positive number`);
  }
  const rowsOf: number[][] = Array.from({ length: numClasses }, () => []);
  for (let i = 0; i < X.rows; i++) rowsOf[y[i]].push(i);
  const empty = rowsOf.findIndex((rows) => rows.length === 0);
  if (empty >= 0) throw new RangeError(`class ${empty} has no point, expected at least one`);
  const within = kept((i) => kernels(X, i, rowsOf[y[i]], scale));
  const block = (i: number, c: number) => (c === y[i] ? within(i) : kernels(X, i, rowsOf[c], scale));
  const pairs = rowsOf.flatMap((_, first) =>
    rowsOf
      .slice(first + 1)
      .map((__, k) => fitPair(block, rowsOf, [first, first + 1 + k], { cost, tolerance })),
  );
  const decisions = (points: Matrix) => decisionsOf(X, pairs, scale, points);
  return { pairs, decisions, predict: (points) => vote(pairs, decisions(points), numClasses) };
}

/** Kernels of one row with all rows of a class. Those within its own class serve all pairs that the class is in. */
type KernelBlock = (i: number, c: number) => Float64Array;

function fitPair(
  block: KernelBlock,
  rowsOf: readonly number[][],
  [first, second]: readonly [number, number],
  options: SupportVectorOptions,
): PairMachine {
  const rows = [...rowsOf[first], ...rowsOf[second]];
  const signs = rows.map((_, i) => (i < rowsOf[first].length ? 1 : -1));
  const column = kept((i) => {
    const values = new Float64Array(rows.length);
    values.set(block(rows[i], first));
    values.set(block(rows[i], second), rowsOf[first].length);
    return values;
  });
  const { coefficients, bias } = supportVectors(signs, column, options);
  const used = rows.map((_, i) => i).filter((i) => coefficients[i] !== 0);
  return {
    ...{ first, second, bias },
    rows: Int32Array.from(used, (i) => rows[i]),
    coefficients: Float64Array.from(used, (i) => coefficients[i]),
  };
}

/** Keeps arrays that are asked for again, 64 MiB of them at most. */
function kept(values: (i: number) => Float64Array): (i: number) => Float64Array {
  const known = new Map<number, Float64Array>();
  return (i) => {
    const old = known.get(i);
    if (old) return old;
    const fresh = values(i);
    if (known.size * fresh.length > 2 ** 23) known.clear();
    known.set(i, fresh);
    return fresh;
  };
}

function kernels(X: Matrix, i: number, rows: readonly number[], scale: number): Float64Array {
  return Float64Array.from(rows, (other) => kernel(X, i, X, other, scale));
}

/** Beyond it kernels, below 2e-28, would not change a decision in any digit, and count as 0. */
const farthest = 64;

function kernel(A: Matrix, a: number, B: Matrix, b: number, scale: number): number {
  const d = A.cols;
  let squared = 0;
  for (let j = 0; j < d; j++) {
    const difference = A.data[a * d + j] - B.data[b * d + j];
    squared += difference * difference;
  }
  return scale * squared > farthest ? 0 : exp(-scale * squared);
}

function decisionsOf(X: Matrix, pairs: readonly PairMachine[], scale: number, points: Matrix): Matrix {
  if (points.cols !== X.cols) {
    throw new RangeError(`points have ${points.cols} features, the machine was fitted to ${X.cols}`);
  }
  const used = [...new Set(pairs.flatMap(({ rows }) => Array.from(rows)))];
  const place = new Map(used.map((i, k) => [i, k]));
  const places = pairs.map(({ rows }) => rows.map((i) => place.get(i) as number));
  const data = new Float64Array(points.rows * pairs.length);
  for (let b = 0; b < points.rows; b++) {
    const values = used.map((i) => kernel(X, i, points, b, scale));
    pairs.forEach(({ coefficients, bias }, p) => {
      let sum = bias;
      for (let k = 0; k < coefficients.length; k++) sum += coefficients[k] * values[places[p][k]];
      data[b * pairs.length + p] = sum;
    });
  }
  return { data, rows: points.rows, cols: pairs.length };
}

function vote(pairs: readonly PairMachine[], decisions: Matrix, numClasses: number): Int32Array {
  return Int32Array.from({ length: decisions.rows }, (_, b) => {
    const votes = new Int32Array(numClasses);
    row(decisions, b).forEach((value, p) => {
      votes[value > 0 ? pairs[p].first : pairs[p].second]++;
    });
    return votes.indexOf(Math.max(...votes));
  });
}
