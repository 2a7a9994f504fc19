import { describe, expect, it } from 'vitest';
import type { Batch } from '../../lib/mixup/augmentation';
import { hasManifoldIntrusion } from '../../lib/mixup/manifold-intrusion';
import { mixedNeighborSearch } from '../../lib/mixup/mixed-neighbor';
import { mixBatch } from '../../lib/mixup/mixup';
import { mixupWithoutIntrusion } from '../../lib/mixup/mixup-without-intrusion';
import { oneHot } from '../../lib/mixup/one-hot';
import { type Matrix, matrix, row, selectRows, zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { naiveNearest } from '../oracles/naive-nearest';
import { normalPoints } from '../oracles/random-points';

describe('mixedNeighborSearch', () => {
  const stream = randomStream('nearest');
  const lattice = (rows: number, cols: number, size: number): Matrix => {
    const points = zeros(rows, cols);
    for (let i = 0; i < points.data.length; i++) points.data[i] = stream.integer(size);
    return points;
  };
  const scaled = (points: Matrix, factor: number): Matrix => ({
    ...points,
    data: points.data.map((value) => value * factor),
  });
  const shifted = (points: Matrix, shift: number): Matrix => ({
    ...points,
    data: points.data.map((value) => value + shift),
  });
  const sets: [string, Matrix][] = [
    ['normal points in 1 dimension', normalPoints(200, 1, stream)],
    ['normal points in 5 dimensions', normalPoints(300, 5, stream)],
    ['normal points in 20 dimensions', normalPoints(300, 20, stream)],
    ['a lattice: many ties and duplicates', lattice(400, 2, 6)],
    ['few values in many dimensions', lattice(200, 6, 2)],
    ['a lattice of rounded coordinates: ties that rounding breaks', scaled(lattice(300, 3, 4), 0.1)],
    ['small differences of large numbers', shifted(normalPoints(200, 3, stream), 1e7)],
    ['such ties far from the origin', shifted(scaled(lattice(300, 3, 4), 0.1), 1e7)],
    ['one point', normalPoints(1, 3, stream)],
    ['all points equal', lattice(50, 3, 1)],
    ['more points than a table holds', normalPoints(4100, 2, stream)],
  ];
  it.each(sets)('finds what a scan over all points finds: %s', (_, points) => {
    const search = mixedNeighborSearch(points);
    for (let t = 0; t < 300; t++) {
      const [first, second] = [stream.integer(points.rows), stream.integer(points.rows)];
      const lambda = t % 2 === 0 ? (1 + stream.integer(3)) / 4 : stream.uniform();
      const mixed = zeros(1, points.cols);
      row(points, first).forEach((value, j) => {
        mixed.data[j] = lambda * value + (1 - lambda) * row(points, second)[j];
      });
      expect(search.find(mixed, 0, first, second, lambda)).toBe(naiveNearest(points, mixed.data));
    }
  });

  it('refuses no points and coordinates that are not finite', () => {
    expect(() => mixedNeighborSearch(zeros(0, 2))).toThrow(/no points/);
    expect(() => mixedNeighborSearch(matrix([[1, Number.NaN]]))).toThrow(/not finite/);
  });
});

describe('hasManifoldIntrusion', () => {
  it('flags the middle of Example 1: x1 and x3 mixed onto x2, and no mix of other pairs', () => {
    const points = matrix([[-1], [0], [1]]);
    const labels = [0, 1, 0];
    const mixed = matrix([[0], [0.4], [-0.4], [0.6], [-0.3], [0.3]]);
    const flags = hasManifoldIntrusion(mixed, [0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 1, 0], points, labels);
    expect(flags).toEqual([true, true, true, false, false, false]);
  });

  it('takes the point of lowest index among equally near ones', () => {
    const mixed = matrix([[0.5]]);
    expect(hasManifoldIntrusion(mixed, [0], [0], matrix([[0], [1]]), [0, 1])).toEqual([false]);
    expect(hasManifoldIntrusion(mixed, [0], [0], matrix([[1], [0]]), [1, 0])).toEqual([true]);
  });

  it('never flags anything where there are two classes and the parents differ', () => {
    const stream = randomStream('two classes');
    const points = normalPoints(40, 2, stream);
    const labels = Array.from({ length: 40 }, (_, i) => i % 2);
    const mixed = normalPoints(100, 2, stream);
    const ones = new Int32Array(100).fill(1);
    expect(hasManifoldIntrusion(mixed, new Int32Array(100), ones, points, labels)).not.toContain(true);
  });

  it('refuses lengths that disagree', () => {
    const points = matrix([[0], [1]]);
    expect(() => hasManifoldIntrusion(matrix([[0, 0]]), [0], [0], points, [0, 1])).toThrow(/2 features/);
    expect(() => hasManifoldIntrusion(matrix([[0]]), [0], [0], points, [0])).toThrow(/1 entries for 2/);
    expect(() => hasManifoldIntrusion(matrix([[0]]), [0, 1], [0], points, [0, 1])).toThrow(/2 and 1 entries/);
    expect(() => hasManifoldIntrusion(matrix([[0]]), [0], [0], zeros(0, 1), [])).toThrow(/no points/);
    expect(() => hasManifoldIntrusion(matrix([[Number.NaN]]), [0], [0], points, [0, 1])).toThrow(/NaN/);
  });
});

describe('mixupWithoutIntrusion', () => {
  const stream = randomStream('exclusion');
  const points = normalPoints(60, 2, stream);
  const labels = Int32Array.from({ length: 60 }, () => stream.integer(5));
  const indices = Int32Array.from({ length: 20 }, (_, i) => 3 * i);
  const batch: Batch = {
    X: selectRows(points, indices),
    labels: selectRows(oneHot(labels, 5), indices),
    indices,
  };

  it('is mixup less the rows that intrude by Definition 1', () => {
    const options = { alpha: 1, points, labels };
    for (let seed = 0; seed < 20; seed++) {
      const all = mixBatch(batch, options, randomStream(seed));
      const kept = mixupWithoutIntrusion(options)(batch, randomStream(seed));
      const expected = Array.from({ length: 20 }, (_, i) => i).filter((i) => {
        const nearest = labels[naiveNearest(points, row(all.X, i))];
        return nearest === labels[indices[i]] || nearest === labels[indices[all.partners[i]]];
      });
      expect(kept.X).toEqual(selectRows(all.X, expected));
      expect(kept.labels).toEqual(selectRows(all.labels, expected));
    }
  });

  it('gives no rows where every point intrudes', () => {
    const crowd = matrix([[-1], [0], [1]]);
    const pair: Batch = { X: matrix([[-1], [1]]), labels: oneHot([0, 0], 2), indices: Int32Array.of(0, 2) };
    const augment = mixupWithoutIntrusion({ alpha: 1e6, points: crowd, labels: [0, 1, 0] });
    const sizes = Array.from({ length: 40 }, (_, seed) => augment(pair, randomStream(seed)).X.rows);
    // With alpha = 1e6 lambda is 1/2: the partners are swapped, and both points lie on 0, or each is its own.
    expect(new Set(sizes)).toEqual(new Set([0, 2]));
  });
});
