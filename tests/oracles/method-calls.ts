import * as genlabel from '../../lib';
import type { CallsByName } from './nonsense';

const { kernels, matrix, randomStream, synthetic } = genlabel;
const stream = () => randomStream(1);
const { X, y } = synthetic.moons({ n: 20, noise: 0.1, seed: 1 });
const labels = genlabel.oneHot(y, 2);
const batch = { X, labels, indices: Int32Array.from(y.keys()) };
const density = (points: genlabel.Matrix) => genlabel.fitGaussian(points);
const model = genlabel.classConditional(X, y, 2, density);
const level = genlabel.gaussianLevelSets(model.densities[0], model.densities[1]);
const network = genlabel.initialNetwork({ widths: [2, 4, 2], activation: 'relu' }, stream());
const linear = genlabel.initialNetwork({ widths: [2, 2], activation: 'identity' }, stream());
const near = genlabel.pointManifold(matrix([[0, 0], [1, 0]])); // biome-ignore format: two points a manifold
const far = genlabel.pointManifold(matrix([[2, 1], [3, 0]])); // biome-ignore format: two points a manifold
const [low, high] = [near, far].map((manifold) => genlabel.distanceDensity(manifold));
const attacked = {
  ...{ model: linear, X: matrix([[0.5, 0], [-0.2, 0.3]]), y: [1, 0] }, // biome-ignore format: two points
  ...{ epsilon: 0.3, norm: 'linf', bounds: [-1, 1], stream: stream() },
} as const;
const sweep = {
  ...{ X, y, numClasses: 2, epochs: 1, batchSize: 8, stream: stream() },
  configurations: [{ learningRate: 0.1 }],
};
const latent = {
  ...{ ...sweep, hiddenWidths: [4], activation: 'relu', optimiser: 'adam', momentum: 0.9, weightDecay: 1e-4 },
  ...{ shuffle: true, configurations: [{ learningRate: 0.01, gamma: 1 }], vanilla: { epochs: 1 } },
  ...{ latent: 'fine-tune', fitDensities: (Z: genlabel.Matrix, c: ArrayLike<number>) => ridged(Z, c) },
} as const;
const ridged = (Z: genlabel.Matrix, c: ArrayLike<number>) =>
  genlabel.classConditional(Z, c, 2, (points) => genlabel.fitGaussian(points, { ridge: 1e-4 }));
const validated = {
  training: { X, y },
  train: ((points, run) =>
    kernels.trainSweep({
      ...points,
      ...run,
      numClasses: 2,
      labels: 'mixup',
      batchSize: 8,
    })) as genlabel.Trainer<genlabel.kernels.LinearModel>,
  ...{ epochs: 2, keep: 'best', folds: genlabel.kFold(20, 2), configurations: [{ learningRate: 0.1 }] },
} as const;
const linearModel = { weights: matrix([[1, 0], [0, 1]]), bias: Float64Array.of(0, 0) }; // biome-ignore format: two rows
const net = { stream: stream(), steps: 5, hiddenWidths: [4], batchSize: 8, learningRate: 1e-3 };
const set = { n: 20, noise: 0.1, seed: 1 };
const genMixed = { model, lambda: 0.5, numPoints: 4, stream: stream() };

/** A call of the methods that are functions of functions, attack, train, or read. */
export const methodCalls: CallsByName = {
  apgd: [genlabel.apgd, { ...attacked, iterations: 3 }],
  apgdTargeted: [genlabel.apgdTargeted, { ...attacked, iterations: 3 }],
  autoAttack: [genlabel.autoAttack, { ...attacked, queries: 10 }],
  boundaryAttack: [
    genlabel.boundaryAttack,
    { ...attacked, model: undefined, predict: genlabel.networkPredictor(linear), steps: 20 },
  ],
  classConditional: [genlabel.classConditional, X, y, 2, density],
  classifierOf: [genlabel.classifierOf, network],
  crossValidate: [genlabel.crossValidate, validated, stream()],
  'cutmix of a batch': [(b: genlabel.Batch) => shapesOf(genlabel.cutmix({ alpha: 1 })(b, stream())), batch],
  directedHausdorff: [genlabel.directedHausdorff, near, far],
  'distanceDensity, of points': [
    (...[manifold, options, points]: [genlabel.Manifold, genlabel.DistanceDensityOptions, genlabel.Matrix]) =>
      genlabel.distanceDensity(manifold, options).logDensity(points),
    ...[near, { kernel: 'gaussian', scale: 0.5 }, X],
  ],
  fabTargeted: [genlabel.fabTargeted, { ...attacked, iterations: 3 }],
  fitByCrossValidation: [genlabel.fitByCrossValidation, validated, stream()],
  'fitGaussian, of points': [logDensityOf(genlabel.fitGaussian), X, { ridge: 1e-4 }, X],
  'fitGaussianMixture, of points': [
    logDensityOf(genlabel.fitGaussianMixture),
    ...[X, { components: 2, starts: 1, stream: stream() }, X],
  ],
  'fitKernelDensity, of points': [logDensityOf(genlabel.fitKernelDensity), X, { bandwidth: 0.5 }, X],
  'fitNearestNeighbor, of points': [logDensityOf(genlabel.fitNearestNeighbor), X, { k: 2 }, X],
  'generative.fitBidirectionalGan': [genlabel.generative.fitBidirectionalGan, X, net],
  fitFlow: [logDensityOf(genlabel.fitFlow), X, { ...net, couplings: 2, heldOut: 0.2, jitter: 0.1 }, X],
  fitGan: [
    logDensityOf(genlabel.fitGan),
    ...[X, { ...net, minCoverage: 0, latentDimension: 1, gradientPenalty: 1 }, X],
  ],
  fitPreprocessor: [
    genlabel.fitPreprocessor,
    ['a', 'b'].map((name) => ({ name, kind: 'numeric' })),
    X,
    { scaling: 'standardised', nominal: 'one-hot' },
  ],
  fitVae: [logDensityOf(genlabel.fitVae), X, { ...net, latentDimension: 1, samples: 4 }, X],
  gaussianLevelSets: [genlabel.gaussianLevelSets, model.densities[0], model.densities[1]],
  'gaussianLevelSets.conic': [level.conic, 0.5],
  'gaussianLevelSets.kind': [level.kind, 0.5],
  'gaussianLevelSets.sample': [level.sample, 0.5, 3, stream()],
  genMix: [genlabel.genMix, { ...genMixed, search: genlabel.gaussianSearch(model) }],
  'genMix on segments': [
    (options: genlabel.SegmentSearchOptions) =>
      genlabel.genMix({ ...genMixed, search: genlabel.segmentSearch(options) }),
    { model, X, y, reach: 0.5, tolerance: 1e-6 },
  ],
  'kernels.accuracies': [kernels.accuracies, [linearModel], { X, y }],
  'kernels.batchDraws': [
    (options: genlabel.kernels.DrawOptions) => kernels.batchDraws(stream(), options)(),
    { n: 20, batchSize: 8, alpha: 1, shuffle: true },
  ],
  'kernels.trainAdaMixUpSweep': [kernels.trainAdaMixUpSweep, sweep],
  latentGenLabel: [
    genlabel.latentGenLabel,
    {
      ...{ X, y, numClasses: 2, gamma: 1, learningRate: 0.01, hiddenWidths: [4], epochs: 1 },
      ...{ density: (points: genlabel.Matrix) => genlabel.fitGaussian(points, { ridge: 1e-4 }) },
      ...{ variant: 'paper', stream: stream() },
    },
  ],
  'mixup of a batch': [(b: genlabel.Batch) => shapesOf(genlabel.mixup({ alpha: 1 })(b, stream())), batch],
  'networkModel, logits': [(points: genlabel.Matrix) => genlabel.networkModel(linear).logits(points), X],
  'networkPredictor, of points': [
    (points: genlabel.Matrix) => genlabel.networkPredictor(linear)(points, Int32Array.of(0, 0), points),
    attacked.X,
  ],
  'pointManifold, of points': [
    (points: genlabel.Matrix, queries: genlabel.Matrix) => genlabel.pointManifold(points).project(queries),
    ...[X, X],
  ],
  'randomStream, a normal number': [(seed: number) => randomStream(seed).normal(), 1],
  reachableLambdas: [genlabel.reachableLambdas, low, high],
  relabelled: [
    (options: genlabel.RelabelOptions, b: genlabel.Batch) =>
      genlabel.relabelled(genlabel.mixup({ alpha: 1 }), options)(b, stream()),
    ...[{ model, gamma: 0.5 }, batch],
  ],
  relabelledMixup: [
    (options: genlabel.RelabelledMixupOptions, b: genlabel.Batch) =>
      genlabel.relabelledMixup(options)(b, stream()),
    ...[{ model, alpha: 1, gamma: 0.5 }, batch],
  ],
  square: [genlabel.square, { ...attacked, queries: 10 }],
  ...Object.fromEntries(
    Object.entries(synthetic).map(([name, make]) => [`synthetic.${name}`, [make, set] as const]),
  ),
  trainAdaMixUpNetwork: [genlabel.trainAdaMixUpNetwork, { ...sweep, hiddenWidths: [4], activation: 'relu' }],
  trainLatentSweep: [genlabel.trainLatentSweep, latent],
  trainSoftNetwork: [
    genlabel.trainSoftNetwork,
    {
      ...{ X, labels, hiddenWidths: [4], steps: 2, batchSize: 8, learningRate: 0.003 },
      ...{ mixingDepths: [0, 1], stream: stream() },
    },
  ],
  trainTestSplit: [genlabel.trainTestSplit, { n: 20, testSize: 0.3, seed: 1 }],
};

/** Log densities of points under what is fitted to others. */
function logDensityOf<Options>(fitted: (points: genlabel.Matrix, options: Options) => genlabel.Density) {
  return (points: genlabel.Matrix, options: Options, asked: genlabel.Matrix) =>
    fitted(points, options).logDensity(asked);
}

/** Values of a batch are not looked at within a training, whose nets may diverge: its shapes are. */
function shapesOf(augmented: genlabel.AugmentedBatch): number[] {
  return [augmented.X, augmented.labels].flatMap(({ rows, cols, data }) => [rows, cols, data.length]);
}
