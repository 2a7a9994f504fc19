import type { TensorInfo } from '@tensorflow/tfjs';

/** What is used of the wasm backend of TensorFlow.js 4.22. */
export interface WasmBackend {
  readonly wasm: {
    readonly asm: { readonly memory: { readonly buffer: ArrayBuffer } };
    _malloc(bytes: number): number;
    _free(address: number): void;
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  incRef(dataId: object): void;
  disposeData(dataId: object): boolean;
  makeOutput(shape: readonly number[], dtype: string): TensorInfo;
}

/** Where a tensor's values lie in the memory of the backend. */
export function addressOf(backend: WasmBackend, tensor: TensorInfo): number {
  return backend.dataIdMap.get(tensor.dataId).memoryOffset;
}

/** Writes integers, or addresses, one after the other. */
export function writeIntegers(backend: WasmBackend, address: number, values: readonly number[]): void {
  // A view taken anew: the old ones end when the memory grows.
  new Int32Array(backend.wasm.asm.memory.buffer, address, values.length).set(values);
}

/** The memory of the backend, of at most 4 GB, is full. */
export function noMemory(bytes: number): Error {
  return new Error(`the wasm backend has no memory left for ${bytes} bytes: compute on smaller batches`);
}

/** Room that a kernel needs while it runs, given back afterwards. */
export class Scratch {
  private size = 0;
  private base = 0;

  /**
   * Asks for room before `use`.
   *
   * @returns its offset, a multiple of 16
   * @throws RangeError if that is no number of bytes: the memory of the backend would be spoilt
   */
  reserve(bytes: number): () => number {
    if (!(bytes >= 0 && bytes < Infinity)) {
      throw new RangeError(`a kernel asks for ${bytes} bytes, expected a finite number of at least 0`);
    }
    const offset = this.size;
    this.size += Math.ceil(bytes / 16) * 16;
    return () => this.base + offset;
  }

  /** @throws Error if the backend's memory, of at most 4 GB, is full */
  use(backend: WasmBackend, work: () => void): void {
    const address = backend.wasm._malloc(this.size + 16) >>> 0;
    if (address === 0) throw noMemory(this.size);
    this.base = Math.ceil(address / 16) * 16;
    try {
      work();
    } finally {
      backend.wasm._free(address);
    }
  }
}
