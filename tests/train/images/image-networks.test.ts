import { readFileSync } from 'node:fs';
import type { Tensor, Tensor4D, Variable } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../../lib/numeric/random';
import type { Tensorflow } from '../../../lib/tensorflow/tensorflow-typings';
import { type ImageNetwork, logits, parameterCount } from '../../../lib/train/images/image-network';
import { lenet5 } from '../../../lib/train/images/lenet-5';
import { preActResnet18 } from '../../../lib/train/images/preact-resnet-18';
import { resnet18 } from '../../../lib/train/images/resnet-18';
import { stridedNet } from '../../../lib/train/images/strided-net';
import { type BackendHere, backendsHere } from '../../tensorflow/backends-here';

/** Made by tests/vectors/image-networks.py. */
const vectors = JSON.parse(
  readFileSync(new URL('../../vectors/image-networks.json', import.meta.url), 'utf8'),
);
const stream = randomStream(1);

interface Summary {
  readonly sum?: number;
  readonly squares: number;
  readonly first: readonly number[];
}

let here: BackendHere[] = [];
beforeAll(async () => {
  here = (await backendsHere()).here;
});

const nets: Record<string, (tf: Tensorflow) => ImageNetwork> = {
  lenet5: (tf) => lenet5(tf, { numClasses: 10, stream }),
  resnet18: (tf) => resnet18(tf, { numClasses: 10, width: 4, stream }),
  preActResnet18: (tf) => preActResnet18(tf, { numClasses: 20, width: 4, stream }),
};

/** Numbers from -1 to 1 by a linear congruence, as in the script. */
function congruence(): (length: number) => Float32Array {
  let state = 1;
  return (length) =>
    Float32Array.from({ length }, () => {
      state = (state * 69069 + 1) % 2 ** 32;
      return state / 2 ** 31 - 1;
    });
}

function fill(tf: Tensorflow, variables: readonly Variable[], numbers: (length: number) => Float32Array) {
  for (const variable of variables) {
    const fanIn = variable.shape.slice(0, -1).reduce((a, b) => a * b, 1);
    const start = numbers(variable.size);
    const values =
      variable.rank > 1 ? start.map((v) => v * (2 / Math.sqrt(fanIn))) : start.map((v) => 1 + 0.5 * v);
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
  }
}

function expectLike(values: ArrayLike<number>, expected: Summary) {
  const all = Array.from(values);
  const scale = Math.sqrt(expected.squares);
  expect(Math.sqrt(all.reduce((sum, v) => sum + v * v, 0)) / scale).toBeCloseTo(1, 4);
  if (expected.sum !== undefined) {
    expect(Math.abs(all.reduce((sum, v) => sum + v, 0) - expected.sum)).toBeLessThan(2e-3 * scale);
  }
  expected.first.forEach((value, i) => {
    expect(Math.abs(all[i] - value)).toBeLessThan(1e-3 * scale);
  });
}

describe.each(Object.keys(nets))('%s', (name) => {
  it('gives the logits, gradients and running statistics of the PyTorch definition', async () => {
    for (const { tf, id } of here) {
      await tf.setBackend(id);
      const network = nets[name](tf);
      const expected = vectors[name];
      const numbers = congruence();
      fill(tf, network.parameters, numbers);
      const images = tf.tensor4d(numbers(3 * network.inputShape.reduce((a, b) => a * b, 1)), [
        3,
        ...network.inputShape,
      ]);
      const slopes = tf.tensor2d(numbers(3 * network.numClasses), [3, network.numClasses]);
      let trained: Tensor | undefined;
      const weighted = (x: Tensor4D, training: boolean) => {
        const z = logits(network, x, { training });
        trained ??= tf.keep(z);
        return tf.sum(tf.mul(z, slopes)).asScalar();
      };
      const { grads } = tf.variableGrads(() => weighted(images, true), [...network.parameters]);
      expectRows(await trained?.array(), expected.training);
      for (const [i, { name: key }] of network.parameters.entries()) {
        expectLike(await grads[key].data(), expected.gradients[i]);
      }
      for (const [i, variable] of network.statistics.entries()) {
        expectLike(await variable.data(), expected.statistics[i]);
      }
      const evaluated = tf.tidy(() => logits(network, images, { training: false }));
      expectRows(await evaluated.array(), expected.evaluation);
      const byImages = tf.grad((x) => weighted(x as Tensor4D, false))(images);
      expectLike(await byImages.data(), expected.imageGradient);
    }
  }, 120_000);
});

function expectRows(rows: unknown, expected: readonly number[][]) {
  const scale = Math.max(...expected.flat().map(Math.abs));
  (rows as number[][]).forEach((values, i) => {
    values.forEach((value, c) => {
      expect(Math.abs(value - expected[i][c]) / scale).toBeLessThan(1e-4);
    });
  });
}

it('has the parameters of the PyTorch definitions', { timeout: 120_000 }, async () => {
  const { tf } = here[0];
  const counts = {
    lenet5: parameterCount(lenet5(tf, { numClasses: 10, stream })),
    resnet18: parameterCount(resnet18(tf, { numClasses: 10, stream })),
    preActResnet18: parameterCount(preActResnet18(tf, { numClasses: 10, stream })),
    'preActResnet18 of 200 classes': parameterCount(preActResnet18(tf, { numClasses: 200, stream })),
  };
  expect(counts).toEqual(vectors.counts);
  expect(counts.lenet5).toBe(44426);
});

it('refuses sizes that no net has', () => {
  const { tf } = here[0];
  const tensors = tf.memory().numTensors;
  expect(() => lenet5(tf, { numClasses: 1, stream })).toThrow(
    'numClasses is 1, expected an integer of at least 2',
  );
  expect(() => resnet18(tf, { numClasses: 10, width: 0, stream })).toThrow('width is 0');
  expect(() => preActResnet18(tf, { numClasses: 10, stemStride: 1.5, stream })).toThrow('stemStride is 1.5');
  expect(() => stridedNet(tf, { numClasses: 10, features: -1, stream })).toThrow('features is -1');
  expect(() => lenet5(tf, { numClasses: 10 } as never)).toThrow(
    'stream is undefined, expected a stream of random numbers, as of randomStream',
  );
  expect(tf.memory().numTensors).toBe(tensors);
});

it('refuses images of another shape', async () => {
  const { tf } = here[0];
  const network = lenet5(tf, { numClasses: 10, stream });
  expect(() => logits(network, tf.zeros([1, 32, 32, 1]), { training: false })).toThrow(
    'the images are [1,32,32,1], expected [n,28,28,1]',
  );
});
