import { type ImageSet, selectImages } from '../../data/images/image-set';
import { mnist } from '../../data/images/mnist';
import { type RandomStream, randomStream } from '../../numeric/random';
import type { Experiment, JobProgress, Profile } from '../../runtime/experiment';
import { disposeNetwork } from '../../train/images/image-network';
import { type JointGenLabelForm, printedForm } from '../../train/images/joint-genlabel-options';
import { correctImages } from '../../train/images/predict-images';
import { ImageDivergenceError, trainImages } from '../../train/images/train-images';
import { mnistHash } from '../common/mnist-hash';
import { apgdRobust } from './image-attacks';
import { imageBackend } from './image-backend';
import { methodOf, networkOf } from './image-network-of';
import { imageChoices, imageSettings, standardisedMnist } from './image-settings';
import { reportEpochs } from './report-epochs';

/** One reading of Algorithm 3 turned to another; `resolved` turns none, `printed` all that are in print, `mixup` has no GenLabel. */
export const algorithm3Forms = {
  mixup: {},
  resolved: {},
  'least densities': { classes: 'least' },
  'no 1/2 in the exponent': { exponent: 1 },
  'covariance about the batch mean': { covarianceAbout: 'batch mean' },
  'pairing drawn once': { pairing: 'once' },
  'start not corrected': { startCorrection: false },
  'gradient through labels': { labelGradient: true },
  printed: printedForm,
} as const satisfies Record<string, Partial<JointGenLabelForm>>;

/** A key of `algorithm3Forms`. */
export type Algorithm3Form = keyof typeof algorithm3Forms;

/** A training of mixup + GenLabel in one form. */
export type FormTrial = {
  readonly form: Algorithm3Form;
  /** gamma; 0.15 is the paper's, 1 leaves nothing but the labels of Algorithm 3. */
  readonly lossRatio: number;
  readonly trial: number;
  /** Backend of TensorFlow.js; wasm unless given. */
  readonly backend?: string;
};

/** What came of it, as numbers of images. */
export type FormResult = {
  readonly testSize: number;
  readonly test: number;
  readonly attackedSize: number;
  /** Robust to APGD-CE of 20 steps, radius 0.1. */
  readonly robust: number;
  readonly diverged: boolean;
};

/** Scale of this study, on standardised images: Table 13's settings otherwise. */
export const formScale = {
  images: 6000,
  epochs: 5,
  attacked: 500,
  lossRatios: [0.15, 1],
  trials: 5,
} as const;

/** What each open reading of Algorithm 3 changes, on a part of MNIST: all forms of a trial see the same images in the same order. */
export const algorithm3FormsStudy: Experiment<FormTrial, FormResult> = {
  id: 'algorithm-3-forms',
  jobs: (profile: Profile) =>
    profile === 'quick' ? [{ form: 'resolved', lossRatio: 0.15, trial: 0 }] : trialsOf(),
  run: runForm,
  dataHash: mnistHash,
  takesBackend: true,
};

function trialsOf(): FormTrial[] {
  const names = Object.keys(algorithm3Forms) as Algorithm3Form[];
  return Array.from({ length: formScale.trials }, (_, trial) =>
    names.flatMap((form) =>
      (form === 'mixup' ? [0] : formScale.lossRatios).map((lossRatio) => ({ form, lossRatio, trial })),
    ),
  ).flat();
}

async function runForm(
  { form, lossRatio, trial, backend }: FormTrial,
  onProgress?: JobProgress,
): Promise<FormResult> {
  const stream = randomStream('algorithm-3-forms').split(trial);
  const all = mnist('training');
  const order = stream.split('images').permutation(all.labels.length);
  const training = selectImages(all, order.subarray(0, formScale.images));
  const test = mnist('test');
  const settings = settingsOf(form, lossRatio);
  const tf = await imageBackend(backend);
  const another = (own: RandomStream) => networkOf(tf, settings, training, own);
  const network = another(stream.split('initial'));
  const method = methodOf(network, settings, another, stream.split('method'));
  const { model: _, mixing: __, attackRadius: ___, ...rest } = settings;
  let diverged = false;
  try {
    await trainImages({
      ...{ ...rest, network, method, training, stream: stream.split('training') },
      onProgress: reportEpochs(`${form}, trial ${trial}`, onProgress),
    });
  } catch (error) {
    if (!(error instanceof ImageDivergenceError)) throw error;
    diverged = true;
  }
  const images = attackedImages(test);
  const { augmentation } = settings;
  const result = {
    ...{ testSize: test.labels.length, attackedSize: images.labels.length, diverged },
    test: diverged ? 0 : await correctImages(network, test, augmentation),
    robust: diverged
      ? 0
      : await apgdRobust(
          { network, augmentation, images, epsilon: 0.1, stream: stream.split('attack') },
          imageChoices.selection.iterations,
        ),
  };
  method.dispose();
  disposeNetwork(network);
  return result;
}

function settingsOf(form: Algorithm3Form, lossRatio: number) {
  const settings = imageSettings('clean', 'MNIST', 'mixup-genlabel', formScale.epochs);
  const { mixing } = settings;
  if (!mixing?.genLabel) throw new Error('mixup + GenLabel without GenLabel');
  const genLabel =
    form === 'mixup' ? undefined : { ...mixing.genLabel, lossRatio, form: algorithm3Forms[form] };
  return { ...settings, augmentation: standardisedMnist, mixing: { ...mixing, genLabel } };
}

function attackedImages(test: ImageSet): ImageSet {
  const order = randomStream('algorithm-3-forms').split('attacked').permutation(test.labels.length);
  return selectImages(test, order.subarray(0, formScale.attacked));
}
