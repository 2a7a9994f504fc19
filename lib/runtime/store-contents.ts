import { fstatSync, readSync } from 'node:fs';
import { shownPath } from './paths';
import { type ExperimentRecord, parseRecord, sameResult } from './record';
import { ResultShape } from './result-shape';

/** A store that cannot be trusted: a damaged line, or two results for one configuration. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

const newline = 0x0a;

/** What was read of a store file so far: only its new lines are read again. */
export class StoreContents {
  readonly records = new Map<string, ExperimentRecord>();
  private readonly lineOf = new Map<string, number>();
  private offset = 0;
  private lines = 0;
  private inode = 0;
  private shape = new ResultShape();

  constructor(
    readonly experiment: string,
    private readonly path: string,
  ) {}

  /**
   * Reads what was appended since the last call.
   *
   * @returns what follows the last newline: how many bytes, and how many of them are whole records, which are read
   */
  update(fd: number): { bytes: number; whole: number } {
    const { size, ino } = fstatSync(fd);
    if (ino !== this.inode || size < this.offset) this.forget();
    this.inode = ino;
    const data = readFrom(fd, this.offset, size - this.offset);
    let start = 0;
    for (let end = data.indexOf(newline); end >= 0; end = data.indexOf(newline, start)) {
      this.lines++;
      this.add(data.subarray(start, end), this.lines);
      start = end + 1;
    }
    this.offset += start;
    const tail = data.subarray(start);
    return { bytes: tail.length, whole: tail.length > 0 ? this.wholeRecords(tail) : 0 };
  }

  /** Whether the record is there. @throws StoreError if it is there with another result */
  has(record: ExperimentRecord, place: string): boolean {
    const known = this.records.get(record.key);
    if (!known) return false;
    if (sameResult(known, record)) return true;
    const name = shownPath(this.path);
    throw new StoreError(
      `two results for the configuration ${JSON.stringify(record.configuration)} (key ${record.key}): ` +
        `${name}:${this.lineOf.get(record.key)} has ${excerpt(known.result)}, ${place} has ${excerpt(record.result)}. ` +
        'A job must depend on its configuration only: find out which is right, and remove the other',
    );
  }

  /** @throws StoreError if the store, with this line, would be damaged */
  refuseDamaging(line: Buffer): void {
    try {
      this.shape.compared(this.parse(line).result);
    } catch (error) {
      throw new StoreError(
        `a new record is not written to ${shownPath(this.path)}: ${(error as Error).message}. Mend the job that gave it: ` +
          'the results of an experiment are of one shape',
      );
    }
  }

  private add(line: Buffer, number: number): void {
    if (line.length === 0) return;
    const place = `${shownPath(this.path)}:${number}`;
    for (const part of partsOf(line)) {
      let record: ExperimentRecord;
      try {
        record = this.parse(part);
        this.shape.check(record.result);
      } catch (error) {
        throw new StoreError(
          `${place} is damaged: ${(error as Error).message}. Restore the file from version control, or remove that ` +
            'line: its job will be computed again',
        );
      }
      if (this.has(record, place)) continue;
      this.records.set(record.key, record);
      this.lineOf.set(record.key, number);
    }
  }

  private parse(line: Buffer): ExperimentRecord {
    const record = parseRecord(new TextDecoder('utf-8', { fatal: true }).decode(line));
    if (record.experiment === this.experiment) return record;
    throw new Error(`it belongs to experiment ${record.experiment}, not ${this.experiment}`);
  }

  /** A prefix of a record is never JSON: what can be read of a last line lacks nothing but its newlines. */
  private wholeRecords(tail: Buffer): number {
    let bytes = 0;
    for (const part of partsOf(tail)) {
      try {
        this.parse(part);
      } catch {
        break;
      }
      this.add(part, this.lines + 1);
      bytes += part.length;
    }
    return bytes;
  }

  private forget(): void {
    this.records.clear();
    this.lineOf.clear();
    this.offset = 0;
    this.lines = 0;
    this.shape = new ResultShape();
  }
}

/** Where a record begins directly after another, the newline between them lost: keys are 16 hexadecimal digits. */
const seam = /\}(?=\{"key":"[0-9a-f]{16}","experiment":)/g;

/** The records of a line, which is one unless newlines were lost. */
function partsOf(line: Buffer): Buffer[] {
  if (line.indexOf('}{"key":"') < 0) return [line];
  const text = line.toString('latin1');
  const ends = [...text.matchAll(seam)].map(({ index }) => index + 1);
  return [...ends, line.length].map((end, i) => line.subarray(i === 0 ? 0 : ends[i - 1], end));
}

function readFrom(fd: number, position: number, length: number): Buffer {
  const data = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const count = readSync(fd, data, read, length - read, position + read);
    if (count === 0) break;
    read += count;
  }
  return data.subarray(0, read);
}

function excerpt(result: unknown): string {
  const text = JSON.stringify(result);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
