import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { studyCost, wallTime } from './queue-schedule.mjs';
import { Server } from './queue-server.mjs';

// What the queue costs beside the local pool, how many jobs a second one Redis passes on, and what follows for the study on many cores.
// `npm run bench:queue`, a quarter of an hour; `-- --from 1000 --jobs 100000` for other numbers of queued jobs; `-- --lock 300` runs one long job instead; `-- --rate 2500 --overhead 3`
// tells the study's wall times at a ceiling and an overhead (ms) that were measured before. Needs redis-server.

const require = createRequire(import.meta.url);
const { collect } = require('../../../lib/dist/runtime/collect.js');
const { buildIdentity, keyPrefix } = require('../../../lib/dist/runtime/queue/build-identity.js');
const registry = fileURLToPath(new URL('../queue-registry.cjs', import.meta.url));
const { experimentOf } = require(registry);
const queueName: string = buildIdentity(registry).queue;
const keyOf = (name: string) => `${keyPrefix}:${queueName}:${name}`;

const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};

const spread = (values: readonly number[], digits = 2): string => {
  const sorted = [...values].sort((a, b) => a - b);
  const text = (value: number) => value.toFixed(digits);
  return `${text(sorted[sorted.length >> 1])} (${text(sorted[0])} to ${text(sorted[sorted.length - 1])}, ${sorted.length} runs)`;
};

async function timed(action: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await action();
  return (performance.now() - began) / 1000;
}

async function inStore<T>(action: (store: string) => Promise<T>): Promise<T> {
  const store = mkdtempSync(join(tmpdir(), 'genlabel-bench-'));
  try {
    return await action(store);
  } finally {
    rmSync(store, { recursive: true, force: true });
  }
}

const run = (id: string, queue: string, workers = 2) =>
  inStore((store) =>
    timed(() => collect(experimentOf(id), { profile: 'paper', store, registry, queue, workers })),
  );

/** Milliseconds a job beyond computing, here and on the queue: jobs that do nothing, two threads in each. */
async function overhead(server: Server, jobs = 2000, rounds = 5): Promise<number> {
  const worker = await server.worker('threads', 2);
  const local: number[] = [];
  const queued: number[] = [];
  await run('warm-200', '');
  await run('warm-200', server.url);
  for (let round = 0; round < rounds; round++) {
    local.push((1000 * (await run(`noop-${jobs}`, ''))) / jobs);
    queued.push((1000 * (await run(`noop-${jobs}`, server.url))) / jobs);
  }
  worker.end();
  console.log(
    `Overhead a job, ${jobs} jobs, 2 threads: local pool ${spread(local)} ms, queue ${spread(queued)} ms`,
  );
  return queued.sort((a, b) => a - b)[rounds >> 1];
}

/** Jobs for a second of a core: of the server, and of the collector, which other work on the machine disturbs less than wall time. */
interface Rates {
  readonly server: number;
  readonly collector: number;
}

/** CPU seconds of this process. */
function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Sends jobs, lets bare workers of BullMQ do nothing with them, and gathers what they gave, a hundred thousand at most. */
async function ceiling(server: Server, jobs: number): Promise<Rates> {
  const id = `noop-${jobs}`;
  const told = (text: string) => process.stdout.write(text);
  told(`${String(jobs).padStart(8)} jobs: `);
  const before = await server.info('used_memory');
  const sent = await send(server, id, jobs);
  const memory = ((await server.info('used_memory')) - before) / jobs;
  told(`sent ${(jobs / sent).toFixed(0)}/s, ${memory.toFixed(0)} bytes a queued job`);
  const { seconds, share } = await drain(server, jobs);
  told(`, done ${(jobs / seconds).toFixed(0)}/s with Redis at ${(100 * share).toFixed(0)} % of a core`);
  told(` (${(jobs / (share * seconds)).toFixed(0)} for its CPU second)`);
  const gathered = await gather(server, id, Math.min(jobs, 100_000));
  const collector = gathered.jobs / gathered.cpu;
  told(
    `, gathered ${(gathered.jobs / gathered.seconds).toFixed(0)}/s (${collector.toFixed(0)} for a CPU second)\n`,
  );
  await server.client.flushall();
  return { server: jobs / (share * seconds), collector };
}

/** A run that is ended when so much is done. */
async function runUntil(
  server: Server,
  id: string,
  ended: (stop: () => void, done: number) => void,
): Promise<void> {
  const stop = new AbortController();
  const onProgress = ({ done }: { done: number }) => ended(() => stop.abort(), done);
  const options = { profile: 'paper', registry, queue: server.url, signal: stop.signal, onProgress };
  await inStore((store) => collect(experimentOf(id), { ...options, store })).catch((error: Error) => {
    if (error.name !== 'AbortError') throw error;
  });
}

/** @returns seconds until all jobs are in the queue, from their list on */
async function send(server: Server, id: string, jobs: number): Promise<number> {
  let stop = () => {};
  const began = performance.now();
  const sending = runUntil(server, id, (abort) => {
    stop = abort;
  });
  while ((await server.client.llen(keyOf('wait'))) < jobs) await sleep(20);
  const seconds = (performance.now() - began) / 1000;
  stop();
  await sending;
  return seconds;
}

/** @returns seconds until all are done, and the share of a core that the server took */
async function drain(server: Server, jobs: number): Promise<{ seconds: number; share: number }> {
  // Workers that start would begin before the clock does.
  const queue = new Queue(queueName, { prefix: keyPrefix, connection: { url: server.url } });
  await queue.pause();
  const workers = [await server.worker('bare', 100), await server.worker('bare', 100)];
  await sleep(500);
  const cpu = await server.cpu();
  const seconds = await timed(async () => {
    await queue.resume();
    while ((await server.client.zcard(keyOf('completed'))) < jobs) await sleep(20);
  });
  const share = ((await server.cpu()) - cpu) / seconds;
  for (const worker of workers) worker.end();
  await queue.close();
  return { seconds, share };
}

/** Takes so many results out of the queue; the clock starts with the first. */
async function gather(
  server: Server,
  id: string,
  most: number,
): Promise<{ jobs: number; seconds: number; cpu: number }> {
  let began: { readonly time: number; readonly cpu: number; readonly done: number } | undefined;
  let result = { jobs: 0, seconds: 0, cpu: 0 };
  await runUntil(server, id, (stop, done) => {
    const [time, cpu] = [performance.now() / 1000, ownCpu()];
    if (done === 0 || done > most) return;
    began ??= { time, cpu, done };
    result = { jobs: done - began.done, seconds: time - began.time, cpu: cpu - began.cpu };
    if (done === most) stop();
  });
  return result;
}

/** A job that computes for longer than its lock lasts, and a second worker that waits for it. */
async function longJob(server: Server, seconds: number): Promise<void> {
  const lockMs = 30_000;
  const workers = [await server.worker('threads', 1, lockMs), await server.worker('threads', 1, lockMs)];
  const wall = await run(`compute-${seconds}`, server.url);
  const lines = workers.flatMap((worker) => worker.lines).filter((line) => line !== 'ready');
  console.log(
    `One job of ${seconds} s under a lock of ${lockMs / 1000} s: ${wall.toFixed(1)} s; the workers told: ${lines.join('; ')}`,
  );
  for (const worker of workers) worker.end();
}

function extrapolate(overheadMs: number, perSecond: number): void {
  const { experiments, recorded, unknown } = studyCost();
  const seconds = experiments.flat();
  const total = seconds.reduce((sum, cost) => sum + cost, 0);
  const sorted = [...seconds].sort((a, b) => b - a);
  console.log(
    `Study, profile paper: ${seconds.length + unknown} jobs, of which ${recorded} are recorded and ${unknown} left out (no record of their ` +
      `experiment); ${(total / 3600).toFixed(1)} core hours, longest job ${sorted[0].toFixed(0)} s, mean ${(total / seconds.length).toFixed(2)} s`,
  );
  console.log(
    `One queue feeds ${Math.floor((perSecond * total) / seconds.length)} cores with such jobs (${perSecond.toFixed(0)} jobs a second)`,
  );
  for (const cores of [2, 64, 1024]) {
    const own = (costs: readonly number[]) => {
      const wall = wallTime(
        costs.map((cost) => cost + overheadMs / 1000),
        cores,
      );
      return Math.max(wall, costs.length / perSecond) / 60;
    };
    const after = experiments
      .map((costs) => own([...costs].sort((a, b) => b - a)))
      .reduce((sum, wall) => sum + wall, 0);
    console.log(
      `${String(cores).padStart(5)} cores: ${own(sorted).toFixed(1)} min, longest job first; ${own(seconds).toFixed(1)} min in the order of the jobs; ` +
        `${after.toFixed(1)} min experiment after experiment, as the notebooks run, longest job first in each`,
    );
  }
}

async function measure(server: Server): Promise<void> {
  const machine = `${cpus()[0]?.model}, ${cpus().length} cores, load ${loadavg()[0].toFixed(0)}`;
  console.log(`${machine}; Node ${process.version}; Redis on the same machine, no persistence`);
  const lock = option('lock', 0);
  if (lock > 0) return longJob(server, lock);
  const overheadMs = await overhead(server);
  const most = option('jobs', 1_000_000);
  const servers: number[] = [];
  const collectors: number[] = [];
  for (let jobs = option('from', 1000); jobs <= most; jobs *= 10) {
    for (let round = 0; round < (jobs < 100_000 ? 3 : 1); round++) {
      const rates = await ceiling(server, jobs);
      if (jobs < 10_000) continue;
      servers.push(rates.server);
      collectors.push(rates.collector);
    }
  }
  console.log(
    `Ceiling from 10,000 jobs on, for a core of its own: server ${spread(servers, 0)} jobs a second, collector ${spread(collectors, 0)}`,
  );
  extrapolate(overheadMs, Math.min(...servers, ...collectors));
}

if (option('rate', 0) > 0) extrapolate(option('overhead', 0), option('rate', 0));
else {
  const server = await Server.start();
  try {
    await measure(server);
  } finally {
    server.end();
  }
}
