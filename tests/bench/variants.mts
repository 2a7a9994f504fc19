import { kernels, mixup, trainSweep } from 'genlabel';
import { timed, type Variant } from './measure.mjs';
import type { Peer } from './peer.mjs';
import { plainDensity, plainGenLabel, plainLogDensities } from './plain.mjs';
import {
  BATCH,
  baseShape,
  CLASSES,
  FEATURES,
  type Problem,
  type ProblemShape,
  ROWS,
  STEPS_PER_EPOCH,
} from './problem.mjs';

const precisions = ['single', 'double'] as const;
export const HIDDEN = [128, 128];

/** Operations of a step of one configuration in the plain algorithm, and what is counted. */
export const operations: Record<string, { count: number; of: string }> = {
  W1: { count: linearOperations(baseShape), of: 'logits and gradients' },
  W2: { count: networkOperations(), of: 'products forward and backward' },
  'W2 x 24': { count: networkOperations(), of: 'products forward and backward' },
  'W2 mixup': { count: networkOperations(), of: 'products forward and backward' },
  W3: { count: 3 * BATCH * ROWS * FEATURES, of: 'distances' },
};

/** Of softmax regression. */
export function linearOperations({ rows, features, classes }: ProblemShape): number {
  return (4 * rows * (features + 1) * classes) / Math.ceil(rows / BATCH);
}

function networkOperations(): number {
  const widths = [FEATURES, ...HIDDEN, CLASSES];
  let sum = 0;
  for (let l = 1; l < widths.length; l++) sum += (l === 1 ? 4 : 6) * (widths[l - 1] + 1) * widths[l];
  return (sum * ROWS) / STEPS_PER_EPOCH;
}

export function ourVariants(problem: Problem): Variant[] {
  return [...sweeps(problem), ...adaMixUp(problem), ...networks(problem), ...densities(problem)];
}

function sweeps({ X, y, gaussians, configurations, stream }: Problem): Variant[] {
  const epochs = 50;
  const common = { X, y, numClasses: CLASSES, batchSize: BATCH, labels: 'mixup', stream } as const;
  const fast = precisions.map((precision) => ({
    ...{ workload: 'W1', name: `kernels, ${precision}` },
    units: configurations.length * epochs * STEPS_PER_EPOCH,
    run: timed(() => {
      const options = { ...common, configurations, epochs, precision, densities: gaussians };
      return kernels.trainSweep(options).models[0].bias[0];
    }),
  }));
  const plain = gaussians.map(plainDensity);
  const few = 4;
  const slow: Variant = {
    ...{ workload: 'W1', name: 'plain loops of lib/train', units: 4 * few * STEPS_PER_EPOCH },
    run: timed(() => plainTraining({ X, y, stream }, few, [], plainGenLabel(plain, 0.4))),
  };
  return [...fast, slow];
}

/** A unit is a step of one learning rate, as in W1; a sweep has four. */
function adaMixUp({ X, y, stream }: Problem): Variant[] {
  const epochs = 50;
  const configurations = [0.1, 0.01, 0.001, 0.0001].map((learningRate) => ({ learningRate }));
  const common = { X, y, numClasses: CLASSES, batchSize: BATCH, stream, epochs, configurations };
  return precisions.flatMap((precision) =>
    [true, false].map((trainsGenerator) => ({
      workload: trainsGenerator ? 'AdaMixUp' : 'AdaMixUp fixed',
      ...{ name: `kernels, ${precision}`, units: configurations.length * epochs * STEPS_PER_EPOCH },
      run: timed(
        () => kernels.trainAdaMixUpSweep({ ...common, precision, trainsGenerator }).models[0].bias[0],
      ),
    })),
  );
}

function plainTraining(
  { X, y, stream }: Pick<Problem, 'X' | 'y' | 'stream'>,
  epochs: number,
  hiddenWidths: number[],
  augmentation: ReturnType<typeof mixup>,
): number {
  const rates = hiddenWidths.length === 0 ? [0.1, 0.01, 0.001, 0.0001] : [0.01];
  const trained = trainSweep(
    { training: { X, y }, numClasses: CLASSES, augmentation },
    rates,
    {
      ...{ hiddenWidths, activation: 'relu', epochs, batchSize: BATCH, shuffle: false },
      optimiser: { kind: 'adam', weightDecay: 1e-4 },
    },
    stream,
  );
  return trained[0].network.parameters[0];
}

function networks({ X, y, gaussians, stream }: Problem): Variant[] {
  const epochs = 4;
  const common = { X, y, numClasses: CLASSES, batchSize: BATCH, labels: 'mixup', stream, epochs } as const;
  const shape = { hiddenWidths: HIDDEN, configurations: [{ learningRate: 0.01, gamma: 0.4 }] };
  const variant = (workload: string, name: string, options: Partial<kernels.NetworkSweepOptions>) => ({
    ...{ workload, name, units: epochs * STEPS_PER_EPOCH },
    run: timed(() => {
      const all = { ...common, ...shape, activation: 'relu' as const, densities: gaussians, ...options };
      return kernels.trainNetworkSweep(all).models[0].parameters[0];
    }),
  });
  const mixed = { densities: undefined, configurations: [{ learningRate: 0.01 }] };
  const fast = precisions.flatMap((precision) => [
    variant('W2', `kernels, ${precision}`, { precision }),
    variant('W2 mixup', `kernels, ${precision}`, { precision, ...mixed }),
    variant('W2 linear', `kernels, ${precision}`, { precision, activation: 'identity' }),
  ]);
  const slow: Variant = {
    ...{ workload: 'W2 mixup', name: 'plain loops of lib/train', units: STEPS_PER_EPOCH },
    run: timed(() => plainTraining({ X, y, stream }, 1, HIDDEN, mixup({ alpha: 1 }))),
  };
  return [...fast, slow];
}

/** W3: the densities alone. In a sweep, 24 configurations share them. */
function densities({ X, y, kernelDensities, stream }: Problem): Variant[] {
  const batch = { data: X.data.slice(0, BATCH * FEATURES), rows: BATCH, cols: FEATURES };
  const repeats = 8;
  const epochs = 4;
  const direct = precisions.map((precision) => ({
    ...{ workload: 'W3', name: `kernels, ${precision}, any points`, units: repeats },
    run: timed(() => {
      let sum = 0;
      for (let i = 0; i < repeats; i++) sum += kernels.logDensities(batch, kernelDensities, { precision })[0];
      return sum;
    }),
  }));
  // A whole sweep of one configuration, its softmax regression included.
  const mixed = precisions.map((precision) => ({
    ...{ workload: 'W3', name: `kernels, ${precision}, in a sweep`, units: (epochs * ROWS) / BATCH },
    run: timed(() => {
      const options = {
        X,
        y,
        numClasses: CLASSES,
        batchSize: BATCH,
        labels: 'mixup',
        stream,
        epochs,
      } as const;
      const configurations = [{ learningRate: 0.01, gamma: 0.4 }];
      const sweep = { ...options, configurations, precision, densities: kernelDensities };
      return kernels.trainSweep(sweep).models[0].bias[0];
    }),
  }));
  const plain = kernelDensities.map(plainDensity);
  const slow: Variant = {
    ...{ workload: 'W3', name: 'plain loops', units: 1 },
    run: timed(() => plainLogDensities(batch, plain).data[0]),
  };
  return [...direct, ...mixed, slow];
}

export function peerVariants(peer: Peer): Variant[] {
  const steps: Record<string, number> = {
    ...{ W1: 100, W2: 50, 'W2 mixup': 50, 'W2 linear': 50, W3: 8 },
    ...{ AdaMixUp: 50, 'AdaMixUp fixed': 50 },
  };
  return Object.entries(steps).map(([workload, count]) => ({
    ...{ workload, name: workload === 'W3' ? 'scipy gaussian_kde' : 'PyTorch', units: count },
    run: async () => {
      const { cpu, sink } = await peer.ask({
        workload: workload.toLowerCase().replace(' ', '_'),
        steps: count,
      });
      return { cpu, sink };
    },
  }));
}
