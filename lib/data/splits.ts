import mt19937 from '@stdlib/random-base-mt19937';
import type { RandomStream } from '../numeric/random';

/** Row indices of a training part and of a test part: disjoint, together every row once. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** One round of cross-validation. */
export type Fold = Split;

/** What `trainTestSplit` takes. */
export interface TrainTestSplitOptions {
  /** Number of rows. */
  readonly n: number;
  /** Share of the test rows in (0, 1), or their number from 1 to n - 1. */
  readonly testSize: number;
  /** scikit-learn's `random_state`: an integer from 0 to 2^32 - 1. */
  readonly seed: number;
}

/**
 * The rows of scikit-learn's `train_test_split(..., test_size=testSize, random_state=seed)`, not stratified, in its order.
 *
 * NumPy's legacy generator (Mersenne twister) permutes the rows; the first ceil(testSize n) are for testing, the others for training. The
 * authors of the paper split by seed 2021 and 30 % test rows.
 *
 * @returns row indices
 * @throws RangeError if testSize is neither a share in (0, 1) nor a number of rows from 1 to n - 1, seed is not a 32-bit integer from 0, or no row
 *   would be left for training
 *
 * @example
 * trainTestSplit({ n: 150, testSize: 0.3, seed: 2021 }).test.slice(0, 4); // [42, 22, 80, 13]
 */
export function trainTestSplit({ n, testSize, seed }: TrainTestSplitOptions): Split {
  if (!Number.isInteger(n) || n < 2) throw new RangeError(`n is ${n}, expected an integer of 2 rows or more`);
  const numTest = testSize < 1 ? Math.ceil(testSize * n) : testSize;
  if (!(testSize > 0 && Number.isInteger(numTest))) {
    throw new RangeError(
      `testSize is ${testSize}, expected a share between 0 and 1 or a whole number of test rows`,
    );
  }
  if (numTest >= n) {
    throw new RangeError(`${numTest} test rows of ${n} leave none for training; choose a smaller testSize`);
  }
  const rows = legacyPermutation(n, seed);
  return { test: rows.slice(0, numTest), train: rows.slice(numTest) };
}

/** `numpy.random.RandomState(seed).permutation(n)`: Fisher and Yates's shuffle, places by masked rejection. */
function legacyPermutation(n: number, seed: number): Int32Array {
  const draw = mt19937.factory({ state: twisterState(seed) });
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const mask = 2 ** (32 - Math.clz32(i)) - 1;
    let j = draw() & mask;
    while (j > i) j = draw() & mask;
    const swapped = order[i];
    order[i] = order[j];
    order[j] = swapped;
  }
  return order;
}

/** State of @stdlib's twister after `init_genrand(seed)`: its own option `seed` has no 0, scikit-learn's commonest. */
function twisterState(seed: number): Uint32Array {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new RangeError(`seed is ${seed}, expected an integer from 0 to 2^32 - 1`);
  }
  const length = 624;
  const words = new Uint32Array(length);
  words[0] = seed;
  for (let i = 1; i < length; i++) {
    words[i] = Math.imul(1812433253, words[i - 1] ^ (words[i - 1] >>> 30)) + i;
  }
  // Version, number of sections, and the sections: words, place of the next word, seed; each after its length.
  return Uint32Array.from([1, 3, length, ...words, 1, length, 1, seed || 1]);
}

/**
 * Random split into training and test rows in which every class has its share of the test rows.
 *
 * ceil(testFraction n) rows are for testing, as in scikit-learn's `train_test_split`. They are shared out to the
 * classes in proportion to their sizes by largest remainder (ties by lot), and every class keeps at least one
 * training row: the row of a class that has only one is always for training. Both parts are in random order, so that
 * contiguous folds of the training part are random ones.
 *
 * @param y classes from 0, one a row
 * @param testFraction in (0, 1)
 * @throws RangeError if testFraction is not in (0, 1), there are fewer than two rows, a class is not an integer from 0, or some class would be left
 *   without a training row
 */
export function stratifiedSplit(y: ArrayLike<number>, testFraction: number, stream: RandomStream): Split {
  if (!(testFraction > 0 && testFraction < 1)) {
    throw new RangeError(`testFraction is ${testFraction}, expected a number between 0 and 1`);
  }
  if (y.length < 2) throw new RangeError(`${y.length} rows cannot be split: two or more are needed`);
  const members = membersOf(y);
  const numTest = Math.ceil(testFraction * y.length);
  const lot = stream.split('ties').permutation(members.length);
  const shares = largestRemainder(
    members.map((rows) => rows.length),
    numTest,
    lot,
  );
  const train: number[] = [];
  const test: number[] = [];
  members.forEach((rows, c) => {
    const order = stream.split('class').split(c).permutation(rows.length);
    order.forEach((place, rank) => {
      (rank < shares[c] ? test : train).push(rows[place]);
    });
  });
  return {
    train: shuffled(train, stream.split('train')),
    test: shuffled(test, stream.split('test')),
  };
}

/**
 * k folds of n rows in their given order, not shuffled: scikit-learn's `KFold(k)`. The first n mod k folds have one
 * test row more than the others.
 *
 * @throws RangeError if k is not an integer from 2 to n
 */
export function kFold(n: number, k: number): Fold[] {
  requireFolds(n, k);
  const foldOf = new Int32Array(n);
  let start = 0;
  for (let fold = 0; fold < k; fold++) {
    const size = Math.floor(n / k) + (fold < n % k ? 1 : 0);
    foldOf.fill(fold, start, start + size);
    start += size;
  }
  return foldsOf(foldOf, k);
}

/**
 * k random folds in which the numbers of test rows of a class, and of all classes together, differ by one at most.
 * The rows of both parts are in ascending order.
 *
 * A class with fewer than k rows is absent from the test rows of some folds, never from the training rows.
 *
 * @param y classes from 0, one a row
 * @throws RangeError if k is not an integer from 2 to the number of rows, or a class has a single row, which cannot be
 *   in the training rows and in the test rows of a fold
 */
export function stratifiedKFold(y: ArrayLike<number>, k: number, stream: RandomStream): Fold[] {
  requireFolds(y.length, k);
  const foldOf = new Int32Array(y.length);
  let dealt = 0;
  membersOf(y).forEach((rows, c) => {
    if (rows.length === 1) {
      throw new RangeError(
        `class ${c} has one row (row ${rows[0]}): stratified folds need two rows or more of every class; ` +
          'join or remove such classes, or use kFold',
      );
    }
    for (const row of shuffled(rows, stream.split('class').split(c))) foldOf[row] = dealt++ % k;
  });
  return foldsOf(foldOf, k);
}

function requireFolds(n: number, k: number): void {
  if (!Number.isInteger(k) || k < 2)
    throw new RangeError(`k is ${k}, expected an integer of 2 or more folds`);
  if (!Number.isInteger(n) || n > 2 ** 31) throw new RangeError(`n is ${n}, expected a number of rows`);
  if (!(n >= k)) throw new RangeError(`${n} rows cannot be split into ${k} folds: take ${n} folds or fewer`);
}

function foldsOf(foldOf: Int32Array, k: number): Fold[] {
  const rows = Int32Array.from(foldOf.keys());
  return Array.from({ length: k }, (_, fold) => ({
    train: rows.filter((row) => foldOf[row] !== fold),
    test: rows.filter((row) => foldOf[row] === fold),
  }));
}

/** Classes are counted from 0, and every number below a class has a list of rows. */
const largestClass = 9_999_999;

/** Rows of every class from 0 to the largest, in ascending order. */
function membersOf(y: ArrayLike<number>): number[][] {
  const members: number[][] = [];
  for (let row = 0; row < y.length; row++) {
    const c = y[row];
    if (!Number.isInteger(c) || c < 0 || c > largestClass) {
      const most = c > largestClass ? ` to ${largestClass}` : '';
      throw new RangeError(`class of row ${row} is ${c}, expected an integer from 0${most}`);
    }
    while (members.length <= c) members.push([]);
    members[c].push(row);
  }
  return members;
}

/** `numTest` shared out in proportion to the sizes, at most size - 1 to each; equal remainders in the order of `lot`. */
function largestRemainder(sizes: readonly number[], numTest: number, lot: Int32Array): number[] {
  const n = sizes.reduce((sum, size) => sum + size, 0);
  const numClasses = sizes.filter((size) => size > 0).length;
  if (n - numClasses < numTest) {
    throw new RangeError(
      `${numTest} test rows of ${n} leave no training row for some of the ${numClasses} classes: ` +
        `at most ${Math.max(0, n - numClasses)} can be taken; choose a smaller testFraction`,
    );
  }
  // Quotas numTest size / n, split exactly: products below 2^53 have an exact remainder. numTest < n, so that a quota
  // rounded down leaves a training row.
  const shares = sizes.map((size) => Math.floor((numTest * size) / n));
  const remainders = sizes.map((size) => (numTest * size) % n);
  const order = [...lot].sort((a, b) => remainders[b] - remainders[a]);
  let left = numTest - shares.reduce((sum, share) => sum + share, 0);
  while (left > 0) {
    for (const c of order) {
      if (left > 0 && shares[c] < sizes[c] - 1) {
        shares[c]++;
        left--;
      }
    }
  }
  return shares;
}

function shuffled(rows: readonly number[], stream: RandomStream): Int32Array {
  return stream.permutation(rows.length).map((place) => rows[place]);
}
