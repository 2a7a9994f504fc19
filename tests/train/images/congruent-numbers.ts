import type { Variable } from '@tensorflow/tfjs';
import { expect } from 'vitest';
import type { Tensorflow } from '../../../lib/tensorflow/tensorflow-typings';

/** What the scripts of reference vectors keep of a gradient. */
export interface Summary {
  readonly squares: number;
  readonly first: readonly number[];
}

/** Numbers from -1 to 1 by a linear congruence, as in tests/vectors/image-networks.py. */
export function congruence(state = 1): () => number {
  return () => {
    state = (state * 69069 + 1) % 2 ** 32;
    return Math.fround(state / 2 ** 31 - 1);
  };
}

/** Images of tests/vectors/mixup-losses.py, batch by batch: numbers, a little brighter where their class says. */
export function images(labels: readonly (readonly number[])[]): Float32Array[] {
  const number = congruence();
  return labels.map((own) => {
    const x = Float32Array.from({ length: own.length * 784 }, number);
    own.forEach((c, i) => {
      for (let row = 2 * c; row < 2 * c + 8; row++) {
        for (let column = 4; column < 24; column++) x[i * 784 + row * 28 + column] += 0.05;
      }
    });
    return x;
  });
}

/** Puts numbers into parameters, as the scripts do. @param state where the congruence begins */
export function fill(tf: Tensorflow, parameters: readonly Variable[], state = 1): void {
  const number = congruence(state);
  for (const parameter of parameters) {
    const fanIn = parameter.shape.slice(0, -1).reduce((a, b) => a * b, 1);
    const scale = parameter.rank > 1 ? (v: number) => v * (2 / Math.sqrt(fanIn)) : (v: number) => 1 + 0.5 * v;
    const values = Float32Array.from({ length: parameter.size }, () => scale(number()));
    tf.tidy(() => parameter.assign(tf.tensor(values, parameter.shape)));
  }
}

/** That gradients are those of the script: their lengths, and their first entries. */
export function expectGradients(found: readonly Float32Array[], expected: readonly Summary[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach(({ squares, first }, i) => {
    const sum = found[i].reduce((total, value) => total + value ** 2, 0);
    expect(sum / squares).toBeCloseTo(1, 3);
    const scale = Math.sqrt(squares / found[i].length);
    first.forEach((value, k) => {
      expect(Math.abs(found[i][k] - value) / scale).toBeLessThan(0.01);
    });
  });
}
