import { type Matrix, matrix } from '../numeric/matrix';

/** Two of the three points, by index from 0: [1, 2] is the pair (x2, x3) of the paper. */
export type Pair = readonly [number, number];

/** The paper's d. */
export const defaultD = 5;

/** The unordered pairs of different points. */
export const pairsOfPoints: readonly Pair[] = [
  [0, 1],
  [0, 2],
  [1, 2],
];

/**
 * Features of Example 2, one point a row: x1 = (-d, d), x2 = (d, d), x3 = (-d, -d); point i is of class i.
 *
 * @throws RangeError unless d is finite and more than 0
 */
export function points(d: number = defaultD): Matrix {
  requirePositive('d', d);
  return matrix([
    [-d, d],
    [d, d],
    [-d, -d],
  ]);
}

/** @throws RangeError unless the value is finite and more than 0 */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) {
    throw new RangeError(`${name} is ${value}, expected a finite number greater than 0`);
  }
}

/** @throws RangeError unless both are 0, 1 or 2 */
export function requirePair(pair: Pair): void {
  if (pair.length !== 2 || pair.some((i) => ![0, 1, 2].includes(i))) {
    throw new RangeError(`pair is [${pair.join(', ')}], expected two of the points 0, 1 and 2`);
  }
}

/** @throws RangeError unless W is 3 x 2 with finite entries */
export function requireWeights(W: Matrix): void {
  if (W.rows !== 3 || W.cols !== 2) {
    throw new RangeError(`W is ${W.rows} x ${W.cols}, expected 3 x 2: one row a class, one column a feature`);
  }
  const bad = W.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`entry ${bad} of W is ${W.data[bad]}, expected finite numbers`);
}

/** @throws RangeError unless the value is one of those allowed */
export function requireOneOf(name: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) {
    throw new RangeError(`${name} is ${value}, expected one of ${allowed.map((a) => `'${a}'`).join(', ')}`);
  }
}
