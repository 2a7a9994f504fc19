import { multiplyAdd, VECTOR } from './lanes';

/**
 * A piecewise linear net as a list of ReLU units, each of which may see the features, a constant and all units before
 * it, and of outputs that see them all. With z = (x, 1, h_0, ..., h_(n-1)): h_u = max(0, rows_u z), output c = rows_(n+c) z.
 */
@unmanaged
export class ReluUnits {
  d: i32;
  n: i32;
  k: i32;
  /** Bytes of a row; a multiple of a vector, the padding zero. */
  row: usize;
  /** f64 [n + k rows] */
  rows: usize;
  /** Bytes at `rows`. */
  capacity: usize;
  /** f64 [d], centre of the ball in which the net is right, and its radius; see local-network.ts */
  centre: usize;
  radius: f64;
  /** Work of the reduction, and of what it has been used for since, in multiplications. */
  cost: f64;
  spent: f64;
}

/** Bytes of so many f64, in whole vectors. */
// @ts-ignore: decorator
@inline
export function vectorBytes(count: i32): usize {
  return <usize>((count + 1) & ~1) << 3;
}

/** Copies numbers; for few bytes, where memory.copy is slow. */
// @ts-ignore: decorator
@inline
export function copy(from: usize, to: usize, bytes: usize): void {
  for (const end = from + bytes; from < end; from += 8, to += 8) store<f64>(to, load<f64>(from));
}

/** a b over so many bytes. Two sums, because each addition waits for the one before it. */
// @ts-ignore: decorator
@inline
export function dot(a: usize, b: usize, bytes: usize): f64 {
  let even = f64x2.splat(0), odd = even;
  const end = a + bytes;
  for (; a + VECTOR < end; a += 2 * VECTOR, b += 2 * VECTOR) {
    even = multiplyAdd<f64>(even, v128.load(a), v128.load(b));
    odd = multiplyAdd<f64>(odd, v128.load(a, VECTOR), v128.load(b, VECTOR));
  }
  if (a < end) even = multiplyAdd<f64>(even, v128.load(a), v128.load(b));
  const sum = f64x2.add(even, odd);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Well above the rounding of f64 sums, and well below the steps of an attack. */
const CERTAIN: f64 = 1e-9;

/**
 * Class of a point, the lowest of equal ones; -1 where the two largest outputs are too close for their order to be
 * certain, or not finite.
 *
 * @param z scratch of a row
 */
export function classifyUnits(units: ReluUnits, x: usize, z: usize): i32 {
  const d = units.d, n = units.n;
  copy(x, z, <usize>d << 3);
  store<f64>(z + (<usize>d << 3), 1);
  let row = units.rows;
  for (let u = d + 1; u < d + 1 + n; u++, row += units.row) {
    store<f64>(z + (<usize>u << 3), 0);
    store<f64>(z + (<usize>u << 3), max<f64>(0, dot(row, z, vectorBytes(u))));
  }
  if ((d + 1 + n) & 1) store<f64>(z + (<usize>(d + 1 + n) << 3), 0);
  let largest = -Infinity, second = -Infinity;
  let choice = 0;
  let finite: f64 = 0;
  for (let c = 0; c < units.k; c++, row += units.row) {
    const output = dot(row, z, units.row);
    if (output > largest) second = largest, largest = output, choice = c;
    else if (output > second) second = output;
    finite += 0 * output;
  }
  return finite == 0 && largest - second > CERTAIN * (1 + abs(largest)) ? choice : -1;
}

/** Multiplications of a classification. */
export function classificationCost(units: ReluUnits): f64 {
  return <f64>(units.n + units.k) * (<f64>units.d + 1 + <f64>units.n / 2);
}
