import { multiplyAdd } from '../../../kernels/assembly/lanes';
import { loadLanes, storeLanes } from './lanes';

// Steps of an optimiser over a parameter of `count` values; what is new goes elsewhere, as the tensors that hold the old
// values may be shared.

/** velocity <- momentum velocity + gradient + decay p, p <- p - rate velocity. */
export function sgdStep(
  p: usize, gradient: usize, velocity: usize, count: i32, rate: f32, momentum: f32, decay: f32,
  newP: usize, newVelocity: usize,
): void {
  let at: usize = 0;
  const end = <usize>count << 2;
  for (; at + 16 <= end; at += 16) {
    sgdLanes<v128>(p + at, gradient + at, velocity + at, rate, momentum, decay, newP + at, newVelocity + at);
  }
  for (; at < end; at += 4) {
    sgdLanes<f32>(p + at, gradient + at, velocity + at, rate, momentum, decay, newP + at, newVelocity + at);
  }
}

// @ts-ignore: decorator
@inline
function sgdLanes<T>(
  p: usize, gradient: usize, velocity: usize, rate: f32, momentum: f32, decay: f32, newP: usize, newVelocity: usize,
): void {
  const value = loadLanes<T>(p);
  const slope = multiplyAdd<f32>(loadLanes<T>(gradient), value, f32x4.splat(decay));
  const v = multiplyAdd<f32>(slope, loadLanes<T>(velocity), f32x4.splat(momentum));
  storeLanes<T>(newVelocity, v);
  storeLanes<T>(newP, f32x4.sub(value, f32x4.mul(v, f32x4.splat(rate))));
}

/** As ../../optimiser-step.ts says; rate and unbias hold the corrections for the start. */
export function adamStep(
  p: usize, gradient: usize, first: usize, second: usize, count: i32, rate: f32, unbias: f32,
  beta1: f32, rest1: f32, beta2: f32, rest2: f32, epsilon: f32, decay: f32, newP: usize, newFirst: usize, newSecond: usize,
): void {
  let at: usize = 0;
  const end = <usize>count << 2;
  for (; at + 16 <= end; at += 16) {
    adamLanes<v128>(p + at, gradient + at, first + at, second + at, rate, unbias, beta1, rest1, beta2, rest2, epsilon, decay, newP + at, newFirst + at, newSecond + at);
  }
  for (; at < end; at += 4) {
    adamLanes<f32>(p + at, gradient + at, first + at, second + at, rate, unbias, beta1, rest1, beta2, rest2, epsilon, decay, newP + at, newFirst + at, newSecond + at);
  }
}

// @ts-ignore: decorator
@inline
function adamLanes<T>(
  p: usize, gradient: usize, first: usize, second: usize, rate: f32, unbias: f32,
  beta1: f32, rest1: f32, beta2: f32, rest2: f32, epsilon: f32, decay: f32, newP: usize, newFirst: usize, newSecond: usize,
): void {
  const value = loadLanes<T>(p);
  const slope = multiplyAdd<f32>(loadLanes<T>(gradient), value, f32x4.splat(decay));
  const m = multiplyAdd<f32>(f32x4.mul(slope, f32x4.splat(rest1)), loadLanes<T>(first), f32x4.splat(beta1));
  const square = f32x4.mul(f32x4.mul(slope, slope), f32x4.splat(rest2));
  const v = multiplyAdd<f32>(square, loadLanes<T>(second), f32x4.splat(beta2));
  storeLanes<T>(newFirst, m), storeLanes<T>(newSecond, v);
  const scale = multiplyAdd<f32>(f32x4.splat(epsilon), f32x4.sqrt(v), f32x4.splat(unbias));
  storeLanes<T>(newP, f32x4.sub(value, f32x4.div(f32x4.mul(m, f32x4.splat(rate)), scale)));
}
