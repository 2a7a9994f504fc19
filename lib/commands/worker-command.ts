import { setTimeout as sleep } from 'node:timers/promises';
import { compiledModule } from '../runtime/paths';
import { queueAddress } from '../runtime/queue/queue-address';
import { queueStatus } from '../runtime/queue/queue-status';
import { QueueWorker, type WorkerEvent } from '../runtime/queue/queue-worker';
import type { Command } from './command';
import { queueOption, requireQueue } from './queue-option';
import { workerThreads } from './worker-threads';

const summaryEveryMs = 10_000;
const lookEveryMs = 30_000;

/** Works on the jobs of a queue until it is stopped. */
export const workerCommand: Command = {
  description:
    'Runs the jobs of a queue, as many at once as there are cores, until it is stopped; jobs that run then go to other ' +
    'workers. Takes jobs of its own build only, and refuses those whose data set is another than its own.',
  options: {
    ...queueOption,
    workers: { value: 'N', help: 'number of worker threads; default GENLABEL_WORKERS, or all cores' },
    idle: { value: 'seconds', help: 'end when the queue has had nothing to do for so long; default never' },
    lock: {
      value: 'seconds',
      help: 'a worker that is silent for so long loses its jobs to others; default 30',
    },
  },
  async run(values) {
    const queue = requireQueue(values);
    const workers = workerThreads('worker', values);
    const idle = values.number('idle') ?? Number.POSITIVE_INFINITY;
    const lock = values.positive('lock');
    const log = new WorkerLog();
    const worker = await QueueWorker.start({
      queue,
      registry: compiledModule('study/experiments'),
      workers,
      ...(lock && { lockMs: 1000 * lock }),
      onEvent: (event) => log.add(event),
    });
    const { name, threads, identity } = worker;
    console.log(
      `Worker ${name}: ${counted(threads, 'thread')}, build ${identity.queue}, ${queueAddress(queue).shown}`,
    );
    const stop = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (stop.signal.aborted) process.exit(130);
        stop.abort();
      });
    }
    await untilIdle(worker, queue, 1000 * idle, stop.signal);
    await worker.stop();
    log.summary();
    return 0;
  },
};

/** Until nothing has been done for so long, or the signal; tells meanwhile of jobs that are for other builds. */
async function untilIdle(
  worker: QueueWorker,
  url: string,
  idleMs: number,
  signal: AbortSignal,
): Promise<void> {
  let worked = Date.now();
  let looked = 0;
  const told = new Set<string>();
  while (!signal.aborted && Date.now() - worked < idleMs) {
    if (worker.busy) worked = Date.now();
    else if (Date.now() - looked > lookEveryMs) {
      looked = Date.now();
      await tellOthers(worker, url, told).catch(() => {});
    }
    await sleep(500, undefined, { signal }).catch(() => {});
  }
}

async function tellOthers({ identity }: QueueWorker, url: string, told: Set<string>): Promise<void> {
  for (const { build, waiting } of await queueStatus(url)) {
    if (build === identity.queue || waiting === 0 || told.has(build)) continue;
    told.add(build);
    console.log(
      `refused: ${waiting} jobs wait for build ${build}; this worker has ${identity.queue}: give both machines the same commit, and build there`,
    );
  }
}

const counted = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/** One line for each fault, and one every ten seconds for what went well. */
class WorkerLog {
  private done = 0;
  private shown = Date.now();
  private error = '';

  add({ kind, text }: WorkerEvent): void {
    // A connection that fails is tried every two seconds: once is enough, until something is done again.
    if (kind === 'error' && text === this.error) return;
    this.error = kind === 'error' ? text : '';
    if (kind === 'error') console.log(`error: ${text}; trying again`);
    else if (kind !== 'done') console.log(`${kind}: ${text}`);
    else {
      this.done++;
      if (Date.now() - this.shown > summaryEveryMs) this.summary();
    }
  }

  summary(): void {
    this.shown = Date.now();
    console.log(`${counted(this.done, 'job')} done`);
  }
}
