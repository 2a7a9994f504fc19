import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const built = join(
  import.meta.dirname,
  '..',
  '..',
  'lib',
  'dist',
  'tensorflow',
  'wasm',
  'tensor-kernels.wasm',
);

it('the kernels own no byte of the memory that TensorFlow.js gives them', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const bytes = new Uint8Array(memory.buffer).fill(171);
  new WebAssembly.Instance(new WebAssembly.Module(readFileSync(built)), { env: { memory } });
  expect(memory.buffer.byteLength).toBe(65_536);
  expect(bytes.every((byte) => byte === 171)).toBe(true);
});
