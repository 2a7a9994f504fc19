import { type ImageSet, selectImages } from '../../data/images/image-set';
import { mnist } from '../../data/images/mnist';
import { type RandomStream, randomStream } from '../../numeric/random';
import type { Experiment, JobProgress, Profile } from '../../runtime/experiment';
import { disposeNetwork } from '../../train/images/image-network';
import { trainImages } from '../../train/images/train-images';
import { mnistHash } from '../common/mnist-hash';
import { apgdRobust, autoAttackCounts } from './image-attacks';
import { imageBackend } from './image-backend';
import { methodOf, networkOf } from './image-network-of';
import { type ImageMethodName, imageChoices, imageSettings, standardisedMnist } from './image-settings';
import { reportEpochs } from './report-epochs';

/** A training whose nets are attacked in both ways. */
export type AttackChoiceTrial = {
  readonly method: ImageMethodName;
  readonly trial: number;
  /** Backend of TensorFlow.js; wasm unless given. */
  readonly backend?: string;
};

/** A net that was checked, as numbers of images. */
export type CheckedNet = {
  readonly epoch: number;
  /** Robust to the attack that chooses, of `selection.images`. */
  readonly chosenBy: number;
  /** Robust to AutoAttack, of `attackChoiceScale.attacked`, the first of the same images. */
  readonly autoAttack: number;
  /** Robust to the attack that chooses, of these. */
  readonly same: number;
};

/** Every net that could be chosen. */
export type AttackChoiceResult = { readonly nets: readonly CheckedNet[] };

/**
 * Scale of this study: a tenth of MNIST, standardised, and ten times Table 14's learning rate, so that the steps together are as long as there; Table 14's
 * settings otherwise.
 */
export const attackChoiceScale = { images: 6000, learningRate: 0.01, attacked: 200, trials: 2 } as const;

const methods: readonly ImageMethodName[] = ['vanilla', 'mixup-genlabel', 'manifold-mixup'];

/** Whether the attack that we can afford at every fifth epoch (APGD-CE, 20 steps) chooses as AutoAttack would, on held-out images of MNIST. */
export const attackChoice: Experiment<AttackChoiceTrial, AttackChoiceResult> = {
  id: 'image-attack-choice',
  jobs: (profile: Profile) =>
    profile === 'quick'
      ? []
      : Array.from({ length: attackChoiceScale.trials }, (_, trial) =>
          methods.map((method) => ({ method, trial })),
        ).flat(),
  run: runAttackChoice,
  dataHash: mnistHash,
  takesBackend: true,
};

async function runAttackChoice(
  { method, trial, backend }: AttackChoiceTrial,
  onProgress?: JobProgress,
): Promise<AttackChoiceResult> {
  const stream = randomStream('image-attack-choice').split(trial);
  const all = mnist('training');
  const order = stream.split('images').permutation(all.labels.length);
  const { images, learningRate, attacked } = attackChoiceScale;
  const training = selectImages(all, order.subarray(0, images));
  const heldOut = selectImages(all, order.subarray(images, images + imageChoices.selection.images));
  const few = selectImages(all, order.subarray(images, images + attacked));
  const settings = {
    ...imageSettings('robust', 'MNIST', method),
    learningRate,
    augmentation: standardisedMnist,
  };
  const tf = await imageBackend(backend);
  const another = (own: RandomStream) => networkOf(tf, settings, training, own);
  const network = another(stream.split('initial'));
  const trainingMethod = methodOf(network, settings, another, stream.split('method'));
  const { model: _, mixing: __, attackRadius: epsilon, augmentation, ...rest } = settings;
  const nets: CheckedNet[] = [];
  const attack = (set: ImageSet) => ({
    ...{ network, augmentation, images: set, epsilon, stream: stream.split('attack') },
  });
  const { iterations } = imageChoices.selection;
  await trainImages({
    ...{ ...rest, augmentation, network, method: trainingMethod, training, stream: stream.split('training') },
    score: async (epoch) => {
      if (epoch % imageChoices.robustEvery !== 0) return undefined;
      const chosenBy = await apgdRobust(attack(heldOut), iterations);
      const same = await apgdRobust(attack(few), iterations);
      const { robust } = await autoAttackCounts(attack(few));
      nets.push({ epoch, chosenBy, autoAttack: robust, same });
      return { chosenBy };
    },
    onProgress: reportEpochs(`${method}, trial ${trial}`, onProgress),
  });
  trainingMethod.dispose();
  disposeNetwork(network);
  return { nets };
}
