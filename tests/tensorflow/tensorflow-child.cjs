// Says on which backend TensorFlow.js computes 3² with the compiled library: node tensorflow-child.cjs [worker]
const { isMainThread, Worker } = require('node:worker_threads');
const { tensorflow } = require('genlabel');

if (isMainThread && process.argv[2] === 'worker') new Worker(__filename);
else {
  tensorflow().then(({ tf, name, reason }) =>
    console.log(`${name} ${tf.square(3).dataSync()[0]}, ${reason}`),
  );
}
