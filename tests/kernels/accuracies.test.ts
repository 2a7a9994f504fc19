import { describe, expect, it } from 'vitest';
import { accuracies } from '../../lib/kernels/classify';
import { trainNetworkSweep } from '../../lib/kernels/train-network-sweep';
import { trainSweep } from '../../lib/kernels/train-sweep';
import { matrix } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { mean, standardDeviation } from '../../lib/numeric/statistics';
import { fitClassDensities } from '../../lib/train/class-densities';
import { accuracy } from '../../lib/train/forward';
import reference from '../vectors/accuracies.json';

/** Seeds of ours: standard errors are then twice those of the reference, which has four times as many. */
const seeds = 100;

/**
 * Largest z of the 20 differences: if both are right, one exceeds it in 0.4 % of all choices of seeds. The seeds are fixed, so that the test is the same every
 * time.
 */
const largestZ = 3.72;

type ReferenceSet = (typeof reference.sets)[number];
type Case = keyof ReferenceSet['results'];

function accuraciesOf(set: ReferenceSet, name: Case): number[] {
  const { labels, net, excludeIntrusion, gamma, learningRate } = reference.cases[name];
  const [training, test] = [set.training, set.test].map(({ X, y }) => ({
    X: matrix(X),
    y: Int32Array.from(y),
  }));
  const { numClasses } = set;
  const densities = gamma > 0 ? fitClassDensities(training.X, training.y, numClasses, 'gaussian') : undefined;
  return Array.from({ length: seeds }, (_, seed) => {
    const options = {
      ...{ ...training, numClasses, densities, excludeIntrusion, shuffle: true, weightDecay: 1e-4 },
      ...{ epochs: reference.epochs, batchSize: reference.batchSize, labels: labels as 'hard' | 'mixup' },
      ...{ configurations: [{ learningRate, gamma }], stream: randomStream('accuracies').split(seed) },
    };
    if (!net) return accuracies(trainSweep({ ...options, optimiser: 'adam' }).models, test)[0];
    const widths = { hiddenWidths: [reference.hidden], activation: 'relu' } as const;
    const [model] = trainNetworkSweep({ ...options, ...widths, optimiser: 'sgd', momentum: 0.9 }).models;
    return accuracy(model, test.X, test.y);
  });
}

describe(`accuracies of the kernels against PyTorch's (${reference.command})`, () => {
  const scores: number[] = [];

  for (const set of reference.sets) {
    it.each(Object.keys(set.results) as Case[])(`${set.name}, %s`, (name) => {
      const values = accuraciesOf(set, name);
      const theirs = set.results[name];
      const error = Math.hypot(theirs.standardError, standardDeviation(values) / Math.sqrt(seeds));
      const z = (mean(values) - theirs.mean) / error;
      expect(error).toBeGreaterThan(0);
      expect(Math.abs(z)).toBeLessThan(largestZ);
      scores.push(z);
    });
  }

  it('differ as much as chance has it: the mean square of z is about 1', () => {
    expect(scores.length).toBe(20);
    // Chi-squared with 20 degrees of freedom exceeds 45.3 in 0.1 % of all choices of seeds.
    expect(scores.reduce((sum, z) => sum + z * z, 0)).toBeLessThan(45.3);
  });
});
