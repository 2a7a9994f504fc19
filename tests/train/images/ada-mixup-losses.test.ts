import { readFileSync } from 'node:fs';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../../../lib/numeric/random';
import { adaMixUpMethod } from '../../../lib/train/images/ada-mixup-method';
import { lenet5 } from '../../../lib/train/images/lenet-5';
import { backendsHere } from '../../tensorflow/backends-here';
import { congruence, expectGradients, fill, images, type Summary } from './congruent-numbers';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), 'utf8'));

/** Made by tests/vectors/ada-mixup-images.py. */
const vectors: {
  readonly uniforms: readonly number[];
  readonly batches: readonly { readonly loss: number; readonly gradients: readonly Summary[] }[];
} = read('ada-mixup-images');
const { labels, partners }: { labels: number[][]; partners: number[][] } = read('mixup-losses');
const numClasses = 5;

/** A stream that draws what the script has; noise beyond two deviations comes between, and is to be drawn anew. */
function fixed(batch: number): RandomStream {
  const number = congruence(4);
  let [noises, uniforms] = [0, 0];
  return {
    uniform: () => vectors.uniforms[uniforms++],
    split: () => ({
      permutation: () => Int32Array.from(partners[batch]),
      normal: () => (noises++ % 3 === 2 ? 2.01 : 1.5 * number()),
    }),
  } as unknown as RandomStream;
}

const { here } = await backendsHere();

describe.each(here.filter(({ id }) => id !== 'cpu'))('on $name', { timeout: 120_000 }, ({ tf, id }) => {
  it.each([0, 1, 2])('has the loss and the gradient of PyTorch: batch %i', async (step) => {
    await tf.setBackend(id);
    const network = lenet5(tf, { numClasses, stream: randomStream(1) });
    const policy = lenet5(tf, { numClasses, stream: randomStream(2) });
    const method = adaMixUpMethod(network, { policy, stream: randomStream(3) });
    const body = policy.parameters.length - 2;
    fill(tf, network.parameters, 1);
    fill(tf, method.parameters.slice(0, body), 2);
    fill(tf, method.parameters.slice(body), 3);
    const pixels = images(labels)[step];
    const batch = {
      images: tf.tensor4d(pixels, [pixels.length / 784, 28, 28, 1]) as Tensor4D,
      labels: tf.oneHot(tf.tensor1d(labels[step], 'int32'), numClasses).toFloat() as Tensor2D,
      stream: fixed(step),
    };
    const all = [...network.parameters, ...method.parameters];
    const { value, grads } = tf.variableGrads(method.prepare(batch), all);
    const own = vectors.batches[step];
    expect(Math.abs((await value.data())[0] / own.loss - 1)).toBeLessThan(1e-5);
    const found = await Promise.all(all.map(async ({ name }) => (await grads[name].data()) as Float32Array));
    expectGradients(found, own.gradients);
  });
});
