import { describe, expect, it } from 'vitest';
import { trainTestSplit } from '../../lib/data/splits';
import vectors from '../vectors/train-test-split.json';

describe('trainTestSplit', () => {
  it.each(vectors.whole)(
    "has the rows of scikit-learn's: $n rows, $testSize for testing, seed $seed",
    (own) => {
      const { train, test } = trainTestSplit(own);
      expect({ train: [...train], test: [...test] }).toEqual({ train: own.train, test: own.test });
    },
  );

  it.each(vectors.ends)('also of many rows: $n, seed $seed', ({ train, test, ...own }) => {
    const split = trainTestSplit(own);
    const ends = (rows: Int32Array) => ({
      size: rows.length,
      first: [...rows.slice(0, 8)],
      last: [...rows.slice(-8)],
      sum: rows.reduce((sum, row, place) => sum + row * (place + 1), 0),
    });
    expect(ends(split.train)).toEqual(train);
    expect(ends(split.test)).toEqual(test);
  });

  it("begins as the authors' split does", () => {
    const beginning = (n: number) => {
      const { test, train } = trainTestSplit({ n, testSize: 0.3, seed: 2021 });
      return [[...test.slice(0, 8)], [...train.slice(0, 8)]];
    };
    expect(beginning(47)).toEqual([
      [11, 45, 44, 38, 15, 43, 4, 8],
      [31, 10, 35, 23, 39, 20, 18, 25],
    ]);
    expect(beginning(150)).toEqual([
      [42, 22, 80, 13, 28, 0, 8, 30],
      [83, 149, 136, 59, 88, 108, 16, 118],
    ]);
    expect(beginning(1000)).toEqual([
      [297, 333, 920, 284, 736, 231, 573, 590],
      [853, 27, 303, 60, 939, 715, 897, 260],
    ]);
  });

  it('refuses what cannot be done and says why', () => {
    const split = (n: number, testSize: number, seed: number) => () => trainTestSplit({ n, testSize, seed });
    expect(split(1, 0.3, 0)).toThrow(/n is 1, expected an integer of 2 rows or more/);
    expect(split(10, 0, 0)).toThrow(/testSize is 0, expected a share between 0 and 1 or a whole number/);
    expect(split(10, 1.5, 0)).toThrow(RangeError);
    expect(split(10, Number.NaN, 0)).toThrow(RangeError);
    expect(split(10, 0.95, 0)).toThrow(/10 test rows of 10 leave none for training/);
    expect(split(10, 10, 0)).toThrow(RangeError);
    expect(split(10, 0.3, -1)).toThrow(/seed is -1, expected an integer from 0 to 2\^32 - 1/);
    expect(split(10, 0.3, 2 ** 32)).toThrow(RangeError);
  });
});
