import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/numeric/random';
import { backendsHere } from './backends-here';

const { here } = await backendsHere();

const stream = randomStream('gather');
const shapes = [[5], [4, 3], [7, 2, 3, 5], [3, 28, 28, 1], [6, 0]];

describe.each(here)('rows by their numbers, on $name', ({ tf, id }) => {
  beforeAll(async () => {
    await tf.setBackend(id);
  });

  it.each(shapes)('are the rows: %j', (...shape) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const values = Float32Array.from({ length: size }, () => stream.normal());
    const row = size / shape[0];
    for (const indices of [[], [0], [shape[0] - 1, 0, 1, 1, 0, 2]]) {
      const found = tf.tidy(() => {
        const y = tf.gather(tf.tensor(values, shape), tf.tensor1d(indices, 'int32'));
        expect(y.shape).toEqual([indices.length, ...shape.slice(1)]);
        return y.dataSync();
      });
      expect([...found]).toEqual(indices.flatMap((i) => [...values.subarray(i * row, (i + 1) * row)]));
    }
  });

  it('may be asked for in any arrangement', () => {
    const found = tf.tidy(() => {
      const numbers = tf.tensor2d([2, 0, 1, 1], [2, 2], 'int32');
      const y = tf.gather(tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]), numbers);
      expect(y.shape).toEqual([2, 2, 2]);
      return y.dataSync();
    });
    expect([...found]).toEqual([5, 6, 1, 2, 3, 4, 3, 4]);
  });

  it('and columns, integers and rows of batches', () => {
    const [columns, integers, batches] = tf.tidy(() =>
      [
        tf.gather(tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), tf.tensor1d([2, 0], 'int32'), 1),
        tf.gather(tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32'), tf.tensor1d([1, 1], 'int32')),
        tf.gather(tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), tf.tensor2d([2, 0, 1, 1], [2, 2], 'int32'), 1, 1),
      ].map((tensor) => [tensor.dtype, ...tensor.dataSync()]),
    );
    expect(columns).toEqual(['float32', 3, 1, 6, 4]);
    expect(integers).toEqual(['int32', 3, 4, 3, 4]);
    expect(batches).toEqual(['float32', 3, 1, 5, 5]);
  });
});

it.each([
  [-1, 3, '0 to 2'],
  [3, 3, '0 to 2'],
  [0, 0, 'none: there are no rows'],
])('on wasm, row %i of %i is refused', async (index, rows, expected) => {
  const { tf } = here.find(({ id }) => id === 'wasm')!;
  await tf.setBackend('wasm');
  const tensors = tf.memory().numTensors;
  expect(() => tf.tidy(() => tf.gather(tf.ones([rows, 2]), tf.tensor1d([index], 'int32')))).toThrow(
    `an index is ${index}, expected ${expected}`,
  );
  expect(tf.memory().numTensors).toBe(tensors);
});
