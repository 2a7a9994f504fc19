import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../lib/numeric/random';
import { imageFeatures, logits, parameterCount } from '../../../lib/train/images/image-network';
import { stridedNet } from '../../../lib/train/images/strided-net';
import { backendsHere } from '../../tensorflow/backends-here';

const { here } = await backendsHere();
const options = { numClasses: 3, width: 2, features: 5 } as const;

/** Convolution of 4 x 4, stride 2, one zero around, with ReLU, straight from the definition. */
function convolved(
  x: readonly number[],
  side: number,
  [inputs, outputs]: readonly [number, number],
  filter: ArrayLike<number>,
  bias: ArrayLike<number>,
): number[] {
  const half = side / 2;
  const result: number[] = [];
  for (let i = 0; i < half; i++) {
    for (let j = 0; j < half; j++) {
      for (let o = 0; o < outputs; o++) {
        let sum = bias[o];
        for (let p = 0; p < 4; p++) {
          for (let q = 0; q < 4; q++) {
            const [y, z] = [2 * i + p - 1, 2 * j + q - 1];
            if (y < 0 || z < 0 || y >= side || z >= side) continue;
            for (let c = 0; c < inputs; c++) {
              sum += x[(y * side + z) * inputs + c] * filter[((p * 4 + q) * inputs + c) * outputs + o];
            }
          }
        }
        result.push(Math.max(0, sum));
      }
    }
  }
  return result;
}

function dense(x: readonly number[], weights: ArrayLike<number>, bias: ArrayLike<number>): number[] {
  return Array.from(bias, (start, o) =>
    x.reduce((sum, value, i) => sum + value * weights[i * bias.length + o], start),
  );
}

describe.each(here)('stridedNet on $name', ({ tf, id }) => {
  it('is three halving convolutions and two dense layers, features without activation', async () => {
    await tf.setBackend(id);
    const network = stridedNet(tf, { ...options, stream: randomStream(1) });
    const [f1, b1, f2, b2, f3, b3, w4, b4, w5, b5] = network.parameters.map((p) => p.dataSync());
    const stream = randomStream('image');
    const image = Array.from({ length: 3072 }, () => stream.normal());
    const first = convolved(image, 32, [3, 2], f1, b1);
    const third = convolved(convolved(first, 16, [2, 4], f2, b2), 8, [4, 8], f3, b3);
    const features = dense(third, w4, b4);
    const x = tf.tensor4d(image, [1, 32, 32, 3]);
    const found = await imageFeatures(network, x, { training: false }).data();
    features.forEach((value, j) => {
      expect(found[j]).toBeCloseTo(value, 4);
    });
    expect(Math.min(...features)).toBeLessThan(0);
    const ours = await logits(network, x, { training: false }).data();
    dense(features, w5, b5).forEach((value, c) => {
      expect(ours[c]).toBeCloseTo(value, 4);
    });
    expect(parameterCount(network)).toBe(96 + 2 + 128 + 4 + 512 + 8 + 128 * 5 + 5 + 15 + 3);
  });
});
