/**
 * The losses of Section B.1 themselves, without Taylor approximation: mixup, GenLabel and adversarial loss of a logistic model, and the two
 * Gaussian classes N(-e1, Sigma / sigma1^2) and N(e1, Sigma / (c sigma1)^2) on which they are compared.
 *
 * Expectations over lambda are integrals by quadrature, relative error about 1e-14. `taylor` has the approximations of Lemmas 1, 8 and 9.
 *
 * @module
 */

export { type GaussianSample, placeClasses, posteriorLogit, sampleClasses } from './gaussian-classes';
export { adversarialLoss, genLabelLoss, genLabelLossFor, mixupLoss } from './genlabel-loss';
export type { Quadratic } from './taylor-pair';
