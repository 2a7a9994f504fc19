import { DataIntegrityError } from '../data-errors';
import type { ImageFile } from './image-file';

const block = 512;

/**
 * Files of a tar archive (POSIX ustar, names of up to 255 bytes), by name.
 *
 * @throws DataIntegrityError naming the offset of what is wrong
 */
export function parseTar({ path, bytes }: ImageFile): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const fail = (offset: number, found: string): never => {
    throw new DataIntegrityError(`${path} at byte ${offset}: ${found}; fetch the file again`);
  };
  let offset = 0;
  while (true) {
    if (offset + block > bytes.length) return fail(bytes.length, 'the archive ends without its last blocks');
    const header = bytes.subarray(offset, offset + block);
    if (header.every((value) => value === 0)) return files;
    const text = (from: number, length: number) => {
      const field = header.subarray(from, from + length);
      const end = field.indexOf(0);
      return field.subarray(0, end < 0 ? length : end).toString('utf8');
    };
    const sum = header.reduce((total, value, i) => total + (i >= 148 && i < 156 ? 32 : value), 0);
    if (sum !== Number.parseInt(text(148, 8), 8)) fail(offset, 'a header whose checksum is wrong');
    const size = Number.parseInt(text(124, 12), 8);
    const start = offset + block;
    if (start + size > bytes.length) {
      fail(bytes.length, `the archive ends within a file of ${size} bytes that begins at byte ${start}`);
    }
    const prefix = text(345, 155);
    const name = prefix ? `${prefix}/${text(0, 100)}` : text(0, 100);
    const kind = text(156, 1);
    if (kind === '0' || kind === '') files.set(name, bytes.subarray(start, start + size));
    offset = start + Math.ceil(size / block) * block;
  }
}
