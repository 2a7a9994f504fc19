import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs';
import { requireFloat } from '../require-tensor';
import type { TensorKernels } from './tensor-kernels';
import { addressOf, noMemory, type WasmBackend } from './wasm-backend';

/** Number of values of a tensor. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

/** Bytes of a tensor beyond which there is no room in 4 GB for it, for what it is computed of and for the lists of their places. */
const largestOutput = 2 ** 30;

/** What TensorFlow.js hands to a kernel. */
export interface KernelCall {
  readonly inputs: NamedTensorInfoMap;
  readonly attrs?: NamedAttrMap;
  readonly backend: object;
}

/** A call of a kernel of ours: the compiled functions, and where the tensors lie. */
export interface KernelContext<Attributes> {
  readonly backend: WasmBackend;
  readonly kernels: TensorKernels;
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  readonly attributes: Attributes;
  /** Address of an input of single precision; 0 if it was left out. @throws TypeError if it is of another */
  at(name: string): number;
  /** A new tensor of single precision. @throws Error if the backend's memory is full */
  output(shape: readonly number[]): { readonly info: TensorInfo; readonly address: number };
}

/** Opens a call. @param kernelsOf the compiled functions of a backend */
export function openCall<Attributes>(
  { inputs, attrs, backend: any }: KernelCall,
  kernelsOf: (backend: WasmBackend) => TensorKernels,
): KernelContext<Attributes> {
  const backend = any as WasmBackend;
  return {
    ...{ backend, kernels: kernelsOf(backend), attributes: attrs as Attributes },
    inputs: inputs as Record<string, TensorInfo>,
    at: (name) => {
      const tensor = inputs[name];
      if (!tensor) return 0;
      requireFloat(name, tensor);
      return addressOf(backend, tensor);
    },
    output(shape) {
      const bytes = 4 * sizeOf(shape);
      if (bytes > largestOutput) {
        throw new Error(
          `a result of ${bytes} bytes is larger than the wasm backend takes, ${largestOutput}: compute on smaller batches`,
        );
      }
      const info = backend.makeOutput(shape, 'float32');
      const address = addressOf(backend, info);
      if (address === 0) {
        backend.disposeData(info.dataId);
        throw noMemory(bytes);
      }
      return { info, address };
    },
  };
}
