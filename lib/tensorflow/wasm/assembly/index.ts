// Kernels in the memory of TensorFlow.js' wasm backend, which is imported: they own no byte of it and never grow it.

export { channelMoments, normalisationGradient, normalise, scaleAndOffset, slopeFactors, slopeSums } from './batch-normalisation';
export { adamStep, sgdStep } from './optimiser-step';
export { addOuterProducts, unpackSums } from './outer-product';
export { listPlaces, packPanels, padImages } from './pack';
export { biasGradient } from './bias-gradient';
export { addOneChannel, convolveOneChannel, packThrees, sumOneChannel } from './one-channel';
export { inputGradientOneChannel, listTerms } from './one-channel-input';
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

/** Rows of x, of that many bytes each, by their numbers. @param indices i32 [count] */
export function copyRows(x: usize, indices: usize, count: i32, bytes: usize, y: usize): void {
  for (const end = indices + (<usize>count << 2); indices < end; indices += 4, y += bytes) {
    memory.copy(y, x + <usize>load<i32>(indices) * bytes, bytes);
  }
}

/** The same row added to all rows. */
export function addRow(address: usize, rows: i32, columns: i32, row: usize): void {
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < <usize>columns; j++, address += 4) {
      store<f32>(address, load<f32>(address) + load<f32>(row + (j << 2)));
    }
  }
}

/** y = A^T B^T, of A [inner x rows] and B [columns x inner]. */
export function transposedProduct(a: usize, b: usize, rows: i32, inner: i32, columns: i32, y: usize): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, y += 4) {
      let sum: f32 = 0;
      for (let k = 0; k < inner; k++) {
        sum += load<f32>(a + (<usize>(k * rows + i) << 2)) * load<f32>(b + (<usize>(j * inner + k) << 2));
      }
      store<f32>(y, sum);
    }
  }
}

/** Zeros for negative values. */
export function cutOff(address: usize, count: i32): void {
  const zero = f32x4.splat(0), end = address + (<usize>count << 2);
  for (; address + 16 <= end; address += 16) v128.store(address, f32x4.pmax(v128.load(address), zero));
  for (; address < end; address += 4) v128.store32_lane(address, f32x4.pmax(v128.load32_zero(address), zero), 0);
}
