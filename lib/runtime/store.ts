import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { storageReason } from '../data/atomic-write';
import { makeFolder } from '../data/make-folder';
import { tryLock, withLock } from './lock';
import { recordsFolder, shownPath } from './paths';
import { type ExperimentRecord, recordLine } from './record';
import { StoreContents, StoreError } from './store-contents';

/** Power cuts lose at most the records of this many milliseconds; a killed process loses none that was appended. */
const syncEveryMs = 2_000;

const storePath = (experiment: string, folder: string) => join(folder, `${experiment}.jsonl`);

/** Experiments that have a store in the folder, sorted. */
export function storedExperiments(folder: string = recordsFolder()): string[] {
  if (!existsSync(folder)) return [];
  const stores = readdirSync(folder).filter((file) => /^[^.].*\.jsonl$/.test(file));
  return stores.map((file) => file.slice(0, -'.jsonl'.length)).sort();
}

/**
 * Records of an experiment by key, without touching the store; none if there is no store. A torn last line (another
 * process may be writing it) is passed over.
 *
 * @throws StoreError if a line is damaged, or two lines give different results for one configuration
 */
export function readStore(
  experiment: string,
  folder: string = recordsFolder(),
): ReadonlyMap<string, ExperimentRecord> {
  const path = storePath(experiment, folder);
  const contents = new StoreContents(experiment, path);
  if (existsSync(path)) naming(path, 'read', () => withFile(path, 'r', (fd) => contents.update(fd)));
  return contents.records;
}

/**
 * Append-only store of the records of one experiment, one JSON line a record: `<folder>/<experiment>.jsonl`.
 * A record is appended by a single write in append mode, under a lock file; a process killed at any moment loses at
 * most the record that it was writing, whose torn line the next opening or append removes (with a warning). Several
 * processes may append to one store.
 */
export class RecordStore {
  private readonly path: string;
  /** File that excludes other processes while one appends. */
  readonly lock: string;
  private readonly contents: StoreContents;
  private lastSync = Date.now();

  /**
   * Opens the store, makes it if it is not there, and recovers a torn last line.
   *
   * @throws StoreError if a line is damaged, or two lines give different results for one configuration
   */
  constructor(experiment: string, folder: string = recordsFolder()) {
    this.path = storePath(experiment, folder);
    this.contents = new StoreContents(experiment, this.path);
    this.lock = join(folder, `.${experiment}.lock`);
    // The file is opened anew each time: a checkout may have replaced it since.
    naming(this.path, 'write', () => {
      makeFolder(folder);
      withLock(this.lock, () => withFile(this.path, 'a+', (fd) => this.recover(fd)));
    });
  }

  /** Records by key, including those that other processes had appended by the time of our last append. */
  get records(): ReadonlyMap<string, ExperimentRecord> {
    return this.contents.records;
  }

  /**
   * Appends a record; one that is already there (another process computed it too) is not written twice.
   *
   * @throws StoreError if the store holds another result for the same configuration, or the disk is full
   */
  append(record: ExperimentRecord): void {
    naming(this.path, 'write', () => withLock(this.lock, () => this.appendLocked(record)));
  }

  /** As `append`, but without waiting for another process: false while that one holds the lock. */
  tryAppend(record: ExperimentRecord): boolean {
    return (
      naming(this.path, 'write', () => tryLock(this.lock, () => this.appendLocked(record))) !== undefined
    );
  }

  private appendLocked(record: ExperimentRecord): void {
    withFile(this.path, 'a+', (fd) => {
      this.recover(fd);
      if (this.contents.has(record, 'the new record')) return;
      const line = Buffer.from(recordLine(record));
      this.contents.refuseDamaging(line);
      const written = writeSync(fd, line);
      if (written < line.length) {
        throw new StoreError(
          `${shownPath(this.path)}: ${written} of ${line.length} bytes were written: free some space and run again; ` +
            'the torn line will be removed',
        );
      }
      this.contents.update(fd);
    });
    if (Date.now() - this.lastSync > syncEveryMs) this.sync();
  }

  /** Reads what other processes have appended meanwhile. */
  refresh(): void {
    naming(this.path, 'write', () => withFile(this.path, 'a+', (fd) => this.contents.update(fd)));
  }

  /** Waits until everything appended is on the disk. */
  sync(): void {
    naming(this.path, 'write', () => withFile(this.path, 'a', fsyncSync));
    this.lastSync = Date.now();
  }

  /** Reads what is new; ends a last line that lacks its newline only, and removes what is torn of it. */
  private recover(fd: number): void {
    const { bytes, whole } = this.contents.update(fd);
    if (bytes === 0) return;
    const torn = bytes - whole;
    if (torn > 0) {
      ftruncateSync(fd, fstatSync(fd).size - torn);
      process.emitWarning(
        `${shownPath(this.path)}: removed a torn last line of ${torn} bytes, the remains of an interrupted write; ` +
          'its job will be computed again',
      );
    }
    if (whole > 0) writeSync(fd, '\n');
    this.contents.update(fd);
  }
}

/** What the system refuses, as an error of the store: full and read-only disks, files in place of folders. */
function naming<T>(path: string, verb: 'read' | 'write', action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    const cure = 'or set GENLABEL_RECORDS to a folder elsewhere';
    const reason =
      code === 'EISDIR'
        ? `it is a folder, expected a file; remove it, ${cure}`
        : storageReason(error as Error, cure);
    throw new StoreError(`cannot ${verb} ${shownPath(path)}: ${reason}`, { cause: error });
  }
}

function withFile<T>(path: string, flags: string, action: (fd: number) => T): T {
  const fd = openSync(path, flags);
  try {
    return action(fd);
  } finally {
    closeSync(fd);
  }
}
