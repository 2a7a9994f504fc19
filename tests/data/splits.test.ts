import { describe, expect, it } from 'vitest';
import { kFold, type Split, stratifiedKFold, stratifiedSplit } from '../../lib/data/splits';
import { randomStream } from '../../lib/numeric/random';

/** Classes 0, 1, ... with the given sizes, in random order. */
function labels(sizes: number[], seed = 'labels'): Int32Array {
  const sorted = sizes.flatMap((size, c) => Array.from({ length: size }, () => c));
  return randomStream(seed)
    .permutation(sorted.length)
    .map((place) => sorted[place]);
}

const countsOf = (y: Int32Array, rows: Int32Array, c: number) => rows.filter((row) => y[row] === c).length;
const sorted = (rows: Iterable<number>) => [...rows].sort((a, b) => a - b);
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

function expectPartition({ train, test }: Split, n: number): void {
  expect(sorted([...train, ...test])).toEqual(range(n));
}

describe('stratifiedSplit', () => {
  const sizes = [70, 76, 17, 13, 9, 29, 2, 1];
  const y = labels(sizes);

  it.each([0.1, 0.3, 0.5])(
    'gives every class its share of ceil(%d n) test rows to within one',
    (fraction) => {
      const split = stratifiedSplit(y, fraction, randomStream(1));
      expectPartition(split, y.length);
      expect(split.test.length).toBe(Math.ceil(fraction * y.length));
      sizes.forEach((size, c) => {
        const quota = (split.test.length * size) / y.length;
        expect(Math.abs(countsOf(y, split.test, c) - quota)).toBeLessThan(1);
        expect(countsOf(y, split.train, c)).toBeGreaterThanOrEqual(1);
      });
    },
  );

  it('shares out by largest remainder: sizes 5, 3, 2 and 5 test rows give 2.5, 1.5, 1', () => {
    const wanted = new Set<string>();
    const three = labels([5, 3, 2]);
    for (let seed = 0; seed < 40; seed++) {
      const { test } = stratifiedSplit(three, 0.5, randomStream(seed));
      wanted.add([0, 1, 2].map((c) => countsOf(three, test, c)).join());
    }
    // The tie between the first two classes is decided by lot: both outcomes appear in 40 draws but for 1 in 10^12.
    expect([...wanted].sort()).toEqual(['2,2,1', '3,1,1']);
  });

  it('prefers the larger remainders: sizes 6, 3, 3 and 3 test rows give 1.5, 0.75, 0.75, so one of each', () => {
    const three = labels([6, 3, 3]);
    for (let seed = 0; seed < 10; seed++) {
      const { test } = stratifiedSplit(three, 0.25, randomStream(seed));
      expect([0, 1, 2].map((c) => countsOf(three, test, c))).toEqual([1, 1, 1]);
    }
  });

  it('depends on the seed of the stream only, not on what was drawn from it', () => {
    const used = randomStream(3);
    used.uniform();
    expect(stratifiedSplit(y, 0.3, used)).toEqual(stratifiedSplit(y, 0.3, randomStream(3)));
    expect(stratifiedSplit(y, 0.3, used)).not.toEqual(stratifiedSplit(y, 0.3, randomStream(4)));
  });

  it('takes every row of a class equally often', () => {
    const two = Int32Array.from([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    const counts = new Int32Array(10);
    const trials = 4000;
    for (let seed = 0; seed < trials; seed++) {
      for (const row of stratifiedSplit(two, 0.4, randomStream(seed)).test) counts[row]++;
    }
    // Binomial(4000, 2/5): standard deviation 31; 4.5 of them for 10 rows.
    for (const count of counts) expect(Math.abs(count - 1600)).toBeLessThan(140);
  });

  it('mixes the order of the training rows, so that contiguous folds have all classes', () => {
    const byClass = Int32Array.from(range(90), (i) => Math.floor(i / 30));
    const { train } = stratifiedSplit(byClass, 1 / 3, randomStream(5));
    for (const fold of kFold(train.length, 3)) {
      expect(new Set(fold.test.map((place) => byClass[train[place]])).size).toBe(3);
    }
  });

  it('keeps the only row of a class for training', () => {
    const single = Int32Array.from([0, 0, 0, 0, 1]);
    for (let seed = 0; seed < 20; seed++) {
      expect([...stratifiedSplit(single, 0.5, randomStream(seed)).train]).toContain(4);
    }
  });

  it('refuses what cannot be done and says why', () => {
    expect(() => stratifiedSplit(y, 0, randomStream(1))).toThrow(
      /testFraction is 0, expected a number between/,
    );
    expect(() => stratifiedSplit(y, Number.NaN, randomStream(1))).toThrow(RangeError);
    expect(() => stratifiedSplit([0, 1, 2, 2], 0.5, randomStream(1))).toThrow(
      /2 test rows of 4 leave no training row for some of the 3 classes: at most 1/,
    );
    expect(() => stratifiedSplit([], 0.5, randomStream(1))).toThrow(/0 rows cannot be split/);
    expect(() => stratifiedSplit([0, 0.5], 0.5, randomStream(1))).toThrow(/class of row 1 is 0.5/);
  });
});

describe('kFold', () => {
  it('is contiguous, the first n mod k folds one longer (scikit-learn KFold(3) of 8 rows)', () => {
    const folds = kFold(8, 3).map(({ train, test }) => [[...train], [...test]]);
    expect(folds).toEqual([
      [
        [3, 4, 5, 6, 7],
        [0, 1, 2],
      ],
      [
        [0, 1, 2, 6, 7],
        [3, 4, 5],
      ],
      [
        [0, 1, 2, 3, 4, 5],
        [6, 7],
      ],
    ]);
  });

  it('refuses fewer rows than folds, and fewer than two folds', () => {
    expect(() => kFold(4, 5)).toThrow(/4 rows cannot be split into 5 folds: take 4 folds or fewer/);
    expect(() => kFold(4, 1)).toThrow(/k is 1, expected an integer of 2 or more/);
    expect(() => kFold(4, 2.5)).toThrow(RangeError);
  });
});

describe('stratifiedKFold', () => {
  it.each([2, 5, 6])('%i folds differ by one row at most, in every class and in all', (k) => {
    const sizes = [23, 11, 3, 40];
    const y = labels(sizes);
    const folds = stratifiedKFold(y, k, randomStream('folds'));
    expect(sorted(folds.flatMap(({ test }) => [...test]))).toEqual(range(y.length));
    for (const fold of folds) expectPartition(fold, y.length);
    for (const c of [-1, 0, 1, 2, 3]) {
      const counts = folds.map(({ test }) => (c < 0 ? test.length : countsOf(y, test, c)));
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    for (const { train } of folds) expect(new Set(train.map((row) => y[row])).size).toBe(4);
  });

  it('refuses a class with one row, and fewer rows than folds', () => {
    expect(() => stratifiedKFold([0, 0, 1], 2, randomStream(1))).toThrow(/class 1 has one row \(row 2\)/);
    expect(() => stratifiedKFold([0, 0], 3, randomStream(1))).toThrow(/2 rows cannot be split into 3 folds/);
  });
});
