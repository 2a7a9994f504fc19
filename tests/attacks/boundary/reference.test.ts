import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { boundaryAttack } from '../../../lib/attacks/boundary/boundary-attack';
import { type Matrix, matrix } from '../../../lib/numeric/matrix';
import type { RandomStream } from '../../../lib/numeric/random';

const vectors = JSON.parse(readFileSync(new URL('../../vectors/attacks.json', import.meta.url), 'utf8'));

/** The sequences of vectors/attacks.py in place of random numbers. */
function sequence(offset: number): RandomStream {
  let i = 0;
  const draw = () => {
    const value = (2 * ((i * i * 31 + i * 7919 + offset) % 10007) + 1) / 10007 - 1;
    i++;
    return value;
  };
  const stream = { split: (label: string) => sequence(label === 'directions' ? 2 : 1) };
  return { ...stream, normal: draw, uniform: () => (draw() + 1) / 2 } as unknown as RandomStream;
}

const predict = ({ data, rows }: Matrix) =>
  Int32Array.from({ length: rows }, (_, i) => {
    const [x, y, z] = data.subarray(3 * i, 3 * i + 3);
    return Number(x * x + 0.5 * y * y + 0.3 * x * z + 0.2 * y > 0.4);
  });

for (const [part, steps] of [
  ['starts', 0],
  ['adversarials', vectors.steps],
]) {
  it(`boundaryAttack goes the way of foolbox: ${part}`, () => {
    const X = matrix(vectors.points);
    const options = { predict, X, y: predict(X), bounds: [-1, 1], steps, stream: sequence(0) } as const;
    // foolbox's line search is in f32.
    for (const [i, value] of boundaryAttack(options).adversarials.data.entries()) {
      expect(Math.abs(value - vectors[part].flat()[i])).toBeLessThan(1e-6);
    }
  });
}
