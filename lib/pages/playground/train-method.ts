import { type ClassConditional, classConditional } from '../../density/class-conditional';
import type { Density } from '../../density/density';
import { fitGaussian, type GaussianDensity } from '../../density/gaussian';
import { fitGaussianMixture } from '../../density/gaussian-mixture';
import { fitKernelDensity } from '../../density/kernel-density';
import { gaussianSearch } from '../../genmix/gaussian-search';
import { allPairs, type GenMixResult, genMix } from '../../genmix/gen-mix';
import type { ClassDensity, ClassMixture } from '../../kernels/class-density';
import { logDensities } from '../../kernels/log-densities';
import type { NetworkModel } from '../../kernels/network-model';
import { trainNetworkSweep } from '../../kernels/train-network-sweep';
import { oneHot } from '../../mixup/one-hot';
import { type Matrix, zeros } from '../../numeric/matrix';
import { type RandomStream, randomStream } from '../../numeric/random';
import type { PlaneData } from './data-set';
import { likeliestClasses } from './likeliest-classes';
import type { MethodName, Setting } from './setting';

/** Added to the diagonals of covariances, so that a few points of a reader have a density. */
export const ridge = 1e-4;

/** Points of a batch. */
export const batchSize = 128;

/** Points that GenMix makes of each pair of classes to see whether a third class lies between them. */
export const probePoints = 8;

/** How often EM of a mixture may go on: until the likelihood rises by less, in nats a point. */
export const emTolerance = 1e-3;

/** A trained net with what it was trained with. */
export interface Trained {
  readonly model: NetworkModel;
  /** Of GenLabel and GenMix. */
  readonly densities: ClassConditional | undefined;
  /** Of GenMix alone. */
  readonly made: GenMixResult | undefined;
}

/**
 * Trains a net by a method. Methods of one setting have the same initial parameters, batches and mixed points, but for GenMix, which makes points of its
 * own.
 *
 * @throws RangeError if a class has too few points for its density
 */
export function trainMethod(method: MethodName, data: PlaneData, setting: Setting): Trained {
  const stream = randomStream(setting.seed);
  const densities = densitiesOf(method, data, setting, stream.split('densities'));
  if (method === 'genmix')
    return trainGenMix(data, densities as ClassConditional<GaussianDensity>, setting, stream);
  const isGenLabel = densities !== undefined;
  const { models } = trainNetworkSweep({
    ...data,
    hiddenWidths: hiddenWidths(setting),
    activation: 'relu',
    labels: method === 'vanilla' ? 'hard' : 'mixup',
    alpha: setting.alpha,
    excludeIntrusion: method === 'mixup-without-mi',
    densities: densities?.densities as readonly (ClassDensity | ClassMixture)[] | undefined,
    configurations: [{ learningRate: setting.rate, gamma: isGenLabel ? setting.gamma : 0 }],
    epochs: setting.epochs,
    batchSize,
    shuffle: true,
    stream: stream.split('training'),
  });
  return { model: models[0], densities, made: undefined };
}

/** Widths of the hidden layers of a setting. */
export const hiddenWidths = ({ width, depth }: Setting): number[] => new Array<number>(depth).fill(width);

/** Densities that a method learns from the training points; undefined where it learns none. */
export function densitiesOf(
  method: MethodName,
  { X, y, numClasses }: PlaneData,
  { bandwidth, components }: Setting,
  stream: RandomStream,
): ClassConditional | undefined {
  switch (method) {
    case 'genlabel-gm':
    case 'genmix':
      return classConditional(X, y, numClasses, (points) => fitGaussian(points, { ridge }));
    case 'genlabel-kde':
      return byKernels(
        classConditional(X, y, numClasses, (points) => fitKernelDensity(points, { bandwidth, ridge })),
      );
    case 'genlabel-mixture':
      return classConditional(X, y, numClasses, (points, c) =>
        fitGaussianMixture(points, {
          components: Math.min(components, points.rows),
          ridge,
          starts: 1,
          tolerance: emTolerance,
          stream: stream.split(c),
        }),
      );
    default:
      return undefined;
  }
}

/** The same densities, evaluated by the kernels: many times faster where there are many centres. They take no mixtures. */
function byKernels<D extends Density & ClassDensity>({
  densities,
}: ClassConditional<D>): ClassConditional<D> {
  return {
    densities,
    logDensities: (points) => ({
      data: logDensities(points, densities),
      rows: points.rows,
      cols: densities.length,
    }),
  };
}

function trainGenMix(
  data: PlaneData,
  model: ClassConditional<GaussianDensity>,
  setting: Setting,
  stream: RandomStream,
): Trained {
  const { X, y, numClasses } = data;
  const { alpha, rate, epochs } = setting;
  const made = mixedByPairs(data, model, alpha, stream);
  const softLabels = stacked(oneHot(y, numClasses), made.labels);
  const { models } = trainNetworkSweep({
    X: stacked(X, made.points),
    y: likeliestClasses(softLabels),
    softLabels,
    numClasses,
    hiddenWidths: hiddenWidths(setting),
    activation: 'relu',
    labels: 'hard',
    configurations: [{ learningRate: rate }],
    epochs: Math.ceil((epochs * X.rows) / softLabels.rows),
    batchSize,
    shuffle: true,
    stream: stream.split('training'),
  });
  return { model: models[0], densities: model, made };
}

/**
 * GenMix of the pairs of classes without a third between them, each pair once, as lambda and 1 - lambda have the same law: as many points in all as
 * there are training points. A pair of which no point is kept at first is left out.
 */
function mixedByPairs(
  { X, numClasses }: PlaneData,
  model: ClassConditional<GaussianDensity>,
  alpha: number,
  stream: RandomStream,
): GenMixResult {
  const options = {
    ...{ model, search: gaussianSearch(model) },
    // Beta variates can round to 0 or 1, which no ratio of densities is.
    lambda: (own: RandomStream) => Math.min(1 - 1e-6, Math.max(1e-6, own.beta(alpha, alpha))),
  };
  const each = allPairs(numClasses).filter(([i, j]) => i < j);
  const probe = genMix({
    ...{ ...options, pairs: each, numPoints: probePoints, maxRounds: 1 },
    stream: stream.split('probe'),
  });
  const pairs = probe.pairs
    .filter(({ points }) => points > 0)
    .map(({ first, second }) => [first, second] as const);
  const numPoints = Math.max(1, Math.round(X.rows / Math.max(1, pairs.length)));
  return genMix({ ...options, pairs, numPoints, maxRounds: 3, stream: stream.split('genmix') });
}

/** The rows of one matrix above those of another. */
function stacked(a: Matrix, b: Matrix): Matrix {
  const result = zeros(a.rows + b.rows, a.cols);
  result.data.set(a.data);
  result.data.set(b.data, a.data.length);
  return result;
}
