import { mnist } from '../../data/images/mnist';
import type { Experiment, Profile } from '../../runtime/experiment';
import { mnistHash } from '../common/mnist-hash';
import { removeCheckpoint } from './checkpoint-place';
import {
  type ImageMethodName,
  type ImageRunSettings,
  type ImageValidation,
  imageMethods,
  imageSettings,
  standardisedMnist,
} from './image-settings';
import { type ImageTrial, type ImageTrialResult, runImageTrial } from './image-trial';

/** The paper does not say how many runs its means are of. */
const trials = 5;

const methods = Object.keys(imageMethods) as ImageMethodName[];

/** The MNIST columns of Table 6, all 60,000 images, six methods: epochs chosen by robust accuracy (Table 14). */
export const imagesRobust = mnistExperiment('images-robust', 'robust');

/** The same with standardised images. */
export const imagesRobustStandardised = mnistExperiment('images-robust-standardised', 'robust', {
  augmentation: standardisedMnist,
});

/** The MNIST columns of Table 6, all 60,000 images, six methods: epochs chosen by clean accuracy (Table 13). */
export const imagesClean = mnistExperiment('images-clean', 'clean');

function mnistExperiment(
  id: string,
  validation: ImageValidation,
  changed: Partial<ImageRunSettings> = {},
): Experiment<ImageTrial, ImageTrialResult> {
  return {
    id,
    jobs: (profile: Profile) =>
      // A training takes eight minutes and more: none for profile quick.
      profile === 'quick'
        ? []
        : // Trial by trial, so that an unfinished run has all methods alike.
          Array.from({ length: trials }, (_, trial) =>
            methods.map((method): ImageTrial => ({ dataset: 'MNIST', validation, method, trial })),
          ).flat(),
    run: (trial, onProgress) => {
      const settings = { ...imageSettings(validation, trial.dataset, trial.method), ...changed };
      return runImageTrial(id, trial, mnist, { settings, onProgress });
    },
    settled: (trial) => removeCheckpoint(id, trial),
    dataHash: mnistHash,
    takesBackend: true,
  };
}
