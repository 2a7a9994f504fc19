import { type ImageSet, selectImages } from '../../data/images/image-set';
import { type RandomStream, randomStream } from '../../numeric/random';
import type { Configuration, JobProgress } from '../../runtime/experiment';
import { disposeNetwork, type ImageNetwork } from '../../train/images/image-network';
import { correctImages } from '../../train/images/predict-images';
import {
  ImageDivergenceError,
  type ImageTrainingResult,
  restoreNetwork,
  trainImages,
} from '../../train/images/train-images';
import type { ImageProgress, ImageScores } from '../../train/images/training-options';
import type { AutoAttackCounts } from './auto-attack-counts';
import { type CheckpointPlace, checkpointPlace } from './checkpoint-place';
import { apgdRobust, autoAttackCounts } from './image-attacks';
import { imageBackend } from './image-backend';
import { methodOf, networkOf } from './image-network-of';
import type { ImageDataset, ImageMethodName } from './image-settings';
import { type ImageRunSettings, type ImageValidation, imageChoices, imageSettings } from './image-settings';
import { reportEpochs } from './report-epochs';

/** One training, in Table 13 (`clean`) or Table 14 (`robust`). */
export type ImageTrial = {
  readonly dataset: ImageDataset;
  readonly validation: ImageValidation;
  readonly method: ImageMethodName;
  readonly trial: number;
  /** Backend of TensorFlow.js; wasm unless given. */
  readonly backend?: string;
};

/** Correctly classified images after an epoch. */
export type EpochCounts = {
  readonly epoch: number;
  /** Of the images that choose an epoch. */
  readonly heldOut: number;
  readonly test: number;
  /** Robust to the attack that chooses, of `selection.images` each; Table 14 only. */
  readonly heldOutRobust?: number;
  readonly testRobust?: number;
};

/** What a training gave, epoch by epoch, and AutoAttack on the nets that were chosen. */
export type ImageTrialResult = {
  readonly heldOutSize: number;
  readonly testSize: number;
  /** Every epoch in Table 13, every fifth in Table 14. */
  readonly epochs: readonly EpochCounts[];
  /** The epoch whose loss was not finite. */
  readonly diverged: number | null;
  /** Table 14: AutoAttack on the net chosen by held-out images, and on that chosen by test images. */
  readonly attacked?: { readonly heldOut: ChosenNet | null; readonly test: ChosenNet | null };
};

/** AutoAttack on the net of one epoch. */
export type ChosenNet = { readonly epoch: number } & AutoAttackCounts;

/** Sizes that a trial runs with. */
export interface ImageSizes {
  readonly heldOut: number;
  /** Test images under AutoAttack; 0: no net is attacked by it. */
  readonly attacked: number;
  readonly selection: number;
  /** Channels of the first stage of residual nets. */
  readonly width?: number;
}

const printedSizes: ImageSizes = {
  heldOut: imageChoices.heldOut,
  attacked: imageChoices.attacked,
  selection: imageChoices.selection.images,
};

/** What a trial runs with; default: Tables 13 and 14, at the sizes of `imageChoices`. */
export interface ImageTrialOptions {
  readonly settings?: ImageRunSettings;
  readonly sizes?: ImageSizes;
  readonly onProgress?: JobProgress;
}

/** The sets of a trial; training and held-out images are those of the trial's split. */
export interface TrialSets {
  readonly training: ImageSet;
  readonly heldOut: ImageSet;
  readonly test: ImageSet;
}

/** What a trial works on. */
interface Work {
  readonly settings: ImageRunSettings;
  readonly sets: TrialSets;
  readonly network: ImageNetwork;
  readonly stream: RandomStream;
  readonly sizes: ImageSizes;
}

/**
 * Trains a net and scores it: every method of a trial starts from the same parameters and sees the same batches.
 *
 * @param experiment that has the trial as a job: its checkpoint is named by both
 */
export async function runImageTrial(
  experiment: string,
  trial: ImageTrial & Configuration,
  load: (part: 'training' | 'test') => ImageSet,
  {
    settings = imageSettings(trial.validation, trial.dataset, trial.method),
    sizes = printedSizes,
    onProgress,
  }: ImageTrialOptions = {},
): Promise<ImageTrialResult> {
  const stream = randomStream('images').split(trial.dataset).split(trial.trial);
  const sets = trialSets(load, sizes.heldOut, stream.split('held-out'));
  const tf = await imageBackend(trial.backend);
  const another = (own: RandomStream) => networkOf(tf, settings, sets.training, own, sizes.width);
  const network = another(stream.split('initial'));
  const method = methodOf(network, settings, another, stream.split('method'));
  const place = checkpointPlace(experiment, trial);
  const work: Work = { settings, sets, network, stream, sizes };
  const tell = reportEpochs(describe(trial), onProgress);
  try {
    const score = trial.validation === 'clean' ? cleanScores(work) : robustScores(work);
    const { result, diverged } = await train(work, method, score, place, tell);
    const attacks = trial.validation === 'robust' && sizes.attacked > 0;
    const attacked = attacks ? await attackChosen(work, result) : undefined;
    const epochs = result.scores.map(({ epoch, scores }) => ({ epoch, ...scores }) as EpochCounts);
    const [heldOutSize, testSize] = [sets.heldOut.labels.length, sets.test.labels.length];
    return { heldOutSize, testSize, epochs, diverged, ...(attacked ? { attacked } : {}) };
  } finally {
    method.dispose();
    disposeNetwork(network);
  }
}

/** Training images without those that choose the epoch, those, and all test images. */
export function trialSets(
  load: (part: 'training' | 'test') => ImageSet,
  heldOut: number,
  stream: RandomStream,
): TrialSets {
  const all = load('training');
  const order = stream.permutation(all.labels.length);
  return {
    training: selectImages(all, order.subarray(heldOut)),
    heldOut: selectImages(all, order.subarray(0, heldOut)),
    test: load('test'),
  };
}

type Score = (epoch: number) => Promise<ImageScores | undefined>;

function cleanScores({ network, sets, settings: { augmentation } }: Work): Score {
  return async () => ({
    heldOut: await correctImages(network, sets.heldOut, augmentation),
    test: await correctImages(network, sets.test, augmentation),
  });
}

function robustScores(work: Work): Score {
  const clean = cleanScores(work);
  const { network, sets, settings, stream, sizes } = work;
  const { augmentation, attackRadius: epsilon } = settings;
  const attacked = {
    heldOut: firstImages(sets.heldOut, sizes.selection),
    test: attackedTest(work, sizes.selection),
  };
  return async (epoch) => {
    if (epoch % imageChoices.robustEvery !== 0) return undefined;
    const robust = (images: ImageSet) =>
      apgdRobust(
        { network, augmentation, images, epsilon, stream: stream.split('selection') },
        imageChoices.selection.iterations,
      );
    return {
      ...(await clean(epoch)),
      heldOutRobust: await robust(attacked.heldOut),
      testRobust: await robust(attacked.test),
    };
  };
}

/** The same test images for every method and trial. */
function attackedTest({ sets: { test } }: Work, count: number): ImageSet {
  const order = randomStream('images').split(test.name).split('attacked').permutation(test.labels.length);
  return selectImages(test, order.subarray(0, count));
}

const firstImages = (set: ImageSet, count: number): ImageSet =>
  selectImages(
    set,
    Int32Array.from({ length: count }, (_, i) => i),
  );

async function train(
  { settings, sets, network, stream }: Work,
  method: ReturnType<typeof methodOf>,
  score: Score,
  checkpoint: CheckpointPlace,
  onProgress: (progress: ImageProgress) => void,
): Promise<{ result: ImageTrainingResult; diverged: number | null }> {
  const { mixing: _, attackRadius: __, model: ___, ...rest } = settings;
  try {
    const result = await trainImages({
      ...rest,
      ...{ network, method, training: sets.training, stream: stream.split('training'), checkpoint },
      score,
      onProgress,
    });
    return { result, diverged: null };
  } catch (error) {
    if (!(error instanceof ImageDivergenceError)) throw error;
    return { result: error.result, diverged: error.epoch };
  }
}

/** AutoAttack on the nets of the best epochs; once, if both choices fall on the same. */
async function attackChosen(
  work: Work,
  { best }: ImageTrainingResult,
): Promise<ImageTrialResult['attacked']> {
  const { network, settings, stream, sizes } = work;
  const images = attackedTest(work, sizes.attacked);
  const known = new Map<number, ChosenNet>();
  const attack = async (name: string): Promise<ChosenNet | null> => {
    const chosen = best[name];
    if (!chosen) return null;
    const { epoch, values } = chosen;
    const found = known.get(epoch);
    if (found) return found;
    restoreNetwork(network, values);
    const { augmentation, attackRadius: epsilon } = settings;
    const counts = await autoAttackCounts({
      network,
      augmentation,
      images,
      epsilon,
      stream: stream.split('attack'),
    });
    known.set(epoch, { epoch, ...counts });
    return { epoch, ...counts };
  };
  return { heldOut: await attack('heldOutRobust'), test: await attack('testRobust') };
}

const describe = ({ dataset, validation, method, trial, backend }: ImageTrial): string =>
  `${dataset}, ${validation}, ${method}, trial ${trial}${backend ? `, ${backend}` : ''}`;
