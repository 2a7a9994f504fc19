import type { Scalar, Tensor, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../lib/numeric/random';
import type { Tensorflow } from '../../../lib/tensorflow/tensorflow-typings';
import { adversarialMethod, attacked } from '../../../lib/train/images/adversarial-method';
import { logits } from '../../../lib/train/images/image-network';
import { stridedNet } from '../../../lib/train/images/strided-net';
import { crossEntropy } from '../../../lib/train/images/training-method';
import { unitGradients } from '../../../lib/train/images/unit-gradients';
import { backendsHere } from '../../tensorflow/backends-here';

const { here } = await backendsHere();
const shape: [number, number, number, number] = [2, 2, 1, 3];
const values = [0.1, -0.2, 0.3, 0.4, 0, 0.2, -0.5, 0.1, 0.2, 0.3, -0.1, 0.6];
const slopes = [3, 0, 4, 0, 0, 0, 0, 0, 0, -5, 0, 12];
const linear = (tf: Tensorflow) => (x: Tensor4D) =>
  tf.sum(tf.mul(x, tf.tensor4d(slopes, shape))).asScalar() as Scalar;
const rowsOf = (data: ArrayLike<number>) => [0, 1].map((n) => Array.from(data).slice(6 * n, 6 * n + 6));
const length = (row: readonly number[]) => Math.sqrt(row.reduce((sum, v) => sum + v * v, 0));

describe.each(here)('on $name', ({ tf, id }) => {
  it('unit gradients have length 1 by image, and vanish where the slope does', async () => {
    await tf.setBackend(id);
    const found = rowsOf(await unitGradients(tf, linear(tf), tf.tensor4d(values, shape)).data());
    found.forEach((row, n) => {
      const own = slopes.slice(6 * n, 6 * n + 6);
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(own[j] / length(own), 6);
      });
    });
    const flat = await unitGradients(tf, (x) => tf.sum(tf.mul(x, 0)), tf.tensor4d(values, shape)).data();
    expect([...flat].every((v) => v === 0)).toBe(true);
  });

  it('attack: of a linear loss the whole radius along the slope, cut to the bounds', async () => {
    await tf.setBackend(id);
    const x = tf.tensor4d(values, shape);
    const options = { epsilon: 0.25, steps: 3, stepSize: 0.2 };
    const free = rowsOf(await attacked(tf, linear(tf), x, { ...options, bounds: [-9, 9] }).data());
    free.forEach((row, n) => {
      const own = slopes.slice(6 * n, 6 * n + 6);
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(values[6 * n + j] + (0.25 * own[j]) / length(own), 5);
      });
    });
    const cut = await attacked(tf, linear(tf), x, { ...options, bounds: [-0.5, 0.6] }).data();
    expect(Math.max(...cut)).toBeCloseTo(0.6, 6);
  });

  it('trains on what the attack made of a batch, of the worst loss in the ball', async () => {
    await tf.setBackend(id);
    const network = stridedNet(tf, { numClasses: 2, width: 2, features: 4, stream: randomStream(3) });
    const stream = randomStream('images');
    const images = tf.tensor4d(
      Array.from({ length: 4 * 3072 }, () => stream.uniform()),
      [4, 32, 32, 3],
    );
    const labels = tf.oneHot(tf.tensor1d([0, 1, 0, 1], 'int32'), 2).toFloat() as never;
    const attack = { epsilon: 0.5, steps: 2, bounds: [0, 1] as const };
    const value = (loss: () => Tensor) => loss().dataSync()[0];
    const trained = value(adversarialMethod(network, attack).prepare({ images, labels, stream }));
    const plain = value(() => crossEntropy(tf, labels, logits(network, images, { training: true })));
    const noise = tf.tensor4d(
      Array.from({ length: 4 * 3072 }, () => stream.normal()),
      [4, 32, 32, 3],
    );
    const random = tf.add(images, tf.mul(noise, 0.5 / Math.sqrt(3072))) as Tensor4D;
    const moved = value(() => crossEntropy(tf, labels, logits(network, random, { training: true })));
    expect(trained - plain).toBeGreaterThan(5 * Math.abs(moved - plain));
    expect(trained - plain).toBeGreaterThan(1e-3);
  });
});

it('refuses options out of range', () => {
  const [{ tf }] = here;
  const network = stridedNet(tf, { numClasses: 2, width: 2, features: 4, stream: randomStream(3) });
  const make = (options: object) => () =>
    adversarialMethod(network, { epsilon: 1, bounds: [0, 1], ...options });
  expect(make({ epsilon: 0 })).toThrow('epsilon is 0, expected a finite number above 0');
  expect(make({ steps: 0 })).toThrow('steps is 0, expected an integer of at least 1');
  expect(make({ stepSize: Number.NaN })).toThrow('stepSize is NaN');
  expect(make({ bounds: [1, 0] })).toThrow('bounds are [1,0], expected two numbers, the lower one first');
  expect(make({ bounds: undefined })).toThrow('bounds are undefined');
  expect(make({ bounds: ['0', '1'] })).toThrow('bounds are ["0","1"]');
});
