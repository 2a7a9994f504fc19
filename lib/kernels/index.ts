/**
 * The WebAssembly kernels as they are: sweeps that train many small models side by side, one model a lane of SIMD, and what they are made of.
 *
 * All configurations of a sweep share one stream of batches, whose generative labels (eq. 1) are computed once; each model is as if it had
 * been trained alone. Arithmetic is `single` or `double` precision; equal streams give equal bytes on every machine.
 *
 * @module
 */

export { type AdaMixUpDraws, adaMixUpDraws } from './ada-mixup-draws';
export type { AdaMixUpModels, AdaMixUpOptions, AdaMixUpResult } from './ada-mixup-options';
export type { Precision } from './arena';
export type { ClassDensity, ClassMixture, WeightedDensity } from './class-density';
export { accuracies, type Labelled } from './classify';
export { batchDraws, type DrawOptions, type DrawStream, type EpochDraws } from './draws';
export { type ForeseenWalks, type Foresight, outcomes } from './foresight';
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
export { type NetworkSweepOptions, type ScoreModel, trainNetworkSweep } from './train-network-sweep';
export { trainSweep } from './train-sweep';
export { type WalkState, type WalkStates, walkStates } from './walk-states';
