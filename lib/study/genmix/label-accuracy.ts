import type { Dataset } from '../../data/dataset';
import { loadOpenml } from '../../data/openml';
import { relabel } from '../../genlabel/relabel';
import { oneHot } from '../../mixup/one-hot';
import type { Matrix } from '../../numeric/matrix';
import { type RandomStream, randomStream } from '../../numeric/random';
import type { Experiment, JobProgress, Profile } from '../../runtime/experiment';
import { selectPoints } from '../../train/cross-validate';
import { accuracy } from '../../train/forward';
import { mixedPool } from '../../train/mixed-pool';
import { trainSoftNetwork } from '../../train/soft-labels/train-soft-network';
import type { LabelledPoints } from '../../train/sweep';
import { datasetHash } from '../common/dataset-hash';
import { preparedParts, preprocessingOf, splitOf } from '../common/openml-accuracy';
import { freshRandomState } from '../tabular/tabular';
import { accuracyPlan, densityPlan, unfittedSets } from './density-plan';
import { densityTuner, heldOutRows, type LabellingDensity, labellingDensities } from './labelling-densities';

/** One fresh split of an OpenML set. */
export type LabelAccuracyTrial = { readonly dataset: number; readonly trial: number };

/** Test accuracy under labels of each density. */
export type LabelAccuracyResult = {
  readonly testSize: number;
  /** Shares of right test points, in [0, 1]; null where a class cannot be fitted. */
  readonly accuracy: { readonly [label in LabellingDensity | 'vanilla' | 'mixup']: number | null };
  /** Weight of the generative label that held-out points chose. */
  readonly gamma: { readonly [label in LabellingDensity]: number | null };
};

/** Profile `quick`: two classes, 149 rows. */
const quickSet = 1005;

/** Which density labels best, by the second half of the plan: accuracy on sets of Section 6.1 that GM and KDE do not fit. */
export const labelAccuracy: Experiment<LabelAccuracyTrial, LabelAccuracyResult> = {
  id: 'genmix-label-accuracy',
  jobs: (profile: Profile) =>
    profile === 'quick'
      ? [{ dataset: quickSet, trial: 0 }]
      : Array.from({ length: densityPlan.trials }, (_, trial) =>
          unfittedSets.map((dataset) => ({ dataset, trial })),
        ).flat(),
  dataHash: datasetHash,
  run: async (trial, onProgress) => labelAccuracyTrial(await loadOpenml(trial.dataset), trial, onProgress),
};

/** One split of a data set. */
export function labelAccuracyTrial(
  data: Dataset,
  { dataset, trial }: LabelAccuracyTrial,
  onProgress?: JobProgress,
): LabelAccuracyResult {
  const numClasses = data.classNames.length;
  const split = splitOf(data, freshRandomState(dataset, trial));
  const { training, test } = preparedParts(data, preprocessingOf(dataset), split);
  const stream = randomStream('genmix-label-accuracy').split(dataset).split(trial);
  const held = heldOutRows(training.y, numClasses, stream.split('held out'));
  const rest = selectPoints(
    training,
    held.flatMap((rows) => rows.rest),
  );
  const chosenBy = selectPoints(
    training,
    held.flatMap((rows) => rows.held),
  );
  const pools = {
    rest: mixedPool(rest, numClasses, densityPlan.mixedPoints, stream.split('mixed rest')),
    all: mixedPool(training, numClasses, densityPlan.mixedPoints, stream.split('mixed')),
  };
  const accuracyOf = (points: Matrix, labels: Matrix, judged: LabelledPoints) =>
    accuracy(trained(points, labels, stream), judged.X, judged.y);
  const result: { [label: string]: number | null } = {
    vanilla: accuracyOf(training.X, oneHot(training.y, numClasses), test),
    mixup: accuracyOf(pools.all.X, pools.all.labels, test),
  };
  const tuned = densityTuner(training, held, accuracyPlan.candidates, stream);
  const chosen: { [label: string]: number | null } = {};
  for (const [i, kind] of labellingDensities.entries()) {
    onProgress?.((i + 1) / (labellingDensities.length + 1));
    const model = tunedOrNull(() => tuned(kind));
    if (!model) {
      [result[kind], chosen[kind]] = [null, null];
      continue;
    }
    const labelled = (part: 'rest' | 'all', gamma: number) =>
      relabel(pools[part].X, pools[part].labels, { model: model[part], gamma });
    const scores = accuracyPlan.gammas.map((gamma) =>
      accuracyOf(pools.rest.X, labelled('rest', gamma), chosenBy),
    );
    const gamma = accuracyPlan.gammas[scores.indexOf(Math.max(...scores))];
    chosen[kind] = gamma;
    result[kind] = accuracyOf(pools.all.X, labelled('all', gamma), test);
  }
  return { testSize: test.X.rows, accuracy: result, gamma: chosen } as LabelAccuracyResult;
}

/** Softmax regression: a net without hidden layers. All start alike. */
function trained(X: Matrix, labels: Matrix, stream: RandomStream) {
  return trainSoftNetwork({
    ...accuracyPlan.training,
    ...{ X, labels, hiddenWidths: [], stream: stream.split('nets') },
  });
}

function tunedOrNull<T>(fit: () => T): T | null {
  try {
    return fit();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
