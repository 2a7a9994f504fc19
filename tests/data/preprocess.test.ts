import { describe, expect, it } from 'vitest';
import type { Feature } from '../../lib/data/dataset';
import { fitPreprocessor, type NominalEncoding, type Scaling } from '../../lib/data/preprocess';
import { type Matrix, matrix, row, selectRows, zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';

const numeric = (name: string): Feature => ({ name, kind: 'numeric' });
const nominal = (name: string, categories: string[]): Feature => ({ name, kind: 'nominal', categories });
const rows = (m: Matrix) => Array.from({ length: m.rows }, (_, i) => [...row(m, i)]);
const NONE = Number.NaN;

function apply(
  features: Feature[],
  data: number[][],
  scaling: Scaling,
  encoding: NominalEncoding = 'integer',
) {
  const X = matrix(data);
  return rows(fitPreprocessor(features, X, { scaling, nominal: encoding })(X));
}

describe('fitPreprocessor', () => {
  it('standardises by training mean and population standard deviation', () => {
    // Mean 5, standard deviation 2.
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(
      apply(
        [numeric('x')],
        values.map((x) => [x]),
        'standardised',
      ),
    ).toEqual(values.map((x) => [(x - 5) / 2]));
  });

  it('scales to [0, 1] by training minimum and maximum, other rows beyond', () => {
    const map = fitPreprocessor([numeric('x')], matrix([[2], [6], [3]]), {
      scaling: 'min-max',
      nominal: 'integer',
    });
    expect(rows(map(matrix([[2], [6], [3], [10], [0]])))).toEqual([[0], [1], [0.25], [2], [-0.5]]);
  });

  it.each(['standardised', 'min-max'] as const)(
    'turns a constant column into 0, deviations kept: %s',
    (scaling) => {
      // The mean of seven times 0.1 is not 0.1 in floating point.
      const map = fitPreprocessor([numeric('x')], matrix(Array.from({ length: 7 }, () => [0.1])), {
        scaling,
        nominal: 'integer',
      });
      expect(rows(map(matrix([[0.1], [1.1]])))).toEqual([[0], [1]]);
    },
  );

  it.each([1, 1e200, 1e-200, 1e300, 1e-300, 1e307])('standardises values of about %s alike', (unit) => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9].map((x) => x * unit);
    const scaled = apply(
      [numeric('x')],
      values.map((x) => [x]),
      'standardised',
    );
    scaled.forEach(([value], i) => {
      expect(value).toBeCloseTo(([2, 4, 4, 4, 5, 5, 7, 9][i] - 5) / 2, 12);
    });
  });

  it('refuses what it cannot scale, and scalings and encodings that there are not', () => {
    const wide = [[-1.7e308], [1.7e308]];
    for (const scaling of ['min-max', 'standardised'] as const) {
      expect(() => apply([numeric('x')], wide, scaling)).toThrow(/feature "x" reaches from.*rescale/);
    }
    expect(() => apply([numeric('x')], [[1], [Number.POSITIVE_INFINITY]], 'raw')).toThrow(
      /X holds Infinity in row 1/,
    );
    expect(() => apply([numeric('x')], [[1], [2]], 'standard' as Scaling)).toThrow(
      'scaling is "standard", expected one of "raw", "standardised", "min-max"',
    );
    expect(() => apply([numeric('x')], [[1], [2]], 'raw', 'onehot' as NominalEncoding)).toThrow(
      /nominal is "onehot"/,
    );
  });

  it('fills a missing number by the training mean and a missing category by the commonest one', () => {
    const features = [numeric('x'), nominal('c', ['a', 'b', 'c'])];
    const data = [
      [1, 2],
      [3, 2],
      [NONE, 1],
      [8, NONE],
    ];
    expect(apply(features, data, 'raw')).toEqual([
      [1, 2],
      [3, 2],
      [4, 1],
      [8, 2],
    ]);
    expect(apply(features, data, 'raw', 'one-hot')).toEqual([
      [1, 0, 0, 1],
      [3, 0, 0, 1],
      [4, 0, 1, 0],
      [8, 0, 0, 1],
    ]);
  });

  it('takes the first of equally common categories, and 0 where a column has no training value', () => {
    const features = [numeric('x'), nominal('c', ['a', 'b', 'c'])];
    expect(
      apply(
        features,
        [
          [NONE, 2],
          [NONE, 1],
          [NONE, NONE],
        ],
        'standardised',
      ).map(([x]) => x),
    ).toEqual([0, 0, 0]);
    expect(apply([features[1]], [[2], [1], [NONE]], 'raw')).toEqual([[2], [1], [1]]);
  });

  it('scales integer codes like numbers and leaves one-hot columns 0 and 1', () => {
    const features = [nominal('c', ['a', 'b', 'c'])];
    expect(apply(features, [[0], [2], [1]], 'min-max')).toEqual([[0], [1], [0.5]]);
    expect(apply(features, [[0], [2]], 'standardised', 'one-hot')).toEqual([
      [1, 0, 0],
      [0, 0, 1],
    ]);
  });

  it('uses statistics of the training rows only, whatever rows it is applied to', () => {
    const stream = randomStream('rows');
    const X = { ...zeros(30, 3), data: Float64Array.from({ length: 90 }, () => stream.normal()) };
    const features = ['a', 'b', 'c'].map(numeric);
    for (const scaling of ['raw', 'standardised', 'min-max'] as const) {
      const map = fitPreprocessor(features, selectRows(X, [1, 2, 5, 8]), { scaling, nominal: 'integer' });
      expect(rows(map(X))[20]).toEqual(rows(map(selectRows(X, [20])))[0]);
    }
  });

  it('leaves its inputs as they are', () => {
    const X = matrix([[1], [NONE], [3]]);
    fitPreprocessor([numeric('x')], X, { scaling: 'standardised', nominal: 'integer' })(X);
    expect(rows(X)).toEqual([[1], [NONE], [3]]);
  });

  it('refuses widths and codes that do not fit, and an empty training part', () => {
    const options = { scaling: 'raw', nominal: 'integer' } as const;
    expect(() => fitPreprocessor([numeric('x')], zeros(0, 1), options)).toThrow(/no rows/);
    expect(() => fitPreprocessor([numeric('x')], zeros(2, 3), options)).toThrow(/3 columns, expected 1/);
    const map = fitPreprocessor([nominal('c', ['a', 'b'])], matrix([[0]]), {
      ...options,
      nominal: 'one-hot',
    });
    expect(() => map(matrix([[2]]))).toThrow(/"c" holds 2, expected the index of one of its 2 categories/);
    expect(() => map(zeros(1, 2))).toThrow(RangeError);
  });
});
