import { cifar10, cifar100 } from '../../data/images/cifar';
import { type ImageSet, selectImages } from '../../data/images/image-set';
import type { ImagePart } from '../../data/images/mnist';
import { tinyImageNet } from '../../data/images/tiny-imagenet';
import { randomStream } from '../../numeric/random';
import * as paper from '../../paper';
import type { Experiment, JobProgress, Profile } from '../../runtime/experiment';
import { type ImageDataset, type ImageMethodName, imageMethods, imageSettings } from './image-settings';
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
  readonly dataset: Exclude<ImageDataset, 'MNIST'>;
  readonly method: ImageMethodName;
  readonly trial: number;
};

const loaders: Readonly<Record<DemonstrationTrial['dataset'], (part: ImagePart) => ImageSet>> = {
  'CIFAR-10': cifar10,
  'CIFAR-100': cifar100,
  'Tiny ImageNet': tinyImageNet,
};

const datasets = Object.keys(loaders) as DemonstrationTrial['dataset'][];

/** That the code of Table 6 runs on colours: every method that Table 13 lists, parts of the sets, narrow nets, two epochs. */
export const imageDemonstration: Experiment<DemonstrationTrial, ImageTrialResult> = {
  id: 'image-demonstration',
  jobs: (profile: Profile) =>
    profile === 'quick'
      ? [{ dataset: 'CIFAR-10', method: 'mixup-genlabel', trial: 0 }]
      : datasets.flatMap((dataset) => methodsOf(dataset).map((method) => ({ dataset, method, trial: 0 }))),
  run: runDemonstration,
};

function methodsOf(dataset: ImageDataset): ImageMethodName[] {
  const printed = paper.imageCleanSettings.settings.find((settings) => settings.dataset === dataset)?.methods;
  return (Object.keys(imageMethods) as ImageMethodName[]).filter((name) =>
    printed?.includes(imageMethods[name]),
  );
}

function runDemonstration(
  { dataset, method, trial }: DemonstrationTrial,
  onProgress?: JobProgress,
): Promise<ImageTrialResult> {
  const { training, heldOut, test, epochs, width } = demonstrationScale;
  const stream = randomStream('image-demonstration').split(dataset).split(trial);
  const load = (part: ImagePart): ImageSet => {
    const all = loaders[dataset](part);
    const order = stream.split(part).permutation(all.labels.length);
    return selectImages(all, order.subarray(0, part === 'training' ? training + heldOut : test));
  };
  const own = { dataset, validation: 'clean', method, trial } as const;
  return runImageTrial(imageDemonstration.id, own, load, {
    settings: imageSettings('clean', dataset, method, epochs),
    sizes: { heldOut, attacked: 0, selection: 0, width },
    onProgress,
  });
}
