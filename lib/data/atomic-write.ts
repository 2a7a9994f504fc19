import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isRunning } from './is-running';
import { makeFolder } from './make-folder';
import { writePlace } from './write-place';

/** A file that could not be written; nothing of it was left. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}

const staleAfter = 3_600_000;

/** What to do where the place of a file is full, or cannot be written. */
const elsewhere = 'or choose another place for the file';

/**
 * Writes a file so that no reader, now or after a crash, sees a part of it: a temporary file of its own beside it, flushed
 * to the disk, then renamed. Folders are made. Processes that write the same file at once do not disturb each other: the
 * last rename stays. Temporary files over an hour old, left by processes that were killed, are removed on the way.
 *
 * Only regular files are replaced, and keep their mode; links are followed, so that the file that they name is replaced;
 * pipes and devices (`writePlace`) take the bytes as they come.
 *
 * @param cure what to do where the disk is full or read-only
 * @throws StorageError naming file, reason and cure; the temporary file is removed
 */
export async function writeAtomically(path: string, bytes: Uint8Array, cure = elsewhere): Promise<void> {
  let temporary: string | undefined;
  try {
    const place = await writePlace(path);
    if (place.through) return await writeThrough(place.path, bytes);
    const [folder, name] = [dirname(place.path), basename(place.path)];
    makeFolder(folder);
    await removeStale(folder, name);
    temporary = join(folder, `.${name}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`);
    await writeFlushed(temporary, bytes, place.mode);
    await fs.rename(temporary, place.path);
    await flushFolder(folder);
  } catch (error) {
    if (temporary) await fs.rm(temporary, { force: true }).catch(() => undefined);
    const reason = storageReason(error as Error, cure);
    throw new StorageError(`cannot write ${path} (${bytes.length} bytes): ${reason}`, { cause: error });
  }
}

/**
 * Removes a file that `writeAtomically` wrote and is needed no longer, and what was left of it by processes that were killed
 * while they wrote it: nobody will write it again. A process of this machine that still writes it is not disturbed. Links are
 * followed and stay, pipes and devices too, as when it is written.
 */
export async function removeWritten(path: string): Promise<void> {
  const { path: place, through } = await writePlace(path);
  if (through) return;
  await fs.rm(place, { force: true });
  for (const { path: temporary, pid } of await temporariesOf(dirname(place), basename(place))) {
    if (!isRunning(pid)) await fs.rm(temporary, { force: true });
  }
}

/** Standard output may be a socket, which cannot be opened by its name. */
async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const own = /^\/(?:proc\/self|dev)\/fd\/([12])$/.exec(path);
  if (!own) return fs.writeFile(path, bytes);
  const stream = own[1] === '1' ? process.stdout : process.stderr;
  return new Promise((done, fail) => stream.write(bytes, (error) => (error ? fail(error) : done())));
}

async function writeFlushed(path: string, bytes: Uint8Array, mode: number | undefined): Promise<void> {
  const file = await fs.open(path, 'wx');
  try {
    if (mode !== undefined) await file.chmod(mode);
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
  for (const { path } of await temporariesOf(folder, name)) {
    // Another process may have renamed or removed it meanwhile.
    const found = await fs.stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > staleAfter) await fs.rm(path, { force: true });
  }
}

/** Temporary files of a file, and the numbers of the processes that made them. */
async function temporariesOf(folder: string, name: string): Promise<{ path: string; pid: number }[]> {
  const entries = await fs.readdir(folder).catch(() => []);
  return entries.flatMap((entry) => {
    if (!entry.startsWith(`.${name}.`)) return [];
    const rest = /^(\d+)\.[0-9a-f]{12}\.tmp$/.exec(entry.slice(name.length + 2));
    return rest ? [{ path: join(folder, entry), pid: Number(rest[1]) }] : [];
  });
}

/** Why a write failed, and the cure. */
export function storageReason(
  error: { readonly code?: string; readonly message: string },
  cure = elsewhere,
): string {
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `no space is left on the device; free some, ${cure}`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `the place cannot be written to (${error.code}); make it writable, ${cure}`;
    case 'ENOTDIR':
      return `on the way to it is a file where a folder is expected; remove that, ${cure}`;
    default:
      return error.message;
  }
}
