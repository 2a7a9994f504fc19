import { exp2Below, logF64 } from './exponential';
import { multiplyAdd, VECTOR } from './lanes';
import { once } from './once';
import { Layer, Network } from './network';
import { Sweep } from './plan';

const LOG2E: f64 = 1.44269504088896340736;

/**
 * Gradient of the weighted cross-entropy by the logits, w (p - label), of the batch's points in the last layer's
 * `slopes`; lanes are points.
 */
export function networkSoftmax<T>(plan: Sweep, network: Network, last: Layer, gamma: f64, count: i32): void {
  const k = last.outputs;
  const row = network.batchRow;
  const targetRow = <usize>plan.targetRow;
  const scale = once(v128.splat<T>(<T>LOG2E));
  const blend = once(v128.splat<T>(<T>gamma));
  const logits = last.byUnit + row;
  const toGenerative = <usize>k * targetRow;
  for (let offset: usize = 0, end = <usize>count * sizeof<T>(); offset < end; offset += VECTOR) {
    const z = logits + offset;
    let largest = v128.load(z);
    for (let c = 1; c < k; c++) largest = v128.pmax<T>(largest, v128.load(z + <usize>c * row));
    let sum = v128.splat<T>(0);
    for (let c = 0; c < k; c++) {
      const difference = v128.sub<T>(v128.load(z + <usize>c * row), largest);
      const e = exp2Below<T>(v128.mul<T>(difference, scale));
      v128.store(last.slopes + offset + <usize>c * row, e);
      sum = v128.add<T>(sum, e);
    }
    const weight = once(v128.div<T>(v128.load(plan.targets + offset), sum));
    let target = plan.targets + targetRow + offset;
    for (let c = 0; c < k; c++) {
      const slope = last.slopes + offset + <usize>c * row;
      const label = multiplyAdd<T>(v128.load(target), blend, v128.load(target + toGenerative));
      v128.store(slope, v128.sub<T>(v128.mul<T>(v128.load(slope), weight), label));
      target += targetRow;
    }
  }
}

/** Mean loss of the batch. */
export function networkLoss<T>(plan: Sweep, network: Network, last: Layer, gamma: f64, count: i32): f64 {
  let loss: f64 = 0;
  const targetRow = <usize>plan.targetRow;
  for (let b = 0; b < count; b++) {
    const z = last.byUnit + network.batchRow + <usize>b * sizeof<T>();
    let largest = -Infinity;
    for (let c = 0; c < last.outputs; c++) largest = max(largest, <f64>load<T>(z + <usize>c * network.batchRow));
    let sum: f64 = 0;
    let fit: f64 = 0;
    let target = plan.targets + <usize>b * sizeof<T>();
    const w = <f64>load<T>(target);
    for (let c = 0; c < last.outputs; c++) {
      const excess = <f64>load<T>(z + <usize>c * network.batchRow) - largest;
      sum += f64x2.extract_lane(exp2Below<f64>(f64x2.splat(excess * LOG2E)), 0);
      target += targetRow;
      const toGenerative = <f64>load<T>(target + <usize>last.outputs * targetRow);
      fit += excess * (<f64>load<T>(target) + gamma * toGenerative);
    }
    loss += w * f64x2.extract_lane(logF64(f64x2.splat(sum)), 0) - fit;
  }
  return loss;
}

/** Points whose largest logit (the first of equal ones) is their label's. */
export function networkCorrect<T>(network: Network, last: Layer, labels: usize, count: i32): i32 {
  let correct = 0;
  for (let b = 0; b < count; b++) {
    const z = last.byUnit + network.batchRow + <usize>b * sizeof<T>();
    let choice = 0;
    for (let c = 1; c < last.outputs; c++) {
      if (load<T>(z + <usize>c * network.batchRow) > load<T>(z + <usize>choice * network.batchRow)) choice = c;
    }
    if (choice == load<i32>(labels + (<usize>b << 2))) correct++;
  }
  return correct;
}
