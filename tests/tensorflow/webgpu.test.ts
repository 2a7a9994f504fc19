import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/numeric/random';
import { naiveFilterGradient } from '../oracles/naive-convolution';
import { normalPoints } from '../oracles/random-points';
import { backendsHere } from './backends-here';
import { expectClose } from './expect-close';

const { here, absent } = await backendsHere();
const webgpu = here.filter(({ id }) => id === 'webgpu');
const reason = absent.find((text) => text.startsWith('webgpu'));
if (reason) it.skip(`not here: ${reason}`, () => {});

describe.each(webgpu)('on WebGPU', ({ tf, id }) => {
  beforeAll(async () => {
    await tf.setBackend(id);
  });

  // More places than a workgroup sums, more channels than a tile has.
  it.each([
    { x: [9, 13, 11, 3], filter: [3, 3], outputs: 70, stride: 2, pad: 'same' },
    { x: [5, 8, 8, 66], filter: [1, 1], outputs: 3, stride: 1, pad: 'valid' },
    { x: [20, 12, 12, 1], filter: [5, 5], outputs: 6, stride: 1, pad: 'valid' },
  ] as const)(
    'has the filter gradient of the definition: $x, filter $filter, $outputs outputs',
    async ({ x, filter, outputs, stride, pad }) => {
      const stream = randomStream('webgpu filter');
      const single = (shape: readonly number[]) => {
        const size = shape.reduce((product, length) => product * length, 1);
        const data = normalPoints(1, size, stream).data.map(Math.fround);
        return { data, shape: shape as readonly [number, number, number, number] };
      };
      const images = single(x);
      const shape = [...filter, x[3], outputs] as [number, number, number, number];
      const info = tf.backend_util.computeConv2DInfo([...x], shape, stride, 1, pad);
      const dy = single(info.outShape);
      const gradient = tf.tidy(() => {
        const of = (w: Tensor) =>
          tf.conv2d(tf.tensor4d(Float32Array.from(images.data), [...x]), w as Tensor4D, stride, pad);
        return tf.grad(of)(tf.zeros(shape), tf.tensor(Float32Array.from(dy.data), info.outShape));
      });
      const before: [number, number] = [info.padInfo.top, info.padInfo.left];
      const expected = naiveFilterGradient(images, dy, filter, [stride, stride], before);
      expectClose(await gradient.data(), expected);
      gradient.dispose();
    },
  );

  it('casts, turns and sums integers and truth values as numbers', async () => {
    const values = Array.from({ length: 6000 }, (_, i) => (i * 7) % 11);
    for (const dtype of ['int32', 'bool'] as const) {
      const plain = values.map((value) => (dtype === 'bool' ? +(value > 3) : value));
      const x = tf.tensor3d(plain, [1000, 2, 3], dtype);
      const column = (i: number, k: number) => [plain[6 * i + k], plain[6 * i + 3 + k]];
      const columns = (f: (pair: number[]) => number) =>
        Array.from({ length: 3000 }, (_, at) => f(column(Math.floor(at / 3), at % 3)));
      const sum = (pair: number[]) => pair[0] + pair[1];
      const cases: Record<string, [Tensor, string, number[]]> = {
        cast: [tf.cast(x, 'float32'), 'float32', plain],
        transpose: [
          tf.transpose(x, [0, 2, 1]),
          dtype,
          columns((p) => p[0]).flatMap((_, at) => column(Math.floor(at / 3), at % 3)),
        ],
        sum: [tf.sum(x, 1), 'int32', columns(sum)],
        mean: [tf.mean(x, 1), 'float32', columns((pair) => sum(pair) / 2)],
        max: [tf.max(x, 1), dtype, columns((pair) => Math.max(...pair))],
        min: [tf.min(x, 1), dtype, columns((pair) => Math.min(...pair))],
        prod: [tf.prod(x, 1), 'int32', columns(([a, b]) => a * b)],
        'arg max': [tf.argMax(x, 1), 'int32', columns(([a, b]) => +(b > a))],
        'arg min': [tf.argMin(x, 1), 'int32', columns(([a, b]) => +(b < a))],
        'sum of the cast': [tf.sum(tf.cast(x, 'float32'), 1), 'float32', columns(sum)],
        ...(dtype === 'bool' && {
          all: [tf.all(x, 1), 'bool', columns(([a, b]) => a * b)],
          any: [tf.any(x, 1), 'bool', columns(([a, b]) => Math.max(a, b))],
        }),
      };
      for (const [name, [found, type, expected]] of Object.entries(cases)) {
        expect(found.dtype, name).toBe(type);
        expect(Array.from(await found.data()), name).toEqual(expected);
        found.dispose();
      }
      x.dispose();
    }
  });

  it('tells how values are read in Node', async () => {
    const sum = tf.tidy(() => tf.matMul(tf.ones([40, 40]), tf.ones([40, 40])));
    expect(() => sum.dataSync()).toThrow('WebGPU in Node reads values with await tensor.data()');
    expect((await sum.data())[0]).toBe(40);
    sum.dispose();
  });

  it('makes a failure of the graphics card an error of the next reading', async () => {
    const { device } = tf.backend() as unknown as { device: { createBuffer(options: object): object } };
    device.createBuffer({ size: 16, usage: 0xffff });
    const sum = tf.tidy(() => tf.matMul(tf.ones([40, 40]), tf.ones([40, 40])));
    await expect(sum.data()).rejects.toThrow('the graphics card failed: Value 65535 is invalid');
    sum.dispose();
  });
});
