import { exp2, exp2Negative, logF64, LN2 } from './exponential';
import { multiplyAdd, VECTOR } from './lanes';
import { Sweep } from './plan';

// Gradient of the weighted cross-entropy by the logits, w (p - label), in place of the logits. Logits are differences
// to class 0's in base 2, so k - 1 of them are stored, and class 0's gradient is minus the sum of the others'. Two
// classes need one exponential: p_0 = 1 / (1 + 2^z).

export function softmaxGradient<T>(plan: Sweep, count: i32): void {
  if (plan.k == 2) gradientOfTwo<T>(plan, count);
  else if (plan.k == 3) gradientOfThree<T>(plan, count);
  else gradientOfMany<T>(plan, count);
}

function gradientOfTwo<T>(plan: Sweep, count: i32): void {
  const one = v128.splat<T>(1);
  let target = plan.targets;
  let row = plan.logits;
  const width = <usize>plan.groups * VECTOR;
  for (let b = 0; b < count; b++) {
    const w = v128.load_splat<T>(target);
    const base = v128.load_splat<T>(target, sizeof<T>());
    const toGenerative = v128.load_splat<T>(target, 2 * sizeof<T>());
    let gamma = plan.gammas;
    for (let z = row, end = row + width; z < end; z += VECTOR) {
      const p = v128.div<T>(w, v128.add<T>(one, exp2<T>(v128.load(z))));
      const label = multiplyAdd<T>(base, v128.load(gamma), toGenerative);
      v128.store(z, v128.sub<T>(label, p));
      gamma += VECTOR;
    }
    target += 3 * sizeof<T>();
    row += plan.logitRow;
  }
}

function gradientOfThree<T>(plan: Sweep, count: i32): void {
  const zero = v128.splat<T>(0);
  let target = plan.targets;
  let row = plan.logits;
  const width = <usize>plan.groups * VECTOR;
  for (let b = 0; b < count; b++) {
    const w = v128.load_splat<T>(target);
    const base1 = v128.load_splat<T>(target, sizeof<T>());
    const base2 = v128.load_splat<T>(target, 2 * sizeof<T>());
    const toGenerative1 = v128.load_splat<T>(target, 3 * sizeof<T>());
    const toGenerative2 = v128.load_splat<T>(target, 4 * sizeof<T>());
    let gammas = plan.gammas;
    for (let z = row, end = row + width; z < end; z += VECTOR) {
      const z1 = v128.load(z), z2 = v128.load(z + width);
      const largest = v128.pmax<T>(v128.pmax<T>(z1, z2), zero);
      const e0 = exp2Negative<T>(v128.sub<T>(zero, largest));
      const e1 = exp2Negative<T>(v128.sub<T>(z1, largest));
      const e2 = exp2Negative<T>(v128.sub<T>(z2, largest));
      const scale = v128.div<T>(w, v128.add<T>(v128.add<T>(e0, e1), e2));
      const gamma = v128.load(gammas);
      gammas += VECTOR;
      v128.store(z, v128.sub<T>(v128.mul<T>(e1, scale), multiplyAdd<T>(base1, gamma, toGenerative1)));
      v128.store(z + width, v128.sub<T>(v128.mul<T>(e2, scale), multiplyAdd<T>(base2, gamma, toGenerative2)));
    }
    target += 5 * sizeof<T>();
    row += plan.logitRow;
  }
}

function gradientOfMany<T>(plan: Sweep, count: i32): void {
  const zero = v128.splat<T>(0);
  let target = plan.targets;
  let row = plan.logits;
  const width = <usize>plan.groups * VECTOR;
  const stored = plan.k - 1;
  const all = <usize>stored * width;
  for (let b = 0; b < count; b++) {
    const w = v128.load_splat<T>(target);
    for (let offset: usize = 0; offset < width; offset += VECTOR) {
      const first = row + offset;
      const end = first + all;
      let largest = zero;
      for (let z = first; z < end; z += width) largest = v128.pmax<T>(largest, v128.load(z));
      let sum = exp2Negative<T>(v128.sub<T>(zero, largest));
      for (let z = first; z < end; z += width) {
        const e = exp2Negative<T>(v128.sub<T>(v128.load(z), largest));
        v128.store(z, e);
        sum = v128.add<T>(sum, e);
      }
      const scale = v128.div<T>(w, sum);
      const gamma = v128.load(plan.gammas + offset);
      let base = target + sizeof<T>();
      for (let z = first; z < end; z += width) {
        const toGenerative = v128.load_splat<T>(base + <usize>stored * sizeof<T>());
        const label = multiplyAdd<T>(v128.load_splat<T>(base), gamma, toGenerative);
        v128.store(z, v128.sub<T>(v128.mul<T>(v128.load(z), scale), label));
        base += sizeof<T>();
      }
    }
    target += <usize>(2 * stored + 1) * sizeof<T>();
    row += plan.logitRow;
  }
}

/**
 * Adds the batch's loss of every configuration to `losses`, before the logits are overwritten:
 * w (log sum_c exp z_c) - sum_c label_c z_c, z_0 = 0.
 */
export function addLosses<T>(plan: Sweep, count: i32): void {
  const stored = plan.k - 1;
  const perVector = 16 / <i32>sizeof<T>();
  for (let lane = 0; lane < plan.groups * perVector; lane++) {
    let sum: f64 = 0;
    for (let b = 0; b < count; b++) sum += pointLoss<T>(plan, b, lane, stored);
    const address = plan.losses + <usize>lane * 8;
    store<f64>(address, load<f64>(address) + sum);
  }
}

function pointLoss<T>(plan: Sweep, b: i32, lane: i32, stored: i32): f64 {
  const row = plan.logits + <usize>b * plan.logitRow + <usize>lane * sizeof<T>();
  const target = plan.targets + <usize>(b * (2 * stored + 1)) * sizeof<T>();
  const w = <f64>load<T>(target);
  const gamma = <f64>load<T>(plan.gammas + <usize>lane * sizeof<T>());
  const width = <usize>plan.groups * VECTOR;
  let largest: f64 = 0;
  for (let c = 0; c < stored; c++) largest = max(largest, <f64>load<T>(row + <usize>c * width));
  let sum = power(-largest);
  let fit: f64 = 0;
  for (let c = 0; c < stored; c++) {
    const z = <f64>load<T>(row + <usize>c * width);
    sum += power(z - largest);
    const base = target + <usize>(c + 1) * sizeof<T>();
    const label = <f64>load<T>(base) + gamma * <f64>load<T>(base + <usize>stored * sizeof<T>());
    fit += z * (plan.k == 2 ? w - label : label);
  }
  return w * (log(sum) + largest * LN2) - fit * LN2;
}

// @ts-ignore: decorator
@inline
function power(x: f64): f64 {
  return f64x2.extract_lane(exp2Negative<f64>(f64x2.splat(x)), 0);
}

// @ts-ignore: decorator
@inline
function log(x: f64): f64 {
  return f64x2.extract_lane(logF64(f64x2.splat(x)), 0);
}
