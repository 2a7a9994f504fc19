/** Ways of training that are compared; `genLabel` is the better in cross-validation of the two before it. */
export const comparedMethods = [
  'vanilla',
  'mixup',
  'genLabelGaussian',
  'genLabelKernel',
  'genLabel',
] as const;

/** Those of them that are fitted: the last is one of the others. */
export const trainedMethods = comparedMethods.slice(0, -1);

/** One of the methods that `trainClassifier` compares: vanilla training, mixup, and GenLabel with Gaussians, kernel densities, or the better of the two. */
export type ComparedMethod = (typeof comparedMethods)[number];

/** Test accuracy of every method on one split, in [0, 1]. */
export type AccuracyOfMethods = { readonly [method in ComparedMethod]: number };
