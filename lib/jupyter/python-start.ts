import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { makeFolder } from '../data/make-folder';

/** A program in Python, and what it depends on besides its files. */
export interface PythonStart {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

interface Note {
  readonly key: string;
  readonly said: string;
  readonly at: number;
  readonly files: readonly string[];
  readonly footprint: string;
}

const askMilliseconds = 60_000;
const noteMilliseconds = 24 * 3_600_000;
/** Variables by which Python or the system's loader finds other files than usual. */
const telling = /^(PYTHON|JUPYTER|LD_|DYLD_)/;

/** What the program writes to its standard output; undefined if it fails. */
export function say({ command, args, env }: PythonStart): Promise<string | undefined> {
  return new Promise((resolve) => {
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
    child.once('error', () => resolve(undefined));
    child.once('close', (status) => resolve(status === 0 ? said : undefined));
  });
}

/**
 * As `say`, but a program that was started within a day is not started again unless a file changed: Python itself, the folders
 * from which it imports, or what is in them. Programs of which this is not known are started.
 *
 * @param cache folder of the notes; one that cannot be written costs time, nothing else
 */
export async function sayOnce(
  start: PythonStart,
  cache: string,
  folder = process.cwd(),
): Promise<string | undefined> {
  const program = programOf(start);
  if (!program || (program.fromFolder && shadows(folder))) return say(start);
  const variables = Object.entries(start.env).filter(([name]) => telling.test(name));
  const key = JSON.stringify([program.file, start.args, variables.sort()]);
  const path = join(cache, `python-${createHash('sha256').update(key).digest('hex').slice(0, 16)}.json`);
  const noted = readNote(path);
  const age = Date.now() - (noted?.at ?? 0);
  if (
    noted?.key === key &&
    0 <= age &&
    age < noteMilliseconds &&
    noted.footprint === footprint(noted.files)
  ) {
    return noted.said;
  }
  const at = Date.now();
  const asked = say(start);
  const files = await filesOf(program, start.env);
  const before = files && footprint(files);
  const said = await asked;
  if (said !== undefined && files && before !== undefined && before === footprint(files)) {
    writeNote(path, { key, said, at, files, footprint: before });
  }
  return said;
}

interface Program {
  readonly file: string;
  readonly python: string;
  /** Whether it imports from the current folder before all others. */
  readonly fromFolder: boolean;
}

function programOf({ command, args, env }: PythonStart): Program | undefined {
  const file = whichFile(command, env);
  if (!file) return undefined;
  if (args[0] === '-m') return { file, python: file, fromFolder: true };
  const python = /^#!(\/\S*python[\d.]*)\r?\n/.exec(firstBytes(file))?.[1];
  return python === undefined ? undefined : { file, python, fromFolder: false };
}

function whichFile(command: string, env: NodeJS.ProcessEnv): string | undefined {
  if (isAbsolute(command)) return command;
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
function shadows(folder: string): boolean {
  try {
    return readdirSync(folder).some(
      (name) => /\.(pyc?|pyd|so)$/.test(name) || existsSync(join(folder, name, '__init__.py')),
    );
  } catch {
    return true;
  }
}

/** What decides what the program does; undefined if another Python than the one that is seen runs it. */
async function filesOf(program: Program, env: NodeJS.ProcessEnv): Promise<string[] | undefined> {
  const script = 'import json, sys; print(json.dumps([sys.executable, sys.path]))';
  const said = await say({ command: program.python, args: ['-c', script], env });
  try {
    const [executable, places] = JSON.parse(said ?? '') as [string, string[]];
    const python = realpathSync(program.python);
    if (realpathSync(executable) !== python) return undefined;
    const settings = join(dirname(dirname(program.python)), 'pyvenv.cfg');
    return [program.file, program.python, python, settings, ...places.filter((place) => place !== '')];
  } catch {
    return undefined;
  }
}

function footprint(files: readonly string[]): string | undefined {
  const hash = createHash('sha256');
  const add = (path: string): boolean => {
    const found = statSync(path, { throwIfNoEntry: false });
    hash.update(JSON.stringify([path, found?.ino, found?.size, found?.mtimeMs, found?.ctimeMs]));
    return found?.isDirectory() === true;
  };
  try {
    for (const file of files) {
      if (add(file)) for (const name of readdirSync(file).sort()) add(join(file, name));
    }
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

function readNote(path: string): Note | undefined {
  try {
    const { key, said, at, files, footprint } = JSON.parse(readFileSync(path, 'utf8')) as Note;
    const isNote = [key, said, footprint].every((text) => typeof text === 'string') && typeof at === 'number';
    return isNote && Array.isArray(files) ? { key, said, at, files, footprint } : undefined;
  } catch {
    return undefined;
  }
}

function writeNote(path: string, note: Note): void {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    makeFolder(dirname(path));
    writeFileSync(temporary, JSON.stringify(note), { flag: 'wx' });
    renameSync(temporary, path);
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // In a folder that cannot be written there is none.
    }
  }
}
