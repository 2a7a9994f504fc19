import { AdaMixUp } from './ada-mixup';
import { addMixedLoss, addPointLoss } from './ada-mixup-loss';
import { exp2, exp2Below, LN2 } from './exponential';
import { multiplyAdd, VECTOR } from './lanes';
import { once } from './once';
import { Sweep } from './plan';

// Logits are differences to class 0's in base 2 (softmax.ts). All models are linear, so the logits of a mixed point are
// the mixed logits of its two points, and no coordinate is mixed: losses and gradients of mixed points are formed from,
// and added to, those of the batch's points.
//
// The second and third points of a batch are permutations of the first: the means of their losses are equal, so points
// count twice in the classifier's loss and three times in the intrusion classifier's.

const ROOM: f64 = 64;

/** Smaller slopes of a generator's output become 0 in f32: its many products of them would be subnormal and slow. */
const NEGLIGIBLE: f32 = 8.6736174e-19; // 2^-60

/** Gradient of the loss of all points and pairs of a batch by the logits of its points. */
export function adaMixUpSlopes<T>(plan: Sweep, ada: AdaMixUp, from: i32, count: i32): void {
  const weight: f64 = 1 / <f64>count;
  for (let group: usize = 0; group < <usize>plan.groups; group++) {
    for (let b = 0; b < count; b++) pointSlopes<T>(plan, ada, from, b, group * VECTOR, weight);
    for (let b = 0; b < count; b++) pairSlopes<T>(plan, ada, from, b, group * VECTOR, weight);
  }
}

// @ts-ignore: decorator
@inline
function labelOf(plan: Sweep, position: i32): i32 {
  return load<i32>(plan.y + (<usize>load<i32>(plan.first + (<usize>position << 2)) << 2));
}

// @ts-ignore: decorator
@inline
function columnOf(label: i32, width: usize): usize {
  return <usize>(label - 1) * width;
}

function pointSlopes<T>(plan: Sweep, ada: AdaMixUp, from: i32, b: i32, group: usize, weight: f64): void {
  const width = <usize>plan.groups * VECTOR;
  const offset = <usize>b * plan.logitRow + group;
  const logits = plan.logits + offset, slopes = ada.slopes + offset;
  const label = labelOf(plan, from + b);
  if (plan.recordLoss) addPointLoss<T>(plan, logits, label, group, weight);
  const twice = v128.splat<T>(<T>(2 * weight));
  probabilities<T>(logits, width, slopes, width, plan.k, twice);
  if (label > 0) {
    const own = slopes + columnOf(label, width);
    v128.store(own, v128.sub<T>(v128.load(own), twice));
  }
  // Towards class 1: its probability minus 1 is minus that of class 0.
  const at = columnOf(plan.k, width);
  v128.store(slopes + at, v128.neg<T>(probabilityOfFirst<T>(v128.load(logits + at), v128.splat<T>(<T>(3 * weight)))));
}

/** scale times the probabilities of classes 1, ..., k - 1. */
// @ts-ignore: decorator
@inline
function probabilities<T>(logits: usize, logitStep: usize, out: usize, outStep: usize, k: i32, scale: v128): void {
  const zero = v128.splat<T>(0);
  const end = logits + <usize>(k - 1) * logitStep;
  let largest = zero;
  for (let z = logits; z < end; z += logitStep) largest = v128.pmax<T>(largest, v128.load(z));
  const shift = once(v128.pmax<T>(v128.sub<T>(largest, v128.splat<T>(<T>ROOM)), zero));
  let sum = v128.splat<T>(1);
  let to = out;
  for (let z = logits; z < end; z += logitStep, to += outStep) {
    const e = exp2Below<T>(v128.sub<T>(v128.load(z), shift));
    v128.store(to, e);
    sum = v128.add<T>(sum, e);
  }
  const factor = once(v128.div<T>(scale, sum));
  for (let p = out; p < to; p += outStep) v128.store(p, v128.mul<T>(factor, v128.load(p)));
}

/** scale times the probability of class 0 of two, by the other's logit. */
// @ts-ignore: decorator
@inline
function probabilityOfFirst<T>(z: v128, scale: v128): v128 {
  return v128.div<T>(scale, v128.add<T>(v128.splat<T>(1), exp2<T>(z)));
}

/**
 * lambda = a + e d, (a, d, .) = softmax(generator(x1, x2)), for point b and its partner; its derivatives by the outputs
 * that give d and the rest are d (e - lambda) and -rest lambda.
 */
function pairSlopes<T>(plan: Sweep, ada: AdaMixUp, from: i32, b: i32, group: usize, weight: f64): void {
  const width = <usize>plan.groups * VECTOR;
  const partner = load<i32>(ada.partners + (<usize>(from + b) << 2));
  const row1 = <usize>b * plan.logitRow + group, row2 = <usize>partner * plan.logitRow + group;
  const generator = <usize>plan.k * width;
  const out1 = plan.logits + row1 + generator, out2 = plan.logits + row2 + generator + 2 * width;
  const o1 = v128.add<T>(v128.load(out1), v128.load(out2));
  const o2 = v128.add<T>(v128.load(out1 + width), v128.load(out2 + width));
  const zero = v128.splat<T>(0), one = v128.splat<T>(1);
  const shift = v128.pmax<T>(v128.sub<T>(v128.pmax<T>(o1, o2), v128.splat<T>(<T>ROOM)), zero);
  const e1 = exp2Below<T>(v128.sub<T>(o1, shift)), e2 = exp2Below<T>(v128.sub<T>(o2, shift));
  const s0 = v128.div<T>(one, v128.add<T>(v128.add<T>(one, e1), e2));
  const s1 = v128.mul<T>(s0, e1), s2 = v128.mul<T>(s0, e2);
  const e = v128.splat<T>(<T>load<f64>(ada.uniforms + (<usize>(from + b) << 3)));
  const lambda = multiplyAdd<T>(s0, e, s1);
  const label1 = labelOf(plan, from + b), label2 = labelOf(plan, from + partner);
  const slope = mixedSlopes<T>(plan, ada, row1, row2, lambda, weight, label1, label2, group);
  const slopes1 = ada.slopes + row1 + generator, slopes2 = ada.slopes + row2 + generator + 2 * width;
  const t1 = withoutNegligible<T>(v128.mul<T>(slope, v128.mul<T>(s1, v128.sub<T>(e, lambda))));
  const t2 = withoutNegligible<T>(v128.neg<T>(v128.mul<T>(slope, v128.mul<T>(s2, lambda))));
  // Every point is the partner of one point, so that all rows are written.
  v128.store(slopes1, t1), v128.store(slopes1 + width, t2);
  v128.store(slopes2, t1), v128.store(slopes2 + width, t2);
}

// @ts-ignore: decorator
@inline
function withoutNegligible<T>(x: v128): v128 {
  if (sizeof<T>() == 8) return x;
  return v128.and(x, f32x4.gt(f32x4.abs(x), f32x4.splat(NEGLIGIBLE)));
}

/** Adds the slopes of a mixed point to those of its two points. @returns gradient of its losses by lambda */
// @ts-ignore: decorator
@inline
function mixedSlopes<T>(
  plan: Sweep, ada: AdaMixUp, row1: usize, row2: usize, lambda: v128, weight: f64,
  label1: i32, label2: i32, group: usize,
): v128 {
  const width = <usize>plan.groups * VECTOR;
  const k = plan.k;
  const rest = v128.sub<T>(v128.splat<T>(1), lambda);
  const z1 = plan.logits + row1, z2 = plan.logits + row2;
  const mixed = ada.mixed, slopes = mixed + <usize>k * VECTOR;
  for (let c: usize = 0; c < <usize>k; c++) {
    const z = multiplyAdd<T>(v128.mul<T>(lambda, v128.load(z1 + c * width)), rest, v128.load(z2 + c * width));
    v128.store(mixed + c * VECTOR, z);
  }
  if (plan.recordLoss) {
    const kept = slopes + <usize>k * VECTOR;
    v128.store(kept, lambda);
    addMixedLoss<T>(plan, mixed, kept, label1, label2, group, weight);
  }
  const w = v128.splat<T>(<T>weight);
  probabilities<T>(mixed, VECTOR, slopes, VECTOR, k, w);
  const intrusion = <usize>(k - 1) * VECTOR;
  // Towards class 0: the gradient is the probability of class 1, which is that of class 0 for the opposite logit.
  v128.store(slopes + intrusion, probabilityOfFirst<T>(v128.neg<T>(v128.load(mixed + intrusion)), w));
  const share1 = v128.mul<T>(w, lambda), share2 = v128.mul<T>(w, rest);
  let byLambda = v128.mul<T>(w, subtractLabel<T>(mixed, slopes, label1, label2, share1, share2));
  const slopes1 = ada.slopes + row1, slopes2 = ada.slopes + row2;
  for (let c: usize = 0; c < <usize>k; c++) {
    const column = c * width;
    const slope = v128.load(slopes + c * VECTOR);
    byLambda = multiplyAdd<T>(byLambda, slope, v128.sub<T>(v128.load(z1 + column), v128.load(z2 + column)));
    v128.store(slopes1 + column, multiplyAdd<T>(v128.load(slopes1 + column), lambda, slope));
    v128.store(slopes2 + column, multiplyAdd<T>(v128.load(slopes2 + column), rest, slope));
  }
  return v128.mul<T>(byLambda, v128.splat<T>(<T>LN2));
}

/**
 * Subtracts the mixed label, of weights `share1` and `share2`, from the slopes of a mixed point.
 *
 * @returns gradient of its cross-entropy by lambda through the label: it is linear in the label, and the logarithm of
 * the sum cancels
 */
// @ts-ignore: decorator
@inline
function subtractLabel<T>(mixed: usize, slopes: usize, label1: i32, label2: i32, share1: v128, share2: v128): v128 {
  let byLabel = v128.splat<T>(0);
  if (label1 > 0) {
    const at = columnOf(label1, VECTOR);
    byLabel = v128.sub<T>(byLabel, v128.load(mixed + at));
    v128.store(slopes + at, v128.sub<T>(v128.load(slopes + at), share1));
  }
  if (label2 > 0) {
    const at = columnOf(label2, VECTOR);
    byLabel = v128.add<T>(byLabel, v128.load(mixed + at));
    v128.store(slopes + at, v128.sub<T>(v128.load(slopes + at), share2));
  }
  return byLabel;
}
