import fs from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Where the bytes of a file go. */
export interface WritePlace {
  /** Behind all links. */
  readonly path: string;
  /** Permissions of the file that is there. */
  readonly mode?: number;
  /** A pipe, device or socket, which takes bytes and must not be replaced. */
  readonly through: boolean;
}

/** As many links as Linux follows. */
const mostLinks = 40;

/**
 * What a path stands for: links are followed, also to files that are not there yet.
 *
 * @throws Error with `code` EISDIR for a folder, ELOOP for links in a circle
 */
export async function writePlace(path: string): Promise<WritePlace> {
  let place = resolve(path);
  for (let links = 0; ; links++) {
    // Names of open files (/dev/stdout leads to one): whoever redirected them holds the file, and would not see another.
    if (/^\/(proc|dev\/fd)\//.test(place)) return { path: place, through: true };
    const status = await fs.lstat(place).catch(missing);
    if (!status) return { path: place, through: false };
    if (!status.isSymbolicLink()) {
      if (status.isDirectory()) throw problem('EISDIR', 'this is a folder, expected a file');
      return { path: place, mode: status.mode & 0o7777, through: !status.isFile() };
    }
    if (links === mostLinks) throw problem('ELOOP', 'its links lead in a circle');
    place = resolve(dirname(place), await fs.readlink(place));
  }
}

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function problem(code: string, message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code });
}
