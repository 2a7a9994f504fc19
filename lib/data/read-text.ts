import { readFile, stat } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { excerpt } from './arff-error';
import { foreignFormat, foreignText, isGzip } from './file-format';
import { limits, smallerTable, spelled } from './limits';
import { TableError } from './table-error';

/** What a file should be, in words. */
interface Expected {
  readonly file: string;
  readonly content: string;
}

/**
 * Text of a file: UTF-8, or UTF-16 with a byte order mark, or the encoding that is named; a file that gzip compressed is
 * unpacked.
 *
 * @param encoding a label of the WHATWG encoding standard, such as `latin1`, `utf-16le`, `shift_jis`
 * @param expected what the file should be, for messages; by default a table
 * @throws TableError if there is none, it is too large, of another format, or not in that encoding, with the cure
 */
export async function readText(
  path: string,
  encoding?: string,
  { file, content }: Expected = { file: 'a CSV or ARFF file', content: 'a header and rows' },
): Promise<string> {
  const refuse = refuserOf(path);
  const packed = await bytesOf(path, file, refuse);
  if (packed.length === 0) return refuse(`the file is empty, expected ${content}`);
  const bytes = isGzip(packed) ? unpacked(packed, refuse) : packed;
  const foreign = foreignFormat(bytes);
  if (foreign) return refuse(foreign);
  if (bytes.length > limits.bytes) return refuse(tooLarge(bytes.length));
  return decoded(bytes, encoding, refuse);
}

/**
 * Text of a file that should hold a table, as `readText` reads it.
 *
 * @throws TableError as `readText`; for a web page or JSON
 */
export async function readTableText(path: string, encoding?: string): Promise<string> {
  const text = await readText(path, encoding);
  const foreign = foreignText(text);
  return foreign ? refuserOf(path)(foreign) : text;
}

type Refuse = (problem: string, cause?: unknown) => never;

function refuserOf(path: string): Refuse {
  return (problem, cause) => {
    throw new TableError(path, problem, undefined, { cause });
  };
}

async function bytesOf(path: string, expected: string, refuse: Refuse): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > limits.bytes) return refuse(tooLarge(size));
    return await readFile(path);
  } catch (error) {
    if (error instanceof TableError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return refuse('there is no such file; check the path, which is relative to the current folder', error);
    }
    if (code === 'EISDIR') return refuse(`this is a folder, expected ${expected}`, error);
    if (code === 'EACCES') return refuse('the file may not be read (EACCES); ask its owner', error);
    return refuse(`cannot be read: ${message}`, error);
  }
}

const megabytes = (bytes: number): string => `${spelled(Math.round(bytes / 1e6))} MB`;

function tooLarge(bytes: number): string {
  return `the file has ${megabytes(bytes)}, more than the ${megabytes(limits.bytes)} that are read; ${smallerTable}`;
}

function unpacked(packed: Buffer, refuse: Refuse): Buffer {
  try {
    return gunzipSync(packed, { maxOutputLength: limits.bytes });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      return refuse(
        `unpacked, the file has more than the ${megabytes(limits.bytes)} that are read; ${smallerTable}`,
        error,
      );
    }
    return refuse(`cannot be unpacked by gzip (${message}); is it cut short? Get the file again`, error);
  }
}

function decoded(bytes: Buffer, encoding: string | undefined, refuse: Refuse): string {
  const marked = encodingOfMark(bytes, refuse);
  const used = encoding ?? marked ?? 'utf-8';
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(used, { fatal: true });
  } catch (error) {
    return refuse(
      `the encoding ${excerpt(used)} is not known; expected one such as utf-8, utf-16le, latin1, windows-1250, ` +
        'shift_jis, gb18030 (--encoding)',
      error,
    );
  }
  try {
    return decoder.decode(bytes);
  } catch (error) {
    return refuse(notInEncoding(bytes, used, encoding === undefined), error);
  }
}

function encodingOfMark(bytes: Uint8Array, refuse: Refuse): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) {
    if (c === 0 && d === 0) return refuse('is text in UTF-32, which is not read; save it as UTF-8');
    return 'utf-16le';
  }
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
}

/** Names the first bytes that are wrong, and how the line would read as Western European text. */
function notInEncoding(bytes: Buffer, encoding: string, guessed: boolean): string {
  const at = firstInvalid(bytes, encoding);
  const line = bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
  const found = `is not text in ${encoding.toUpperCase()} (byte 0x${bytes[at].toString(16).toUpperCase()} on line ${line})`;
  if (!guessed) return `${found}; name its encoding (--encoding), or save it as UTF-8`;
  const start = bytes.lastIndexOf(0x0a, at) + 1;
  const end = bytes.indexOf(0x0a, at);
  const shown = new TextDecoder('latin1').decode(bytes.subarray(start, end < 0 ? undefined : end)).trim();
  return (
    `${found}; if it is Western European text, read it by --encoding latin1 (the line then begins with ` +
    `${excerpt(shown)}), else name its encoding or save it as UTF-8`
  );
}

/** By bisection: a prefix is valid, but for a character cut at its end, exactly up to the first wrong byte. */
function firstInvalid(bytes: Uint8Array, encoding: string): number {
  let low = 0;
  let high = bytes.length - 1;
  const valid = (length: number): boolean => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (valid(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
