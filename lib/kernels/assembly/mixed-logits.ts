import { multiplyAdd, VECTOR } from './lanes';
import { once } from './once';
import { Sweep } from './plan';

// Logits are linear in the points, so those of a mixed point are mixed from those of its rows:
//
//   W (lambda x_i + (1 - lambda) x_j) = lambda W x_i + (1 - lambda) W x_j,
//
// and a slope by its logits is spread on its rows in the same shares. A batch of all rows then needs no mixed points, which
// for wide ones take longer than the products.

function rowAt(plan: Sweep, rows: usize, position: i32, logits: usize): usize {
  return logits + <usize>load<i32>(rows + (<usize>position << 2)) * plan.logitRow;
}

/** Mixes the logits of the rows, `rowLogits`, into those of the batch. */
export function mixLogits<T>(plan: Sweep, count: i32, lambda: f64): void {
  const a = once(v128.splat<T>(<T>lambda)), b = once(v128.splat<T>(<T>(1 - lambda)));
  const width = <usize>((plan.k - 1) * plan.groups) * VECTOR;
  for (let i = 0; i < count; i++) {
    let z1 = rowAt(plan, plan.first, i, plan.rowLogits), z2 = rowAt(plan, plan.second, i, plan.rowLogits);
    let z = plan.logits + <usize>i * plan.logitRow;
    for (const end = z + width; z < end; z += VECTOR, z1 += VECTOR, z2 += VECTOR) {
      v128.store(z, multiplyAdd<T>(v128.mul<T>(a, v128.load(z1)), b, v128.load(z2)));
    }
  }
}

/** Spreads the slopes by the batch's logits on those of the rows, in place of these. */
export function spreadSlopes<T>(plan: Sweep, count: i32, lambda: f64): void {
  const a = once(v128.splat<T>(<T>lambda)), b = once(v128.splat<T>(<T>(1 - lambda)));
  const width = <usize>((plan.k - 1) * plan.groups) * VECTOR;
  memory.fill(plan.rowLogits, 0, <usize>plan.n * plan.logitRow);
  for (let i = 0; i < count; i++) {
    let s1 = rowAt(plan, plan.first, i, plan.rowLogits), s2 = rowAt(plan, plan.second, i, plan.rowLogits);
    let s = plan.logits + <usize>i * plan.logitRow;
    for (const end = s + width; s < end; s += VECTOR, s1 += VECTOR, s2 += VECTOR) {
      const slope = v128.load(s);
      v128.store(s1, multiplyAdd<T>(v128.load(s1), a, slope));
      v128.store(s2, multiplyAdd<T>(v128.load(s2), b, slope));
    }
  }
}
