import { appendFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../data/make-folder';
import { jupyterDataFolder } from './kernelspec';
import type { Content } from './wire';

type Entry = readonly [session: number, line: number, source: string];

/** Environment variable that names the file; empty: nothing is kept. */
export const historyVariable = 'GENLABEL_HISTORY';

const keptEntries = 10_000;

/** What was executed: in this session, and in those before it as far as they are kept in the file. */
export class History {
  readonly #file: string;
  /** Seconds at its start: two kernels that run at the same time have two numbers. */
  readonly #session = Math.floor(Date.now() / 1000);
  #earlier: Entry[] | undefined;
  readonly #own: Entry[] = [];

  constructor(file = process.env[historyVariable] ?? join(jupyterDataFolder(), 'genlabel', 'history.jsonl')) {
    this.#file = file;
  }

  add(line: number, source: string): void {
    if (source.trim() === '') return;
    const entry: Entry = [this.#session, line, source];
    this.#own.push(entry);
    if (this.#file === '') return;
    this.#load();
    try {
      makeFolder(dirname(this.#file));
      appendFileSync(this.#file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    } catch {
      // A folder that cannot be written costs the history, not the cell.
    }
  }

  #load(): Entry[] {
    this.#earlier ??= this.#file === '' ? [] : readEntries(this.#file).slice(-keptEntries);
    return this.#earlier;
  }

  /** Content of the reply to a `history_request`. */
  answer({ hist_access_type: kind, output, session, start, stop, n, pattern, unique }: Content): Content {
    const all = [...this.#load(), ...this.#own];
    const last = (entries: Entry[]): Entry[] => (typeof n === 'number' ? entries.slice(-n) : entries);
    const chosen =
      kind === 'range'
        ? this.#range(
            all,
            Number(session ?? 0),
            Number(start ?? 0),
            typeof stop === 'number' ? stop : undefined,
          )
        : kind === 'search'
          ? last(search(all, String(pattern ?? '*'), unique === true))
          : last(all);
    return {
      status: 'ok',
      history: output === true ? chosen.map(([s, line, source]) => [s, line, [source, null]]) : chosen,
    };
  }

  /** @param session 0: this one; negative: so many before it */
  #range(all: readonly Entry[], session: number, start: number, stop: number | undefined): Entry[] {
    const sessions = [...new Set([...all.map(([number]) => number), this.#session])];
    const wanted = session > 0 ? session : sessions.at(session - 1);
    return all.filter(
      ([number, line]) => number === wanted && line >= start && (stop === undefined || line < stop),
    );
  }
}

/** `*` stands for any text, `?` for one character. */
function search(all: readonly Entry[], pattern: string, unique: boolean): Entry[] {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const found = all.filter(([, , source]) => new RegExp(`^${escaped}$`, 's').test(source));
  return unique ? [...new Map(found.map((entry) => [entry[2], entry])).values()] : found;
}

function readEntries(file: string): Entry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Entry];
    } catch {
      // The last line of a session that was killed.
      return [];
    }
  });
}
