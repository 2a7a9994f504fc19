// Appends 400 records to a store in an order of its own, leaving a torn line now and then as a killed process would
// (which is killed while it holds the lock). Begins on a signal: node append-child.cjs <folder> <seed>
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const { randomStream } = require('../../lib/dist/numeric/random.js');
const { withLock } = require('../../lib/dist/runtime/lock.js');
const { newRecord, recordLine } = require('../../lib/dist/runtime/record.js');
const { RecordStore } = require('../../lib/dist/runtime/store.js');

const [folder, seed] = process.argv.slice(2);
process.emitWarning = () => {};
const stream = randomStream(seed);
const store = new RecordStore('toy', folder);
process.stdin.once('data', () => {
  for (const index of stream.permutation(400)) {
    const record = newRecord({ experiment: 'toy', configuration: { index } }, [index / 7], 1);
    if (stream.uniform() < 0.2) {
      const torn = recordLine(record).slice(0, 1 + stream.integer(60));
      withLock(join(folder, '.toy.lock'), () => appendFileSync(join(folder, 'toy.jsonl'), torn));
    }
    store.append(record);
  }
  process.exit();
});
process.stdout.write('ready');
