import { describe, expect, it } from 'vitest';
import { matrix } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { classify, featuresOf } from '../../../lib/train/own-data/classifier';
import { modelProblem, type StoredModel } from '../../../lib/train/own-data/model-problem';
import { mutatedJson } from '../../oracles/mutated-json';

const model = {
  ...{ format: 'genlabel-classifier', version: 1, target: 'y', classNames: ['a', 'b'] },
  columns: [
    { name: 'x', kind: 'numeric', substitute: 1, shift: 1, divisor: 2 },
    { name: 'k', kind: 'nominal', encoding: 'one-hot', categories: ['u', 'v'], substitute: 1 },
    {
      name: 'm',
      kind: 'nominal',
      encoding: 'integer',
      categories: ['u', 'v'],
      substitute: 0,
      shift: 0,
      divisor: 1,
    },
  ],
  ...{
    weights: [
      [1, 0, 0, 2],
      [0, 1, -1, 0],
    ],
    bias: [0, 0.5],
    provenance: {},
  },
};

describe('a mutated model', () => {
  it('classifies, or is refused in words: 2,000', () => {
    const stream = randomStream('models');
    let refused = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const content = mutatedJson(model, stream) as Partial<StoredModel>;
      const problem = modelProblem(content);
      if (problem !== undefined) {
        expect(problem).toMatch(/^(has|names|is|column \d+) /);
        refused++;
        continue;
      }
      const { columns, weights, bias } = content as StoredModel;
      const X = matrix([featuresOf({ columns }).map(() => 0), featuresOf({ columns }).map(() => Number.NaN)]);
      const linear = { weights: matrix(weights), bias: Float64Array.from(bias) };
      const { probabilities } = classify({ columns, model: linear }, X);
      expect(probabilities.data.every(Number.isFinite)).toBe(true);
    }
    expect(refused).toBeGreaterThan(1000);
    expect(refused).toBeLessThan(1990);
  });
});
