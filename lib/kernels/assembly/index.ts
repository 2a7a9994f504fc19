import { AdaMixUp } from './ada-mixup';
import { arrangeRows } from './batch';
import { ClassDensity, DensityScratch } from './class-density';
import { exp2, logF64 } from './exponential';
import { placeWalks } from './foreseen-walks';
import { foresee } from './foresight';
import { narrow } from './lanes';
import { classifyNeighbours } from './local-network';
import { logDensity } from './log-density';
import { whitenRows } from './mixed-density';
import { nearestIndices } from './nearest';
import { Network } from './network';
import { LogitPass, logitBackward, logitForward } from './logit-pass';
import { NetworkPass, passBackward, passForward, passInputGradient } from './network-pass';
import { pairwise } from './pairwise';
import { placeNet } from './piecewise-net';
import { Sweep } from './plan';
import { posterior } from './posterior';
import { propose } from './proposals';
import { permuteRuns, uniforms } from './random';
import { reserve } from './reserve';
import { classify, trainEpoch } from './sweep';
import { startAdaMixUp, trainAdaMixUpEpoch } from './train-ada-mixup';
import { classifyNetwork, trainNetworkEpoch } from './train-network';
import { refreshDifferences } from './update';
import { classifyWhole } from './whole-net';

/** First free address of the memory. */
export function heapBase(): usize {
  return __heap_base;
}

export function trainEpoch32(plan: usize): void {
  trainEpoch<f32>(changetype<Sweep>(plan));
}

export function trainEpoch64(plan: usize): void {
  trainEpoch<f64>(changetype<Sweep>(plan));
}

export function arrangeRows32(plan: usize): void {
  arrangeRows<f32>(changetype<Sweep>(plan));
}

export function arrangeRows64(plan: usize): void {
  arrangeRows<f64>(changetype<Sweep>(plan));
}

export function classify32(plan: usize, correct: usize): void {
  classify<f32>(changetype<Sweep>(plan), correct);
}

export function classify64(plan: usize, correct: usize): void {
  classify<f64>(changetype<Sweep>(plan), correct);
}

export function refreshDifferences32(plan: usize): void {
  refreshDifferences<f32>(changetype<Sweep>(plan));
}

export function refreshDifferences64(plan: usize): void {
  refreshDifferences<f64>(changetype<Sweep>(plan));
}

export function trainNetworkEpoch32(plan: usize, network: usize): void {
  trainNetworkEpoch<f32>(changetype<Sweep>(plan), changetype<Network>(network));
}

export function trainNetworkEpoch64(plan: usize, network: usize): void {
  trainNetworkEpoch<f64>(changetype<Sweep>(plan), changetype<Network>(network));
}

export function classifyNetwork32(plan: usize, network: usize, correct: usize): void {
  classifyNetwork<f32>(changetype<Sweep>(plan), changetype<Network>(network), correct);
}

export function classifyNetwork64(plan: usize, network: usize, correct: usize): void {
  classifyNetwork<f64>(changetype<Sweep>(plan), changetype<Network>(network), correct);
}

export function networkForward(pass: usize, count: i32): void {
  passForward(changetype<NetworkPass>(pass), count);
}

export function networkBackward(pass: usize, count: i32): void {
  passBackward(changetype<NetworkPass>(pass), count);
}

export function networkInputGradient(pass: usize, count: i32): void {
  passInputGradient(changetype<NetworkPass>(pass), count);
}

export function passLogits(pass: usize, count: i32): void {
  logitForward(changetype<LogitPass>(pass), count);
}

export function passLogitGradient(pass: usize, count: i32): void {
  logitBackward(changetype<LogitPass>(pass), count);
}

export function startAdaMixUp32(plan: usize, ada: usize): void {
  startAdaMixUp<f32>(changetype<Sweep>(plan), changetype<AdaMixUp>(ada));
}

export function startAdaMixUp64(plan: usize, ada: usize): void {
  startAdaMixUp<f64>(changetype<Sweep>(plan), changetype<AdaMixUp>(ada));
}

export function trainAdaMixUpEpoch32(plan: usize, ada: usize): void {
  trainAdaMixUpEpoch<f32>(changetype<Sweep>(plan), changetype<AdaMixUp>(ada));
}

export function trainAdaMixUpEpoch64(plan: usize, ada: usize): void {
  trainAdaMixUpEpoch<f64>(changetype<Sweep>(plan), changetype<AdaMixUp>(ada));
}

export function logDensity32(density: usize, scratch: usize, points: usize, d: i32, pitch: i32, out: usize): void {
  logDensity<f32>(changetype<ClassDensity>(density), changetype<DensityScratch>(scratch), points, d, pitch, out);
}

export function logDensity64(density: usize, scratch: usize, points: usize, d: i32, pitch: i32, out: usize): void {
  logDensity<f64>(changetype<ClassDensity>(density), changetype<DensityScratch>(scratch), points, d, pitch, out);
}

/** f64 to f32; count a multiple of 4. */
export function narrowArray(from: usize, to: usize, count: i32): void {
  narrow(from, to, count);
}

export function whitenTraining(
  density: usize, points: usize, centred: usize, d: i32, pitch: i32, out: usize,
): void {
  whitenRows(changetype<ClassDensity>(density), points, centred, d, pitch, out);
}

export function pairwise32(
  points: usize, pitch: i32, centres: usize, row: usize, d: i32, out: usize, smallest: usize,
): void {
  pairwise<f32>(points, pitch, centres, row, d, out, smallest);
}

export function pairwise64(
  points: usize, pitch: i32, centres: usize, row: usize, d: i32, out: usize, smallest: usize,
): void {
  pairwise<f64>(points, pitch, centres, row, d, out, smallest);
}

export { classifyNeighbours, classifyWhole, foresee, nearestIndices, permuteRuns, placeNet, placeWalks, posterior, propose };
export { reserve, uniforms };

/** 2^x of an array in place, for tests; count a multiple of the lanes. */
export function powers32(address: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, address += 16) v128.store(address, exp2<f32>(v128.load(address)));
}

export function powers64(address: usize, count: i32): void {
  for (let i = 0; i < count; i += 2, address += 16) v128.store(address, exp2<f64>(v128.load(address)));
}

/** log x of an array in place, for tests. */
export function logarithms(address: usize, count: i32): void {
  for (let i = 0; i < count; i += 2, address += 16) v128.store(address, logF64(v128.load(address)));
}
