// Apart from lanes.ts, which kernels share that live in the memory of another module and must own no byte of it.

const KEPT: usize = memory.data(16, 16);

/** A value by way of memory: V8 computes anew in every round of a loop what is used only there and is not loaded. */
// @ts-ignore: decorator
@inline
export function once(value: v128): v128 {
  v128.store(KEPT, value);
  return v128.load(KEPT);
}
