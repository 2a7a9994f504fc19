import { ownCache } from '../data/openml-places';
import { sayOnce } from './python-start';

/** A way to start JupyterLab. */
export interface JupyterLab {
  readonly command: string;
  readonly args: readonly string[];
  readonly version: string;
}

/**
 * Finds JupyterLab: in the Python that the variable GENLABEL_PYTHON names, and only there; without it, `jupyter-lab` on
 * PATH, then as a module of the usual Pythons. It is started to tell its version, which takes a second, but not again within a
 * day as long as nothing of that Python changes.
 */
export async function findJupyterLab(env: NodeJS.ProcessEnv = process.env): Promise<JupyterLab | undefined> {
  const asModule = (python: string): [string, string[]] => [python, ['-m', 'jupyterlab']];
  const candidates: [string, string[]][] = env.GENLABEL_PYTHON
    ? [asModule(env.GENLABEL_PYTHON)]
    : [['jupyter-lab', []], asModule('python3'), asModule('python')];
  for (const [command, args] of candidates) {
    const said = await sayOnce({ command, args: [...args, '--version'], env }, ownCache(env));
    const version = /^\d+\.\d+\S*/m.exec(said ?? '')?.[0];
    if (version) return { command, args, version };
  }
  return undefined;
}

/** What to do where JupyterLab is missing, in one line. */
export const jupyterLabCure =
  'JupyterLab is not found: install it by `pip install jupyterlab`, or name the Python that has it in GENLABEL_PYTHON.';
