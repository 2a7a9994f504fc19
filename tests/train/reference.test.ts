import { describe, expect, it } from 'vitest';
import { matrix } from '../../lib/numeric/matrix';
import { lossGradient } from '../../lib/train/backpropagation';
import type { Activation, DenseNetwork } from '../../lib/train/dense-network';
import { createWorkspace, predictLogits } from '../../lib/train/forward';
import {
  clipByNorm,
  createOptimiser,
  learningRateAt,
  type OptimiserSpecification,
} from '../../lib/train/optimiser';
import { softCrossEntropy } from '../../lib/train/soft-cross-entropy';
import reference from '../vectors/train.json';

const X = matrix(reference.X);
const labels = matrix(reference.labels);

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(actual[i] - value)).toBeLessThan(1e-12);
  });
}

describe.each(reference.cases)('six steps of $name', (c) => {
  it('have the losses, gradients and parameters that PyTorch computes', () => {
    const network: DenseNetwork = {
      architecture: { widths: c.widths, activation: c.activation as Activation },
      parameters: Float64Array.from(c.initial),
    };
    const specification: OptimiserSpecification =
      c.kind === 'adam'
        ? { kind: 'adam', weightDecay: c.weightDecay }
        : { kind: 'sgd', weightDecay: c.weightDecay, momentum: 0.9 };
    const optimiser = createOptimiser(specification, c.initial.length);
    const workspace = createWorkspace(network.architecture, X.rows);
    const gradient = new Float64Array(c.initial.length);
    c.steps.forEach((expected, epoch) => {
      expect(Math.abs(softCrossEntropy(predictLogits(network, X), labels) - expected.loss)).toBeLessThan(
        1e-12,
      );
      lossGradient(network, X, labels, workspace, gradient);
      expectClose(gradient, expected.gradient);
      if (c.clip !== null) clipByNorm(gradient, c.clip);
      optimiser.step(network.parameters, gradient, learningRateAt(c.learningRate, c.milestones, epoch));
      expectClose(network.parameters, expected.parameters);
    });
  });
});
