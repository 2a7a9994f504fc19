import { type CentreLimit, type DensityKind, fitClassDensities } from './class-densities';
import { classShares, generativeAccuracy } from './generative-classifier';
import type { LabelledPoints } from './sweep';

/** Shares of training points that a generative model classifies correctly, without and with the shares of the classes. */
export type GenerativeFit = {
  readonly gaussian: number;
  readonly gaussianWithPriors: number;
  readonly kernel: number;
  readonly kernelWithPriors: number;
};

/**
 * How well the class densities fit the points that they were estimated from (Section 6's rule asks for 95 %).
 *
 * @param limit of the kernel densities' centres, as of `fitClassDensities`
 */
export function generativeFit(
  training: LabelledPoints,
  numClasses: number,
  limit?: CentreLimit,
): GenerativeFit {
  const priors = classShares(training.y, numClasses);
  const [gaussian, kernel] = (['gaussian', 'kernel'] as const satisfies DensityKind[]).map((kind) => {
    const densities = fitClassDensities(training.X, training.y, numClasses, kind, limit);
    return [generativeAccuracy(densities, training), generativeAccuracy(densities, training, priors)];
  });
  return {
    gaussian: gaussian[0],
    gaussianWithPriors: gaussian[1],
    kernel: kernel[0],
    kernelWithPriors: kernel[1],
  };
}
