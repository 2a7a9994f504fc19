import { createRequire } from 'node:module';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { tensorflow } from 'genlabel';

type Tensorflow = typeof import('@tensorflow/tfjs');

import { lenet5, ownStyle, resnet18, stockStyle } from './images-nets.mjs';
import { registerStockFilterGradient } from './stock-filter-gradient.mjs';

// Trains a net in a process of its own: stock or own kernels can be registered only once. Answers each message with the
// CPU seconds of a run and its last loss.

const [kind, width, batch, steps] = process.argv.slice(2);

async function stock(): Promise<Tensorflow> {
  const require = createRequire(import.meta.url);
  const tf: Tensorflow = require('@tensorflow/tfjs');
  require('@tensorflow/tfjs-backend-wasm');
  registerStockFilterGradient(tf);
  await tf.setBackend('wasm');
  return tf;
}

const tf: Tensorflow = kind === 'stock' ? await stock() : (await tensorflow<Tensorflow>()).tf;
const style = kind === 'stock' ? stockStyle(tf) : ownStyle(tf);
const net = width === 'lenet' ? lenet5(tf, style) : resnet18(tf, style, Number(width));
const velocities = net.parameters.map(({ shape }) => tf.variable(tf.zeros(shape), false));
const [side, channels] = width === 'lenet' ? [28, 1] : [32, 3];
const x = tf.randomNormal([Number(batch), side, side, channels], 0, 1, 'float32', 1) as Tensor4D;
const classes = Array.from({ length: Number(batch) }, (_, i) => i % 10);
const y = tf.oneHot(tf.tensor1d(classes, 'int32'), 10).toFloat() as Tensor2D;

function step(): number {
  return tf.tidy(() => {
    const loss = () => tf.losses.softmaxCrossEntropy(y, net.logits(x)).asScalar();
    const { value, grads } = tf.variableGrads(loss, net.parameters);
    net.parameters.forEach((parameter, i) => {
      style.step(parameter, grads[parameter.name], velocities[i]);
    });
    return value.dataSync()[0];
  });
}

process.on('message', () => {
  const start = process.cpuUsage();
  let sink = 0;
  for (let i = 0; i < Number(steps); i++) sink = step();
  const { user, system } = process.cpuUsage(start);
  process.send?.({ cpu: (user + system) / 1e6, sink });
});
