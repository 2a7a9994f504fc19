import { describe, expect, it } from 'vitest';
import { zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { multiply } from '../../lib/train/matrix-product';
import { normalPoints } from '../oracles/random-points';

describe('multiply', () => {
  const shapes = [
    [1, 1, 1],
    [4, 2, 3],
    [5, 3, 7],
    [3, 1, 128],
    [8, 6, 1],
    [7, 5, 0],
    [13, 9, 11],
  ];
  it.each(shapes)('equals the sum over k in order, bit for bit, for %i x %i by %i', (rows, cols, inner) => {
    const stream = randomStream('product');
    const A = normalPoints(rows, inner, stream);
    const B = normalPoints(inner, cols, stream);
    const C = zeros(rows, cols);
    const plain = { start: 0, colStride: 1 };
    multiply(
      { data: A.data, rowStride: inner, ...plain },
      { data: B.data, rowStride: cols, ...plain },
      { data: C.data, rowStride: cols, ...plain },
      rows,
      cols,
      inner,
    );
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) sum += A.data[i * inner + k] * B.data[k * cols + j];
        expect(C.data[i * cols + j]).toBe(sum);
      }
    }
  });

  it('reads transposed operands through their strides, and parts of larger arrays', () => {
    const stream = randomStream('transposed');
    const [rows, cols, inner] = [5, 3, 4];
    const At = normalPoints(inner, rows, stream);
    const Bt = normalPoints(cols, inner, stream);
    const result = new Float64Array(2 + rows * cols).fill(-1);
    multiply(
      { data: At.data, start: 0, rowStride: 1, colStride: rows },
      { data: Bt.data, start: 0, rowStride: 1, colStride: inner },
      { data: result, start: 1, rowStride: cols, colStride: 1 },
      rows,
      cols,
      inner,
    );
    expect([result[0], result[1 + rows * cols]]).toEqual([-1, -1]);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) sum += At.data[k * rows + i] * Bt.data[j * inner + k];
        expect(result[1 + i * cols + j]).toBe(sum);
      }
    }
  });
});
