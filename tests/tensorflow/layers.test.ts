import type { Rank, Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/numeric/random';
import { convolution } from '../../lib/tensorflow/convolution';
import { dense } from '../../lib/tensorflow/dense';
import { backendsHere } from './backends-here';
import { expectClose } from './expect-close';
import { inScope } from './in-scope';

const { here, absent } = await backendsHere();
for (const reason of absent) it.skip(`another backend is not here: ${reason}`, () => {});

describe.each(here)('on $name', ({ tf, id }) => {
  beforeAll(async () => {
    await tf.setBackend(id);
  });

  const stream = randomStream('layers');
  const random = <T extends Tensor>(shape: number[]): T => {
    const size = shape.reduce((a, b) => a * b, 1);
    return tf.tensor(
      Float32Array.from({ length: size }, () => stream.normal()),
      shape,
    ) as T;
  };

  /** That two functions have the same values and gradients, and leave no tensor behind. */
  async function expectSame(
    found: (...x: Tensor[]) => Tensor,
    expected: (...x: Tensor[]) => Tensor,
    shapes: number[][],
  ): Promise<void> {
    const tensors = tf.memory().numTensors;
    const all = tf.tidy(() => {
      const inputs = shapes.map((shape) => random(shape));
      const dy = random(expected(...inputs).shape);
      return [found, expected].map((f) => [f(...inputs), ...tf.grads(f)(inputs, dy)]);
    });
    for (const [i, tensor] of all[0].entries()) {
      expect(tensor.shape).toEqual(all[1][i].shape);
      expectClose(await tensor.data(), await all[1][i].data());
    }
    tf.dispose(all);
    expect(tf.memory().numTensors).toBe(tensors);
  }

  it.each([
    { window: [1, 3], stride: 1, padding: 1, relu: false, bias: false },
    { window: [3, 1], stride: 1, padding: 1, relu: true, bias: true },
    { window: [2, 5], stride: 2, padding: 2, relu: false, bias: true },
    { stride: 1, padding: 0, relu: true, bias: true },
    { stride: 2, padding: 1, relu: true, bias: true },
    { stride: 2, padding: 1, relu: false, bias: false },
    { stride: 1, padding: 2, relu: false, bias: true },
    { stride: 1, padding: 'same' as const, relu: true, bias: false },
  ])(
    'has a convolution of $stride, $padding, relu $relu, bias $bias, window $window',
    async ({ window = [3, 3], stride, padding, relu, bias }) => {
      const options = { stride, padding, relu };
      const found = (x: Tensor, filter: Tensor, bias: Tensor) =>
        convolution(tf, x as Tensor4D, filter as Tensor4D, { ...options, bias: bias as Tensor1D });
      const composed = (x: Tensor, filter: Tensor, bias?: Tensor) => {
        const zeros: [number, number] = typeof padding === 'number' ? [padding, padding] : [0, 0];
        const images = tf.pad(x, [[0, 0], zeros, zeros, [0, 0]]) as Tensor4D;
        const y = tf.conv2d(images, filter as Tensor4D, stride, padding === 'same' ? 'same' : 'valid');
        const sum = bias ? tf.add(y, bias) : y;
        return relu ? tf.relu(sum) : sum;
      };
      const shapes = [[2, 7, 6, 3], [...window, 3, 5], ...(bias ? [[5]] : [])];
      await expectSame(found as (...x: Tensor[]) => Tensor, composed as (...x: Tensor[]) => Tensor, shapes);
    },
  );

  it.each([true, false])('has a dense layer, relu %s', async (relu) => {
    const found = (x: Tensor, w: Tensor, b: Tensor) =>
      dense(tf, x as Tensor2D, w as Tensor2D, b as Tensor1D, { relu });
    const composed = (x: Tensor, w: Tensor, b: Tensor) => {
      const sum = tf.add(tf.matMul(x as Tensor2D, w as Tensor2D), b);
      return relu ? tf.relu(sum) : sum;
    };
    await expectSame(found as (...x: Tensor[]) => Tensor, composed as (...x: Tensor[]) => Tensor, [
      [7, 10],
      [10, 6],
      [6],
    ]);
  });

  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('multiplies matrices, transposed %s and %s', async (transposeA, transposeB) => {
    for (const [rows, inner, columns] of [
      [1, 1, 1],
      [5, 7, 3],
      [13, 130, 21],
      [4, 900, 6],
      [8, 2050, 9],
    ]) {
      await inScope(tf, async () => {
        const a = random<Tensor2D>(transposeA ? [inner, rows] : [rows, inner]);
        const b = random<Tensor2D>(transposeB ? [columns, inner] : [inner, columns]);
        const [left, right] = [await a.data(), await b.data()];
        const expected = Array.from({ length: rows * columns }, (_, at) => {
          const [i, j] = [Math.floor(at / columns), at % columns];
          let sum = 0;
          for (let k = 0; k < inner; k++) {
            const p = left[transposeA ? k * rows + i : i * inner + k];
            sum += p * right[transposeB ? j * inner + k : k * columns + j];
          }
          return sum;
        });
        const found = tf.matMul(a, b, transposeA, transposeB);
        expect(found.shape).toEqual([rows, columns]);
        expectClose(await found.data(), expected);
      });
    }
  });

  it.each([
    [0, 3, 2],
    [3, 0, 2],
    [3, 2, 0],
    [0, 0, 0],
  ])('multiplies empty matrices, and what comes after them: %i x %i x %i', async (rows, inner, columns) => {
    await inScope(tf, async () => {
      for (const [transposeA, transposeB] of [
        [false, false],
        [false, true],
        [true, false],
        [true, true],
      ]) {
        const a = tf.zeros<Rank.R2>(transposeA ? [inner, rows] : [rows, inner]);
        const b = tf.zeros<Rank.R2>(transposeB ? [columns, inner] : [inner, columns]);
        const found = tf.matMul(a, b, transposeA, transposeB);
        expect(found.shape).toEqual([rows, columns]);
        expect([...(await found.data())]).toEqual(Array(rows * columns).fill(0));
        for (let i = 1; i < 9; i++) {
          const ones = tf.matMul(tf.ones([i, 40]), tf.ones([40, i]));
          expect([...(await ones.data())]).toEqual(Array(i * i).fill(40));
        }
      }
      const none = tf.matMul(tf.zeros([0, 2, 3]), tf.ones([1, 3, 4]));
      expect(none.shape).toEqual([0, 2, 4]);
    });
  });

  it('multiplies batches of matrices', async () => {
    await inScope(tf, async () => {
      const [a, b] = [random([2, 3, 4]), random([2, 4, 5])];
      const matrices = (of: Tensor) => tf.unstack(of) as Tensor2D[];
      const expected = tf.stack(matrices(a).map((left, i) => tf.matMul(left, matrices(b)[i])));
      expectClose(await tf.matMul(a, b).data(), await expected.data());
      const turned = tf.transpose(a, [0, 2, 1]);
      expectClose(await tf.matMul(turned, b, true).data(), await expected.data());
      const one = matrices(b)[0];
      const by = tf.stack(matrices(a).map((left) => tf.matMul(left, one)));
      expectClose(await tf.matMul(a, tf.expandDims(one)).data(), await by.data());
    });
  });

  it.each(['linear', 'relu', 'relu6', 'sigmoid', 'elu', 'leakyrelu', 'prelu'] as const)(
    'has the fused operations of TensorFlow.js: %s',
    async (activation) => {
      await inScope(tf, async () => {
        const x = random<Tensor4D>([2, 5, 4, 3]);
        const filter = random<Tensor4D>([2, 2, 3, 6]);
        const bias = random<Tensor1D>([6]);
        const slopes = random<Tensor1D>([6]);
        const activations: Record<typeof activation, (y: Tensor) => Tensor> = {
          linear: (y) => y,
          relu: (y) => tf.relu(y),
          relu6: (y) => tf.relu6(y),
          sigmoid: (y) => tf.sigmoid(y),
          elu: (y) => tf.elu(y),
          leakyrelu: (y) => tf.leakyRelu(y, 0.3),
          prelu: (y) => tf.prelu(y, slopes),
        };
        const act = activations[activation];
        const more = {
          ...{ bias, activation, leakyreluAlpha: 0.3 },
          ...(activation === 'prelu' ? { preluActivationWeights: slopes } : {}),
        };
        const fused = tf.fused.conv2d({ ...{ x, filter, ...more }, strides: 1, pad: 'same' });
        expectClose(await fused.data(), await act(tf.add(tf.conv2d(x, filter, 1, 'same'), bias)).data());
        const [a, b] = [random<Tensor2D>([5, 7]), random<Tensor2D>([7, 6])];
        expectClose(
          await tf.fused.matMul({ a, b, ...more }).data(),
          await act(tf.add(tf.matMul(a, b), bias)).data(),
        );
        const transposed = tf.fused.matMul({ a: tf.transpose(a), b, ...more, transposeA: true });
        expectClose(await transposed.data(), await act(tf.add(tf.matMul(a, b), bias)).data());
      });
    },
  );

  it('has the gradient of ReLU, 0 at 0', async () => {
    await inScope(tf, async () => {
      const x = tf.tensor1d([-2, 0, 3, 1, -1, 4, 0]);
      const slopes = tf.grad((of: Tensor) => tf.mul(tf.relu(of), tf.tensor1d([1, 2, 3, 4, 5, 6, 7])))(x);
      expect([...(await slopes.data())]).toEqual([0, 0, 3, 4, 0, 6, 0]);
    });
  });

  it('keeps a copy of a variable when that is assigned another value', async () => {
    const variable = tf.variable(tf.tensor1d([1, 2]));
    const copy = variable.clone();
    variable.assign(tf.tensor1d([3, 4]));
    expect([...(await copy.data())]).toEqual([1, 2]);
    variable.dispose();
    expect([...(await copy.data())]).toEqual([1, 2]);
    copy.dispose();
  });
});
