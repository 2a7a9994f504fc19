import type { TrainingChoice } from './choose-training';
import type { ModelSettings } from './genmix-models';
import type { GenMixSet } from './genmix-sets';

/** Mixing coefficient: F.5.1 says 1/2 for the figures; for Table 15 the paper says nothing. */
export const genMixLambda = 0.5;

/** PLACEHOLDER */
export const genMixSettings: {
  readonly [set in GenMixSet]: { readonly training: TrainingChoice; readonly models: ModelSettings };
} = {
  'circle-2d': {
    training: { hiddenWidths: [64, 64], learningRate: 0.003, steps: 1000 },
    models: { latentDimension: 1, bandwidth: 0.2 },
  },
  'circle-3d': {
    training: { hiddenWidths: [64, 64], learningRate: 0.003, steps: 1000 },
    models: { latentDimension: 2, bandwidth: 0.2 },
  },
  'mnist-79': {
    training: { hiddenWidths: [64, 64], learningRate: 0.003, steps: 1000 },
    models: { latentDimension: 6, bandwidth: 'scott' },
  },
};
