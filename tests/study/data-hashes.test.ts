import { describe, expect, it } from 'vitest';
import { experimentIds, experimentOf } from '../../lib/study/experiments';

/** Drawn sets have names; those of OpenML have numbers, those of images these names. */
const readSets = ['MNIST', 'mnist-79', 'CIFAR-10', 'CIFAR-100', 'Tiny ImageNet'];

describe('hashes of data', () => {
  it.each(experimentIds())('%s has one if a job of it reads a data set', (id) => {
    const experiment = experimentOf(id);
    const reads = experiment
      .jobs('paper')
      .some(({ dataset }) => typeof dataset === 'number' || readSets.includes(String(dataset)));
    if (reads) expect(experiment.dataHash).toBeTypeOf('function');
  });
});
