import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file that could not be written; nothing of it was left. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}

const staleAfter = 3_600_000;

/**
 * Writes a file so that no reader, now or after a crash, sees a part of it: a temporary file of its own beside it, flushed
 * to the disk, then renamed. Folders are made. Processes that write the same file at once do not disturb each other: the
 * last rename stays. Temporary files over an hour old, left by processes that were killed, are removed on the way.
 *
 * @throws StorageError naming file, reason and cure; the temporary file is removed
 */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(
    dirname(path),
    `.${basename(path)}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`,
  );
  try {
    await fs.mkdir(dirname(path), { recursive: true });
    await removeStale(dirname(path), basename(path));
    await writeFlushed(temporary, bytes);
    await fs.rename(temporary, path);
    await flushFolder(dirname(path));
  } catch (error) {
    await fs.rm(temporary, { force: true }).catch(() => undefined);
    throw new StorageError(
      `cannot write ${path} (${bytes.length} bytes): ${reasonOf(error as NodeJS.ErrnoException)}`,
      {
        cause: error,
      },
    );
  }
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await fs.open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename itself durable. Some systems cannot open or flush folders: there the rename is durable or nothing is. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await fs.open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function removeStale(folder: string, name: string): Promise<void> {
  for (const entry of await fs.readdir(folder)) {
    if (!entry.startsWith(`.${name}.`) || !entry.endsWith('.tmp')) continue;
    const path = join(folder, entry);
    // Another process may have renamed or removed it meanwhile.
    const found = await fs.stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > staleAfter) await fs.rm(path, { force: true });
  }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'no space is left on the device; free some, or set XDG_CACHE_HOME to a folder elsewhere';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `the folder cannot be written to (${error.code}); make it writable, or set XDG_CACHE_HOME to one that is`;
    default:
      return error.message;
  }
}
