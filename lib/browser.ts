/** The methods of `genlabel` that need nothing of Node: what a bundler for the browser takes. */

export type { AttackOptions } from './attacks/attack-options';
export type { AttackStatus } from './attacks/attacked-points';
export {
  type AutoAttackComponent,
  type AutoAttackOptions,
  type AutoAttackResult,
  autoAttack,
  autoAttackComponents,
  type ComponentResult,
} from './attacks/auto-attack';
export {
  type BoundaryAttackResult,
  boundaryAttack,
  boundaryAttacks,
} from './attacks/boundary/boundary-attack';
export type { BoundaryAttackOptions } from './attacks/boundary/boundary-attack-options';
export { networkPredictor } from './attacks/boundary/network-predictor';
export type {
  DifferentiableModel,
  LogitsAndGradient,
  LogitWeights,
} from './attacks/differentiable-model';
export { firstOrderDistances } from './attacks/first-order-distances';
// Attacks
export { type ApgdOptions, apgd } from './attacks/gradient/apgd';
export { apgdTargeted, type TargetedOptions } from './attacks/gradient/apgd-t';
export { type FabOptions, fabTargeted } from './attacks/gradient/fab-t';
export type { ImageShape } from './attacks/image-shape';
export { type BoundedPoints, linearDistances } from './attacks/linear-distances';
export type { AttackWarning } from './attacks/model-guards';
export { networkModel } from './attacks/network-model';
export type { PerturbationNorm } from './attacks/perturbation-norm';
export type { Predictor } from './attacks/predictor';
export type { AttackResult } from './attacks/run-attack';
export { type SquareOptions, square } from './attacks/square/square';
export { type TensorflowModelOptions, tensorflowModel } from './attacks/tensorflow-model';
// Data
export { type ArffDataset, ArffError, type ArffOptions, parseArff } from './data/arff';
export { type ColumnSummary, type CsvOptions, parseCsv, type TableDataset } from './data/csv';
export type { CsvFormat } from './data/csv-records';
export type { Dataset, Feature } from './data/dataset';
export { fitPreprocessor, type NominalEncoding, type Scaling } from './data/preprocess';
export {
  type Fold,
  kFold,
  type Split,
  stratifiedKFold,
  stratifiedSplit,
  type TrainTestSplitOptions,
  trainTestSplit,
} from './data/splits';
export { type LayoutOptions, type SyntheticOptions, synthetic } from './data/synthetic';
export { TableError } from './data/table-error';
// Densities
export { type ClassConditional, classConditional } from './density/class-conditional';
export { SingularCovarianceError } from './density/covariance';
export type { Density } from './density/density';
export {
  type DistanceDensity,
  type DistanceDensityOptions,
  distanceDensity,
} from './density/distance-density';
export type { DistanceNorm } from './density/distance-norm';
export { fitGaussian, type GaussianDensity, type GaussianOptions } from './density/gaussian';
export {
  fitGaussianMixture,
  type GaussianMixtureDensity,
  type GaussianMixtureOptions,
  type MixtureCandidate,
  type RefinementOptions,
  refineGaussianMixture,
} from './density/gaussian-mixture';
export { directedHausdorff } from './density/hausdorff';
export { fitKernelDensity, type KernelDensity, type KernelDensityOptions } from './density/kernel-density';
export { type Manifold, type Projection, pointManifold } from './density/manifold';
export type { MixtureParameters } from './density/mixture-parameters';
export {
  fitNearestNeighbor,
  type NearestNeighborDensity,
  type NearestNeighborOptions,
} from './density/nearest-neighbor-density';
export { posterior } from './density/posterior';
// Relabelling
export { type RelabelOptions, relabel } from './genlabel/relabel';
export { relabelled } from './genlabel/relabelled';
export { type RelabelledMixupOptions, relabelledMixup } from './genlabel/relabelled-mixup';
// GenMix
export type { GaussianClass } from './genmix/canonical-log-ratio';
export {
  type GaussianLevelSets,
  gaussianLevelSets,
  type LevelSetDraws,
  UnreachableLambdaError,
} from './genmix/gaussian-level-set';
export { gaussianSearch } from './genmix/gaussian-search';
export { type GenMixOptions, type GenMixPair, type GenMixResult, genMix } from './genmix/gen-mix';
export { type ManifoldSearchOptions, manifoldSearch } from './genmix/manifold-search';
export type { FoundPoints, PairRequest, PairSearch } from './genmix/pair-search';
export type { ConicKind, QuadricKind } from './genmix/quadric-kind';
export { reachableLambdas } from './genmix/reachable-lambdas';
export { type SegmentSearchOptions, segmentSearch } from './genmix/segment-search';
// Kernels
export * as kernels from './kernels';
// Mixup
export { type Augmentation, type AugmentedBatch, type Batch, noAugmentation } from './mixup/augmentation';
export { type CutBatch, type CutMixOptions, cutBatch, cutmix } from './mixup/cutmix';
export { type LogisticLabelOptions, logisticLabel } from './mixup/logistic-label';
export { hasManifoldIntrusion } from './mixup/manifold-intrusion';
export { type MixedBatch, type MixupOptions, mixBatch, mixup } from './mixup/mixup';
export { type MixupWithoutIntrusionOptions, mixupWithoutIntrusion } from './mixup/mixup-without-intrusion';
export { oneHot } from './mixup/one-hot';
// Numbers and statistics
export { type Matrix, matrix } from './numeric/matrix';
export { type RandomStream, randomStream } from './numeric/random';
export * as rankTests from './numeric/rank-tests';
export type { LayersModelLike, TensorflowLike, TensorLike } from './tensorflow/tensorflow-like';
// The paper's analysis
export { type Equicorrelation, equicorrelation } from './theory/equicorrelation';
export * as exactLoss from './theory/exact-loss';
export * as example1 from './theory/example-1';
export * as example2 from './theory/example-2';
export * as example3 from './theory/example-3';
export * as lemmas from './theory/lemmas';
export * as taylor from './theory/taylor';
export * as theorems from './theory/theorems';
// Training
export type { EachNetwork } from './train/ada-mixup/ada-mixup-gradient';
export type { AdaMixUpNetworkOptions } from './train/ada-mixup/ada-mixup-network-options';
export { type AdaMixUpNetworkResult, trainAdaMixUpNetwork } from './train/ada-mixup/train-ada-mixup-network';
export {
  type CrossValidationInput,
  type CrossValidationResult,
  crossValidate,
  type FittedByCrossValidation,
  fitByCrossValidation,
  type Trainer,
  type TrainerRun,
} from './train/cross-validate';
export {
  type Activation,
  type Architecture,
  type DenseNetwork,
  initialNetwork,
} from './train/dense-network';
export { accuracy, predict, predictLogits } from './train/forward';
// Generative nets
export * as generative from './train/generative/diagnosis';
export { type FlowDensity, type FlowOptions, fitFlow } from './train/generative/flow';
export { fitGan, type GanDensity, type GanOptions } from './train/generative/gan';
export type { GeneratorManifold } from './train/generative/generator-manifold';
export { fitVae, type VaeDensity, type VaeOptions } from './train/generative/vae';
export { type GenLabelOptions, type GenLabelResult, genLabel } from './train/genlabel';
export { classifierOf, features, withClassifier } from './train/latent/features';
export {
  type LatentGenLabelOptions,
  type LatentGenLabelResult,
  latentGenLabel,
} from './train/latent/latent-genlabel';
export {
  type LatentSweepOptions,
  trainLatentSweep,
  type VanillaTraining,
} from './train/latent/latent-sweep';
export { type NetworkMethod, networkMethods } from './train/network-methods';
export type { OptimiserSpecification } from './train/optimiser';
// Classifiers of own data
export { type Classification, type Classifier, classify, featuresOf } from './train/own-data/classifier';
export type { Comparison, MethodDifference } from './train/own-data/compare-methods';
export type { AccuracyOfMethods, ComparedMethod } from './train/own-data/compared-methods';
export type { Convergence } from './train/own-data/comparison-cautions';
export type { TestScores } from './train/own-data/test-scores';
export {
  type Approximation,
  type ClassifierOptions,
  type FitProgress,
  type TrainedClassifier,
  trainClassifier,
} from './train/own-data/train-classifier';
export type { TrainingData } from './train/own-data/trained-classifier';
export { softCrossEntropy } from './train/soft-cross-entropy';
export { type SoftTrainingOptions, trainSoftNetwork } from './train/soft-labels/train-soft-network';
export {
  type LabelledPoints,
  type SweepInput,
  type TrainedNetwork,
  type TrainingOptions,
  trainSweep,
} from './train/sweep';
export { tensorflowNetwork } from './train/tensorflow-network';
