import { describe, expect, it } from 'vitest';
import { matrix } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { trainAdaMixUpNetwork } from '../../../lib/train/ada-mixup/train-ada-mixup-network';
import reference from '../../vectors/ada-mixup-network.json';

const X = matrix(reference.X);
const { y, numClasses, hiddenWidths, generatorWidth, batchSize } = reference;

function drawsInTurn() {
  const epochs = reference.draws.map(({ first, second, uniforms }) => ({
    first: Int32Array.from(first),
    second: Int32Array.from(second),
    uniforms: Float64Array.from(uniforms),
  }));
  return () => epochs.shift()!;
}

function startOf({ activation, initial }: (typeof reference.cases)[0]) {
  const inner = [generatorWidth, generatorWidth];
  const net = (widths: number[], of: string, parameters: number[]) => ({
    architecture: { widths, activation: of as 'relu' | 'identity' },
    parameters: Float64Array.from(parameters),
  });
  return {
    classifier: net([X.cols, ...hiddenWidths, numClasses], activation, initial.classifier),
    generator: net([2 * X.cols, ...inner, 3], 'identity', initial.generator),
    intrusion: net([X.cols, 2], 'identity', initial.intrusion),
  };
}

describe(`trainAdaMixUpNetwork agrees with PyTorch (${reference.command}, torch ${reference.versions.torch})`, () => {
  for (const example of reference.cases) {
    const { activation, optimiser, learningRate, trainsGenerator, losses, final } = example;
    const trained = trainsGenerator ? 'all nets' : 'the classifier alone';
    it(`${activation}, ${optimiser}, learning rate ${learningRate}, ${trained}`, () => {
      const { models, generators, intrusions, ...result } = trainAdaMixUpNetwork({
        ...{ X, y, numClasses, hiddenWidths, generatorWidth, batchSize, trainsGenerator },
        ...{ epochs: reference.draws.length, recordLoss: true, configurations: [{ learningRate }] },
        activation: activation as 'relu' | 'identity',
        optimiser: optimiser as 'adam' | 'sgd',
        initial: startOf(example),
        draws: drawsInTurn(),
        stream: randomStream(1),
      });
      losses.forEach((loss, epoch) => {
        expect(result.losses[epoch]).toBeCloseTo(loss, 12);
      });
      const expectClose = (values: Float64Array, expected: number[]) =>
        expected.forEach((value, i) => {
          expect(values[i]).toBeCloseTo(value, 10);
        });
      expectClose(models[0].parameters, final.classifier);
      expectClose(generators[0].parameters, final.generator);
      expectClose(intrusions[0].parameters, final.intrusion);
    });
  }
});
