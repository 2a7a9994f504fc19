import { describe, expect, it } from 'vitest';
import type { AdaMixUpModels } from '../../lib/kernels/ada-mixup-options';
import { trainAdaMixUpSweep } from '../../lib/kernels/train-ada-mixup-sweep';
import { matrix } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { flatten, unflatten } from '../oracles/naive-ada-mixup';
import reference from '../vectors/ada-mixup.json';

const X = matrix(reference.X);
const { y, numClasses, hiddenWidth, batchSize } = reference;

const zeroModels: AdaMixUpModels = {
  classifier: linearOf(numClasses),
  generator: {
    architecture: { widths: [2 * X.cols, hiddenWidth, hiddenWidth, 3], activation: 'identity' },
    parameters: new Float64Array(reference.cases[0].initial.generator.length),
  },
  intrusion: linearOf(2),
};

function linearOf(rows: number) {
  return {
    weights: { data: new Float64Array(rows * X.cols), rows, cols: X.cols },
    bias: new Float64Array(rows),
  };
}

function listOf({ classifier, generator, intrusion }: (typeof reference.cases)[0]['initial']): number[] {
  return [...classifier, ...generator, ...intrusion];
}

function drawsInTurn() {
  const epochs = reference.draws.map(({ first, second, uniforms }) => ({
    first: Int32Array.from(first),
    second: Int32Array.from(second),
    uniforms: Float64Array.from(uniforms),
  }));
  return () => epochs.shift()!;
}

describe(`trainAdaMixUpSweep agrees with PyTorch (${reference.command}, torch ${reference.versions.torch})`, () => {
  for (const { learningRate, trainsGenerator, initial, losses, final } of reference.cases) {
    it(`learning rate ${learningRate}, ${trainsGenerator ? 'all models' : 'the classifier alone'}`, () => {
      const result = trainAdaMixUpSweep({
        ...{ X, y, numClasses, hiddenWidth, batchSize, trainsGenerator },
        ...{ epochs: reference.draws.length, precision: 'double', recordLoss: true },
        configurations: [{ learningRate }],
        initial: unflatten(listOf(initial), zeroModels),
        draws: drawsInTurn(),
        stream: randomStream(1),
      });
      losses.forEach((loss, epoch) => {
        expect(result.losses[epoch]).toBeCloseTo(loss, 12);
      });
      const { models, generators, intrusions } = result;
      const trained = flatten({
        classifier: models[0],
        generator: generators[0],
        intrusion: intrusions[0],
      });
      listOf(final).forEach((value, i) => {
        expect(trained[i]).toBeCloseTo(value, 10);
      });
    });
  }
});
