import { multiplyAdd, VECTOR } from './lanes';
import { Sweep } from './plan';

// Adam (Kingma and Ba), the weight decay added to the gradient, as in PyTorch. What is the same for all parameters lies in
// memory: V8 computes again in every round of a loop what it could not load there, its divisions and roots too.

/** Weight decay, beta1, 1 - beta1, beta2, 1 - beta2, 1 / sqrt(1 - beta2^t), epsilon; a vector each. */
const CONSTANTS: usize = memory.data(7 * 16, 16);

/** Before the first of a step's parameters. */
export function placeAdam<T>(plan: Sweep): void {
  place<T>(0, plan.weightDecay);
  place<T>(1, plan.beta1);
  place<T>(2, 1 - plan.beta1);
  place<T>(3, plan.beta2);
  place<T>(4, 1 - plan.beta2);
  place<T>(5, 1 / Math.sqrt(1 - plan.beta2Power));
  place<T>(6, plan.epsilon);
}

function place<T>(index: usize, value: f64): void {
  v128.store(CONSTANTS + index * VECTOR, v128.splat<T>(<T>value));
}

// @ts-ignore: decorator
@inline
function constant(index: usize): v128 {
  return v128.load(CONSTANTS + index * VECTOR);
}

/**
 * A step of a vector of parameters.
 *
 * @param rates learning rates / (1 - beta1^t)
 */
// @ts-ignore: decorator
@inline
export function adamStep<T>(p: usize, first: usize, second: usize, slopes: v128, rates: v128): void {
  const value = v128.load(p);
  const g = multiplyAdd<T>(slopes, constant(0), value);
  const m = multiplyAdd<T>(v128.mul<T>(constant(1), v128.load(first)), constant(2), g);
  const v = multiplyAdd<T>(v128.mul<T>(constant(3), v128.load(second)), v128.mul<T>(constant(4), g), g);
  v128.store(first, m), v128.store(second, v);
  const scale = multiplyAdd<T>(constant(6), v128.sqrt<T>(v), constant(5));
  v128.store(p, v128.sub<T>(value, v128.div<T>(v128.mul<T>(rates, m), scale)));
}
