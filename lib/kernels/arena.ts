import { type Kernels, kernels } from './module';

const PAGE = 65536;
const ALIGNMENT = 64;

let top = 0;

/**
 * Memory of one call into the kernels, given back when the call ends. Views are of the memory as it is now: one that is
 * used after a further allocation must be made again, because growth detaches the old buffer.
 */
export class Arena {
  constructor(readonly exports: Kernels) {}

  /** Address of fresh zeros, aligned to a cache line. */
  allocate(bytes: number): number {
    const address = Math.ceil(top / ALIGNMENT) * ALIGNMENT;
    const end = address + bytes;
    const memory = this.exports.memory;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    new Uint8Array(memory.buffer, address, bytes).fill(0);
    top = end;
    return address;
  }

  f64(address: number, length: number): Float64Array {
    return new Float64Array(this.exports.memory.buffer, address, length);
  }

  i32(address: number, length: number): Int32Array {
    return new Int32Array(this.exports.memory.buffer, address, length);
  }

  /** View of the type of the training arithmetic. */
  reals(precision: Precision, address: number, length: number): Float32Array | Float64Array {
    return precision === 'single'
      ? new Float32Array(this.exports.memory.buffer, address, length)
      : this.f64(address, length);
  }

  placeF64(values: ArrayLike<number>): number {
    const address = this.allocate(8 * values.length);
    this.f64(address, values.length).set(values);
    return address;
  }

  placeI32(values: ArrayLike<number>): number {
    const address = this.allocate(4 * values.length);
    this.i32(address, values.length).set(values);
    return address;
  }
}

/** Type of the kernels' sums: f32, as PyTorch's default, or f64. */
export type Precision = 'single' | 'double';

export function bytesOf(precision: Precision): number {
  return precision === 'single' ? 4 : 8;
}

/** Runs a function with memory of its own; calls may nest. */
export function withArena<Result>(use: (arena: Arena) => Result): Result {
  const exports = kernels();
  const mark = top;
  top ||= exports.heapBase();
  try {
    return use(new Arena(exports));
  } finally {
    top = mark;
  }
}
