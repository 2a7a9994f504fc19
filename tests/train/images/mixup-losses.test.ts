import { readFileSync } from 'node:fs';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import type { RandomStream } from '../../../lib/numeric/random';
import { randomStream } from '../../../lib/numeric/random';
import type { JointGenLabelForm } from '../../../lib/train/images/joint-genlabel-options';
import { lenet5 } from '../../../lib/train/images/lenet-5';
import { mixupMethod } from '../../../lib/train/images/mixup-method';
import { backendsHere } from '../../tensorflow/backends-here';
import { expectClose } from '../../tensorflow/expect-close';
import { expectGradients, fill, images, type Summary } from './congruent-numbers';

interface Case {
  readonly stage: number;
  readonly gamma?: number;
  readonly beta?: number;
  readonly form?: JointGenLabelForm;
  readonly losses: readonly number[];
  readonly gradients: readonly Summary[];
}

/** Made by tests/vectors/mixup-losses.py. */
const vectors: {
  readonly labels: readonly number[][];
  readonly partners: readonly number[][];
  readonly lambdas: readonly number[];
  readonly once: readonly number[];
  readonly cases: Readonly<Record<string, Case>>;
} = JSON.parse(readFileSync(new URL('../../vectors/mixup-losses.json', import.meta.url), 'utf8'));

const numClasses = 5;

/** A stream that draws what the script has. */
const fixed = (step: number, stage: number): RandomStream =>
  ({
    split: (name: string) => ({
      beta: () => vectors.lambdas[step],
      integer: () => stage,
      permutation: () => Int32Array.from(name === 'pairing' ? vectors.once : vectors.partners[step]),
    }),
  }) as unknown as RandomStream;

const { here } = await backendsHere();

// Plain JavaScript takes ten seconds a case.
describe.each(here.filter(({ id }) => id !== 'cpu'))('on $name', { timeout: 120_000 }, ({ tf, id }) => {
  it.each(Object.entries(vectors.cases))('has the losses and the gradient of PyTorch: %s', async (_, own) => {
    await tf.setBackend(id);
    const network = lenet5(tf, { numClasses, stream: randomStream(1) });
    fill(tf, network.parameters);
    const { stage, gamma, beta = 0, form } = own;
    const method = mixupMethod(network, {
      mixing: stage === 0 ? 'input' : 'hidden',
      ...(gamma !== undefined && { genLabel: { lossRatio: gamma, memoryRatio: beta, form } }),
      ...{ stream: fixed(0, stage), batchSize: vectors.once.length },
    });
    const found: number[] = [];
    let gradients: Float32Array[] = [];
    for (const [step, pixels] of images(vectors.labels).entries()) {
      const labels = tf.oneHot(tf.tensor1d(vectors.labels[step], 'int32'), numClasses).toFloat() as Tensor2D;
      const batch = tf.tensor4d(pixels, [pixels.length / 784, 28, 28, 1]) as Tensor4D;
      const loss = method.prepare({ images: batch, labels, stream: fixed(step, stage) });
      const { value, grads } = tf.variableGrads(loss, [...network.parameters]);
      found.push((await value.data())[0]);
      gradients = await Promise.all(
        network.parameters.map(async ({ name }) => (await grads[name].data()) as Float32Array),
      );
    }
    expectClose(found, own.losses, 1e-5);
    expectGradients(gradients, own.gradients);
  });
});

it('tells every reading of Algorithm 3 from the resolved one', () => {
  const { cases } = vectors;
  const readings = Object.entries(cases).filter(([, { form, gamma }]) => form && gamma === 0.5);
  const signatures = readings.map(([, { losses, gradients }]) => `${losses.at(-1)} ${gradients[0].squares}`);
  expect(readings).toHaveLength(7);
  expect(new Set(signatures).size).toBe(7);
});
