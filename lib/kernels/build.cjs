// Compiles assembly/ to dist/kernels/kernels.wasm. A checkout whose node_modules predates the compiler is not stopped,
// except in continuous integration: all but the kernels works, and their first use says what is missing.
const { execFileSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const compiler = join(__dirname, '..', '..', 'node_modules', 'assemblyscript', 'bin', 'asc.js');
if (existsSync(compiler)) {
  const config = join(__dirname, 'assembly', 'asconfig.json');
  execFileSync(process.execPath, [compiler, '--config', config], { stdio: 'inherit' });
} else {
  console.error('assemblyscript is not installed, the kernels are not compiled: run "npm ci"');
  if (process.env.CI) process.exitCode = 1;
}
