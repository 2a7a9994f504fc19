import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { writeAtomically } from '../../data/atomic-write';

/** A checkpoint that cannot be read, or belongs to another training. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}

/** What a training needs to go on: numbers in single precision, and the rest as JSON. */
export interface Checkpoint<State> {
  readonly arrays: readonly Float32Array[];
  readonly state: State;
}

const format = 'genlabel checkpoint 2';

/**
 * Writes a checkpoint atomically: whoever reads the file sees the old one or the new one, and a full disk leaves the old one.
 *
 * The first line is JSON (format, whose training it is, state, lengths, SHA-256 of all that), then the numbers, little-endian.
 *
 * @param owner names the training; a checkpoint of another is refused
 * @throws StorageError if it cannot be written
 */
export async function writeCheckpoint<State>(
  path: string,
  owner: string,
  { arrays, state }: Checkpoint<State>,
): Promise<void> {
  const numbers = Buffer.concat(
    arrays.map((values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
  );
  const lengths = arrays.map(({ length }) => length);
  const head = { format, owner, state, lengths };
  const line = JSON.stringify({ ...head, sha256: digest(head, numbers) });
  await writeAtomically(path, Buffer.concat([Buffer.from(`${line}\n`), numbers]));
}

/**
 * Reads a checkpoint.
 *
 * @returns undefined if there is none
 * @throws CheckpointError if it cannot be read, is torn, damaged or that of another training
 */
export function readCheckpoint<State>(path: string, owner: string): Checkpoint<State> | undefined {
  if (!existsSync(path)) return undefined;
  const fail = (what: string): never => {
    throw new CheckpointError(`the checkpoint ${path} ${what}; remove it to begin this training again`);
  };
  if (statSync(path).isDirectory()) {
    throw new CheckpointError(`the checkpoint ${path} is a folder, expected a file; name another`);
  }
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return fail(`cannot be read: ${(error as Error).message}`);
  }
  const end = bytes.indexOf('\n');
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(bytes.subarray(0, Math.max(end, 0)).toString('utf8'));
  } catch {
    return fail(`is torn or damaged: its first line cannot be read (${bytes.length} bytes)`);
  }
  const { sha256, ...head } = parsed;
  if (head.format !== format) fail(`is of format '${head.format}', expected '${format}'`);
  if (head.owner !== owner) fail(`is that of another training: '${head.owner}', expected '${owner}'`);
  if (!Array.isArray(head.lengths)) fail('is damaged: its first line lacks the lengths');
  const numbers = bytes.subarray(end + 1);
  const expected = 4 * head.lengths.reduce((sum, length) => sum + length, 0);
  if (numbers.length !== expected) {
    fail(`is torn: ${numbers.length} bytes of numbers from byte ${end + 1} on, expected ${expected}`);
  }
  if (sha256 !== digest(head, numbers)) fail('is damaged: its SHA-256 is not that of its contents');
  let offset = 0;
  const arrays = head.lengths.map((length) => {
    // A copy: the numbers need not begin at a multiple of four.
    const values = new Float32Array(Uint8Array.from(numbers.subarray(offset, offset + 4 * length)).buffer);
    offset += 4 * length;
    return values;
  });
  return { arrays, state: head.state as State };
}

interface Head {
  readonly format: string;
  readonly owner: string;
  readonly state: unknown;
  readonly lengths: readonly number[];
}

/** @throws Error if the line is no object */
function parse(line: string): Head & { readonly sha256: string } {
  const head = JSON.parse(line);
  if (typeof head !== 'object' || head === null) throw new Error('no object');
  return head;
}

function digest({ format, owner, state, lengths }: Head, numbers: Buffer): string {
  const head = JSON.stringify([format, owner, state, lengths]);
  return createHash('sha256').update(head).update('\n').update(numbers).digest('hex');
}
