import { describe, expect, it } from 'vitest';
import * as genlabel from '../lib';
import { methodCalls } from './oracles/method-calls';
import { type CallsByName, isMatrix, nonsense, notANumber, notFinite } from './oracles/nonsense';
import { theoryCalls } from './oracles/theory-calls';

// Every function with one argument, or one field of an argument, replaced by each piece of nonsense: an error, or an answer
// of finite numbers, never NaN or Infinity in silence. What each says by name is in refusals.test.ts.

const { matrix, randomStream } = genlabel;
const { X, y } = genlabel.synthetic.moons({ n: 20, noise: 0.1, seed: 1 });
const labels = genlabel.oneHot(y, 2);
const batch = { X, labels, indices: Int32Array.from(y.keys()) };
const stream = () => randomStream(1);
const architecture = { widths: [2, 4, 2], activation: 'relu' } as const;
const network = genlabel.initialNetwork(architecture, stream());
const linear = genlabel.initialNetwork({ widths: [2, 2], activation: 'identity' }, stream());
const density = (points: genlabel.Matrix) => genlabel.fitGaussian(points);
const training = { X, y, numClasses: 2, density, gamma: 1, learningRate: 0.1, epochs: 1, stream: stream() };
const options = {
  ...{ hiddenWidths: [], activation: 'relu', optimiser: { kind: 'adam', weightDecay: 0 } },
  ...{ epochs: 1, batchSize: 8, shuffle: false },
};
const sweep = {
  ...{ X, y, numClasses: 2, labels: 'mixup', epochs: 1, batchSize: 8, stream: stream() },
  ...{ weightDecay: 1e-4, momentum: 0.9, decay: 0.1, milestones: [1], alpha: 1 },
  configurations: [{ learningRate: 0.1 }],
};
const scores = matrix([
  [0.1, 0.2],
  [0.3, 0.1],
  [0.2, 0.4],
]);
const model = genlabel.classConditional(X, y, 2, density);

const calls: CallsByName = {
  ...theoryCalls,
  ...methodCalls,
  accuracy: [genlabel.accuracy, network, X, y],
  cutBatch: [genlabel.cutBatch, batch, { alpha: 1 }, stream()],
  equicorrelation: [genlabel.equicorrelation, 3, 0.5],
  features: [genlabel.features, network, X],
  featuresOf: [genlabel.featuresOf, { columns: [] }],
  firstOrderDistances: [genlabel.firstOrderDistances, network, X, y],
  fitGaussian: [genlabel.fitGaussian, X, { ridge: 1e-4 }],
  fitGaussianMixture: [genlabel.fitGaussianMixture, X, { components: 2, starts: 1, stream: stream() }],
  fitKernelDensity: [genlabel.fitKernelDensity, X, { bandwidth: 0.5 }],
  fitNearestNeighbor: [genlabel.fitNearestNeighbor, X, { k: 1 }],
  friedmanTest: [genlabel.rankTests.friedmanTest, scores],
  genLabel: [genlabel.genLabel, training],
  hasManifoldIntrusion: [genlabel.hasManifoldIntrusion, X, y, y, X, y],
  hodgesLehmann: [genlabel.rankTests.hodgesLehmann, [0.1, 0.2, -0.1, 0.3, 0.25, 0.4]],
  holm: [genlabel.rankTests.holm, [0.01, 0.2, 0.03]],
  initialNetwork: [genlabel.initialNetwork, architecture, stream()],
  kFold: [genlabel.kFold, 20, 4],
  'kernels.nearestIndices': [genlabel.kernels.nearestIndices, X, X],
  'kernels.trainNetworkSweep': [
    genlabel.kernels.trainNetworkSweep,
    { ...sweep, hiddenWidths: [4], activation: 'relu' },
  ],
  'kernels.trainSweep': [genlabel.kernels.trainSweep, sweep],
  linearDistances: [genlabel.linearDistances, linear, { X, y, bounds: [-9, 9] }],
  logisticLabel: [genlabel.logisticLabel, { sigma2: 0.1, labelScale: 2 }],
  mixBatch: [genlabel.mixBatch, batch, { alpha: 1 }, stream()],
  mixup: [genlabel.mixup, { alpha: 1 }],
  nemenyiDifference: [genlabel.rankTests.nemenyiDifference, 3, 9],
  oneHot: [genlabel.oneHot, y, 2],
  posterior: [genlabel.posterior, labels],
  predict: [genlabel.predict, network, X],
  predictLogits: [genlabel.predictLogits, network, X],
  relabel: [genlabel.relabel, X, labels, { model, gamma: 1 }],
  signedRankTest: [genlabel.rankTests.signedRankTest, [0.1, 0.2, -0.1, 0.3, 0.25, 0.4]],
  softCrossEntropy: [genlabel.softCrossEntropy, labels, labels],
  stratifiedKFold: [genlabel.stratifiedKFold, y, 4, stream()],
  stratifiedSplit: [genlabel.stratifiedSplit, y, 0.3, stream()],
  trainSweep: [genlabel.trainSweep, { training: { X, y }, numClasses: 2 }, [0.1], options, stream()],
};

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const replacedAt = (args: readonly unknown[], a: number, value: unknown): unknown[] =>
  args.map((argument, i) => (i === a ? value : argument));

/** All calls with one argument or field of one replaced, each with the place of it. */
function* replacedArguments(args: readonly unknown[]): Generator<[place: string, args: unknown[]]> {
  for (const [name, value] of nonsense) {
    for (const [a, argument] of args.entries()) {
      yield [`${a}:${name}`, replacedAt(args, a, value)];
      if (!isPlain(argument) || isMatrix(argument)) continue;
      for (const field of Object.keys(argument)) {
        yield [`${a}.${field}:${name}`, replacedAt(args, a, { ...argument, [field]: value })];
      }
    }
  }
}

/**
 * Whose documentation promises infinite values: intervals of too few differences, distances where no other class is near or no
 * adversarial was found, log densities and distances beyond the largest number.
 */
const infinite =
  /^(hodgesLehmann|linearDistances|apgd.*|autoAttack|fabTargeted|square|boundaryAttack|directedHausdorff|.*, of points|fit(Flow|Gan|Vae))$/;

/** Replacements that were answered with numbers that are none. */
/** Attacks that find no adversarial here: its distance is infinite. */
const unbroken = /^(apgd.*|autoAttack|square)$/;

async function garbageOf(name: string): Promise<string[]> {
  const [call, ...args] = calls[name];
  const isGarbage = infinite.test(name) ? notANumber : notFinite;
  const garbage: string[] = [];
  for (const [place, replaced] of replacedArguments(args)) {
    try {
      if (isGarbage(await call(...(replaced as never[])))) garbage.push(place);
    } catch (thrown) {
      expect(thrown, place).toBeInstanceOf(Error);
    }
  }
  return garbage;
}

describe('one argument or field replaced by nonsense', () => {
  it.each(Object.keys(calls))('is refused, or changes nothing that would be no number: %s', async (name) => {
    const [call, ...args] = calls[name];
    const isGarbage = unbroken.test(name) ? notANumber : notFinite;
    expect(isGarbage(await call(...(args as never[])))).toBe(false);
    expect(await garbageOf(name)).toEqual([]);
  });
});
