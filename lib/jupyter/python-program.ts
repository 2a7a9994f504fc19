import { spawn } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';

/** How a program in Python is started. */
export interface PythonStart {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

const askMilliseconds = 60_000;

/** What the program writes to its standard output; undefined if it fails. */
export function say({ command, args, env }: PythonStart): Promise<string | undefined> {
  return new Promise((done) => {
    const child = spawn(command, args, {
      env,
      // The timer of `timeout` would go on after a program that is not there.
      signal: AbortSignal.timeout(askMilliseconds),
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.once('error', () => done(undefined));
    child.once('close', (status) => done(status === 0 ? said : undefined));
  });
}

/** Which Python runs a program. */
export interface PythonProgram {
  readonly file: string;
  readonly python: string;
  /** Whether it imports from the current folder before all others. */
  readonly fromFolder: boolean;
}

/** Undefined if that is not seen in the file. */
export function programOf({ command, args, env }: PythonStart): PythonProgram | undefined {
  const file = whichFile(command, env);
  if (!file) return undefined;
  if (args[0] === '-m') return { file, python: file, fromFolder: true };
  const python = /^#!(\/\S*python[\d.]*)\r?\n/.exec(firstBytes(file))?.[1];
  return python === undefined ? undefined : { file, python, fromFolder: false };
}

function whichFile(command: string, env: NodeJS.ProcessEnv): string | undefined {
  if (/[\\/]/.test(command)) return resolve(command);
  const folders = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function firstBytes(file: string): string {
  try {
    return statSync(file).size < 10_000 ? readFileSync(file, 'latin1') : '';
  } catch {
    return '';
  }
}

/** Whether something in the folder may be imported in place of what is installed. */
export function shadows(folder: string): boolean {
  try {
    return readdirSync(folder).some(
      (name) => /\.(pyc?|pyd|so)$/.test(name) || existsSync(join(folder, name, '__init__.py')),
    );
  } catch {
    return true;
  }
}

/** What decides what the program does; undefined if another Python than the one that is seen runs it. */
export async function filesOf(program: PythonProgram, env: NodeJS.ProcessEnv): Promise<string[] | undefined> {
  const script = 'import sys; print(sys.executable, *sys.path, sep="\\n")';
  const said = await say({ command: program.python, args: ['-c', script], env });
  try {
    const [executable, ...places] = (said ?? '').split(/\r?\n/).filter((line) => line !== '');
    const python = realpathSync(program.python);
    if (realpathSync(executable) !== python) return undefined;
    const settings = join(dirname(dirname(program.python)), 'pyvenv.cfg');
    // A script's own folder is where it imports from first.
    const own = program.fromFolder ? [] : [dirname(program.file)];
    return [program.file, program.python, python, settings, ...own, ...places];
  } catch {
    return undefined;
  }
}
