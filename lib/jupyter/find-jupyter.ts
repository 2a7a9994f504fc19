import { spawnSync } from 'node:child_process';

/** A way to start JupyterLab. */
export interface JupyterLab {
  readonly command: string;
  readonly args: readonly string[];
  readonly version: string;
}

const askMilliseconds = 60_000;

/**
 * Finds JupyterLab: in the Python that the variable GENLABEL_PYTHON names, and only there; without it, `jupyter-lab` on
 * PATH, then as a module of the usual Pythons.
 */
export function findJupyterLab(env: NodeJS.ProcessEnv = process.env): JupyterLab | undefined {
  const asModule = (python: string): [string, string[]] => [python, ['-m', 'jupyterlab']];
  const candidates: [string, string[]][] = env.GENLABEL_PYTHON
    ? [asModule(env.GENLABEL_PYTHON)]
    : [['jupyter-lab', []], asModule('python3'), asModule('python')];
  for (const [command, args] of candidates) {
    const { status, stdout } = spawnSync(command, [...args, '--version'], {
      env,
      encoding: 'utf8',
      timeout: askMilliseconds,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const version = /^\d+\.\d+\S*/m.exec(stdout ?? '')?.[0];
    if (status === 0 && version) return { command, args, version };
  }
  return undefined;
}

/** What to do where JupyterLab is missing, in one line. */
export const jupyterLabCure =
  'JupyterLab is not found: install it by `pip install jupyterlab`, or name the Python that has it in GENLABEL_PYTHON.';
