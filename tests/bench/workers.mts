import { Worker } from 'node:worker_threads';

/** Runs of W1 that workers finish together: a second of wall time, and a second of CPU time. */
export interface Throughput {
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

const WARM_UP = 2000;

export async function throughput(workers: number, seconds: number): Promise<Throughput> {
  const start = Date.now() + WARM_UP;
  const script = new URL('./worker.mjs', import.meta.url);
  const running = Array.from(
    { length: workers },
    () =>
      new Promise<number>((resolve, reject) => {
        const worker = new Worker(script, { workerData: { seconds, start } });
        worker.once('message', resolve);
        worker.once('error', reject);
      }),
  );
  await new Promise((resolve) => setTimeout(resolve, start - Date.now()));
  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
  const { user, system } = process.cpuUsage(before);
  const runs = (await Promise.all(running)).reduce((a, b) => a + b, 0);
  return { perSecond: runs / seconds, perCpuSecond: (1e6 * runs) / (user + system) };
}
