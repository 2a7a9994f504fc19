import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside this file once compiled; from the sources, in the build's folder. */
const places = [join(__dirname, 'kernels.wasm'), join(__dirname, '..', 'dist', 'kernels', 'kernels.wasm')];

/**
 * The compiled kernels. For browsers, which read no files, the build writes `kernel-bytes-browser.js` in place of this.
 *
 * @throws Error if they have not been built
 */
export function kernelBytes(): Uint8Array {
  const file = places.find((place) => existsSync(place));
  if (file) return readFileSync(file);
  throw new Error(`the compiled kernels are missing (${places.join(', ')}): run "npm run build"`);
}
