import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../../lib/numeric/random';
import { batchNormalisation } from '../../lib/tensorflow/batch-normalisation';
import {
  type NormalisationCase,
  naiveNormalisation,
  normalisationSlopes,
} from '../oracles/naive-batch-normalisation';
import { backendsHere } from './backends-here';
import { expectClose } from './expect-close';

const { here, absent } = await backendsHere();
for (const reason of absent) it.skip(`another backend is not here: ${reason}`, () => {});

const normals = (length: number, stream: RandomStream) =>
  Float32Array.from({ length }, () => stream.normal());

describe.each(here)('batch normalisation on $name', ({ tf, id }) => {
  beforeAll(async () => {
    await tf.setBackend(id);
  });

  async function run(of: NormalisationCase, dy: Float32Array) {
    const channels = of.gamma.length;
    const tensors = tf.memory().numTensors;
    const outputs = tf.tidy(() => {
      const matrix = (values: ArrayLike<number>) =>
        tf.tensor2d(Float32Array.from(values), [values.length / channels, channels]);
      const inputs: Tensor[] = [
        matrix(of.x),
        ...[of.gamma, of.beta].map((values) => tf.tensor1d(Float32Array.from(values))),
        ...(of.shortcut ? [matrix(of.shortcut)] : []),
      ];
      const compute = (...[x, gamma, beta, shortcut]: Tensor[]) =>
        batchNormalisation(tf, x as Tensor2D, gamma as Tensor1D, beta as Tensor1D, {
          ...{ epsilon: of.epsilon, relu: of.relu, shortcut },
        });
      const { y, mean, variance } = compute(...inputs);
      const gradients = tf.grads((...all) => compute(...all).y)(inputs, matrix(dy));
      return [y, mean, variance, ...gradients];
    });
    const results = await Promise.all(outputs.map((tensor) => tensor.data()));
    tf.dispose(outputs);
    expect(tf.memory().numTensors).toBe(tensors);
    const [y, mean, variance, x, gamma, beta, shortcut] = results;
    return { y, mean, variance, gradients: { x, gamma, beta, shortcut } };
  }

  it.each([
    { rows: 2, channels: 1, relu: false, residual: false },
    { rows: 7, channels: 4, relu: true, residual: false },
    { rows: 9, channels: 3, relu: false, residual: true },
    { rows: 12, channels: 6, relu: true, residual: true },
    { rows: 30, channels: 9, relu: true, residual: true },
  ])(
    'has the values and the central differences of the definition: $rows x $channels, relu $relu, shortcut $residual',
    async ({ rows, channels, relu, residual }) => {
      const stream = randomStream(`normalisation ${rows}`);
      const of: NormalisationCase = {
        x: normals(rows * channels, stream).map((value, i) => 3 * value + (i % channels)),
        gamma: normals(channels, stream),
        beta: normals(channels, stream),
        ...(residual ? { shortcut: normals(rows * channels, stream) } : {}),
        ...{ relu, epsilon: 1e-3 },
      };
      const dy = normals(rows * channels, stream);
      const expected = naiveNormalisation(of);
      const found = await run(of, dy);
      for (const name of ['y', 'mean', 'variance'] as const) expectClose(found[name], expected[name]);
      for (const name of ['x', 'gamma', 'beta', ...(residual ? ['shortcut' as const] : [])] as const) {
        expectClose(found.gradients[name], normalisationSlopes(of, name, dy), 2e-5);
      }
    },
  );

  it('stays exact where the mean is large, over many rows', async () => {
    const stream = randomStream('large mean');
    const x = normals(5000 * 5, stream).map((value, i) => 1000 * (i % 5) + value);
    const of = { x, gamma: [1, 1, 1, 1, 1], beta: [0, 0, 0, 0, 0], relu: false, epsilon: 1e-5 };
    const expected = naiveNormalisation(of);
    const found = await run(of, normals(x.length, stream));
    // x itself is rounded by 1.2e-4 at 4000; the other backends sum squares as they come.
    const own = id === 'wasm' || id === 'webgpu';
    expectClose(found.mean, expected.mean, own ? 1e-7 : 1e-5);
    if (own) expectClose(found.variance, expected.variance, id === 'wasm' ? 1e-6 : 5e-6);
  });

  it('names what does not match', () => {
    tf.tidy(() => {
      const x = tf.zeros([4, 3]) as Tensor2D;
      const [three, two] = [tf.ones([3]) as Tensor1D, tf.ones([2]) as Tensor1D];
      const options = { epsilon: 1e-5 };
      expect(() => batchNormalisation(tf, x, two, three, options)).toThrow(
        'gamma is [2], expected one value a channel of x, which is [4,3]',
      );
      expect(() =>
        batchNormalisation(tf, x, three, three, { ...options, shortcut: tf.zeros([3, 4]) }),
      ).toThrow('the shortcut is [3,4], expected the shape of x, [4,3]');
    });
  });
});
