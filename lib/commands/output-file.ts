import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import { dirname } from 'node:path';
import { storageReason } from '../data/atomic-write';
import { writePlace } from '../data/write-place';
import { UsageError } from './command';

/** What to do where an option `--out` names a place that is full or read-only. */
export const otherOut = 'or give another file (--out)';

/**
 * Refuses a file that could not be written, or is one of those that are read, before the work that leads to it.
 *
 * @throws UsageError naming the file, the reason and the cure
 */
export async function requireWritable(
  command: string,
  out: string,
  inputs: readonly string[],
): Promise<void> {
  try {
    if (out.trim() === '') throw new Error('expected the name of a file');
    const { path, mode, through } = await writePlace(out);
    if (through) return await fs.access(path, constants.W_OK);
    for (const input of inputs) {
      if (await areSame(path, input))
        throw new Error(`it is read, and would be lost; give another file (--out)`);
    }
    if (mode !== undefined) await fs.access(path, constants.W_OK);
    await fs.access(await existingFolder(path), constants.W_OK);
  } catch (error) {
    throw new UsageError(
      `${command}: --out: ${out.trim() === '' ? JSON.stringify(out) : out}: ${storageReason(error as NodeJS.ErrnoException, otherOut)}`,
    );
  }
}

/** Whether both are one file, also by links. */
async function areSame(path: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([path, other].map((name) => fs.stat(name).catch(() => undefined)));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** The folder that the file, or the folders on the way to it, will be made in. */
async function existingFolder(path: string): Promise<string> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const status = await fs.stat(folder).catch(() => undefined);
    if (status?.isDirectory() || folder === dirname(folder)) return folder;
    if (status) throw new Error(`${folder} is a file, expected a folder`);
  }
}
