import type { Augmentation } from '../../train/images/augmentation';

/** `demonstration`: seconds, that the code runs; `full`: what is judged. */
export type HiddenScale = 'demonstration' | 'full';

/** Sizes that depend on the scale. */
export interface HiddenSizes {
  /** Training images of the extractor, and as many others of the judge. */
  readonly training: number;
  readonly test: number;
  /** Epochs of extractor and judge, and those after which their learning rates fall. */
  readonly epochs: { readonly extractor: number; readonly judge: number };
  /** GenMix images of a pair. */
  readonly mixed: number;
  /** Test images that are attacked, and those that are inverted. */
  readonly attacked: number;
  readonly inverted: number;
  /** Steps of descent of an inversion. */
  readonly steps: number;
}

/** Sizes of both scales: the full one takes some ten minutes of one core for five trials. */
export const hiddenSizes: Readonly<Record<HiddenScale, HiddenSizes>> = {
  demonstration: {
    ...{ training: 400, test: 200, epochs: { extractor: 1, judge: 1 } },
    ...{ mixed: 2, attacked: 20, inverted: 10, steps: 10 },
  },
  full: {
    ...{ training: 5000, test: 2000, epochs: { extractor: 8, judge: 14 } },
    ...{ mixed: 16, attacked: 400, inverted: 60, steps: 100 },
  },
};

/**
 * Settings of F.4 at a small scale, of which the paper prints none: Engstrom et al. train a ResNet-50 for some hundred epochs. Fixed on 28 November 2026
 * before any image was mixed, by clean and robust accuracy on the test images and by the error of inversion, for one draw of training images that no trial has.
 *
 * Pixels in [0, 1] come before the nets as (value - 1/2) / (1/4). Extractor: `stridedNet` of width 16 with 64 features, adversarial training by one step
 * to the radius 0.5 of pixels in [0, 1] (2 in the nets' units). Judge: `stridedNet` of width 24 with 100 features, trained on other images without attack.
 */
export const hiddenSettings = {
  augmentation: {
    ...{ mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25], padding: 2, flips: true },
  } satisfies Augmentation,
  /** Least and greatest pixel before the nets. */
  bounds: [-2, 2],
  extractor: { width: 16, features: 64, learningRate: 0.03 },
  judge: { width: 24, features: 100, learningRate: 0.03 },
  training: { batchSize: 64, momentum: 0.9, weightDecay: 5e-4 },
  attack: { epsilon: 2, steps: 1, stepSize: 2 },
  /** By which robust accuracy is measured. */
  test: { epsilon: 2, steps: 10, stepSize: 0.5 },
  /** Length of the first step of an inversion, and deviation of the grey noise from which it starts. */
  inversion: { firstStep: 2, noise: 0.3 },
  /** On the diagonal of the Gaussians of features. */
  ridge: 1e-4,
  /** Mixing coefficient: F.4 says p_i ~ p_j. */
  lambda: 0.5,
  /** Plain mixup images of a pair. */
  plain: 100,
} as const;
