export { type AdaMixUpDraws, adaMixUpDraws } from './ada-mixup-draws';
export type { AdaMixUpModels, AdaMixUpOptions, AdaMixUpResult } from './ada-mixup-options';
export type { Precision } from './arena';
export type { ClassDensity, ClassMixture, WeightedDensity } from './class-density';
export { accuracies, type Labelled } from './classify';
export { batchDraws, type DrawOptions, type DrawStream, type EpochDraws } from './draws';
export { logDensities } from './log-densities';
export { nearestIndices } from './nearest-indices';
export { type NeighbourClassifier, neighbourClassifier } from './neighbour-classifier';
export type { NetworkModel } from './network-model';
export type { Rows } from './rows';
export type {
  BaseLabel,
  LinearModel,
  OptimiserOptions,
  SweepConfiguration,
  SweepOptions,
  TrainingOptions,
} from './sweep-options';
export type { SweepResult } from './sweep-record';
export { trainAdaMixUpSweep } from './train-ada-mixup-sweep';
export { type NetworkSweepOptions, trainNetworkSweep } from './train-network-sweep';
export { trainSweep } from './train-sweep';
export { type WalkState, type WalkStates, walkStates } from './walk-states';
