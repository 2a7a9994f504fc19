import { exp2Below } from './exponential';
import { VECTOR } from './lanes';
import { once } from './once';

const LOG2E: f64 = 1.44269504088896340736;

/**
 * Class probabilities of points from their log densities, in place: p_c = exp(l_c - max l) / sum (eq. 1 of the paper in
 * log space, so that a point far from every class keeps a label). A point without a finite log density gets 1/k.
 *
 * @param logDensities f64 [k x pitch points]
 */
export function posterior(logDensities: usize, k: i32, pitch: i32): void {
  const row = <usize>pitch * 8;
  const uniform = once(f64x2.splat(1 / <f64>k)), scale = once(f64x2.splat(LOG2E));
  for (let offset: usize = 0; offset < row; offset += VECTOR) {
    const first = logDensities + offset;
    const end = first + <usize>k * row;
    let largest = f64x2.splat(-Infinity);
    for (let p = first; p < end; p += row) largest = f64x2.pmax(largest, v128.load(p));
    let sum = f64x2.splat(0);
    for (let p = first; p < end; p += row) {
      const e = exp2Below<f64>(f64x2.mul(f64x2.sub(v128.load(p), largest), scale));
      v128.store(p, e);
      sum = f64x2.add(sum, e);
    }
    const valid = f64x2.gt(largest, f64x2.splat(-Infinity));
    for (let p = first; p < end; p += row) {
      v128.store(p, v128.bitselect(f64x2.div(v128.load(p), sum), uniform, valid));
    }
  }
}

/**
 * Class probabilities from those of the parts of the classes' densities, in place: a class is as probable as its parts
 * together.
 *
 * @param probabilities f64 [parts x pitch points]
 * @param classOf i32 [parts], ascending from 0 without gaps
 */
export function sumParts(probabilities: usize, parts: i32, classOf: usize, pitch: i32): void {
  const row = <usize>pitch * 8;
  let before = -1;
  for (let part = 0; part < parts; part++) {
    const c = load<i32>(classOf + (<usize>part << 2));
    // A class's row is never behind that of its first part, so nothing is overwritten before it is read.
    const from = probabilities + <usize>part * row, to = probabilities + <usize>c * row;
    for (let offset: usize = 0; offset < row; offset += VECTOR) {
      let value = v128.load(from + offset);
      if (c == before) value = f64x2.add(value, v128.load(to + offset));
      v128.store(to + offset, value);
    }
    before = c;
  }
}

/**
 * The class probabilities of points with all but a point's two largest at 0 and these scaled to a sum of 1, in place. Of
 * equal ones the first count as larger.
 *
 * @param probabilities f64 [k x pitch points]
 */
export function keepTwoLikeliest(probabilities: usize, k: i32, pitch: i32): void {
  const row = <usize>pitch * 8;
  for (let column: usize = 0; column < row; column += 8) {
    const start = probabilities + column, end = start + <usize>k * row;
    let first = start, second: usize = 0;
    for (let p = start + row; p < end; p += row) {
      const value = load<f64>(p);
      if (value > load<f64>(first)) {
        second = first, first = p;
      } else if (!second || value > load<f64>(second)) {
        second = p;
      }
    }
    const sum = load<f64>(first) + load<f64>(second);
    for (let p = start; p < end; p += row) {
      store<f64>(p, p == first || p == second ? load<f64>(p) / sum : 0);
    }
  }
}
