/** State of xoshiro128** (Blackman and Vigna 2018): four u32, not all zero. */
@unmanaged
class Generator {
  a: u32;
  b: u32;
  c: u32;
  d: u32;
}

// @ts-ignore: decorator
@inline
function nextWord(state: Generator): u32 {
  const result = rotl(state.b * 5, 7) * 9;
  const shifted = state.b << 9;
  state.c ^= state.a;
  state.d ^= state.b;
  state.b ^= state.c;
  state.a ^= state.d;
  state.c ^= shifted;
  state.d = rotl(state.d, 11);
  return result;
}

/** Uniform on 0, ..., n - 1 without bias: multiply and shift, rejecting the excess (Lemire 2019). */
// @ts-ignore: decorator
@inline
function nextBelow(state: Generator, n: u32): u32 {
  let product = <u64>nextWord(state) * <u64>n;
  if ((<u32>product) < n) {
    const excess: u32 = (0 - n) % n;
    while ((<u32>product) < excess) product = <u64>nextWord(state) * <u64>n;
  }
  return <u32>(product >> 32);
}

/** Random order (Fisher-Yates, from the end) of every run of `length` entries of an i32 array; the last may be shorter. */
export function permuteRuns(entries: usize, count: i32, length: i32, generator: usize): void {
  const state = changetype<Generator>(generator);
  for (let from = 0; from < count; from += length) {
    const to = min(from + length, count);
    for (let i = to - 1; i > from; i--) {
      const j = from + <i32>nextBelow(state, <u32>(i - from + 1));
      const swapped = load<i32>(entries + (<usize>i << 2));
      store<i32>(entries + (<usize>i << 2), load<i32>(entries + (<usize>j << 2)));
      store<i32>(entries + (<usize>j << 2), swapped);
    }
  }
}

/** Uniform on [0, 1), 53 random bits each, an f64 array. */
export function uniforms(to: usize, count: i32, generator: usize): void {
  const state = changetype<Generator>(generator);
  for (const end = to + (<usize>count << 3); to < end; to += 8) {
    const high = <u64>nextWord(state) >> 5;
    const low = <u64>nextWord(state) >> 6;
    store<f64>(to, <f64>((high << 26) | low) * 1.1102230246251565e-16);
  }
}
