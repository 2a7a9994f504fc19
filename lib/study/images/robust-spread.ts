import { mnist } from '../../data/images/mnist';
import type { Experiment } from '../../runtime/experiment';
import { mnistHash } from '../common/mnist-hash';
import { removeCheckpoint } from './checkpoint-place';
import { type ImageRunSettings, imageChoices, imageSettings } from './image-settings';
import { type ImageTrial, type ImageTrialResult, runImageTrial } from './image-trial';

/** A training of Table 14 on MNIST at a learning rate. */
export type SpreadTrial = ImageTrial & {
  readonly method: 'vanilla' | 'mixup';
  readonly learningRate: number;
};

/** Scale of this study: Table 14's settings, but for the learning rate. */
export const spreadScale = {
  /** Table 14's, that of Table 13, and one between, tried when neither gave what is printed of both methods. */
  learningRates: [0.001, 0.1, 0.01],
  /** Mixup, whose printed ± is 1.8, at the other rates alone: whether what spreads one spreads the other. */
  trials: { vanilla: 10, mixup: 5 },
  /** Trials of Table 6 come before. */
  firstTrial: 5,
} as const;

const id = 'images-robust-spread';

/**
 * Where a standard deviation of 13 points could come from (Table 6, MNIST, vanilla, robust): more seeds at the printed settings, and at the learning
 * rate of the table beside, and one between. Robust by APGD-CE alone, after every fifth epoch, so that each way to choose the epoch can be tried on the same trainings.
 */
export const robustSpread: Experiment<SpreadTrial, ImageTrialResult> = {
  id,
  jobs: (profile) =>
    profile === 'quick'
      ? []
      : (['vanilla', 'mixup'] as const).flatMap((method) =>
          Array.from({ length: spreadScale.trials[method] }, (_, i) =>
            spreadScale.learningRates
              .filter((rate) => method === 'vanilla' || rate !== spreadScale.learningRates[0])
              .map((learningRate) => trialOf(method, learningRate, spreadScale.firstTrial + i)),
          ).flat(),
        ),
  run(trial, onProgress) {
    const settings = spreadSettings(trial);
    const sizes = { heldOut: imageChoices.heldOut, attacked: 0, selection: imageChoices.selection.images };
    return runImageTrial(id, trial, mnist, { settings, sizes, onProgress });
  },
  settled: (trial) => removeCheckpoint(id, trial),
  dataHash: mnistHash,
  takesBackend: true,
};

/** Settings of a trial: Table 14's but for the learning rate. */
export const spreadSettings = ({ method, learningRate }: SpreadTrial): ImageRunSettings => ({
  ...imageSettings('robust', 'MNIST', method),
  learningRate,
});

const trialOf = (method: SpreadTrial['method'], learningRate: number, trial: number): SpreadTrial => ({
  ...{ dataset: 'MNIST', validation: 'robust', method, learningRate, trial },
});
