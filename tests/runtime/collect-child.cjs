// Collects a toy experiment in a process of its own: node collect-child.cjs <folder> <experiment> <workers>
const { join } = require('node:path');
const { collect } = require('../../lib/dist/runtime/collect.js');
const registry = join(__dirname, 'toy-registry.cjs');
const { experimentOf } = require(registry);

const [store, id, workers] = process.argv.slice(2);
const onProgress = ({ done, state }) => process.stdout.write(`${state} ${done}\n`);
collect(experimentOf(id), { profile: 'paper', store, registry, workers: Number(workers), onProgress }).then(
  ({ computed }) => process.stdout.write(`computed ${computed}\n`),
  (error) => {
    process.stdout.write(`${error.name}: ${error.message}\n`);
    process.exitCode = 1;
  },
);
