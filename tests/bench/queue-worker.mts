import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Worker } from 'bullmq';

// A worker of the bench of the queue in a process of its own: `threads <n>`, the library's; `bare <n>`, of BullMQ alone, whose jobs do nothing.
const [kind, count, lockMs] = process.argv.slice(2);
const registry = fileURLToPath(new URL('../queue-registry.cjs', import.meta.url));
const require = createRequire(import.meta.url);
const { QueueWorker } = require('../../../lib/dist/runtime/queue/queue-worker.js');
const { buildIdentity, keyPrefix } = require('../../../lib/dist/runtime/queue/build-identity.js');
const queue = process.env.GENLABEL_QUEUE as string;

if (kind === 'threads') {
  const onEvent = ({ kind, text }: { kind: string; text: string }) => {
    if (kind !== 'done' || lockMs) console.log(`${kind} ${text}`);
  };
  await QueueWorker.start({
    queue,
    registry,
    workers: Number(count),
    ...(lockMs && { lockMs: Number(lockMs) }),
    onEvent,
  });
} else {
  const worker = new Worker(
    buildIdentity(registry).queue,
    async ({ data }) => ({ result: String(data.configuration.index), seconds: 0, node: process.version }),
    { connection: { url: queue }, prefix: keyPrefix, concurrency: Number(count), maxStalledCount: 10 },
  );
  worker.on('error', () => {});
}
console.log('ready');
