import type { Experiment } from '../../runtime/experiment';
import { generativeAccuracy } from '../../train/generative-classifier';
import type { AccuracyResult } from '../common/accuracy-result';
import { type Protocol, protocols } from '../common/protocol';
import { netAccuracies } from './synthetic-accuracy';
import { type SyntheticName, syntheticSettings } from './synthetic-settings';
import { type SyntheticTrial, syntheticMethods, trainSynthetic } from './synthetic-training';

/** Shares of points that generative models classify correctly, by the method that they label for. */
export type GenerativeAccuracy = { readonly genlabel: number; readonly genlabelAlternative: number };

/** Accuracies of the nets, and those of the generative models on training and test points. */
export type SyntheticGenLabelResult = AccuracyResult & {
  readonly generative: { readonly training: GenerativeAccuracy; readonly test: GenerativeAccuracy };
};

/** Names of the synthetic sets of Table 10, in its order. */
export const syntheticNames = Object.keys(syntheticSettings) as readonly SyntheticName[];

/** Profile `quick`: trial 0 in these protocols. Four-circle costs as much as the others together, and is left to `paper`. */
const quickProtocols: { readonly [name in SyntheticName]: readonly Protocol[] } = {
  cube2d: protocols,
  cube3d: ['released'],
  moon: ['paper'],
  circle: ['paper'],
  'four-circle': [],
};
const paperTrials = 30;

/**
 * Vanilla training, mixup and GenLabel on all synthetic sets of Table 10, and GenLabel with other densities. Trials of Moon,
 * Four-circle and 3D cube have the draws, and vanilla training and mixup the nets, of those of Table 1.
 */
export const syntheticGenLabel: Experiment<SyntheticTrial, SyntheticGenLabelResult> = {
  id: 'synthetic-genlabel',
  jobs: (profile) =>
    Array.from({ length: profile === 'quick' ? 1 : paperTrials }, (_, trial) =>
      syntheticNames.flatMap((dataset) =>
        (profile === 'quick' ? quickProtocols[dataset] : protocols).map((protocol) => ({
          dataset,
          trial,
          protocol,
        })),
      ),
    ).flat(),
  run: (job) => {
    const run = trainSynthetic(job, [...syntheticMethods, 'genlabelAlternative']);
    const classified = (points: typeof run.test): GenerativeAccuracy => ({
      genlabel: generativeAccuracy(run.densities.densities, points),
      genlabelAlternative: generativeAccuracy(run.alternative.densities, points),
    });
    return {
      ...netAccuracies(run),
      generative: { training: classified(run.training), test: classified(run.test) },
    };
  },
};
