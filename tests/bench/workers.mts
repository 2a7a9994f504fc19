import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Runs of W1 that workers finish together: a second of wall time, and a second of CPU time. */
export interface Throughput {
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

/** They start together, when all are warm. */
export async function throughput(workers: number, seconds: number): Promise<Throughput> {
  const script = new URL('./worker.mjs', import.meta.url);
  const running = Array.from({ length: workers }, () => new Worker(script, { workerData: { seconds } }));
  await Promise.all(running.map((worker) => once(worker, 'message')));
  const before = process.cpuUsage();
  const counts = running.map((worker) => once(worker, 'message'));
  for (const worker of running) worker.postMessage('start');
  const runs = (await Promise.all(counts)).reduce((sum, [count]) => sum + count, 0);
  const { user, system } = process.cpuUsage(before);
  return { perSecond: runs / seconds, perCpuSecond: (1e6 * runs) / (user + system) };
}
