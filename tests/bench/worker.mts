import { once } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { kernels } from 'genlabel';
import { BATCH, CLASSES, createProblem } from './problem.mjs';

const { seconds } = workerData as { seconds: number };
const { X, y, gaussians, configurations, stream } = createProblem();
const common = { X, y, numClasses: CLASSES, batchSize: BATCH, labels: 'mixup', epochs: 10, stream } as const;
const run = () => kernels.trainSweep({ ...common, configurations, densities: gaussians });

for (let warmUp = 0; warmUp < 20; warmUp++) run();
const port = parentPort as MessagePort;
port.postMessage('ready');
await once(port, 'message');
let count = 0;
for (const end = Date.now() + 1000 * seconds; Date.now() < end; count++) run();
port.postMessage(count);
port.close();
