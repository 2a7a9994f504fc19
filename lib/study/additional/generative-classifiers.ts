import type { Dataset } from '../../data/dataset';
import { loadOpenml } from '../../data/openml';
import { type Scaling, scalings } from '../../data/preprocess';
import type { Experiment } from '../../runtime/experiment';
import { fitClassDensities } from '../../train/class-densities';
import { classShares, generativeAccuracy } from '../../train/generative-classifier';
import type { LabelledPoints } from '../../train/sweep';
import { datasetHash } from '../common/dataset-hash';
import {
  authorsRandomState,
  explainingPreprocessing,
  type NominalTreatment,
  nominalDatasets,
  preparedParts,
  preprocessingOf,
  splitOf,
} from '../common/openml-accuracy';
import { besidesStudy, studyDatasets, table04Datasets, tableDatasets } from '../tabular/tabular-datasets';
import { gaussianAccuracies, gaussianVariants } from './gaussian-variants';

/** One data set on a split of scikit-learn's `train_test_split`. */
export type GenerativeTrial = {
  readonly dataset: number;
  readonly randomState: number;
  /** Left out: the set has no nominal features. */
  readonly nominal?: NominalTreatment;
};

/** Points of one part that the classifiers get right; null where a covariance is singular in spite of the ridge. */
export type GenerativeCounts = readonly (number | null)[];

/** Right points of the training part, to which the classifiers are fitted, and of the test part. */
export type GenerativeResult = {
  readonly trainSize: number;
  readonly testSize: number;
  /** Of `gaussianVariants`, in their order. */
  readonly gaussian: { readonly train: GenerativeCounts; readonly test: GenerativeCounts };
  /** Of `kernelVariants`, in their order. */
  readonly kernel: { readonly train: GenerativeCounts; readonly test: GenerativeCounts };
};

/** Ways to classify by kernel densities: bandwidth by Scott's rule and ridge 1e-8 as in the released code. */
export const kernelVariants: readonly { readonly scaling: Scaling; readonly priors: 'equal' | 'shares' }[] =
  scalings.flatMap((scaling) => (['equal', 'shares'] as const).map((priors) => ({ scaling, priors })));

/**
 * Generative classifiers on the authors' split, where nothing is random: which way to classify by Gaussians has the printed accuracies of
 * Tables 4 and 9, and which data sets pass the 95 % rule of Section 6 under it.
 */
export const generativeClassifiers: Experiment<GenerativeTrial, GenerativeResult> = {
  id: 'generative-classifiers',
  jobs: (profile) =>
    (profile === 'quick'
      ? [...new Set([...table04Datasets, ...tableDatasets['table-09'].filter((id) => id !== slowest)])]
      : [...studyDatasets, ...besidesStudy]
    ).map((dataset) => ({
      ...{ dataset, randomState: authorsRandomState },
      ...(nominalDatasets.includes(dataset) && { nominal: preprocessingOf(dataset).nominal }),
    })),
  dataHash: datasetHash,
  run: async ({ dataset, randomState, nominal }) =>
    generativeResult(await loadOpenml(dataset), randomState, nominal),
};

/** Abalone: its kernel densities have 2,900 centres. */
const slowest = 1557;

/** Every classifier on one split of a data set. */
export function generativeResult(
  data: Dataset,
  randomState: number,
  nominal: NominalTreatment = explainingPreprocessing.nominal,
): GenerativeResult {
  const split = splitOf(data, randomState);
  const numClasses = data.classNames.length;
  const prepared = new Map(
    scalings.map((scaling) => {
      const { training, test } = preparedParts(data, { scaling, nominal }, split);
      return [scaling, [training, test]];
    }),
  );
  const partsOf = (scaling: Scaling) => prepared.get(scaling) as LabelledPoints[];
  return {
    trainSize: split.train.length,
    testSize: split.test.length,
    gaussian: counted(
      gaussianVariants.map((variant) => () => {
        const parts = partsOf(variant.scaling);
        return countsOf(gaussianAccuracies(parts[0], numClasses, variant, parts), parts);
      }),
    ),
    kernel: counted(
      kernelVariants.map(({ scaling, priors }) => () => {
        const parts = partsOf(scaling);
        const densities = fitClassDensities(parts[0].X, parts[0].y, numClasses, 'kernel');
        const weights = priors === 'shares' ? classShares(parts[0].y, numClasses) : undefined;
        return countsOf(
          parts.map((points) => generativeAccuracy(densities, points, weights)),
          parts,
        );
      }),
    ),
  };
}

function countsOf(shares: readonly number[], parts: readonly LabelledPoints[]): number[] {
  return shares.map((share, i) => Math.round(share * parts[i].X.rows));
}

function counted(variants: readonly (() => number[])[]): GenerativeResult['gaussian'] {
  const counts = variants.map((variant) => {
    try {
      return variant();
    } catch (error) {
      if (error instanceof RangeError) return [null, null];
      throw error;
    }
  });
  return { train: counts.map(([train]) => train), test: counts.map(([, test]) => test) };
}
