/** General settings that Tables 10 to 12 print above their rows. */
export interface TrainingSettings {
  readonly place: string;
  readonly epochs?: number;
  readonly optimizer: 'SGD' | 'Adam';
  readonly momentum?: number;
  readonly weightDecay: number;
  readonly batchSize: number;
}

/** One data set of Table 10: the same net, epochs and learning rate for all three methods. */
export interface SyntheticSettings {
  readonly dataset: '2D cube' | '3D cube' | 'Moon' | 'Circle' | 'Four-circle';
  readonly model: '3-layer FC net' | '4-layer FC net';
  readonly epochs: number;
  readonly learningRate: number;
  /** gamma of mixup + GenLabel. */
  readonly lossRatio: number;
}

/** Tables 11 and 12: one row of settings for all OpenML data sets. */
export interface OpenmlSettings extends TrainingSettings {
  readonly model: 'Logistic Regression' | 'FC ReLU networks with 2 hidden layers';
  /** Candidates of the cross-validation, in the printed order. */
  readonly learningRates: readonly number[];
  /** Candidates of gamma (Section E.2). */
  readonly lossRatios: readonly number[];
  /** Folds of the cross-validation (Section E.2). */
  readonly folds: number;
  /** Factor on (max value - min value). */
  readonly attackRadius?: number;
}

/** Table 10, general settings. */
export const syntheticTraining: TrainingSettings = {
  place: 'Table 10, Appendix E.1',
  optimizer: 'SGD',
  momentum: 0.9,
  weightDecay: 0.0001,
  batchSize: 128,
};

/** Table 10, rows. Hidden neurons (Section E.1): 64 and 128 with 3 layers; 64, 128, 128 with 4 layers. */
export const syntheticSettings: readonly SyntheticSettings[] = [
  { dataset: '2D cube', model: '3-layer FC net', epochs: 40, learningRate: 0.1, lossRatio: 1 },
  { dataset: '3D cube', model: '3-layer FC net', epochs: 40, learningRate: 0.1, lossRatio: 0.8 },
  { dataset: 'Moon', model: '4-layer FC net', epochs: 100, learningRate: 0.1, lossRatio: 1 },
  { dataset: 'Circle', model: '4-layer FC net', epochs: 100, learningRate: 0.1, lossRatio: 0.8 },
  { dataset: 'Four-circle', model: '4-layer FC net', epochs: 100, learningRate: 0.1, lossRatio: 1 },
];

const crossValidation = {
  learningRates: [0.1, 0.01, 0.001, 0.0001],
  lossRatios: [0, 0.2, 0.4, 0.6, 0.8, 1],
  folds: 6,
} as const;

/** Table 11: clean accuracy on OpenML. */
export const openmlCleanSettings: OpenmlSettings = {
  place: 'Table 11, Appendix E.2',
  model: 'Logistic Regression',
  epochs: 100,
  optimizer: 'Adam',
  weightDecay: 0.0001,
  batchSize: 128,
  ...crossValidation,
};

/** Table 12: robust accuracy on OpenML. */
export const openmlRobustSettings: OpenmlSettings = {
  place: 'Table 12, Appendix E.2',
  model: 'FC ReLU networks with 2 hidden layers',
  epochs: 100,
  optimizer: 'SGD',
  momentum: 0.9,
  weightDecay: 0.0001,
  batchSize: 128,
  attackRadius: 0.1,
  ...crossValidation,
};
