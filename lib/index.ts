export { type ApgdOptions, apgd } from './attacks/apgd';
export { apgdTargeted, type TargetedOptions } from './attacks/apgd-t';
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
export { type BoundaryAttackResult, boundaryAttack, boundaryAttacks } from './attacks/boundary-attack';
export type { BoundaryAttackOptions } from './attacks/boundary-attack-options';
export type {
  DifferentiableModel,
  LogitsAndGradient,
  LogitWeights,
} from './attacks/differentiable-model';
export { type FabOptions, fabTargeted } from './attacks/fab-t';
export { firstOrderDistances } from './attacks/first-order-distances';
export type { ImageShape } from './attacks/image-shape';
export { type BoundedPoints, linearDistances } from './attacks/linear-distances';
export type { AttackWarning } from './attacks/model-guards';
export { networkModel } from './attacks/network-model';
export { networkPredictor } from './attacks/network-predictor';
export type { PerturbationNorm } from './attacks/perturbation-norm';
export type { Predictor } from './attacks/predictor';
export type { AttackResult } from './attacks/run-attack';
export { type SquareOptions, square } from './attacks/square';
export { type TensorflowModelOptions, tensorflowModel } from './attacks/tensorflow-model';
export { type ArffDataset, ArffError, type ArffOptions, parseArff } from './data/arff';
export { type ColumnSummary, type CsvOptions, parseCsv, type TableDataset } from './data/csv';
export type { Dataset, Feature } from './data/dataset';
export type { DownloadOptions } from './data/download';
export {
  DataIntegrityError,
  DataUnavailableError,
  loadOpenml,
  type OpenmlDataset,
  type OpenmlOptions,
  StorageError,
} from './data/openml';
export { fitPreprocessor, type NominalEncoding, type Scaling } from './data/preprocess';
export { type FeatureTable, readFeatures } from './data/read-features';
export { readTable, type TableOptions } from './data/read-table';
export { type Fold, kFold, type Split, stratifiedKFold, stratifiedSplit } from './data/splits';
export { type LayoutOptions, type SyntheticOptions, synthetic } from './data/synthetic';
export { TableError } from './data/table-error';
export { type ClassConditional, classConditional } from './density/class-conditional';
export { SingularCovarianceError } from './density/covariance';
export type { Density } from './density/density';
export { fitGaussian, type GaussianDensity, type GaussianOptions } from './density/gaussian';
export {
  fitGaussianMixture,
  type GaussianMixtureDensity,
  type GaussianMixtureOptions,
  type MixtureCandidate,
  type RefinementOptions,
  refineGaussianMixture,
} from './density/gaussian-mixture';
export { fitKernelDensity, type KernelDensity, type KernelDensityOptions } from './density/kernel-density';
export type { MixtureParameters } from './density/mixture-parameters';
export {
  fitNearestNeighbor,
  type NearestNeighborDensity,
  type NearestNeighborOptions,
} from './density/nearest-neighbor-density';
export { posterior } from './density/posterior';
export { experimentIds, experimentOf } from './experiments';
export type { AccuracyResult } from './experiments/accuracy-result';
export { additionalDatasets } from './experiments/additional-datasets';
export type { Configuration, Experiment, Json, Profile } from './experiments/experiment';
export { type Figure04Result, figure04 } from './experiments/figure-04';
export {
  type CovarianceKind,
  type GaussianVariant,
  gaussianTrainAccuracy,
  gaussianVariants,
} from './experiments/gaussian-variants';
export { type LargestDrop, largestDrop } from './experiments/largest-drop';
export {
  excludedDatasets,
  type MixtureDensityMethod,
  type MixtureDensityModel,
  type MixtureDensityResult,
  type MixtureDensityTrial,
  mixtureDensity,
  mixtureDensityMethods,
  mixtureDensityModels,
  mixtureSettings,
  table09Datasets,
} from './experiments/mixture-density';
export { explainingPreprocessing, type OpenmlTrial } from './experiments/openml-accuracy';
export { preprocessing } from './experiments/preprocessing';
export { attackRadius } from './experiments/robust-protocols';
export { type RobustnessRecord, type RobustTrial, robustTrials } from './experiments/robust-sets';
export {
  attackBudgets,
  type RobustnessTrial,
  robustness,
  robustnessDatasets,
} from './experiments/robustness';
export type { AttackBudget, RobustnessResult } from './experiments/robustness-result';
export { type Selection, selectSets } from './experiments/select-sets';
export { type AccuracyCell, summariseAccuracy, summariseDifference } from './experiments/summarise-accuracy';
export {
  type Figure04Record,
  type Figure04Summary,
  summariseFigure04,
} from './experiments/summarise-figure-04';
export {
  type MixtureDensitySummary,
  summariseMixtureDensity,
  trainAccuracyRule,
} from './experiments/summarise-mixture-density';
export {
  type PreprocessingSummary,
  type PrintedAccuracy,
  summarisePreprocessing,
} from './experiments/summarise-preprocessing';
export {
  type SyntheticGenLabelResult,
  syntheticGenLabel,
  syntheticNames,
} from './experiments/synthetic-genlabel';
export type { SyntheticName } from './experiments/synthetic-settings';
export {
  type SyntheticMethod,
  type SyntheticNet,
  type SyntheticRun,
  type SyntheticTrial,
  syntheticMethods,
  trainSynthetic,
} from './experiments/synthetic-training';
export { table01 } from './experiments/table-01';
export { table02 } from './experiments/table-02';
export { table08 } from './experiments/table-08';
export { type Table09Result, table09 } from './experiments/table-09';
export { tabular } from './experiments/tabular';
export { studyDatasets, table04Datasets } from './experiments/tabular-datasets';
export { type TabularMethod, tabularMethods } from './experiments/tabular-methods';
export type {
  GenerativeFit,
  TabularRecord,
  TabularRefusal,
  TabularResult,
} from './experiments/tabular-record';
export { type TabularSet, tabularSets } from './experiments/tabular-sets';
export {
  type LabelError,
  labelErrors,
  type MixedExample,
  mixedExample,
  relativeDensities,
  type ThreeManifolds,
  threeManifolds,
} from './experiments/three-manifolds';
export { type RelabelOptions, relabel } from './genlabel/relabel';
export { relabelled } from './genlabel/relabelled';
export { type RelabelledMixupOptions, relabelledMixup } from './genlabel/relabelled-mixup';
export * as kernels from './kernels';
export { type Augmentation, type AugmentedBatch, type Batch, noAugmentation } from './mixup/augmentation';
export { type CutBatch, type CutMixOptions, cutBatch, cutmix } from './mixup/cutmix';
export { type LogisticLabelOptions, logisticLabel } from './mixup/logistic-label';
export { hasManifoldIntrusion } from './mixup/manifold-intrusion';
export { type MixedBatch, type MixupOptions, mixBatch, mixup } from './mixup/mixup';
export { type MixupWithoutIntrusionOptions, mixupWithoutIntrusion } from './mixup/mixup-without-intrusion';
export { oneHot } from './mixup/one-hot';
export { type FriedmanTest, friedmanTest } from './numeric/friedman';
export { hodgesLehmann, type LocationEstimate } from './numeric/hodges-lehmann';
export { holm } from './numeric/holm';
export { type Matrix, matrix } from './numeric/matrix';
export { nemenyiDifference } from './numeric/nemenyi';
export { type RandomStream, randomStream } from './numeric/random';
export { type SignedRankOptions, type SignedRankTest, signedRankTest } from './numeric/signed-rank-test';
export * as paper from './paper';
export * as report from './report';
export {
  BackendError,
  type BackendName,
  type Tensorflow,
  type TensorflowBackend,
} from './runtime/choose-backend';
export { loadClassifier, saveClassifier } from './runtime/classifier-file';
export {
  type Collected,
  type CollectOptions,
  collect,
  type Difference,
  type Missing,
  type Progress,
} from './runtime/collect';
export { committedRecords } from './runtime/committed-records';
export { fitProgress } from './runtime/fit-progress';
export { currentProfile } from './runtime/profile';
export { type ProgressListener, progressFor } from './runtime/progress';
export type { ExperimentRecord } from './runtime/record';
export { tensorflow } from './runtime/tensorflow';
export { type Verification, type VerifyOptions, verify } from './runtime/verify';
export { type Equicorrelation, equicorrelation } from './theory/equicorrelation';
export * as exactLoss from './theory/exact-loss';
export * as example1 from './theory/example-1';
export * as example2 from './theory/example-2';
export * as example3 from './theory/example-3';
export * as lemmas from './theory/lemmas';
export * as taylor from './theory/taylor';
export * as theorems from './theory/theorems';
export type { EachNetwork } from './train/ada-mixup-gradient';
export type { AdaMixUpNetworkOptions } from './train/ada-mixup-network-options';
export { type Classification, type Classifier, classify, featuresOf } from './train/classifier';
export type { Comparison, MethodDifference } from './train/compare-methods';
export type { ComparedMethod } from './train/compared-methods';
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
export { classifierOf, features, withClassifier } from './train/features';
export { accuracy, predict, predictLogits } from './train/forward';
export { type GenLabelOptions, type GenLabelResult, genLabel } from './train/genlabel';
export {
  type LatentGenLabelOptions,
  type LatentGenLabelResult,
  latentGenLabel,
} from './train/latent-genlabel';
export {
  type LatentSweepOptions,
  trainLatentSweep,
  type VanillaTraining,
} from './train/latent-sweep';
export { type NetworkMethod, networkMethods } from './train/network-methods';
export type { OptimiserSpecification } from './train/optimiser';
export { softCrossEntropy } from './train/soft-cross-entropy';
export {
  type LabelledPoints,
  type SweepInput,
  type TrainedNetwork,
  type TrainingOptions,
  trainSweep,
} from './train/sweep';
export { tensorflowNetwork } from './train/tensorflow-network';
export { type AdaMixUpNetworkResult, trainAdaMixUpNetwork } from './train/train-ada-mixup-network';
export { type ClassifierOptions, type TrainedClassifier, trainClassifier } from './train/train-classifier';
