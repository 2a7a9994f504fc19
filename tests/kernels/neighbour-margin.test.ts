import { describe, expect, it } from 'vitest';
import { neighbourClassifier } from '../../lib/kernels/neighbour-classifier';
import { type Matrix, matrix, zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { type DenseNetwork, initialNetwork } from '../../lib/train/dense-network';
import { logitsOf, predict } from '../../lib/train/forward';

function network(widths: number[], factor = 2): DenseNetwork {
  const net = initialNetwork({ widths, activation: 'relu' }, randomStream(widths.join()));
  return { ...net, parameters: net.parameters.map((value) => factor * value) };
}

function normal(n: number, d: number, name: string): Matrix {
  const stream = randomStream(name);
  return { data: zeros(n, d).data.map(() => stream.normal()), rows: n, cols: d };
}

/** Classes of neighbours; how many were not told, and none of the others wrong. */
function untold(
  net: DenseNetwork,
  batches: Iterable<{ points: Matrix; centres?: Matrix }>,
): [number, number] {
  const classifier = neighbourClassifier(net);
  let unknown = 0;
  let total = 0;
  for (const { points, centres } of batches) {
    const owners = Int32Array.from({ length: points.rows }, (_, i) => i % (centres?.rows ?? 3));
    const classes = classifier.classify(points, owners, centres);
    const expected = predict(net, points);
    for (let i = 0; i < points.rows; i++) {
      if (classes[i] >= 0 && classes[i] !== expected[i]) expect([i, classes[i]]).toEqual([i, expected[i]]);
      unknown += Number(classes[i] < 0);
    }
    total += points.rows;
  }
  return [unknown, total];
}

/** Neighbours of centres that move, at distances from the size of a net's cells to the digits of f64. */
function* around(n: number, d: number, steps: number) {
  const stream = randomStream('around');
  const centres = normal(n, d, 'centres');
  for (let t = 0; t < steps; t++) {
    const scale = 10 ** -((t / 10) % 15);
    const points = zeros(2 * n, d);
    for (let i = 0; i < points.data.length; i++) {
      points.data[i] = centres.data[i % (n * d)] + scale * stream.normal();
    }
    yield { points, centres };
    if (t % 5 === 0) for (let i = 0; i < d; i++) centres.data[(t % n) * d + i] = points.data[(t % n) * d + i];
  }
}

/** Points of a boundary between two classes, as near as digits allow, and their neighbours. */
function boundaryPoints(net: DenseNetwork, d: number): Matrix {
  const ends = normal(60, d, 'ends');
  const found: number[][] = [];
  const at = (row: number, share: number) =>
    Array.from({ length: d }, (_, j) => {
      const a = ends.data[row * d + j];
      return a + share * (ends.data[(row + 1) * d + j] - a);
    });
  const classOf = (point: number[]) => predict(net, matrix([point]))[0];
  for (let row = 0; row < 59; row++) {
    let [low, high] = [0, 1];
    if (classOf(at(row, 0)) === classOf(at(row, 1))) continue;
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2;
      if (classOf(at(row, middle)) === classOf(at(row, 0))) low = middle;
      else high = middle;
    }
    for (let away = -15; away <= -4; away++) {
      for (const sign of [-1, 1]) found.push(at(row, low + sign * 10 ** away));
    }
    found.push(at(row, low), at(row, high));
  }
  return matrix(found);
}

describe('margin of neighbourClassifier', () => {
  for (const [d, k] of [
    [3, 6],
    [4, 3],
    [10, 2],
    [13, 2],
    [20, 2],
  ]) {
    it(`holds around moving centres, and hardly anything is left untold: ${d} features, ${k} classes`, () => {
      const [unknown, total] = untold(network([d, 128, 128, k]), around(5, d, 450));
      expect(total).toBe(4500);
      expect(unknown).toBeLessThan(0.002 * total);
    });

    it(`holds where the largest logits are equal but for the last digits: ${d} features, ${k} classes`, () => {
      const net = network([d, 128, 128, k]);
      const points = boundaryPoints(net, d);
      expect(points.rows).toBeGreaterThan(100);
      const [unknown, total] = untold(net, [{ points }, { points, centres: points }, { points }]);
      expect(unknown).toBeGreaterThan(0);
      expect(unknown).toBeLessThan(0.9 * total);
    });
  }

  it('holds after thousands of units have been switched by leaps', () => {
    const leaps = Array.from({ length: 300 }, (_, t) => ({ points: normal(3, 6, `leap ${t}`) }));
    const [unknown] = untold(network([6, 128, 128, 3]), leaps);
    expect(unknown).toBe(0);
  });

  it.each([1e-30, 1e-8, 1e6, 1e40, 1e100, 1e160])('holds for parameters times %d', (factor) => {
    const net = network([4, 30, 30, 3], factor);
    const [unknown, total] = untold(net, around(4, 4, 100));
    // Products of three layers overflow or vanish.
    if (factor > 1e-20 && factor < 1e100) expect(unknown).toBeLessThan(0.05 * total);
    const points = normal(20, 4, 'huge');
    expect(neighbourClassifier(net).classify(points)).toEqual(predict(net, points));
  });

  it.each([NaN, Infinity, -Infinity])(
    'tells nothing of a net with a parameter %d that every point meets',
    (bad) => {
      for (const place of [0, 4 * 20 + 3, 5 * 20 + 7, 5 * 20 + 21 * 20 + 2]) {
        const net = network([4, 20, 20, 3]);
        net.parameters[place] = bad;
        const points = normal(9, 4, 'points');
        const owners = Int32Array.from(points.data.subarray(0, 9), (_, i) => i % 2);
        const classifier = neighbourClassifier(net);
        expect([...classifier.classify(points, owners)]).toEqual(new Array(9).fill(-1));
        expect(classifier.classify(points)).toEqual(predict(net, points));
      }
    },
  );

  it('tells nothing of points that are not finite, and all of those after them', () => {
    const net = network([2, 20, 20, 2]);
    const classifier = neighbourClassifier(net);
    const points = matrix([
      [0.1, 0.2],
      [NaN, 0],
      [0, Infinity],
      [1e200, 0],
      [0.1, 0.2],
    ]);
    const classes = classifier.classify(points, new Int32Array(5));
    // `predict` refuses such points; its core gives them the class 0 of NaN logits.
    const logits = logitsOf(net, points);
    const largest = Int32Array.from({ length: 5 }, (_, i) =>
      logits.data[2 * i + 1] > logits.data[2 * i] ? 1 : 0,
    );
    const [expected] = largest;
    expect([...classes]).toEqual([expected, -1, -1, -1, expected]);
    expect(classifier.classify(points)).toEqual(largest);
  });

  it('holds with dead units, units that are never off, equal units and units without weights', () => {
    const [d, width] = [3, 24];
    const net = network([d, width, width, 3]);
    const bias = d * width;
    for (let u = 0; u < width; u++) {
      if (u % 4 === 0) net.parameters[bias + u] = -100;
      if (u % 4 === 1) net.parameters[bias + u] = 100;
      for (let j = 0; j < d; j++) {
        if (u % 8 === 2) net.parameters[j * width + u] = net.parameters[j * width + 3];
        if (u % 8 === 6) net.parameters[j * width + u] = 0;
      }
      if (u % 8 === 6) net.parameters[bias + u] = 0;
    }
    const [unknown, total] = untold(net, around(4, d, 300));
    expect(unknown).toBeLessThan(0.01 * total);
  });
});
