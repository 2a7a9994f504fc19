import { AdaMixUp } from './ada-mixup';
import { adamStep, placeAdam } from './adam';
import { multiplyAdd, VECTOR } from './lanes';
import { once } from './once';
import { Sweep } from './plan';

// Layers whose every parameter is a vector over configurations: W [rows x columns], its row 0 the bias. They are
// multiplied by matrices of two columns, [1 + columns x 2] on their right, [rows x 2] on their left, whose row 0
// belongs to the constant 1 among the inputs of the layer above and of this one.

/** out [rows x 2] = W right[1..], to whose row 0 right[0] is added. */
export function fold<T>(weights: usize, rows: i32, columns: i32, right: usize, out: usize): void {
  const width = <usize>columns * VECTOR;
  let w = weights, to = out;
  let r = 0;
  for (; r + 4 <= rows; r += 4, w += 4 * width, to += 8 * VECTOR) foldFour<T>(w, width, right, to);
  for (; r < rows; r++, w += width, to += 2 * VECTOR) foldOne<T>(w, width, right, to);
  v128.store(out, v128.add<T>(v128.load(out), v128.load(right)));
  v128.store(out + VECTOR, v128.add<T>(v128.load(out, VECTOR), v128.load(right, VECTOR)));
}

/** Four rows: eight sums hide the latency of an addition. */
function foldFour<T>(w: usize, width: usize, right: usize, to: usize): void {
  const zero = v128.splat<T>(0);
  let a0 = zero, a1 = zero, b0 = zero, b1 = zero, c0 = zero, c1 = zero, d0 = zero, d1 = zero;
  let b = w + width, c = b + width, d = c + width;
  for (const end = w + width; w < end; w += VECTOR) {
    right += 2 * VECTOR;
    const r0 = v128.load(right), r1 = v128.load(right, VECTOR);
    let x = v128.load(w);
    a0 = multiplyAdd<T>(a0, x, r0), a1 = multiplyAdd<T>(a1, x, r1);
    x = v128.load(b);
    b0 = multiplyAdd<T>(b0, x, r0), b1 = multiplyAdd<T>(b1, x, r1);
    x = v128.load(c);
    c0 = multiplyAdd<T>(c0, x, r0), c1 = multiplyAdd<T>(c1, x, r1);
    x = v128.load(d);
    d0 = multiplyAdd<T>(d0, x, r0), d1 = multiplyAdd<T>(d1, x, r1);
    b += VECTOR, c += VECTOR, d += VECTOR;
  }
  v128.store(to, a0), v128.store(to, a1, VECTOR), v128.store(to, b0, 2 * VECTOR), v128.store(to, b1, 3 * VECTOR);
  to += 4 * VECTOR;
  v128.store(to, c0), v128.store(to, c1, VECTOR), v128.store(to, d0, 2 * VECTOR), v128.store(to, d1, 3 * VECTOR);
}

function foldOne<T>(w: usize, width: usize, right: usize, to: usize): void {
  let a0 = v128.splat<T>(0), a1 = a0;
  for (const end = w + width; w < end; w += VECTOR) {
    right += 2 * VECTOR;
    const x = v128.load(w);
    a0 = multiplyAdd<T>(a0, x, v128.load(right)), a1 = multiplyAdd<T>(a1, x, v128.load(right, VECTOR));
  }
  v128.store(to, a0), v128.store(to, a1, VECTOR);
}

/**
 * In one pass over the parameters: next [1 + columns x 2] = [left[0]; W^T left], and a step of Adam
 * along the gradient left right[1..]^T.
 *
 * @param learningRates of the configurations of the vectors
 * @param offset bytes from the start of all generators' parameters, and of their moments
 */
export function updateLayer<T>(
  plan: Sweep, ada: AdaMixUp, learningRates: usize, offset: usize, rows: i32, columns: i32,
  left: usize, right: usize, next: usize,
): void {
  const rates = once(v128.mul<T>(
    v128.load(learningRates),
    v128.splat<T>(<T>(plan.rateFactor / (1 - plan.beta1Power))),
  ));
  placeAdam<T>(plan);
  const width = <usize>columns * VECTOR;
  let p = ada.generator + offset, first = ada.firstMoment + offset, second = ada.secondMoment + offset;
  memory.copy(next, left, 2 * VECTOR);
  memory.fill(next + 2 * VECTOR, 0, 2 * width);
  for (let r = 0; r < rows; r++, left += 2 * VECTOR) {
    const l0 = v128.load(left), l1 = v128.load(left, VECTOR);
    let column: usize = 2 * VECTOR;
    for (const end = p + width; p < end; p += VECTOR) {
      const value = v128.load(p);
      const sums = next + column, factors = right + column;
      v128.store(sums, multiplyAdd<T>(v128.load(sums), value, l0));
      v128.store(sums, multiplyAdd<T>(v128.load(sums, VECTOR), value, l1), VECTOR);
      const slope = multiplyAdd<T>(v128.mul<T>(l0, v128.load(factors)), l1, v128.load(factors, VECTOR));
      adamStep<T>(p, first, second, slope, rates);
      column += 2 * VECTOR, first += VECTOR, second += VECTOR;
    }
  }
}
