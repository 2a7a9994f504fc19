import { randomBytes } from 'node:crypto';
import type { Progress } from './collect';
import { endLine, runningLine } from './progress-text';

/** Is told how far a run is, after each job. */
export type ProgressListener = (progress: Progress) => void;

/** The line that remains when a run has ended. */
export type LastLine = (progress: Progress) => string;

/** The line that is shown meanwhile. */
export type RunningLine = (name: string, progress: Progress, elapsedMs: number) => string;

/** A terminal, or a file to which its output goes. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What Jupyter shows in a cell; `update` replaces the display of the same id. */
export type DisplayWriter = (
  display: {
    data: Record<string, string>;
    metadata: Record<string, never>;
    transient: { display_id: string };
  },
  update: boolean,
) => void;

const terminalEveryMs = 100;
const notebookEveryMs = 250;
const plainEveryMs = 10_000;

/**
 * Shows the progress of `collect` (as its `onProgress`) where the program runs: in the output of the notebook's cell,
 * or on standard error. When the run ends, one line remains that tells what was done. It holds no times or rates, so
 * that a notebook that is run again has the same outputs.
 *
 * @param name of what is being computed, for example `Table 1`
 * @param last the line that remains
 * @param running the line that is shown meanwhile
 */
export function progressFor(
  name: string,
  last: LastLine = (progress) => endLine(name, progress),
  running: RunningLine = runningLine,
): ProgressListener {
  return notebookWriter()
    ? notebookProgress(name, notebookWriter, milliseconds, last, running)
    : terminalProgress(name, process.stderr, milliseconds, last, running);
}

/** Progress on a terminal: one line that is written over. Elsewhere: a line every ten seconds, and the last one. */
export function terminalProgress(
  name: string,
  stream: ProgressStream,
  now = milliseconds,
  last: LastLine = (progress) => endLine(name, progress),
  running: RunningLine = runningLine,
): ProgressListener {
  const due = new Due(stream.isTTY ? terminalEveryMs : plainEveryMs, now);
  return (progress) => {
    const ended = progress.state !== 'running';
    const first = due.begin();
    // A run that is over in seconds needs no line in a log but the last.
    if (!ended && (first ? !stream.isTTY : !due.now())) return;
    const line = ended ? last(progress) : running(name, progress, due.elapsedMs());
    if (stream.isTTY) {
      stream.write(
        `\r${ended ? line : line.slice(0, (stream.columns ?? 80) - 1)}\u001b[K${ended ? '\n' : ''}`,
      );
    } else stream.write(`${line}\n`);
    if (ended) due.end();
  };
}

/**
 * Progress in the output of a notebook's cell: one display, updated in place.
 *
 * @param writer gives what writes displays; asked each time, because each cell has its own
 */
export function notebookProgress(
  name: string,
  writer = notebookWriter,
  now = milliseconds,
  last: LastLine = (progress) => endLine(name, progress),
  running: RunningLine = runningLine,
): ProgressListener {
  const due = new Due(notebookEveryMs, now);
  let id = '';
  return (progress) => {
    const ended = progress.state !== 'running';
    const first = due.begin();
    if (first) id = randomBytes(8).toString('hex');
    else if (!ended && !due.now()) return;
    const text = ended ? last(progress) : running(name, progress, due.elapsedMs());
    const bar = `<progress value="${progress.done}" max="${progress.total || 1}"></progress> ${escapeHtml(text)}`;
    const data: Record<string, string> = { 'text/plain': text };
    if (!ended) data['text/html'] = bar;
    writer()?.({ data, metadata: {}, transient: { display_id: id } }, !first);
    if (ended) due.end();
  };
}

/** Decides when the next report is shown. */
class Due {
  private started: number | undefined;
  private last = 0;

  constructor(
    private readonly everyMs: number,
    private readonly clock: () => number,
  ) {}

  /** Whether this is the first report of a run. */
  begin(): boolean {
    if (this.started !== undefined) return false;
    this.started = this.clock();
    this.last = this.started;
    return true;
  }

  now(): boolean {
    if (this.clock() - this.last < this.everyMs) return false;
    this.last = this.clock();
    return true;
  }

  elapsedMs(): number {
    return this.clock() - (this.started ?? this.clock());
  }

  end(): void {
    this.started = undefined;
  }
}

/** What writes displays into the cell that is running, if there is one: a kernel defines it in the scope of its cells. */
function notebookWriter(): DisplayWriter | undefined {
  return (globalThis as Record<symbol, DisplayWriter | undefined>)[Symbol.for('genlabel.display')];
}

function milliseconds(): number {
  return performance.now();
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
