import { exp2, exp2Below, logF64, LN2 } from './exponential';
import { multiplyAdd, VECTOR } from './lanes';
import { once } from './once';
import { Sweep } from './plan';

// Gradient of the weighted cross-entropy by the logits, w (p - label), in place of the logits. Logits are differences
// to class 0's in base 2, so k - 1 of them are stored, and class 0's gradient is minus the sum of the others'. Two
// classes need one exponential: p_0 = 1 / (1 + 2^z). More classes need k - 1: logits are lowered only as far as their
// largest exceeds 2^64, and then class 0's 1 is below rounding in the sum, so it may stay 1. That is rare: exponentials of
// logits as they are lie where the gradient by the parameters is going to be, until no logit turns out to be so large.
const ROOM: f64 = 64;

/** Of the batch's points `from`, ..., `from` + `count` - 1. */
export function softmaxGradient<T>(plan: Sweep, from: i32, count: i32): void {
  const row = plan.logits + <usize>from * plan.logitRow, target = plan.targets + <usize>from * sizeof<T>();
  if (plan.k == 2) gradientOfTwo<T>(plan, row, target, count);
  else if (plan.k == 3) gradientOfThree<T>(plan, row, target, count);
  else gradientOfMany<T>(plan, row, target, count);
}

/** Its products with features down to 2^-62 are normal numbers in f32. */
const LEAST_SLOPE: f64 = 5.421010862427522e-20;

/**
 * Makes slopes below 2^-64 zero. Adam's epsilon of 1e-8 makes nothing of them, but their products are subnormal numbers,
 * with which processors compute a hundred times slower.
 */
export function flushSlopes<T>(plan: Sweep, from: i32, count: i32): void {
  const least = v128.splat<T>(<T>LEAST_SLOPE);
  const width = <usize>((plan.k - 1) * plan.groups) * VECTOR;
  let row = plan.logits + <usize>from * plan.logitRow;
  for (let b = 0; b < count; b++) {
    for (let z = row, end = row + width; z < end; z += VECTOR) {
      const slope = v128.load(z);
      v128.store(z, v128.and(slope, v128.ge<T>(v128.abs<T>(slope), least)));
    }
    row += plan.logitRow;
  }
}

function gradientOfTwo<T>(plan: Sweep, row: usize, target: usize, count: i32): void {
  const one = once(v128.splat<T>(1));
  const targetRow = <usize>plan.targetRow;
  const width = <usize>plan.groups * VECTOR;
  for (let b = 0; b < count; b++) {
    const w = v128.load_splat<T>(target);
    const base = v128.load_splat<T>(target + targetRow);
    const toGenerative = v128.load_splat<T>(target + 3 * targetRow);
    let gamma = plan.gammas;
    for (let z = row, end = row + width; z < end; z += VECTOR) {
      const p = v128.div<T>(w, v128.add<T>(one, exp2<T>(v128.load(z))));
      const label = multiplyAdd<T>(base, v128.load(gamma), toGenerative);
      v128.store(z, v128.sub<T>(label, p));
      gamma += VECTOR;
    }
    target += sizeof<T>();
    row += plan.logitRow;
  }
}

function gradientOfThree<T>(plan: Sweep, row: usize, target: usize, count: i32): void {
  const zero = once(v128.splat<T>(0)), one = once(v128.splat<T>(1)), room = once(v128.splat<T>(<T>ROOM));
  const targetRow = <usize>plan.targetRow;
  const width = <usize>plan.groups * VECTOR;
  for (let b = 0; b < count; b++) {
    const w = v128.load_splat<T>(target);
    const base1 = v128.load_splat<T>(target + 2 * targetRow);
    const base2 = v128.load_splat<T>(target + 3 * targetRow);
    const toGenerative1 = v128.load_splat<T>(target + 5 * targetRow);
    const toGenerative2 = v128.load_splat<T>(target + 6 * targetRow);
    const end = row + width;
    let largest = zero;
    // Exponentials of all, then divisions: of both at a time, the processor holds too few rounds to hide their latency.
    let to = plan.gradient;
    for (let z = row; z < end; z += VECTOR, to += 2 * VECTOR) {
      const z1 = v128.load(z), z2 = v128.load(z + width);
      largest = v128.pmax<T>(v128.pmax<T>(largest, z1), z2);
      v128.store(to, exp2Below<T>(z1)), v128.store(to, exp2Below<T>(z2), VECTOR);
    }
    if (v128.any_true(v128.gt<T>(largest, room))) {
      for (let group: usize = 0; group < width; group += VECTOR) gradientOfPoint<T>(plan, row, target, group);
    } else {
      let gammas = plan.gammas;
      to = plan.gradient;
      for (let z = row; z < end; z += VECTOR, to += 2 * VECTOR) {
        const e1 = v128.load(to), e2 = v128.load(to, VECTOR);
        const scale = v128.div<T>(w, v128.add<T>(v128.add<T>(one, e1), e2));
        const gamma = v128.load(gammas);
        gammas += VECTOR;
        v128.store(z, v128.sub<T>(v128.mul<T>(e1, scale), multiplyAdd<T>(base1, gamma, toGenerative1)));
        v128.store(z + width, v128.sub<T>(v128.mul<T>(e2, scale), multiplyAdd<T>(base2, gamma, toGenerative2)));
      }
    }
    target += sizeof<T>();
    row += plan.logitRow;
  }
}

function gradientOfMany<T>(plan: Sweep, row: usize, target: usize, count: i32): void {
  const pairs = plan.groups & ~1;
  for (let b = 0; b < count; b++) {
    for (let group = 0; group < pairs; group += 2) gradientOfPair<T>(plan, row, target, <usize>group * VECTOR);
    if (pairs < plan.groups) gradientOfPoint<T>(plan, row, target, <usize>pairs * VECTOR);
    target += sizeof<T>();
    row += plan.logitRow;
  }
}

/** One point, one vector of configurations. */
function gradientOfPoint<T>(plan: Sweep, row: usize, target: usize, offset: usize): void {
  const zero = v128.splat<T>(0);
  const width = <usize>plan.groups * VECTOR;
  const first = row + offset;
  const end = first + <usize>(plan.k - 1) * width;
  let largest = zero;
  for (let z = first; z < end; z += width) largest = v128.pmax<T>(largest, v128.load(z));
  const shift = once(v128.pmax<T>(v128.sub<T>(largest, v128.splat<T>(<T>ROOM)), zero));
  let sum = v128.splat<T>(1);
  for (let z = first; z < end; z += width) {
    const e = exp2Below<T>(v128.sub<T>(v128.load(z), shift));
    v128.store(z, e);
    sum = v128.add<T>(sum, e);
  }
  const scale = once(v128.div<T>(v128.load_splat<T>(target), sum));
  const gamma = v128.load(plan.gammas + offset);
  const targetRow = <usize>plan.targetRow;
  const toGenerative = <usize>plan.k * targetRow;
  let base = target + 2 * targetRow;
  for (let z = first; z < end; z += width) {
    const label = multiplyAdd<T>(v128.load_splat<T>(base), gamma, v128.load_splat<T>(base + toGenerative));
    v128.store(z, v128.sub<T>(v128.mul<T>(v128.load(z), scale), label));
    base += targetRow;
  }
}

/** The same of two vectors of configurations, which share what is loaded. */
function gradientOfPair<T>(plan: Sweep, row: usize, target: usize, offset: usize): void {
  const width = <usize>plan.groups * VECTOR;
  const first = row + offset;
  const end = first + <usize>(plan.k - 1) * width;
  let largest0 = v128.splat<T>(0), largest1 = largest0;
  let sum0 = v128.splat<T>(1), sum1 = sum0;
  let to = plan.gradient;
  for (let z = first; z < end; z += width, to += 2 * VECTOR) {
    const z0 = v128.load(z), z1 = v128.load(z, VECTOR);
    const e0 = exp2Below<T>(z0), e1 = exp2Below<T>(z1);
    largest0 = v128.pmax<T>(largest0, z0), largest1 = v128.pmax<T>(largest1, z1);
    v128.store(to, e0), v128.store(to, e1, VECTOR);
    sum0 = v128.add<T>(sum0, e0), sum1 = v128.add<T>(sum1, e1);
  }
  if (v128.any_true(v128.gt<T>(v128.pmax<T>(largest0, largest1), v128.splat<T>(<T>ROOM)))) {
    gradientOfPoint<T>(plan, row, target, offset);
    gradientOfPoint<T>(plan, row, target, offset + VECTOR);
    return;
  }
  const w = v128.load_splat<T>(target);
  const scale0 = once(v128.div<T>(w, sum0)), scale1 = once(v128.div<T>(w, sum1));
  const gamma0 = v128.load(plan.gammas + offset), gamma1 = v128.load(plan.gammas + offset, VECTOR);
  const targetRow = <usize>plan.targetRow;
  const toGenerative = <usize>plan.k * targetRow;
  let base = target + 2 * targetRow;
  let from = plan.gradient;
  for (let z = first; z < end; z += width, from += 2 * VECTOR) {
    const known = v128.load_splat<T>(base), generative = v128.load_splat<T>(base + toGenerative);
    const label0 = multiplyAdd<T>(known, gamma0, generative), label1 = multiplyAdd<T>(known, gamma1, generative);
    v128.store(z, v128.sub<T>(v128.mul<T>(v128.load(from), scale0), label0));
    v128.store(z, v128.sub<T>(v128.mul<T>(v128.load(from, VECTOR), scale1), label1), VECTOR);
    base += targetRow;
  }
}

/**
 * Adds the batch's loss of every configuration to `losses`, before the logits are overwritten:
 * w (log sum_c exp z_c) - sum_c label_c z_c, z_0 = 0.
 */
export function addLosses<T>(plan: Sweep, count: i32): void {
  const perVector = 16 / <i32>sizeof<T>();
  for (let lane = 0; lane < plan.groups * perVector; lane++) {
    let sum: f64 = 0;
    for (let b = 0; b < count; b++) sum += pointLoss<T>(plan, b, lane);
    const address = plan.losses + (<usize>lane << 3);
    store<f64>(address, load<f64>(address) + sum);
  }
}

function pointLoss<T>(plan: Sweep, b: i32, lane: i32): f64 {
  const row = plan.logits + <usize>b * plan.logitRow + <usize>lane * sizeof<T>();
  const targetRow = <usize>plan.targetRow;
  const toGenerative = <usize>plan.k * targetRow;
  const gamma = <f64>load<T>(plan.gammas + <usize>lane * sizeof<T>());
  const width = <usize>plan.groups * VECTOR;
  const stored = plan.k - 1;
  let target = plan.targets + <usize>b * sizeof<T>();
  const w = <f64>load<T>(target);
  let largest: f64 = 0;
  for (let c = 0; c < stored; c++) largest = max(largest, <f64>load<T>(row + <usize>c * width));
  let sum = power(-largest);
  let fit: f64 = 0;
  target += targetRow;
  for (let c = 0; c < stored; c++) {
    target += targetRow;
    const z = <f64>load<T>(row + <usize>c * width);
    sum += power(z - largest);
    fit += z * (<f64>load<T>(target) + gamma * <f64>load<T>(target + toGenerative));
  }
  return w * (log(sum) + largest * LN2) - fit * LN2;
}

// @ts-ignore: decorator
@inline
function power(x: f64): f64 {
  return f64x2.extract_lane(exp2Below<f64>(f64x2.splat(x)), 0);
}

// @ts-ignore: decorator
@inline
function log(x: f64): f64 {
  return f64x2.extract_lane(logF64(f64x2.splat(x)), 0);
}
