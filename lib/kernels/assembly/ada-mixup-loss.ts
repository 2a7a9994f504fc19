import { exp2Below, LN2, logScalar } from './exponential';
import { VECTOR } from './lanes';
import { Sweep } from './plan';

// Losses are summed lane by lane in f64, from logits in base 2 (softmax.ts).

/** Adds the loss of a point of the batch: twice its cross-entropy, three times that of being no intrusion. */
export function addPointLoss<T>(plan: Sweep, logits: usize, label: i32, group: usize, weight: f64): void {
  const width = <usize>plan.groups * VECTOR;
  const intrusion = <usize>(plan.k - 1) * width;
  for (let lane: usize = 0; lane < VECTOR; lane += sizeof<T>()) {
    const z = logits + lane;
    const loss = logSum<T>(z, width, plan.k - 1) - logitOf<T>(z, width, label);
    const opposite = logSum<T>(z + intrusion, width, 1) - logitOf<T>(z + intrusion, width, 1);
    addLoss<T>(plan, group + lane, weight * (2 * loss + 3 * opposite));
  }
}

/** Adds the loss of a mixed point, whose logits are consecutive vectors. */
export function addMixedLoss<T>(
  plan: Sweep, mixed: usize, lambda: usize, label1: i32, label2: i32, group: usize, weight: f64,
): void {
  const intrusion = <usize>(plan.k - 1) * VECTOR;
  for (let lane: usize = 0; lane < VECTOR; lane += sizeof<T>()) {
    const z = mixed + lane;
    const share = <f64>load<T>(lambda + lane);
    const fit = share * logitOf<T>(z, VECTOR, label1) + (1 - share) * logitOf<T>(z, VECTOR, label2);
    const loss = logSum<T>(z, VECTOR, plan.k - 1) - fit + logSum<T>(z + intrusion, VECTOR, 1);
    addLoss<T>(plan, group + lane, weight * loss);
  }
}

// @ts-ignore: decorator
@inline
function addLoss<T>(plan: Sweep, lane: usize, loss: f64): void {
  const address = plan.losses + (lane / sizeof<T>() << 3);
  store<f64>(address, load<f64>(address) + loss);
}

// @ts-ignore: decorator
@inline
function logitOf<T>(logits: usize, step: usize, label: i32): f64 {
  return label == 0 ? 0 : <f64>load<T>(logits + <usize>(label - 1) * step) * LN2;
}

/** log(1 + sum of exponentials), natural. */
function logSum<T>(logits: usize, step: usize, count: i32): f64 {
  let largest: f64 = 0;
  for (let c = 0; c < count; c++) largest = max(largest, <f64>load<T>(logits + <usize>c * step));
  let sum = power(-largest);
  for (let c = 0; c < count; c++) sum += power(<f64>load<T>(logits + <usize>c * step) - largest);
  return logScalar(sum) + largest * LN2;
}

// @ts-ignore: decorator
@inline
function power(x: f64): f64 {
  return f64x2.extract_lane(exp2Below<f64>(f64x2.splat(x)), 0);
}
