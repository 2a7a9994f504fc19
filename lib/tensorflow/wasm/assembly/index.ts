// Kernels in the memory of TensorFlow.js' wasm backend, which is imported: they own no byte of it and never grow it.

export { channelMoments, normalisationGradient, normalise, scaleAndOffset, slopeFactors, slopeSums } from './batch-normalisation';
export { adamStep, sgdStep } from './optimiser-step';
export { addOuterProducts, unpackSums } from './outer-product';
export { listPlaces, packPanels, padImages } from './pack';
export { biasGradient } from './bias-gradient';
export { packPlanes } from './planes';
export { averagePoolGradient, maxPoolGradient } from './pool-gradient';
export { multiplyRows } from './product';
export { keepPositive } from './slopes';

export function clear(address: usize, bytes: usize): void {
  memory.fill(address, 0, bytes);
}

export function copy(from: usize, to: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}

/** Zeros for negative values. */
export function cutOff(address: usize, count: i32): void {
  const zero = f32x4.splat(0), end = address + (<usize>count << 2);
  for (; address + 16 <= end; address += 16) v128.store(address, f32x4.pmax(v128.load(address), zero));
  for (; address < end; address += 4) v128.store32_lane(address, f32x4.pmax(v128.load32_zero(address), zero), 0);
}
