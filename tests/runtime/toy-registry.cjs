// Toy experiments for the tests of the pool, in plain JavaScript because worker threads load this file.
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const compiled = (module) => join(__dirname, '../../lib/dist', module);

const jobs = (paper, quick, of) => (profile) =>
  Array.from({ length: profile === 'paper' ? paper : quick }, (_, index) => of(index));

/** A result that depends on every digit of the index: exact integer arithmetic, some of it divided. */
function orbit(index) {
  let state = index + 1;
  return Array.from({ length: 12 }, () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  });
}

/** Says a word to the other threads until one of them says the expected one; a last time afterwards. */
async function heard(expected, word) {
  const channel = new BroadcastChannel('toy');
  let done = false;
  channel.onmessage = ({ data }) => {
    done ||= data === expected;
  };
  while (!done) {
    channel.postMessage(word);
    await sleep(2);
  }
  channel.postMessage(word);
  channel.close();
}

class DataUnavailableError extends Error {
  name = 'DataUnavailableError';

  constructor(id) {
    super(`data set ${id} is not available. Looked at: /somewhere/${id}`);
    this.id = id;
  }
}

const toys = {
  /** Jobs that end out of order, with undefined in the result. */
  toy: {
    jobs: jobs(24, 6, (index) => ({ index, method: index % 2 ? 'mixup' : 'vanilla', seed: 7 })),
    run: async ({ index }) => {
      await sleep(4 + ((index * 7) % 13));
      return { values: orbit(index), none: undefined };
    },
  },
  /** Slow enough to be killed; lines of some 9 kB, more than a page, so that a kill can tear one. */
  'toy-slow': {
    jobs: jobs(24, 24, (index) => ({ index })),
    run: async ({ index }) => {
      await sleep(30 + ((index * 7) % 13));
      return { values: orbit(index), padding: 'x'.repeat(9000) };
    },
  },
  'toy-missing': {
    jobs: jobs(6, 6, (index) => ({ index })),
    run: async ({ index }) => {
      // Ends after the others.
      if (index === 1) await sleep(200);
      if (index % 3 === 1) throw new DataUnavailableError(index);
      return orbit(index);
    },
  },
  'toy-all-missing': {
    jobs: jobs(3, 3, (index) => ({ index })),
    run: ({ index }) => {
      throw new DataUnavailableError(index);
    },
  },
  /** Job 5 fails when job 6 has begun, which ends later: one thread hears of the other by a channel. */
  'toy-failing': {
    jobs: jobs(40, 40, (index) => ({ index })),
    run: async ({ index }) => {
      if (index === 5) {
        await heard('job 6 runs', 'job 5 fails');
        throw new RangeError('class 1 has no member');
      }
      if (index === 6) {
        await heard('job 5 fails', 'job 6 runs');
        await sleep(50);
      }
      return orbit(index);
    },
  },
  /** Computes on TensorFlow.js, as GENLABEL_BACKEND says. */
  'toy-backend': {
    jobs: jobs(2, 1, (index) => ({ index })),
    run: async ({ index }) => {
      const { tf } = await require('genlabel').tensorflow();
      return Array.from(await tf.square(index).data());
    },
  },
  /** Computes on the backend of its configuration; those of odd index on none. */
  'toy-on-backend': {
    jobs: jobs(2, 1, (index) => ({ index })),
    takesBackend: true,
    run: async ({ index, backend }) => {
      if (index === 1) return 'none';
      const { imageBackend } = require(compiled('study/images/image-backend'));
      return (await imageBackend(backend)).getBackend();
    },
  },
  /** Tells on the global scope, which the test shares, which jobs have settled; the last cannot. */
  'toy-settling': {
    jobs: jobs(3, 1, (index) => ({ index })),
    run: ({ index }) => orbit(index),
    settled: async ({ index }) => {
      globalThis.settledToys.push(index);
      if (index === 2) throw new Error('the file is in use');
    },
  },
  'toy-nan': { jobs: jobs(1, 1, (index) => ({ index })), run: () => ({ loss: [1, Number.NaN] }) },
  'toy-exit': { jobs: jobs(3, 3, (index) => ({ index })), run: () => process.exit(3) },
  /** Job 0 never ends and never gives way, as a loop in a kernel might. */
  'toy-endless': {
    jobs: jobs(40, 40, (index) => ({ index })),
    run: ({ index }) => {
      while (index === 0);
      return orbit(index);
    },
  },
};

exports.experimentOf = (id) => {
  if (!toys[id]) throw new RangeError(`no experiment ${id}`);
  return { id, ...toys[id] };
};
