import { mnistHash } from '../common/mnist-hash';

/** `dataHash` of experiments on sets that are drawn, but for MNIST's digits, which are read. */
export const digitsHash = ({ dataset }: { readonly dataset: string }): string | undefined =>
  dataset === 'mnist-79' ? mnistHash() : undefined;
