import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const VERSION = '0.10.2';

/**
 * A Python with JAX: that of GENLABEL_PYTHON, or one in the cache folder, installed where PyPI is reached.
 *
 * @returns undefined, with the reason printed, where there is none
 */
export function jaxPython(): string | undefined {
  const given = process.env.GENLABEL_PYTHON;
  if (given && hasJax(given)) return given;
  const folder = join(homedir(), '.cache', 'genlabel', `bench-jax-${VERSION}`);
  const own = join(folder, 'bin', 'python');
  if (existsSync(own) && hasJax(own)) return own;
  console.log(`JAX ${VERSION} is being installed in ${folder}`);
  const venv = run(given ?? 'python3', ['-m', 'venv', folder]);
  const { status, stderr } =
    venv.status === 0 ? run(own, ['-m', 'pip', 'install', '--quiet', `jax==${VERSION}`, 'numpy']) : venv;
  if (status === 0 && hasJax(own)) return own;
  console.log(`No JAX: ${stderr?.trim().split('\n').at(-1) ?? `there is no ${given ?? 'python3'}`}`);
  return undefined;
}

const run = (python: string, args: readonly string[]) => spawnSync(python, args, { encoding: 'utf8' });
const hasJax = (python: string) => run(python, ['-c', 'import jax']).status === 0;
