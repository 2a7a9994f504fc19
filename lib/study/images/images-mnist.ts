import { mnist } from '../../data/images/mnist';
import type { Experiment, Profile } from '../../runtime/experiment';
import { type ImageMethodName, imageMethods } from './image-settings';
import { type ImageTrial, type ImageTrialResult, runImageTrial } from './image-trial';

/** The paper does not say how many runs its means are of; three are the least that have a spread. */
const trials = 5;

const methods = Object.keys(imageMethods) as ImageMethodName[];

/** The MNIST columns of Table 6: six methods, chosen by clean accuracy (Table 13) and by robust accuracy (Table 14), all 60,000 images. */
export const imagesMnist: Experiment<ImageTrial, ImageTrialResult> = {
  id: 'images-mnist',
  jobs: (profile: Profile) =>
    profile === 'quick'
      ? []
      : // Trial by trial, so that an unfinished run has all methods alike; the shorter table first.
        Array.from({ length: trials }, (_, trial) =>
          (['robust', 'clean'] as const).flatMap((validation) =>
            methods.map((method): ImageTrial => ({ dataset: 'MNIST', validation, method, trial })),
          ),
        ).flat(),
  run: (trial) => runImageTrial(imagesMnist.id, trial, mnist),
};
