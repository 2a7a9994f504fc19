import type { Dataset } from '../../data/dataset';
import { loadOpenml } from '../../data/openml';
import { scalings } from '../../data/preprocess';
import { kFold, type Split } from '../../data/splits';
import type { Experiment } from '../../runtime/experiment';
import { type AccuracyResult, accuracyResult } from '../common/accuracy-result';
import { additionalDatasets } from '../common/additional-datasets';
import { datasetHash } from '../common/dataset-hash';
import { type LinearProblem, linearOutcomes } from '../common/linear-outcomes';
import {
  authorsRandomState,
  type NominalTreatment,
  nominalDatasets,
  openmlProtocols,
  type Preprocessing,
  preparedParts,
  splitOf,
  splitStream,
} from '../common/openml-accuracy';
import { protocols } from '../common/protocol';
import type { TabularMethod } from '../common/tabular-methods';

/** How the authors may have prepared the rows and chosen the models. */
export type PreparationWay = Preprocessing & {
  readonly numFolds: number;
  /** Which epoch is kept: `best` is chosen by cross-validation. */
  readonly keep: 'best' | 'last';
  /** Draw the order of the rows anew in every epoch. */
  readonly shuffle: boolean;
  /** Of the rows before they are split: as in the file, or class by class, as some copies of the sets have them. */
  readonly order: 'file' | 'by-class';
  /** Rows of which means, deviations and ranges are taken. */
  readonly statistics: 'training' | 'all';
};

/** One seed on one data set, prepared in one way. */
export type PreparationTrial = PreparationWay & { readonly dataset: number; readonly trial: number };

/**
 * OpenML sets of at most 1000 rows for which Tables 1, 2, 4, 8 and 9 print accuracies of logistic regression. The four larger ones take as long as all
 * others together.
 */
export const preparationDatasets: readonly number[] = [
  ...[48, 307, 468, 721, 777, 792, 818, 830, 855, 913, 1413, 1499],
  ...[additionalDatasets.Wine, additionalDatasets.Kidney, additionalDatasets.Glass],
].sort((a, b) => a - b);

/** Methods whose printed accuracies are compared. */
export const preparationMethods: readonly TabularMethod[] = ['vanilla', 'mixup', 'mixupWithoutIntrusion'];

const treatments: readonly NominalTreatment[] = ['integer', 'one-hot', 'dropped'];
const seeds = 5;
const quickDatasets: readonly number[] = [48, 468];

/** Protocol by protocol, what is common to all its ways, as the tables have it. */
export const usualWays: readonly PreparationWay[] = protocols.map((protocol) => {
  const { numFolds, keep, shuffle } = openmlProtocols[protocol];
  return {
    ...{ numFolds, keep, shuffle, scaling: 'standardised', nominal: 'integer' },
    ...{ order: 'file', statistics: 'training' },
  };
});

/** All ways: the parts of both protocols in every combination; and under either protocol other features, order and statistics. */
export const preparationWays: readonly PreparationWay[] = treatments.flatMap((nominal) => {
  const parts = [5, 6].flatMap((numFolds) =>
    (['last', 'best'] as const).flatMap((keep) =>
      [false, true].map((shuffle) => ({ ...usualWays[0], numFolds, keep, shuffle })),
    ),
  );
  const others = usualWays.flatMap((way): PreparationWay[] => [
    ...scalings.filter((scaling) => scaling !== way.scaling).map((scaling) => ({ ...way, scaling })),
    { ...way, order: 'by-class' },
    { ...way, statistics: 'all' },
  ]);
  return [...parts, ...others].map((way) => ({ ...way, nominal }));
});

/** Accuracies of logistic regression on the authors' split under every way, for `summarisePreparation`. */
export const preparation: Experiment<PreparationTrial, AccuracyResult> = {
  id: 'preparation',
  jobs: (profile) => {
    const isQuick = profile === 'quick';
    const ways = isQuick
      ? preparationWays.filter(({ order, keep }) => order === 'file' && keep === 'last')
      : preparationWays;
    // Seed by seed, so that an unfinished run has all data sets and ways alike.
    return Array.from({ length: isQuick ? 1 : seeds }, (_, trial) =>
      (isQuick ? quickDatasets : preparationDatasets).flatMap((dataset) =>
        ways
          // Without nominal inputs their treatment makes no difference, and `integer` stands for all.
          .filter(({ nominal }) => nominal === 'integer' || nominalDatasets.includes(dataset))
          .map((way) => ({ dataset, trial, ...way })),
      ),
    ).flat();
  },
  run: async (trial) => {
    const problem = preparedProblem(await loadOpenml(trial.dataset), trial);
    return accuracyResult(problem.test.X.rows, linearOutcomes(problem, preparationMethods));
  },
  dataHash: datasetHash,
};

/** The authors' split of a set, prepared in one way. */
export function preparedProblem(data: Dataset, trial: PreparationTrial): LinearProblem {
  const { numFolds, keep, shuffle, scaling, nominal } = trial;
  const split = orderedSplit(data, trial);
  const { training, test } = preparedParts(data, { scaling, nominal }, split, {
    statistics: trial.statistics,
  });
  return {
    ...{ training, test, numClasses: data.classNames.length, folds: kFold(training.X.rows, numFolds) },
    ...{ keep, shuffle, trainsGenerator: false },
    stream: splitStream({ ...trial, protocol: 'paper', randomState: authorsRandomState }).split('training'),
  };
}

/** The split of the file's rows, or of the rows class by class, in the order of the file within each. */
function orderedSplit(data: Dataset, { order }: PreparationWay): Split {
  const split = splitOf(data, authorsRandomState);
  if (order === 'file') return split;
  const rows = Int32Array.from(data.y.keys()).sort((a, b) => data.y[a] - data.y[b] || a - b);
  const placed = (indices: Int32Array) => indices.map((index) => rows[index]);
  return { train: placed(split.train), test: placed(split.test) };
}
