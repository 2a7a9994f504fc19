import { type DensityKind, fitClassDensities } from './class-densities';
import { classShares, generativeAccuracy } from './generative-classifier';
import type { LabelledPoints } from './sweep';
import type { CoordinateDensities } from './wide-densities';

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
 * @param densitiesOf densities of a kind, with the points in their coordinates; default `fitClassDensities`
 */
export function generativeFit(
  { X, y }: LabelledPoints,
  numClasses: number,
  densitiesOf = (kind: DensityKind): CoordinateDensities => ({
    points: X,
    densities: fitClassDensities(X, y, numClasses, kind),
  }),
): GenerativeFit {
  const priors = classShares(y, numClasses);
  const [gaussian, kernel] = (['gaussian', 'kernel'] as const satisfies DensityKind[]).map((kind) => {
    const { points, densities } = densitiesOf(kind);
    const labelled = { X: points, y };
    return [generativeAccuracy(densities, labelled), generativeAccuracy(densities, labelled, priors)];
  });
  return {
    gaussian: gaussian[0],
    gaussianWithPriors: gaussian[1],
    kernel: kernel[0],
    kernelWithPriors: kernel[1],
  };
}
