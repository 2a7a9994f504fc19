import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

interface Kept {
  readonly numTensors: number;
  readonly numDataBuffers: number;
  readonly numBytes: number;
  /** Size of the backend's memory and of the heap of JavaScript after a collection, bytes. */
  readonly wasm: number;
  readonly heap: number;
}

/** Trains a small convolutional net in a Node of its own, on wasm. */
function train(before: number, steps: number): { hash: string; start: Kept; end: Kept } {
  const path = fileURLToPath(new URL('training-child.cjs', import.meta.url));
  const env = { ...process.env, GENLABEL_BACKEND: 'wasm' };
  const child = ['--expose-gc', path, `${before}`, `${steps}`];
  return JSON.parse(execFileSync(process.execPath, child, { encoding: 'utf8', env }));
}

it('gives the same bytes in every process and on every Node', { timeout: 120_000 }, () => {
  const { hash } = train(0, 8);
  expect(train(3, 5).hash).toBe(hash);
  // Found on Node 20.19.0, 20.20.2, 22.23.3 and 24.21.0, x86-64.
  expect(hash).toBe('8c485c15ffd1dad0bfb6c289c8a35281d0e8365b22d56435610977aaca795e54');
});

it('keeps nothing of a step, over more than a thousand', { timeout: 300_000 }, () => {
  const steps = 1500;
  const { start, end } = train(300, steps);
  const { heap: heapBefore, ...before } = start;
  const { heap: heapAfter, ...after } = end;
  expect(after).toEqual(before);
  // A tensor's handle alone takes some hundred bytes; what V8 learns of the code comes to 0.3 MB.
  expect((heapAfter - heapBefore) / steps).toBeLessThan(1000);
});
