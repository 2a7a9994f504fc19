// Toy experiments for the tests of the queue, beside those of the pool; worker threads load this file.
const { appendFileSync, existsSync } = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');
const toys = require('../toy-registry.cjs');

const jobs =
  (count, of = (index) => ({ index })) =>
  () =>
    Array.from({ length: count }, (_, index) => of(index));

/** A number that depends on every digit of the index. */
function orbit(index) {
  let state = index + 1;
  for (let i = 0; i < 20; i++) state = (state * 48271) % 2147483647;
  return state / 2147483647;
}

/** As a kernel does: the thread hears nothing meanwhile. */
function busy(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const epochs = 160;

/** Images of 28 x 28 whose class is the row of their bright stripe. */
function stripes(part) {
  const n = part === 'training' ? 240 : 100;
  const labels = Int32Array.from({ length: n }, (_, i) => i % 10);
  const pixels = Uint8Array.from({ length: n * 784 }, (_, p) => {
    const [image, row] = [Math.floor(p / 784), Math.floor((p % 784) / 28)];
    return (Math.floor(row / 2.8) === labels[image] ? 60 : 0) + Math.floor(190 * orbit(p));
  });
  return { name: `stripes, ${part}`, pixels, shape: [28, 28, 1], labels, numClasses: 10 };
}

const own = {
  /** Long enough to be killed within. */
  steady: {
    jobs: jobs(40),
    run: async ({ index }) => {
      await sleep(40 + ((index * 7) % 40));
      return { value: orbit(index), padding: 'x'.repeat(3000) };
    },
  },
  many: { jobs: jobs(3000), run: ({ index }) => orbit(index) },
  /** One job of so many milliseconds of pure computing. */
  long: {
    jobs: jobs(2, (index) => ({ ms: 6000, index })),
    run: ({ ms, index }) => {
      busy(ms);
      return orbit(index);
    },
  },
  throws: {
    jobs: jobs(12),
    run: ({ index }) => {
      if (index === 4) throw new RangeError('class 1 has no member');
      return orbit(index);
    },
  },
  'throws-once': {
    jobs: jobs(3),
    run: ({ index }) => {
      if (index === 1 && process.env.TOY_FAULT) throw new Error('a fault of that machine');
      return orbit(index);
    },
  },
  /** Takes its worker with it, as a machine without memory does. */
  kills: {
    jobs: jobs(3),
    run: ({ index }) => {
      if (index === 1) process.kill(process.pid, 'SIGKILL');
      return orbit(index);
    },
  },
  data: {
    jobs: jobs(4),
    dataHash: () => process.env.TOY_DATA,
    run: ({ index }) => orbit(index),
  },
  /** Depends on more than its configuration. The first job ends when it may, the second keeps the collector waiting until the test ends. */
  unlike: {
    jobs: jobs(2),
    run: async ({ index }) => {
      while (index === 1 || !existsSync(process.env.TOY_UNTIL)) await sleep(20);
      return { value: process.env.TOY_RESULT };
    },
  },
  /** A training of images that keeps checkpoints; every epoch is told to a file, too. */
  training: {
    settled: (trial) => {
      const { removeCheckpoint } = require('../../../lib/dist/study/images/checkpoint-place.js');
      return removeCheckpoint('training', trial);
    },
    jobs: jobs(1, () => ({ dataset: 'MNIST', validation: 'clean', method: 'mixup-genlabel', trial: 0 })),
    run: (trial, onProgress) => {
      const { runImageTrial } = require('../../../lib/dist/study/images/image-trial.js');
      const { imageSettings } = require('../../../lib/dist/study/images/image-settings.js');
      return runImageTrial('training', trial, stripes, {
        settings: imageSettings('clean', 'MNIST', 'mixup-genlabel', epochs),
        sizes: { heldOut: 40, attacked: 0, selection: 0 },
        onProgress: (share) => {
          appendFileSync(process.env.TOY_LOG, `${process.pid} ${Math.round(share * epochs)}\n`);
          onProgress?.(share);
        },
      });
    },
  },
  reports: {
    jobs: jobs(1),
    run: async (_, onProgress) => {
      for (let i = 0; i <= 30; i++) {
        onProgress?.(i / 30);
        await sleep(100);
      }
      return 1;
    },
  },
};

exports.experimentOf = (id) => (Object.hasOwn(own, id) ? { id, ...own[id] } : toys.experimentOf(id));
