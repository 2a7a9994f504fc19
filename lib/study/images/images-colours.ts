import type { Experiment, JobProgress, Profile } from '../../runtime/experiment';
import { onBackend } from '../../runtime/on-backend';
import type { GpuSearch } from '../../tensorflow/find-gpu';
import { removeCheckpoint } from './checkpoint-place';
import { type ColourDataset, colourDatasets, colourHash, colourSets, printedMethods } from './colour-sets';
import type { ImageValidation } from './image-settings';
import { type ImageTrial, type ImageTrialOptions, type ImageTrialResult, runImageTrial } from './image-trial';

/** A training of a set with colours. */
export type ColourTrial = ImageTrial & { readonly dataset: ColourDataset };

/** The least that show a spread: one trial of all sets and methods takes a card days. */
const trials = 3;

/**
 * CIFAR-10, CIFAR-100 and Tiny-ImageNet of Table 6 as the paper has them: complete sets, nets of full width, epochs chosen by robust accuracy (Table 14).
 * `whereGpu` lists its jobs where a graphics card is.
 */
export const imagesColoursRobust = colours('images-colours-robust', 'robust');

/** The same, epochs chosen by clean accuracy (Table 13). */
export const imagesColoursClean = colours('images-colours-clean', 'clean');

function colours(id: string, validation: ImageValidation): Experiment<ColourTrial, ImageTrialResult> {
  return {
    id,
    jobs: (profile) =>
      profile === 'quick'
        ? []
        : // Trial by trial, so that an unfinished run has all sets and methods alike.
          Array.from({ length: trials }, (_, trial) =>
            colourDatasets.flatMap((dataset) =>
              printedMethods(dataset).map((method): ColourTrial => ({ dataset, validation, method, trial })),
            ),
          ).flat(),
    run: (trial, onProgress) => runColourTrial(id, trial, onProgress),
    settled: (trial) => removeCheckpoint(id, trial),
    dataHash: ({ dataset }) => colourHash(dataset, { complete: true }),
    takesBackend: true,
  };
}

/**
 * A training of Tables 13 and 14 on the complete set.
 *
 * @param changed settings, sizes and images in place of those of the tables: for tests, which cannot afford these
 * @throws DataUnavailableError naming the official file that is not there; DataIntegrityError if one is cut short
 */
export function runColourTrial(
  experiment: string,
  trial: ColourTrial,
  onProgress?: JobProgress,
  {
    load = (part) => colourSets[trial.dataset](part, { complete: true }),
    ...changed
  }: ImageTrialOptions & { readonly load?: Parameters<typeof runImageTrial>[2] } = {},
): Promise<ImageTrialResult> {
  return runImageTrial(experiment, trial, load, { ...changed, onProgress });
}

/**
 * An experiment whose jobs are listed where a graphics card is found, or GENLABEL_BACKEND names a backend; nowhere else are there any.
 *
 * @param gpu what `findGpu` found
 */
export function whereGpu(
  experiment: Experiment<ColourTrial, ImageTrialResult>,
  { name }: GpuSearch,
): Experiment<ColourTrial, ImageTrialResult> {
  return name === undefined ? { ...experiment, jobs: () => [] } : onBackend(experiment, name);
}

/** One line: whether the complete sets with colours are computed, on what, and if not, why. */
export function coloursLine(profile: Profile, { name, reason }: GpuSearch): string {
  const what = 'CIFAR-10, CIFAR-100 and Tiny-ImageNet in full';
  if (profile === 'quick')
    return `${what}: with profile paper, where a GPU is; records that are there are shown.`;
  if (name !== undefined) return `${what}: on ${name} (${reason}).`;
  return `${what}: left out, for no GPU is found (${reason}). environment.md says how; GENLABEL_BACKEND names a backend to compute them on all the same.`;
}
