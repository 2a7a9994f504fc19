import type { EpochDraws } from '../../lib/kernels/draws';
import type { SweepConfiguration } from '../../lib/kernels/sweep-options';
import type { NetworkSweepOptions } from '../../lib/kernels/train-network-sweep';
import { matrix } from '../../lib/numeric/matrix';
import { lossGradient } from '../../lib/train/backpropagation';
import type { DenseNetwork } from '../../lib/train/dense-network';
import { createWorkspace } from '../../lib/train/forward';
import { clipByNorm, createOptimiser, learningRateAt } from '../../lib/train/optimiser';
import { naiveBatch } from './naive-sweep';

/** What `trainNetworkSweep` does, for one configuration, by the plain loops of lib/train. */
export function plainNetworkSweep(
  options: NetworkSweepOptions,
  { learningRate, gamma = 0 }: SweepConfiguration,
  draws: () => EpochDraws,
): Float64Array {
  const { X, batchSize, epochs, milestones = [], weightDecay = 1e-4, momentum = 0.9, clipNorm } = options;
  const { architecture, parameters } = options.initial!;
  const network: DenseNetwork = { architecture, parameters: parameters.slice() };
  const kind = options.optimiser ?? 'adam';
  const optimiser = createOptimiser({ kind, weightDecay, momentum }, parameters.length);
  const workspace = createWorkspace(architecture, batchSize);
  const gradient = new Float64Array(parameters.length);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const epochDraws = draws();
    for (let step = 0; step * batchSize < X.rows; step++) {
      const points = naiveBatch(options, epochDraws, step * batchSize, step);
      if (points.length === 0) continue;
      const labels = points.map(({ base, generative }) =>
        base.map((value, c) => (1 - gamma) * value + gamma * generative[c]),
      );
      const mixed = matrix(points.map(({ x }) => x));
      lossGradient(network, mixed, matrix(labels), workspace, gradient);
      if (clipNorm !== undefined) clipByNorm(gradient, clipNorm);
      optimiser.step(network.parameters, gradient, learningRateAt(learningRate, milestones, epoch));
    }
  }
  return network.parameters;
}
