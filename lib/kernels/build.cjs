// Compiles assembly/ to dist/kernels/kernels.wasm, and writes the same as text for bundles of browsers; compiles the kernels
// for TensorFlow.js to dist/tensorflow/wasm/tensor-kernels.wasm. A checkout whose node_modules predates the compiler is not stopped,
// except in continuous integration: all but the kernels works, and their first use says what is missing.
const { execFileSync } = require('node:child_process');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const compiler = join(__dirname, '..', '..', 'node_modules', 'assemblyscript', 'bin', 'asc.js');
if (existsSync(compiler)) {
  for (const assembly of [
    join(__dirname, 'assembly'),
    join(__dirname, '..', 'tensorflow', 'wasm', 'assembly'),
  ]) {
    const config = join(assembly, 'asconfig.json');
    execFileSync(process.execPath, [compiler, '--config', config], { stdio: 'inherit' });
  }
  const folder = join(__dirname, '..', 'dist', 'kernels');
  const text = readFileSync(join(folder, 'kernels.wasm')).toString('base64');
  const source = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.kernelBytes = () => {
  const letters = atob("${text}");
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
};
`;
  writeFileSync(join(folder, 'kernel-bytes-browser.js'), source);
} else {
  console.error('assemblyscript is not installed, the kernels are not compiled: run "npm ci"');
  if (process.env.CI) process.exitCode = 1;
}
