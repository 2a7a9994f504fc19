import { parentPort, workerData } from 'node:worker_threads';
import { kernels } from 'genlabel';
import { BATCH, CLASSES, createProblem } from './problem.mjs';

const { seconds, start } = workerData as { seconds: number; start: number };
const { X, y, gaussians, configurations, stream } = createProblem();
const common = { X, y, numClasses: CLASSES, batchSize: BATCH, labels: 'mixup', epochs: 10, stream } as const;
const run = () => kernels.trainSweep({ ...common, configurations, densities: gaussians });

// Warm up until all workers start together.
while (Date.now() < start) run();
let count = 0;
for (const end = start + 1000 * seconds; Date.now() < end; count++) run();
parentPort?.postMessage(count);
