import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../lib/numeric/random';
import { imageFeatures } from '../../../lib/train/images/image-network';
import { invertFeatures } from '../../../lib/train/images/invert-features';
import { stridedNet } from '../../../lib/train/images/strided-net';
import { backendsHere } from '../../tensorflow/backends-here';

const { here } = await backendsHere();
const options = { steps: 40, firstStep: 3, bounds: [-1, 1], batchSize: 1 } as const;

describe.each(here)('invertFeatures on $name', ({ tf, id }) => {
  it('finds images that have given features, whatever the batches, and keeps no tensor', async () => {
    await tf.setBackend(id);
    const network = stridedNet(tf, { numClasses: 2, width: 2, features: 8, stream: randomStream(5) });
    const stream = randomStream('images');
    const draw = (scale: number) => Float32Array.from({ length: 2 * 3072 }, () => scale * stream.normal());
    const images = draw(0.3);
    const targets = tf.tidy(() =>
      imageFeatures(network, tf.tensor4d(images, [2, 32, 32, 3]), { training: false }).dataSync(),
    );
    const starts = draw(0.05);
    const before = tf.memory().numTensors;
    const found = await invertFeatures(network, targets, starts, options);
    expect(tf.memory().numTensors).toBe(before);
    const reached = tf.tidy(() =>
      imageFeatures(network, tf.tensor4d(found.images, [2, 32, 32, 3]), { training: false }).dataSync(),
    );
    found.errors.forEach((error, n) => {
      const own = Array.from({ length: 8 }, (_, j) => 8 * n + j);
      const gap = Math.sqrt(own.reduce((sum, p) => sum + (reached[p] - targets[p]) ** 2, 0));
      const size = Math.sqrt(own.reduce((sum, p) => sum + targets[p] ** 2, 0));
      expect(error).toBeCloseTo(gap / size, 4);
      expect(error).toBeLessThan(0.05);
    });
    expect(Math.max(...found.images.map(Math.abs))).toBeLessThanOrEqual(1);
    const alone = await invertFeatures(network, targets, starts, { ...options, batchSize: 2 });
    alone.errors.forEach((error, n) => {
      expect(error).toBeCloseTo(found.errors[n], 3);
    });
    const short = await invertFeatures(network, targets, starts, { ...options, steps: 2, firstStep: 0.1 });
    expect(short.errors[0]).toBeGreaterThan(2 * found.errors[0]);
  });
});

it('keeps no tensor when it fails', async () => {
  const [{ tf, id }] = here;
  await tf.setBackend(id);
  const network = stridedNet(tf, { numClasses: 2, width: 2, features: 4, stream: randomStream(5) });
  const stages = [...network.stages];
  let passes = 0;
  stages[0] = (x, pass) => {
    if (++passes === 3) throw new Error('failed');
    return network.stages[0](x, pass);
  };
  const before = tf.memory().numTensors;
  const [targets, starts] = [new Float32Array(4).fill(1), new Float32Array(3072)];
  await expect(invertFeatures({ ...network, stages }, targets, starts, options)).rejects.toThrow('failed');
  expect(tf.memory().numTensors).toBe(before);
});

it('refuses sizes that do not agree, and options out of range', async () => {
  const [{ tf }] = here;
  const network = stridedNet(tf, { numClasses: 2, width: 2, features: 4, stream: randomStream(5) });
  const invert = (features: number, values: number, own = {}) =>
    invertFeatures(network, new Float32Array(features), new Float32Array(values), { ...options, ...own });
  await expect(invert(5, 3072)).rejects.toThrow(
    'got 5 features and 3072 values of images, expected 4 and 3072',
  );
  await expect(invert(8, 3072)).rejects.toThrow('got 8 features');
  await expect(invert(4, 3072, { steps: 0 })).rejects.toThrow('steps is 0');
  await expect(invert(4, 3072, { firstStep: -1 })).rejects.toThrow('firstStep is -1');
  await expect(invert(4, 3072, { bounds: [1, 1] })).rejects.toThrow('bounds are [1,1]');
  expect((await invert(0, 0)).errors).toHaveLength(0);
});
