/** Ways of training that are compared; `genLabel` is the better in cross-validation of the two before it. */
export const comparedMethods = [
  'vanilla',
  'mixup',
  'genLabelGaussian',
  'genLabelKernel',
  'genLabel',
] as const;

export type ComparedMethod = (typeof comparedMethods)[number];
