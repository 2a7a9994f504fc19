// A TensorFlow.js classifier under AutoAttack.
import type * as tfjs from '@tensorflow/tfjs'; // its typings alone: genlabel chooses the backend
import { autoAttack, randomStream, synthetic, tensorflow, tensorflowModel } from 'genlabel';

const { tf, name } = await tensorflow<typeof tfjs>();
const { X, y } = synthetic.moons({ n: 100, noise: 0.05, seed: 1 });
const points = tf.tensor2d(Float32Array.from(X.data), [X.rows, X.cols]);
const labels = tf.oneHot(tf.tensor1d(Int32Array.from(y), 'int32'), 2);

// The last layer gives logits: probabilities would hide the gradient that attacks follow.
const start = (seed: number) => tf.initializers.glorotUniform({ seed });
const layers = [
  tf.layers.dense({ units: 32, inputShape: [2], activation: 'relu', kernelInitializer: start(1) }),
  tf.layers.dense({ units: 2, kernelInitializer: start(2) }),
];
const model = tf.sequential({ layers });
model.compile({ optimizer: tf.train.adam(0.05), loss: tf.losses.softmaxCrossEntropy });
await model.fit(points, labels, { epochs: 30, shuffle: false, verbose: 0 });

const ball = { norm: 'linf', epsilon: 0.1, bounds: [-2, 3], queries: 500 } as const;
const attack = { ...ball, X, y, model: tensorflowModel(tf, { model }), stream: randomStream(1) };
const { cleanAccuracy, robustAccuracy, components } = await autoAttack(attack);
console.log(`${name}: ${cleanAccuracy} of the points are right, ${robustAccuracy} under every attack`);
for (const component of components) console.log(`${component.attack}: ${component.robustAccuracy}`);
