import { spawnSync } from 'node:child_process';

/** A Python that can import these modules: the one that GENLABEL_PYTHON names, or the usual one; undefined if there is none. */
export function findPython(...modules: string[]): string | undefined {
  const named = process.env.GENLABEL_PYTHON;
  return (named ? [named] : ['python3', 'python']).find(
    (python) => spawnSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' }).status === 0,
  );
}
