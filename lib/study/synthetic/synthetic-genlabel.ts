import type { Experiment } from '../../runtime/experiment';
import { accuracy } from '../../train/forward';
import { generativeAccuracy } from '../../train/generative-classifier';
import { type AccuracyResult, accuracyResult } from '../common/accuracy-result';
import { type Protocol, protocols } from '../common/protocol';
import { type SyntheticName, syntheticLearningRate, syntheticSettings } from './synthetic-settings';
import {
  type SyntheticRun,
  type SyntheticTrial,
  syntheticMethods,
  trainSynthetic,
} from './synthetic-training';

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
 * Vanilla training, mixup and GenLabel on all synthetic sets of Table 10, and GenLabel with other densities. Table 1 shows the first two on
 * Moon, Four-circle and 3D cube.
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

/** Test accuracies of the nets of a trial. */
function netAccuracies({ test, nets }: SyntheticRun): AccuracyResult {
  const outcomes = nets.map(({ method, model, epochs }) => ({
    method,
    accuracy: accuracy(model, test.X, test.y),
    learningRate: syntheticLearningRate,
    epochs,
  }));
  return accuracyResult(test.X.rows, outcomes);
}
