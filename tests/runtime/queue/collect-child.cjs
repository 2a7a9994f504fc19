// Collects a toy experiment on the queue of GENLABEL_QUEUE in a process of its own: node collect-child.cjs <registry> <folder> <experiment>
const { collect } = require('../../../lib/dist/runtime/collect.js');

const [registry, store, id] = process.argv.slice(2);
const { experimentOf } = require(registry);
const onProgress = ({ done, state, note = '' }) => process.stdout.write(`${state} ${done} ${note}\n`);
collect(experimentOf(id), { profile: 'paper', store, registry, onProgress }).then(
  ({ computed, records }) => process.stdout.write(`computed ${computed} of ${records.length}\n`),
  (error) => {
    process.stdout.write(`${error.name}: ${error.message}\n`);
    process.exitCode = 1;
  },
);
