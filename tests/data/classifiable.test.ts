import { describe, expect, it } from 'vitest';
import { requireClassifiable } from '../../lib/data/classifiable';
import type { Dataset } from '../../lib/data/dataset';
import { matrix } from '../../lib/numeric/matrix';

function dataset(rows: number[][], y: number[], classNames = ['a', 'b']): Dataset {
  const featureNames = rows[0].map((_, j) => `f${j}`);
  const features = featureNames.map((name) => ({ name, kind: 'numeric' as const }));
  return { name: 'tiny', X: matrix(rows), y: Int32Array.from(y), features, featureNames, classNames };
}

const rows = Array.from({ length: 20 }, (_, i) => [i, 1]);
const y = rows.map((_, i) => i % 2);

describe('requireClassifiable', () => {
  it('accepts constant and equal columns, missing values and a class of one row', () => {
    const odd = rows.map(([x], i) => [x, x, 5, i === 3 ? Number.NaN : x * 1e9]);
    const single = y.map((_, i) => Number(i === 7));
    expect(() => requireClassifiable(dataset(odd, single), 6)).not.toThrow();
  });

  it('names the set, the column and the row of an infinite value', () => {
    const bad = rows.map(([x], i) => [x, i === 4 ? -Infinity : 1]);
    expect(() => requireClassifiable(dataset(bad, y), 6)).toThrow(
      /data set tiny: row 4 of column f1 is -Infinity; .*correct it/,
    );
  });

  it('refuses a column without values, one class, and too few rows, each with its cure', () => {
    const empty = rows.map(([x]) => [x, Number.NaN]);
    expect(() => requireClassifiable(dataset(empty, y), 6)).toThrow(/column f1 has no value; remove it/);
    const two = rows.map(([x]) => [Number.NaN, x, Number.NaN]);
    expect(() => requireClassifiable(dataset(two, y), 6)).toThrow(
      /2 columns \(f0, f2\) have no value; remove them/,
    );
    const ones = y.map(() => 1);
    expect(() => requireClassifiable(dataset(rows, ones), 6)).toThrow(/every row is of class b; .*target/);
    const few = dataset(rows.slice(0, 9), y.slice(0, 9));
    expect(() => requireClassifiable(few, 6)).toThrow(
      /9 rows, but 2 classes and 6 folds.* need 12; add rows/,
    );
    expect(() => requireClassifiable(few, 4)).not.toThrow();
  });
});
