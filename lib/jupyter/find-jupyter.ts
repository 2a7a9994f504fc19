import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isExecutable } from '../runtime/is-executable';

/** A way to start JupyterLab. */
export interface JupyterLab {
  readonly command: string;
  readonly args: readonly string[];
  readonly version: string;
}

const askMilliseconds = 60_000;
const closeMilliseconds = 1000;
/** Characters: a version is among the first. */
const longest = 10_000;

/** The version of JupyterLab as its installation tells it: JupyterLab itself would take a second and more. */
const tellVersion = [
  'from importlib.util import find_spec',
  "if find_spec('jupyterlab') and find_spec('jupyter_server'):",
  '    from importlib.metadata import version',
  "    print(version('jupyterlab'))",
].join('\n');

/**
 * Finds JupyterLab: in the Python that the variable GENLABEL_PYTHON names, and only there; without it, `jupyter-lab` on
 * PATH, then as a module of the usual Pythons.
 */
export async function findJupyterLab(env: NodeJS.ProcessEnv = process.env): Promise<JupyterLab | undefined> {
  const asModule = (python: string): [string, string[]] => [python, ['-m', 'jupyterlab']];
  const candidates: [string, string[]][] = env.GENLABEL_PYTHON
    ? [asModule(env.GENLABEL_PYTHON)]
    : [['jupyter-lab', []], asModule('python3'), asModule('python')];
  for (const [command, args] of candidates) {
    const python = args.length > 0 ? command : pythonOf(command, env);
    const said = python
      ? await say(python, ['-c', tellVersion], env)
      : await say(command, [...args, '--version'], env);
    const version = /^\d+(\.\d+)+[\w.+-]*$/m.exec(said)?.[0];
    if (version) return { command, args, version };
  }
  return undefined;
}

/** The Python in the first line of a script on PATH; undefined if it names none. */
function pythonOf(command: string, env: NodeJS.ProcessEnv): string | undefined {
  const script = (env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find(isExecutable);
  if (!script || statSync(script).size > longest) return undefined;
  try {
    return /^#!(\/\S*python[\d.]*)\r?\n/.exec(readFileSync(script, 'latin1'))?.[1];
  } catch {
    // It may be executed, but not read.
    return undefined;
  }
}

/** What a program writes to its standard output, as far as a version is looked for in it; nothing if it fails. */
function say(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((done) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    const end = (answer: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      child.stdout.destroy();
      child.unref();
      done(answer);
    };
    let timer = setTimeout(() => end(''), askMilliseconds);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.length > longest) end('');
    });
    child.once('error', () => end(''));
    child.once('exit', (status) => {
      const answer = (): void => end(status === 0 ? said : '');
      child.once('close', answer);
      // What it started may hold its output open.
      clearTimeout(timer);
      timer = setTimeout(answer, closeMilliseconds);
    });
  });
}

/** What to do where JupyterLab is missing, in one line. */
export const jupyterLabCure =
  'JupyterLab is not found: install it by `pip install jupyterlab`, or name the Python that has it in GENLABEL_PYTHON.';
