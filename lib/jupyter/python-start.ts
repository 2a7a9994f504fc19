import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../data/make-folder';
import { filesOf, type PythonStart, programOf, say, shadows } from './python-program';

interface Note {
  readonly key: string;
  readonly said: string;
  readonly at: number;
  readonly files: readonly string[];
  readonly footprint: string;
}

const noteMilliseconds = 24 * 3_600_000;
/** Variables by which Python or the system's loader finds other files than usual. */
const telling = /^(PYTHON|JUPYTER|LD_|DYLD_)/;

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
