const factor = 0x5bd1e995;

/**
 * MurmurHash2 of a text in UTF-8, 32 bits: by it, JupyterLab and the kernel give the source of a cell the same file name.
 *
 * @see https://github.com/aappleby/smhasher/blob/master/src/MurmurHash2.cpp
 */
export function murmur2(text: string, seed: number): number {
  const bytes = Buffer.from(text, 'utf8');
  let rest = bytes.length;
  let hash = seed ^ rest;
  let at = 0;
  for (; rest >= 4; rest -= 4, at += 4) {
    let block = Math.imul(bytes.readInt32LE(at), factor);
    block ^= block >>> 24;
    hash = Math.imul(hash, factor) ^ Math.imul(block, factor);
  }
  if (rest >= 3) hash ^= bytes[at + 2] << 16;
  if (rest >= 2) hash ^= bytes[at + 1] << 8;
  if (rest >= 1) hash = Math.imul(hash ^ bytes[at], factor);
  hash = Math.imul(hash ^ (hash >>> 13), factor);
  return (hash ^ (hash >>> 15)) >>> 0;
}
