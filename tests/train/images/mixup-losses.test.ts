import { readFileSync } from 'node:fs';
import type { Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import type { RandomStream } from '../../../lib/numeric/random';
import { randomStream } from '../../../lib/numeric/random';
import type { Tensorflow } from '../../../lib/tensorflow/tensorflow-typings';
import type { JointGenLabelForm } from '../../../lib/train/images/joint-genlabel-options';
import { lenet5 } from '../../../lib/train/images/lenet-5';
import { mixupMethod } from '../../../lib/train/images/mixup-method';
import { backendsHere } from '../../tensorflow/backends-here';
import { expectClose } from '../../tensorflow/expect-close';

interface Case {
  readonly stage: number;
  readonly gamma?: number;
  readonly beta?: number;
  readonly form?: JointGenLabelForm;
  readonly losses: readonly number[];
  readonly gradients: readonly { readonly squares: number; readonly first: readonly number[] }[];
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

/** Numbers from -1 to 1 by a linear congruence, as in the script. */
function congruence(): () => number {
  let state = 1;
  return () => {
    state = (state * 69069 + 1) % 2 ** 32;
    return Math.fround(state / 2 ** 31 - 1);
  };
}

/** Images of the script, batch by batch: numbers, a little brighter where their class says. */
function images(): Float32Array[] {
  const number = congruence();
  return vectors.labels.map((own) => {
    const x = Float32Array.from({ length: own.length * 784 }, number);
    own.forEach((c, i) => {
      for (let row = 2 * c; row < 2 * c + 8; row++) {
        for (let column = 4; column < 24; column++) x[i * 784 + row * 28 + column] += 0.05;
      }
    });
    return x;
  });
}

function fill(tf: Tensorflow, parameters: readonly Variable[]): void {
  const number = congruence();
  for (const parameter of parameters) {
    const fanIn = parameter.shape.slice(0, -1).reduce((a, b) => a * b, 1);
    const scale = parameter.rank > 1 ? (v: number) => v * (2 / Math.sqrt(fanIn)) : (v: number) => 1 + 0.5 * v;
    const values = Float32Array.from({ length: parameter.size }, () => scale(number()));
    tf.tidy(() => parameter.assign(tf.tensor(values, parameter.shape)));
  }
}

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
    for (const [step, pixels] of images().entries()) {
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
    own.gradients.forEach(({ squares, first }, i) => {
      const sum = gradients[i].reduce((total, value) => total + value ** 2, 0);
      expect(sum / squares).toBeCloseTo(1, 3);
      const scale = Math.sqrt(squares / gradients[i].length);
      first.forEach((value, k) => {
        expect(Math.abs(gradients[i][k] - value) / scale).toBeLessThan(0.01);
      });
    });
  });
});

it('tells every reading of Algorithm 3 from the resolved one', () => {
  const { cases } = vectors;
  const readings = Object.entries(cases).filter(([, { form, gamma }]) => form && gamma === 0.5);
  const signatures = readings.map(([, { losses, gradients }]) => `${losses.at(-1)} ${gradients[0].squares}`);
  expect(readings).toHaveLength(7);
  expect(new Set(signatures).size).toBe(7);
});
