// Trains a small convolutional net on wasm with the compiled library and tells its parameters' hash and what was kept in
// memory, as JSON: node --expose-gc training-child.cjs <steps before> <steps>
const { createHash } = require('node:crypto');
const { join } = require('node:path');
const room = join(__dirname, '..', '..', 'lib', 'dist', 'tensorflow');
const load = (file) => require(join(room, file));
const { tensorflow } = load('tensorflow.js');
const { batchNormalisation } = load('batch-normalisation.js');
const { convolution } = load('convolution.js');
const { dense } = load('dense.js');
const { adamStep, sgdStep } = load('optimiser-step.js');

let state = 1;
/** Numbers from -1 to 1 by a linear congruence, exact in double precision. */
const numbers = (length) =>
  Float32Array.from({ length }, () => {
    state = (state * 69069 + 1) % 2 ** 32;
    return state / 2 ** 31 - 1;
  });

async function main([before, steps]) {
  const { tf } = await tensorflow();
  const parameter = (...shape) => {
    const values = numbers(shape.reduce((a, b) => a * b, 1)).map((value) => 0.3 * value);
    return tf.variable(tf.tensor(values, shape));
  };
  const conv1 = [parameter(5, 5, 1, 6), parameter(6)];
  const conv2 = [parameter(3, 3, 6, 8), parameter(8), parameter(8)];
  const conv3 = [parameter(3, 3, 8, 8), parameter(8), parameter(8)];
  const layer = [parameter(128, 10), parameter(10)];
  const parameters = [conv1, conv2, conv3, layer].flat();
  const states = parameters.map(({ shape }) => [tf.variable(tf.zeros(shape)), tf.variable(tf.zeros(shape))]);
  const x = tf.tensor4d(numbers(6 * 144), [6, 12, 12, 1]);
  const y = tf.oneHot(tf.tensor1d([3, 1, 4, 1, 5, 9], 'int32'), 10).toFloat();
  const logits = () => {
    const first = tf.maxPool(
      convolution(tf, x, conv1[0], { bias: conv1[1], padding: 2, relu: true }),
      2,
      2,
      'same',
    );
    const [w2, gamma2, beta2] = conv2;
    const [w3, gamma3, beta3] = conv3;
    const options = { epsilon: 1e-5, relu: true };
    const second = batchNormalisation(
      tf,
      convolution(tf, first, w2, { padding: 1 }),
      gamma2,
      beta2,
      options,
    ).y;
    const third = convolution(tf, second, w3, { padding: 1 });
    const joined = batchNormalisation(tf, third, gamma3, beta3, { ...options, shortcut: second }).y;
    const pooled = tf.avgPool(joined, 3, 1, 'valid');
    return dense(tf, tf.reshape(pooled, [6, 128]), ...layer);
  };
  let step = 0;
  function train(count) {
    for (let i = 0; i < count; i++) {
      step++;
      tf.tidy(() => {
        const loss = () => tf.losses.softmaxCrossEntropy(y, logits());
        const { grads } = tf.variableGrads(loss, parameters);
        for (const [k, variable] of parameters.entries()) {
          const [first, second] = states[k];
          const common = { learningRate: 0.01, weightDecay: 1e-4 };
          if (k % 2) sgdStep(tf, variable, grads[variable.name], first, { ...common, momentum: 0.9 });
          else {
            const options = { ...common, betas: [0.9, 0.999], epsilon: 1e-8, step };
            adamStep(tf, variable, grads[variable.name], first, second, options);
          }
        }
      });
    }
  }
  function kept() {
    globalThis.gc?.();
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    const { wasm } = tf.backend();
    return {
      numTensors,
      numDataBuffers,
      numBytes,
      wasm: wasm.HEAPU8.length,
      heap: process.memoryUsage().heapUsed,
    };
  }
  train(Number(before));
  const start = kept();
  train(Number(steps));
  const end = kept();
  const hash = createHash('sha256');
  for (const variable of parameters) hash.update(Buffer.from(variable.dataSync().slice().buffer));
  console.log(JSON.stringify({ hash: hash.digest('hex'), start, end }));
}

main(process.argv.slice(2));
