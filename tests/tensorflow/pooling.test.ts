import type { NamedAttrMap, Tensor, Tensor4D } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/numeric/random';
import type { Tensorflow } from '../../lib/tensorflow/tensorflow-typings';
import type { Geometry, Images } from '../oracles/naive-convolution';
import { naiveAveragePoolGradient, naiveMaxPoolGradient } from '../oracles/naive-pooling';
import { backendsHere } from './backends-here';
import { expectClose } from './expect-close';

const { here } = await backendsHere();
const shaped = here.filter(({ id }) => id === 'wasm' || id === 'webgpu');

type Four = [number, number, number, number];
type Pool = 'maxPool' | 'avgPool';

const stream = randomStream('pooling');
const random = (shape: Four, value = () => stream.normal()): Images => ({
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, value),
  shape,
});

/** Gradient of sum(dy * pool(x)). */
async function gradient(
  tf: Tensorflow,
  pool: Pool,
  x: Images,
  dy: Images,
  size: [number, number],
  strides: [number, number],
  pad: 'same' | 'valid',
) {
  const slope = tf.tidy(() => {
    const images = tf.tensor4d(x.data as Float32Array, x.shape as Four);
    const slopes = tf.tensor4d(dy.data as Float32Array, dy.shape as Four);
    const pooled = (of: Tensor) => tf[pool](of as Tensor4D, size, strides, pad);
    return tf.grad(pooled)(images, slopes);
  });
  const values = await slope.data();
  slope.dispose();
  return values;
}

describe.each(shaped)('on $name', ({ tf, id }) => {
  beforeAll(async () => {
    await tf.setBackend(id);
  });

  describe.each([
    { x: [1, 4, 6, 4], size: [2, 2], strides: [2, 2], pad: 'valid' },
    { x: [3, 24, 24, 6], size: [2, 2], strides: [2, 2], pad: 'valid' },
    { x: [2, 7, 5, 3], size: [3, 2], strides: [1, 2], pad: 'valid' },
    { x: [2, 7, 7, 9], size: [3, 3], strides: [2, 2], pad: 'same' },
    { x: [1, 1, 1, 1], size: [1, 1], strides: [1, 1], pad: 'valid' },
    { x: [2, 3, 3, 5], size: [5, 5], strides: [1, 1], pad: 'same' },
  ] as const)('pooling of $x, window $size, strides $strides, $pad', ({ pad, ...of }) => {
    const [shape, size, strides] = [
      [...of.x] as Four,
      [...of.size] as [number, number],
      [...of.strides] as [number, number],
    ];
    const info = tf.backend_util.computePool2DInfo(shape, size, strides, 1, pad);
    const { padInfo, outHeight, outWidth } = info;
    const geometry: Geometry = { strides, before: [padInfo.top, padInfo.left], out: [outHeight, outWidth] };
    const dy = random(info.outShape as Four);

    it.each([
      ['any values', () => stream.normal()],
      ['negative values only', () => -1 - Math.abs(stream.normal())],
      ['equal values', () => -1],
      ['few values, often equal', () => Math.round(stream.normal())],
    ])('gives the slope to the first of the largest: %s', async (_, value) => {
      const x = random(shape, value);
      const found = await gradient(tf, 'maxPool', x, dy, size, strides, pad);
      expectClose(found, naiveMaxPoolGradient(x, dy.data, size, geometry));
      // Nothing is lost, which the stock kernel did.
      const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
      expect(sum(found)).toBeCloseTo(sum(dy.data), 3);
    });

    it('gives equal parts of the slope of an average', async () => {
      const found = await gradient(tf, 'avgPool', random(shape), dy, size, strides, pad);
      expectClose(found, naiveAveragePoolGradient(shape, dy.data, size, geometry));
    });

    it('has the central differences of the average', async () => {
      const x = random(shape);
      const found = await gradient(tf, 'avgPool', x, dy, size, strides, pad);
      const at = async (i: number, step: number): Promise<number> => {
        const data = Float32Array.from(x.data);
        data[i] += step;
        const pooled = tf.tidy(() => tf.avgPool(tf.tensor4d(data, shape), size, strides, pad));
        const values = await pooled.data();
        pooled.dispose();
        return Array.from(values).reduce((sum, value, k) => sum + value * dy.data[k], 0);
      };
      // It is linear: the difference is exact but for rounding.
      for (const i of [0, found.length >> 1, found.length - 1]) {
        expect(((await at(i, 1)) - (await at(i, -1))) / 2).toBeCloseTo(found[i], 4);
      }
    });
  });

  it.each([
    ['maxPoolGrad', 'MaxPoolGrad'],
    ['avgPoolGrad', 'AvgPoolGrad'],
  ])('gives nothing for windows wholly outside of the image: %s', async (_, kernel) => {
    // So far that reading from there would leave the memory.
    const far = 30_000_000;
    const slope = tf.tidy(() => {
      const input = tf.ones([1, 1, 1, 5]);
      const dy = tf.range(1, 46).reshape([1, 3, 3, 5]);
      const attributes = { filterSize: [1, 1], strides: [far, far], pad: far };
      const inputs = { dy, input, output: dy };
      return tf.engine().runKernel(kernel, inputs, attributes as unknown as NamedAttrMap) as Tensor;
    });
    // Of nine windows the middle one meets the only pixel.
    expect([...(await slope.data())]).toEqual([21, 22, 23, 24, 25]);
    slope.dispose();
  });
});
