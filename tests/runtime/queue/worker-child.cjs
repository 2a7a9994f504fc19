// A worker of a queue in a process of its own: node worker-child.cjs <registry> <threads> <lock in ms>, queue from GENLABEL_QUEUE
const { QueueWorker } = require('../../../lib/dist/runtime/queue/queue-worker.js');

const [registry, workers, lockMs] = process.argv.slice(2);
const print = (kind, text) => process.stdout.write(`${kind} ${text}\n`);
QueueWorker.start({
  queue: process.env.GENLABEL_QUEUE,
  registry,
  workers: Number(workers),
  lockMs: Number(lockMs),
  putBackMs: 200,
  onEvent: ({ kind, text }) => print(kind, text),
}).then(
  (worker) => {
    print('ready', worker.identity.queue);
    process.once('SIGTERM', () => worker.stop().then(() => process.exit()));
  },
  (error) => {
    print('error', `${error.name}: ${error.message}`);
    process.exitCode = 1;
  },
);
