import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/numeric/random';
import { adamStep, sgdStep } from '../../lib/tensorflow/optimiser-step';
import { createOptimiser } from '../../lib/train/optimiser';
import { backendsHere } from './backends-here';
import { expectClose } from './expect-close';

const { here, absent } = await backendsHere();
for (const reason of absent) it.skip(`another backend is not here: ${reason}`, () => {});

const numSteps = 12;
const learningRate = 0.05;

describe.each(here)('steps of optimisers on $name', ({ tf, id }) => {
  beforeAll(async () => {
    await tf.setBackend(id);
  });

  it.each([
    { kind: 'sgd', count: 7, momentum: 0.9, weightDecay: 0.01 },
    { kind: 'sgd', count: 1, momentum: 0, weightDecay: 0 },
    { kind: 'adam', count: 10, betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 0 },
    { kind: 'adam', count: 5, betas: [0.5, 0.9], epsilon: 1e-3, weightDecay: 0.1 },
  ] as const)(
    'are those of our optimisers in double precision: $kind, $count values',
    async ({ count, ...specification }) => {
      const stream = randomStream('steps');
      const values = Float64Array.from({ length: count }, () => Math.fround(stream.normal()));
      const start = tf.tensor1d(Float32Array.from(values));
      const parameter = tf.variable(start);
      const [first, second] = [tf.variable(tf.zeros([count])), tf.variable(tf.zeros([count]))];
      const tensors = tf.memory().numTensors;
      const optimiser = createOptimiser(specification, count);
      const initial = Float64Array.from(values);
      for (let step = 1; step <= numSteps; step++) {
        const slopes = Float64Array.from(values, () => Math.fround(stream.normal()));
        const gradient = tf.tensor1d(Float32Array.from(slopes));
        optimiser.step(values, slopes, learningRate);
        if (specification.kind === 'sgd') {
          sgdStep(tf, parameter, gradient, first, { learningRate, ...specification });
        } else adamStep(tf, parameter, gradient, first, second, { learningRate, step, ...specification });
        gradient.dispose();
      }
      expectClose(await parameter.data(), values);
      // Neither the tensor that the variable started from nor the number of tensors has changed.
      expect(Float64Array.from(await start.data())).toEqual(initial);
      expect(tf.memory().numTensors).toBe(tensors);
      tf.dispose([start, parameter, first, second]);
    },
  );
});
