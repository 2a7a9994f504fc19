export { type GaussianSample, placeClasses, posteriorLogit, sampleClasses } from './gaussian-classes';
export { adversarialLoss, genLabelLoss, genLabelLossFor, mixupLoss } from './genlabel-loss';
