import { type ClassConditional, classConditional } from '../../density/class-conditional';
import type { Density } from '../../density/density';
import { fitGaussian } from '../../density/gaussian';
import { fitKernelDensity } from '../../density/kernel-density';
import { gaussianSearch } from '../../genmix/gaussian-search';
import { manifoldSearch } from '../../genmix/manifold-search';
import type { PairSearch } from '../../genmix/pair-search';
import { segmentSearch } from '../../genmix/segment-search';
import type { RandomStream } from '../../numeric/random';
import { fitFlow } from '../../train/generative/flow';
import { fitGan, type GanDensity } from '../../train/generative/gan';
import { fitVae } from '../../train/generative/vae';
import type { LabelledPoints } from '../../train/sweep';

/** Generative models that mix. */
export type GenMixModel = 'gan' | 'gaussian' | 'kernel' | 'vae' | 'flow';

/** Every `GenMixModel`, in the order of tables. */
export const genMixModels: readonly GenMixModel[] = ['gan', 'gaussian', 'kernel', 'vae', 'flow'];

/** What of the models depends on the set; all else is the library's default. Fixed before any result with them was seen. */
export interface ModelSettings {
  /** Latent dimension of GAN and VAE. */
  readonly latentDimension: number;
  readonly bandwidth: number | 'scott';
  /** Distance from a GAN's manifold within which a point counts as covered; the library's `resolution` unless given. */
  readonly within?: number;
}

/** Least coverage of a GAN; ridge of the Gaussian; samples of the VAE's bound; accepted error of log ratios in searches. */
export const modelSettings = { minCoverage: 0.5, ridge: 1e-4, samples: 16, tolerance: 1e-3 } as const;

/** A model of all classes, and the search that makes points of it. */
export interface FittedModel {
  readonly model: ClassConditional;
  readonly search: PairSearch;
}

/**
 * Fits a model to every class of some points.
 *
 * @throws LowCoverageError, within a RangeError that names the class, if a GAN does not cover a class
 */
export function fitGenMixModel(
  kind: GenMixModel,
  { X, y }: LabelledPoints,
  {
    numClasses,
    settings,
    stream,
  }: { readonly numClasses: number; readonly settings: ModelSettings; readonly stream: RandomStream },
): FittedModel {
  const { minCoverage, ridge, samples, tolerance } = modelSettings;
  const { latentDimension, bandwidth, within } = settings;
  const streamOf = (c: number) => stream.split(kind).split(c);
  if (kind === 'gan') {
    const model = classConditional<GanDensity>(X, y, numClasses, (points, c) =>
      fitGan(points, { latentDimension, within, minCoverage, stream: streamOf(c) }),
    );
    return { model, search: manifoldSearch({ densities: model.densities, tolerance }) };
  }
  if (kind === 'gaussian') {
    const model = classConditional(X, y, numClasses, (points) => fitGaussian(points, { ridge }));
    return { model, search: gaussianSearch(model) };
  }
  const model = classConditional<Density>(X, y, numClasses, (points, c) => {
    if (kind === 'kernel') return fitKernelDensity(points, { bandwidth, ridge: 1e-8 });
    return kind === 'vae'
      ? fitVae(points, { latentDimension, samples, stream: streamOf(c) })
      : fitFlow(points, { stream: streamOf(c) });
  });
  return { model, search: segmentSearch({ model, X, y, tolerance }) };
}
