/**
 * This reproduction: experiments, records, report and ledger.
 *
 * @module genlabel/study
 */

export type { MixtureDensity } from '../density/equal-mixture';
export type { Interval, MeanInterval } from '../numeric/statistics';
export * as paper from '../paper';
export type { Collected, Difference, Missing, Progress } from '../runtime/collect';
export { committedRecords } from '../runtime/committed-records';
export type { Configuration, Experiment, JobProgress, Json, Profile } from '../runtime/experiment';
export { fitProgress } from '../runtime/fit-progress';
export { onAnyBackend, type RecordOf } from '../runtime/on-any-backend';
export { onBackend } from '../runtime/on-backend';
export { currentProfile } from '../runtime/profile';
export { type LastLine, type ProgressListener, progressFor, type RunningLine } from '../runtime/progress';
export type { ExperimentRecord } from '../runtime/record';
export type { Verification } from '../runtime/verify';
export { findGpu, type GpuSearch } from '../tensorflow/find-gpu';
export type { Augmentation } from '../train/images/augmentation';
export type { JointGenLabelForm, JointGenLabelOptions } from '../train/images/joint-genlabel-options';
export type { MixupMethodOptions } from '../train/images/mixup-options';
export {
  type CovarianceKind,
  type GaussianVariant,
  gaussianTrainAccuracy,
  gaussianVariants,
} from './additional/gaussian-variants';
export {
  type GenerativeCounts,
  type GenerativeResult,
  type GenerativeTrial,
  generativeClassifiers,
  kernelVariants,
} from './additional/generative-classifiers';
export type { AccuracyResult } from './common/accuracy-result';
export { additionalDatasets } from './common/additional-datasets';
export { onDatasets } from './common/on-datasets';
export { onTrials } from './common/on-trials';
export {
  authorsRandomState,
  explainingPreprocessing,
  type NominalTreatment,
  type OpenmlTrial,
  type Preprocessing,
  type SplitTrial,
} from './common/openml-accuracy';
export type { Protocol } from './common/protocol';
export {
  type AccuracyCell,
  type AccuracyRecord,
  summariseAccuracy,
  summariseDifference,
  type TrialKind,
} from './common/summarise-accuracy';
export { type TabularMethod, tabularMethods } from './common/tabular-methods';
export { experimentIds, experimentOf } from './experiments';
export { type BidirectionalResult, bidirectionalInversion } from './genmix/bidirectional-inversion';
export type { TrainingChoice } from './genmix/choose-training';
export { type DensityResult, type DensityTrial, densityComparison } from './genmix/density-comparison';
export { accuracyPlan, densityPlan, unfittedSets } from './genmix/density-plan';
export {
  genMixMargins,
  type MarginMethod,
  type MarginPicture,
  type MarginResult,
  type MarginTrial,
  type MethodMargins,
  marginMethods,
  type NormOutcome,
} from './genmix/genmix-margins';
export { type GenMixModel, genMixModels, type ModelSettings } from './genmix/genmix-models';
export { type GenMixSet, genMixSets } from './genmix/genmix-sets';
export { genMixSettings } from './genmix/genmix-settings';
export {
  type HiddenPair,
  type HiddenResult,
  type HiddenTrial,
  hiddenFeatures,
} from './genmix/hidden-features';
export { type HiddenScale, type HiddenSizes, hiddenSettings, hiddenSizes } from './genmix/hidden-settings';
export {
  type InversionResult,
  type InversionSet,
  type InversionTrial,
  inversionCost,
  inversionProblem,
  inversionSets,
} from './genmix/inversion-cost';
export {
  adversarialCoder,
  autoencoder,
  type InversionOutcome,
  type InversionOutcomes,
  type InversionWay,
  type Invertible,
  inversionWays,
  invertBy,
} from './genmix/inversion-ways';
export type { JudgedImages } from './genmix/judged-pair';
export { type KnownSet, knownSets } from './genmix/known-densities';
export { type LabelAccuracyResult, type LabelAccuracyTrial, labelAccuracy } from './genmix/label-accuracy';
export { type LabellingDensity, labellingDensities } from './genmix/labelling-densities';
export { type MarginSet, marginSets } from './genmix/plane-sets';
export {
  type GenMixOutcome,
  type Table15Method,
  type Table15Result,
  type Table15Trial,
  table15,
  table15Methods,
} from './genmix/table-15';
export {
  type Algorithm3Form,
  algorithm3Forms,
  algorithm3FormsStudy,
  type FormResult,
  type FormTrial,
  formScale,
} from './images/algorithm-3-forms';
export {
  type AttackChoiceResult,
  type AttackChoiceTrial,
  attackChoice,
  attackChoiceScale,
  type CheckedNet,
} from './images/attack-choice';
export type { AutoAttackCounts } from './images/auto-attack-counts';
export type { ColourDataset } from './images/colour-sets';
export {
  type DemonstrationTrial,
  demonstrationScale,
  imageDemonstration,
} from './images/image-demonstration';
export {
  type ImageDataset,
  type ImageMethodName,
  type ImageRunSettings,
  type ImageValidation,
  imageChoices,
  imageMethods,
  imageSettings,
} from './images/image-settings';
export type { ChosenNet, EpochCounts, ImageTrial, ImageTrialResult } from './images/image-trial';
export {
  type ColourTrial,
  coloursLine,
  imagesColoursClean,
  imagesColoursRobust,
  whereGpu,
} from './images/images-colours';
export { imagesClean, imagesRobust, imagesRobustStandardised } from './images/images-mnist';
export { robustSpread, type SpreadTrial, spreadScale } from './images/robust-spread';
export { type Figure04Result, figure04 } from './manifold-intrusion/figure-04';
export type { ConflictShares, LabelConflicts } from './manifold-intrusion/label-conflicts';
export type { NineMethod } from './manifold-intrusion/nine-gaussians';
export type { ByMethod, PlaneDataset, PlaneMethod, PlaneTrial } from './manifold-intrusion/plane-classifiers';
export type { MarginSummary } from './manifold-intrusion/plane-margins';
export type { PlanePicture } from './manifold-intrusion/plane-picture';
export {
  type ConflictSummary,
  type Figure04Record,
  type Figure04Summary,
  type MarginMeasure,
  type MethodSummary,
  type Spread,
  summariseFigure04,
} from './manifold-intrusion/summarise-figure-04';
export {
  type LabelError,
  labelErrors,
  type MixedExample,
  mixedExample,
  relativeDensities,
  type ThreeManifolds,
  threeManifolds,
} from './manifold-intrusion/three-manifolds';
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
} from './mixture-density/mixture-density';
export {
  type MixtureDensitySummary,
  summariseMixtureDensity,
  trainAccuracyRule,
} from './mixture-density/summarise-mixture-density';
export {
  type PreparationTrial,
  type PreparationWay,
  preparation,
  preparationWays,
} from './preparation/preparation';
export {
  type BootstrapOptions,
  type PreparationRecord,
  type PreparationScore,
  type PreparationSummary,
  type PrintedAccuracy,
  type Residual,
  residualSize,
  summarisePreparation,
  type TestedChoice,
} from './preparation/summarise-preparation';
export { printedAccuracies } from './printed-accuracies';
export * as report from './report';
export { type AdversarialTrial, adversarialTraining } from './robustness/adversarial-training';
export { type AttackBudget, attackBudgets } from './robustness/attack-budgets';
export {
  type ChoiceOutcome,
  type RobustChoiceResult,
  type RobustChoiceTrial,
  robustChoice,
} from './robustness/robust-choice';
export { attackRadius, type SelectionCriterion } from './robustness/robust-protocols';
export {
  type RobustnessFilter,
  type RobustnessRecord,
  type RobustTrial,
  robustTrials,
} from './robustness/robust-sets';
export { robustness } from './robustness/robustness';
export type { RobustnessResult } from './robustness/robustness-result';
export type { RobustnessTrial } from './robustness/robustness-trial';
export { authorsRobustness, freshRobustness, type RobustnessExperiment } from './robustness/split-robustness';
export { type CollectOptions, collect, type VerifyOptions, verify } from './run';
export {
  type GenerativeAccuracy,
  type SyntheticGenLabelResult,
  syntheticGenLabel,
  syntheticNames,
} from './synthetic/synthetic-genlabel';
export type { SyntheticName } from './synthetic/synthetic-settings';
export {
  type SyntheticMethod,
  type SyntheticNet,
  type SyntheticRun,
  type SyntheticTrial,
  syntheticMethods,
  trainSynthetic,
} from './synthetic/synthetic-training';
export { authorsSplit } from './tabular/authors-split';
export { type LargestDrop, largestDrop } from './tabular/largest-drop';
export { type Selection, selectSets } from './tabular/select-sets';
export { type TabularExperiment, tabular } from './tabular/tabular';
export {
  printedDatasets,
  robustnessDatasets,
  studyDatasets,
  table04Datasets,
  tableDatasets,
} from './tabular/tabular-datasets';
export type {
  GenerativeFit,
  TabularRecord,
  TabularRefusal,
  TabularResult,
} from './tabular/tabular-record';
export { type SetTrial, type TabularSet, tabularSets } from './tabular/tabular-sets';
