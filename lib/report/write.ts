import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StorageError, storageReason } from '../data/atomic-write';
import { makeFolder } from '../data/make-folder';

/**
 * Writes a file so that a reader sees the old text or the new one, never a part; leaves equal files untouched.
 *
 * @throws StorageError naming file, reason and cure; nothing of it is left
 */
export function writeAtomically(path: string, text: string): void {
  try {
    if (readIfPresent(path) === text) return;
    makeFolder(dirname(path));
    replaceFile(path, text);
  } catch (error) {
    const reason = storageReason(error as Error, 'or set GENLABEL_FIGURES to a folder elsewhere');
    throw new StorageError(`cannot write ${path}: ${reason}`, { cause: error });
  }
}

function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Text of a file; undefined if there is none. */
export function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
