import { rmSync } from 'node:fs';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { isRunning } from '../data/is-running';

const pollMilliseconds = 500;
const startMilliseconds = 1000;

interface Watch {
  readonly watchedParent: number;
  readonly folder: string | undefined;
}

/**
 * Kills this process, and the group that it leads, as soon as its parent process is gone.
 *
 * The watch runs in a thread of its own, because a kernel in an endless loop has no other way to notice.
 *
 * @param parent process id that the parent must have; default: whatever it is now
 * @param folder private folder of parent and child, which the child then removes
 */
export function watchParent(parent = process.ppid, folder?: string): void {
  // A kernel that starts needs the processor, and is in no loop yet.
  setTimeout(() => {
    const worker = new Worker(__filename, {
      workerData: { watchedParent: parent, folder } satisfies Watch,
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
    });
    worker.unref();
  }, startMilliseconds).unref();
}

function isGone(parent: number): boolean {
  // Unix gives an orphan another parent; Windows keeps the number of the dead one.
  return process.ppid !== parent || !isRunning(parent);
}

function killGroup(): void {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    process.kill(process.pid, 'SIGKILL');
  }
}

const watch = isMainThread ? undefined : (workerData as Partial<Watch> | null);
if (watch?.watchedParent !== undefined) {
  const { watchedParent, folder } = watch;
  const look = (): void => {
    if (!isGone(watchedParent)) return;
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    killGroup();
  };
  look();
  setInterval(look, pollMilliseconds);
}
