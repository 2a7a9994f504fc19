import type { TensorInfo } from '@tensorflow/tfjs';
import { type KernelContext, sizeOf } from './kernel-call';
import { addressOf } from './wasm-backend';

/** Attributes of GatherV2. */
export interface GatherAttributes {
  readonly axis: number;
  readonly batchDims: number;
}

type Call = KernelContext<GatherAttributes>;

/** Whether the kernel here knows it: rows, that is slices of the first axis, of single precision. */
export function picksRows({ inputs: { x, indices }, attributes: { axis, batchDims } }: Call): boolean {
  const types = x.dtype === 'float32' && indices.dtype === 'int32';
  return types && axis === 0 && batchDims === 0 && x.shape.length > 0;
}

/**
 * GatherV2: y[i] = x[indices[i]]. The stock kernel copies value by value.
 *
 * @throws RangeError if there is no such row
 */
export function gatherRows(call: Call): TensorInfo {
  const { x, indices } = call.inputs;
  const [rows, ...row] = x.shape;
  const count = sizeOf(indices.shape);
  const { buffer } = call.backend.wasm.asm.memory;
  const numbers = addressOf(call.backend, indices);
  const wrong = new Int32Array(buffer, numbers, count).find((index) => !(index >= 0 && index < rows));
  if (wrong !== undefined) {
    const expected = rows === 0 ? 'none: there are no rows' : `0 to ${rows - 1}`;
    throw new RangeError(`an index is ${wrong}, expected ${expected}`);
  }
  const y = call.output([...indices.shape, ...row]);
  call.kernels.copyRows(call.at('x'), numbers, count, 4 * sizeOf(row), y.address);
  return y.info;
}
