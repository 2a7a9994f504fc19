import type { NamedAttrMap, Tensor, Tensor4D } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/numeric/random';
import {
  type Geometry,
  type Images,
  naiveConvolution,
  naiveFilterGradient,
  naiveInputGradient,
} from '../oracles/naive-convolution';
import { backendsHere } from './backends-here';
import { expectClose } from './expect-close';

const { here } = await backendsHere();
const { tf } = here.find(({ id }) => id === 'wasm')!;
beforeAll(async () => {
  await tf.setBackend('wasm');
});

type Four = [number, number, number, number];

interface Case {
  readonly name: string;
  readonly x: Four;
  readonly filter: [number, number];
  readonly outputs: number;
  readonly strides: [number, number];
  readonly pad: 'same' | 'valid' | number | [[0, 0], [number, number], [number, number], [0, 0]];
}

const shape = (x: Four, filter: [number, number], outputs: number) => ({ x, filter, outputs });
const cases: Case[] = [
  { name: 'batch of 1', ...shape([1, 5, 7, 3], [3, 3], 5), strides: [1, 1], pad: 'same' },
  { name: 'even window, strides', ...shape([2, 9, 6, 4], [3, 2], 8), strides: [2, 1], pad: 'same' },
  { name: 'first layer of LeNet', ...shape([3, 28, 28, 1], [5, 5], 6), strides: [1, 1], pad: 'valid' },
  { name: 'second layer of LeNet', ...shape([5, 12, 12, 6], [5, 5], 16), strides: [1, 1], pad: 'valid' },
  { name: 'one channel, same', ...shape([2, 7, 9, 1], [3, 4], 5), strides: [1, 1], pad: 'same' },
  { name: 'one channel, narrow', ...shape([3, 5, 3, 1], [2, 3], 1), strides: [1, 1], pad: 'valid' },
  { name: 'one channel, strides', ...shape([1, 11, 9, 1], [3, 3], 4), strides: [2, 1], pad: 1 },
  {
    name: 'one channel, images by parts',
    ...shape([29, 64, 80, 1], [2, 2], 1),
    strides: [1, 1],
    pad: 'valid',
  },
  { name: '1 x 1, strides', ...shape([1, 7, 5, 6], [1, 1], 9), strides: [2, 2], pad: 'valid' },
  { name: '1 x 1 of 1 x 1', ...shape([7, 1, 1, 5], [1, 1], 3), strides: [1, 1], pad: 'valid' },
  { name: 'halving block of ResNet', ...shape([2, 8, 8, 16], [3, 3], 12), strides: [2, 2], pad: 1 },
  { name: 'large padding', ...shape([1, 4, 4, 5], [4, 4], 3), strides: [1, 1], pad: 3 },
  { name: 'window larger than the image', ...shape([2, 3, 3, 7], [5, 5], 2), strides: [1, 1], pad: 'same' },
  { name: 'stride beyond the window', ...shape([1, 10, 11, 3], [2, 2], 4), strides: [3, 3], pad: 'valid' },
  {
    name: 'uneven padding',
    ...shape([2, 6, 5, 8], [3, 3], 4),
    ...{
      strides: [1, 2],
      pad: [
        [0, 0],
        [2, 1],
        [0, 3],
        [0, 0],
      ],
    },
  },
  {
    name: 'windows outside of the image',
    ...shape([1, 3, 4, 4], [2, 2], 5),
    ...{
      strides: [2, 1],
      pad: [
        [0, 0],
        [4, 3],
        [0, 0],
        [0, 0],
      ],
    },
  },
  { name: 'long rows', ...shape([2, 4, 4, 100], [3, 3], 17), strides: [1, 1], pad: 'same' },
  { name: 'one very long row', ...shape([9, 1, 1, 1501], [1, 1], 10), strides: [1, 1], pad: 'valid' },
  { name: 'images by parts', ...shape([3, 32, 32, 64], [3, 3], 2), strides: [1, 1], pad: 'same' },
  { name: 'bands of images', ...shape([2, 33, 40, 5], [3, 3], 6), strides: [1, 1], pad: 'same' },
  { name: 'bands of planes', ...shape([3, 67, 34, 8], [3, 4], 4), strides: [2, 1], pad: 'same' },
  { name: 'a rest of images', ...shape([3, 20, 20, 4], [3, 3], 4), strides: [1, 1], pad: 'same' },
];

const stream = randomStream('convolutions');
const random = (of: readonly number[]): Images => ({
  data: Float32Array.from({ length: of.reduce((a, b) => a * b, 1) }, () => stream.normal()),
  shape: of as Four,
});
const largest = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const tensor = ({ data, shape }: Images): Tensor4D => tf.tensor4d(data as Float32Array, shape as Four);

describe.each(cases)('convolution of $name: $x, window $filter', ({ x, filter, outputs, strides, pad }) => {
  const info = tf.backend_util.computeConv2DInfo(x, [...filter, x[3], outputs], strides, 1, pad);
  const { outHeight, outWidth, outShape, padInfo } = info;
  const geometry: Geometry = { strides, before: [padInfo.top, padInfo.left], out: [outHeight, outWidth] };
  const images = random(x);
  const weights = random([...filter, x[3], outputs]);
  const slopes = random(outShape);
  const attributes = { strides, pad, dataFormat: 'NHWC' } as unknown as NamedAttrMap;
  const run = (kernel: string, inputs: Record<string, Images>, more: object = {}): Float32Array => {
    const tensors = tf.memory().numTensors;
    const values = tf.tidy(() => {
      const given = Object.fromEntries(Object.entries(inputs).map(([name, of]) => [name, tensor(of)]));
      const all = { ...attributes, ...more };
      return (tf.engine().runKernel(kernel, given, all) as Tensor).dataSync() as Float32Array;
    });
    expect(tf.memory().numTensors).toBe(tensors);
    return values;
  };
  const forward = (x: Images, filter: Images) => run('Conv2D', { x, filter }, { dilations: 1 });
  const inInput = () => run('Conv2DBackpropInput', { dy: slopes, filter: weights }, { inputShape: x });
  const inFilter = () =>
    run('Conv2DBackpropFilter', { x: images, dy: slopes }, { filterShape: weights.shape });

  it('has the values of the definition', () => {
    expectClose(forward(images, weights), naiveConvolution(images, weights, geometry));
  });

  it('has the input gradient of the definition', () => {
    expectClose(inInput(), naiveInputGradient(x, weights, slopes.data, geometry));
  });

  it('has the filter gradient of the definition', () => {
    expectClose(inFilter(), naiveFilterGradient(images, slopes, filter, strides, geometry.before));
  });

  it('has the central differences of its values', () => {
    // It is linear: the difference is exact but for rounding, whatever the step.
    const slopeOf = (of: Images, at: number, values: (moved: Images) => Float32Array): number => {
      const [plus, minus] = [1, -1].map((step) => {
        const data = Float32Array.from(of.data);
        data[at] += step;
        return values({ ...of, data });
      });
      return plus.reduce((sum, value, i) => sum + (slopes.data[i] * (value - minus[i])) / 2, 0);
    };
    const picks = (length: number) => [0, length - 1, ...[1, 2, 3].map((i) => Math.floor((i * length) / 4))];
    const dx = inInput();
    const dw = inFilter();
    const some = picks(dx.length);
    const scale = largest(dx);
    for (const i of some) {
      const slope = slopeOf(images, i, (moved) => forward(moved, weights));
      expect(Math.abs(slope - dx[i]) / scale).toBeLessThan(1e-4);
    }
    const scaleOfFilter = largest(dw);
    for (const i of picks(dw.length)) {
      const slope = slopeOf(weights, i, (moved) => forward(images, moved));
      expect(Math.abs(slope - dw[i]) / scaleOfFilter).toBeLessThan(1e-4);
    }
  });

  it('gives an image the same bytes at every place of a batch', () => {
    const reversed = (of: Images): Images => {
      const size = of.data.length / of.shape[0];
      const rows = Array.from({ length: of.shape[0] }, (_, i) =>
        (of.data as Float32Array).slice(i * size, (i + 1) * size),
      );
      return { ...of, data: Float32Array.from(rows.reverse().flatMap((row) => [...row])) };
    };
    const y = { data: forward(images, weights), shape: outShape as Four };
    expect(forward(reversed(images), weights)).toEqual(reversed(y).data);
    const dx = { data: inInput(), shape: x };
    const moved = { dy: reversed(slopes), filter: weights };
    expect(run('Conv2DBackpropInput', moved, { inputShape: x })).toEqual(reversed(dx).data);
  });
});

it.each([
  { x: [1, 4, 1, 3], window: [1, 1], stride: 5, pad: 2 },
  { x: [2, 1, 3, 4], window: [2, 1], stride: 9, pad: 3 },
  { x: [2, 1, 1, 1], window: [1, 1], stride: 7, pad: 3 },
  { x: [1, 2, 2, 6], window: [1, 2], stride: 50, pad: 20 },
] as const)(
  'is zero, with its gradients, where no window meets the image: %o',
  ({ x, window, stride, pad }) => {
    const found = tf.tidy(() => {
      const convolve = (of: Tensor, filter: Tensor) =>
        tf.conv2d(of as Tensor4D, filter as Tensor4D, stride, pad);
      const inputs = [tensor(random(x)), tensor(random([...window, x[3], 2]))];
      const y = convolve(inputs[0], inputs[1]);
      return [y, ...tf.grads(convolve)(inputs, tf.ones(y.shape))].map((all) => [...all.dataSync()]);
    });
    expect(found.map(({ length }) => length)).not.toContain(0);
    expect(found.flat().every((value) => value === 0)).toBe(true);
  },
);

it('leaves dilated windows to TensorFlow.js', () => {
  const x = random([2, 7, 7, 3]);
  const w = random([2, 2, 3, 4]);
  const spread = random([3, 3, 3, 4]);
  const data = new Float32Array(spread.data.length);
  for (let p = 0; p < 2; p++) {
    for (let q = 0; q < 2; q++) {
      for (let i = 0; i < 12; i++) data[(p * 2 * 3 + q * 2) * 12 + i] = w.data[(p * 2 + q) * 12 + i];
    }
  }
  const dilated = tf.tidy(() => tf.conv2d(tensor(x), tensor(w), 1, 'valid', 'NHWC', 2).dataSync());
  const geometry: Geometry = { strides: [1, 1], before: [0, 0], out: [5, 5] };
  expectClose(dilated, naiveConvolution(x, { ...spread, data }, geometry));
});

it('refuses channels that come first', () => {
  const x = tensor(random([1, 3, 5, 5]));
  const w = tensor(random([2, 2, 3, 4]));
  expect(() => tf.conv2d(x, w, 1, 'valid', 'NCHW')).toThrow('dataFormat is NCHW, expected NHWC');
  tf.dispose([x, w]);
});

it('keeps computing when the memory of the backend grows', () => {
  const x = random([2, 8, 8, 5]);
  const w = random([3, 3, 5, 6]);
  const values = () => tf.tidy(() => tf.conv2d(tensor(x), tensor(w), 1, 'same').dataSync());
  const gradient = () =>
    tf.tidy(() =>
      tf
        .grad((f) => tf.sum(tf.square(tf.conv2d(tensor(x), f as Tensor4D, 1, 'same'))))(tensor(w))
        .dataSync(),
    );
  const before = [values(), gradient()];
  const memory = (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm;
  const bytes = memory.HEAPU8.length;
  const large = tf.zeros([bytes / 4]);
  expect(memory.HEAPU8.length).toBeGreaterThan(bytes);
  expect([values(), gradient()]).toEqual(before);
  large.dispose();
});
