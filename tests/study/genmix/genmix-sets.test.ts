import { describe, expect, it } from 'vitest';
import { DataUnavailableError } from '../../../lib/data/data-errors';
import { drawGenMixSet, modelPoints } from '../../../lib/study/genmix/genmix-sets';
import { mnist79 } from '../../../lib/study/genmix/mnist-79';

function isThere(): boolean {
  try {
    mnist79('test');
    return true;
  } catch (error) {
    if (error instanceof DataUnavailableError) return false;
    throw error;
  }
}

describe('drawGenMixSet', () => {
  it.skipIf(!isThere())('draws 500 images a digit on 784 pixels, whose models are in components', () => {
    const draw = drawGenMixSet('mnist-79', 'test');
    const { training, test, components } = draw;
    expect([training.X.rows, training.X.cols, test.X.rows]).toEqual([1000, 784, 2037]);
    expect(training.y.filter((c) => c === 0)).toHaveLength(500);
    const space = modelPoints(draw, training);
    expect([space.X.rows, space.X.cols]).toEqual([1000, 32]);
    // Distances in the space are those of its images.
    const images = components?.invert(space.X);
    const distance = (X: typeof space.X, i: number, j: number) =>
      Math.hypot(
        ...Array.from({ length: X.cols }, (_, k) => X.data[i * X.cols + k] - X.data[j * X.cols + k]),
      );
    for (const j of [1, 500, 999]) expect(distance(images!, 0, j)).toBeCloseTo(distance(space.X, 0, j), 9);
  });

  it.skipIf(!isThere())('holds out training images that are not drawn', () => {
    const { training, test } = drawGenMixSet('mnist-79', 'test', 'held-out');
    const key = (X: typeof training.X, i: number) => X.data.subarray(i * 784, (i + 1) * 784).join();
    const drawn = new Set(Array.from({ length: 1000 }, (_, i) => key(training.X, i)));
    expect(test.X.rows).toBe(2000);
    const shared = Array.from({ length: 2000 }, (_, i) => key(test.X, i)).filter((text) => drawn.has(text));
    expect(shared).toHaveLength(0);
  });

  it('draws new circles for each seed, the same for the same', () => {
    const [a, b, c] = ['x', 'x', 'y'].map((seed) => drawGenMixSet('circle-3d', seed));
    expect(a.training).toEqual(b.training);
    expect(a.training.X.data).not.toEqual(c.training.X.data);
    expect(modelPoints(a, a.training).X).toBe(a.training.X);
  });
});
