let top: usize = __heap_base;

/** Fresh zeros. For instances of their own: the other kernels' memory is managed by ../arena.ts. */
export function reserve(bytes: usize): usize {
  const address = (top + 63) & ~63;
  top = address + bytes;
  const missing = <i32>((top + 65535) >> 16) - memory.size();
  // By large steps: each detaches the views of the memory.
  if (missing > 0) memory.grow(max(missing, 64));
  return address;
}
