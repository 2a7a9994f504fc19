import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs';
import type { TensorKernels } from './tensor-kernels';
import { addressOf, type WasmBackend } from './wasm-backend';

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
  /** Address of an input; 0 if it was left out. */
  at(name: string): number;
  /** A new tensor of single precision. */
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
      return tensor ? addressOf(backend, tensor) : 0;
    },
    output(shape) {
      const info = backend.makeOutput(shape, 'float32');
      return { info, address: addressOf(backend, info) };
    },
  };
}
