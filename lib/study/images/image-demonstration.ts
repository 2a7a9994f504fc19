import { type ImageSet, selectImages } from '../../data/images/image-set';
import type { ImagePart } from '../../data/images/mnist';
import { randomStream } from '../../numeric/random';
import type { Experiment, JobProgress, Profile } from '../../runtime/experiment';
import { removeCheckpoint } from './checkpoint-place';
import { type ColourDataset, colourDatasets, colourHash, colourSets, printedMethods } from './colour-sets';
import { type ImageMethodName, imageSettings } from './image-settings';
import { type ImageTrialResult, runImageTrial } from './image-trial';

/** Scale of the demonstration: it says nothing about the paper's numbers. */
export const demonstrationScale = {
  training: 1000,
  heldOut: 200,
  test: 500,
  epochs: 2,
  width: 16,
} as const;

/** A training at the small scale. */
export type DemonstrationTrial = {
  readonly dataset: ColourDataset;
  readonly method: ImageMethodName;
  readonly trial: number;
  /** Backend of TensorFlow.js; wasm unless given. */
  readonly backend?: string;
};

/** That the code of Table 6 runs on colours: every method that Table 13 lists, parts of the sets, narrow nets, two epochs. */
export const imageDemonstration: Experiment<DemonstrationTrial, ImageTrialResult> = {
  id: 'image-demonstration',
  jobs: (profile: Profile) =>
    profile === 'quick'
      ? [{ dataset: 'CIFAR-10', method: 'mixup-genlabel', trial: 0 }]
      : colourDatasets.flatMap((dataset) =>
          printedMethods(dataset).map((method) => ({ dataset, method, trial: 0 })),
        ),
  run: runDemonstration,
  settled: (trial) => removeCheckpoint('image-demonstration', trainingOf(trial)),
  dataHash: ({ dataset }) => colourHash(dataset),
  takesBackend: true,
};

function runDemonstration(
  demonstration: DemonstrationTrial,
  onProgress?: JobProgress,
): Promise<ImageTrialResult> {
  const own = trainingOf(demonstration);
  const { dataset, method, trial } = own;
  const { training, heldOut, test, epochs, width } = demonstrationScale;
  const stream = randomStream('image-demonstration').split(dataset).split(trial);
  const load = (part: ImagePart): ImageSet => {
    const all = colourSets[dataset](part);
    const order = stream.split(part).permutation(all.labels.length);
    return selectImages(all, order.subarray(0, part === 'training' ? training + heldOut : test));
  };
  return runImageTrial(imageDemonstration.id, own, load, {
    settings: imageSettings('clean', dataset, method, epochs),
    sizes: { heldOut, attacked: 0, selection: 0, width },
    onProgress,
  });
}

/** The training that it is, of the settings of Table 13. */
const trainingOf = ({ dataset, method, trial, backend }: DemonstrationTrial) =>
  ({ dataset, validation: 'clean', method, trial, ...(backend && { backend }) }) as const;
