import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { runNotebook } from '../jupyter/run-notebook';
import { RunProgress } from '../jupyter/run-progress';
import { summaryNotebook } from '../report/deciding-notebook';
import { renderAll } from '../report/render';
import type { Profile } from '../runtime/experiment';
import { repositoryRoot } from '../runtime/folder';
import { compiledModule } from '../runtime/paths';
import { buildIdentity } from '../runtime/queue/build-identity';
import { openQueue } from '../runtime/queue/open-queue';
import { queueAddress, queueVariable } from '../runtime/queue/queue-address';
import type { Command } from './command';
import { findNotebooks } from './find-notebooks';
import { queueOption } from './queue-option';

const profiles: readonly Profile[] = ['quick', 'paper'];

/** Runs the notebooks of the repository in place. */
export const reproduce: Command = {
  description:
    'Runs every notebook through the TypeScript kernel, in place, and names what was written. ' +
    'The first cell that fails ends the run.',
  options: {
    section: { value: 'N', help: 'only the notebook of this section: 3, 4, …, A, B, …' },
    profile: { value: 'name', help: 'quick (default): minutes on two cores; paper: the sizes of the paper' },
    timeout: {
      value: 'seconds',
      help: 'longest time for one cell; default 900, with profile paper no limit (0)',
    },
    ...queueOption,
  },
  async run(values) {
    const root = repositoryRoot();
    const folder = join(root, 'notebooks');
    const profile = values.choice('profile', profiles) ?? 'quick';
    const timeout = values.number('timeout') ?? (profile === 'quick' ? 900 : 0);
    const names = inOrderOfRun(findNotebooks(folder, values.text('section')));
    if (names.length === 0) {
      console.log(`There are no notebooks in ${folder}: nothing to run.`);
      return 0;
    }
    const queue = values.text('queue') ?? queueVariable();
    if (queue) console.log(await queueLine(queue));
    const began = Date.now();
    if (!(await runAll(folder, names, { profile, timeout, queue }))) return 130;
    const { note } = await renderAll();
    if (note) console.log(note);
    const seconds = ((Date.now() - began) / 1000).toFixed(0);
    console.log(
      `Ran ${names.length === 1 ? '1 notebook' : `${names.length} notebooks`} in ${seconds} s. Wrote:`,
    );
    const written = [
      ...writtenSince(join(root, 'figures'), began),
      ...names.map((name) => join(folder, name)),
    ];
    for (const path of written) console.log(`  ${relative(root, path)}`);
    return 0;
  },
};

/** Where jobs go, and who is there. @throws QueueError if the queue cannot be used */
async function queueLine(url: string): Promise<string> {
  const address = queueAddress(url);
  const { queue, close } = await openQueue(address, buildIdentity(compiledModule('study/experiments')).queue);
  try {
    const workers = await queue.getWorkersCount();
    const cure = workers === 0 ? '; they wait until one is there (genlabel worker)' : '';
    return `Jobs go to the queue at ${address.shown}: ${workers} worker${workers === 1 ? '' : 's'} of this build${cure}.`;
  } finally {
    close();
  }
}

/** In the order of the paper; last the one that shows what all others have entered into the ledger. */
export function inOrderOfRun(names: readonly string[]): string[] {
  const last = `${summaryNotebook}.ipynb`;
  return [...names.filter((name) => name !== last), ...names.filter((name) => name === last)];
}

/** @returns false if the user stopped it */
async function runAll(
  folder: string,
  names: readonly string[],
  { profile, timeout, queue = '' }: { profile: Profile; timeout: number; queue?: string },
): Promise<boolean> {
  const progress = new RunProgress();
  const stop = new AbortController();
  const onSignal = (): void => {
    // Whoever asks twice does not want to wait for the kernel.
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  try {
    for (const [i, name] of names.entries()) {
      progress.notebook(name, i + 1, names.length);
      const run = runNotebook(join(folder, name), {
        timeout,
        env: { GENLABEL_PROFILE: profile, GENLABEL_QUEUE: queue },
        onCell: (cell, cells) => progress.cell(cell, cells),
        signal: stop.signal,
      });
      await run.then(
        () => progress.end('done'),
        (error: unknown) => {
          progress.end('failed');
          throw error;
        },
      );
    }
    return true;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    console.error(`genlabel: ${(error as Error).message}`);
    return false;
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}

/** Files that are newer than `time`: those of the folder by name, `index.html` first; of its subfolders, the subfolder. */
function writtenSince(folder: string, time: number): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const status = statSync(join(folder, name));
    // File systems keep coarser times than the clock.
    return status.isFile() && status.mtimeMs >= time - 1000 && !/(^|[\\/])\./.test(name);
  });
  const shown = new Set(names.map((name) => (name.includes(sep) ? name.split(sep)[0] + sep : name)));
  const rank = (name: string): number => (name === 'index.html' ? 0 : 1);
  return [...shown]
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => join(folder, name));
}
