import { type MeanInterval, mean } from '../../numeric/statistics';
import { runInterval } from '../../report/run-interval';
import { splitShare } from '../common/split-share';
import {
  type MixtureDensityMethod,
  type MixtureDensityModel,
  type MixtureDensityResult,
  type MixtureDensityTrial,
  mixtureDensityMethods,
} from './mixture-density';

/** Accuracies of one data set over its trials, in percent (points of percent for differences). */
export interface MixtureDensitySummary {
  readonly dataset: number;
  readonly trials: number;
  /** Mean test accuracies, with 95 % confidence intervals over splits that share rows. */
  readonly accuracy: { readonly [method in MixtureDensityMethod]: MeanInterval };
  /** GenLabel less mixup on the same splits, with 95 % confidence intervals. */
  readonly gain: { readonly [model in MixtureDensityModel]: MeanInterval };
  /** The same where gamma is 1. */
  readonly pureGain: { readonly [model in MixtureDensityModel]: MeanInterval };
  /** GenLabel with the mixture less GenLabel with one Gaussian. */
  readonly mixtureOverGaussian: MeanInterval;
  /** Means over the trials, of generative classifiers. */
  readonly classifierTrain: { readonly [model in MixtureDensityModel]: number };
  readonly classifierTest: { readonly [model in MixtureDensityModel]: number };
  readonly gamma: { readonly [model in MixtureDensityModel]: number };
  /** Mean number of components a class. */
  readonly components: number;
  /** Whether the paper's rule keeps the set: one Gaussian, or the kernel density, has more than 95 % train accuracy. */
  readonly kept: boolean;
}

/** Train accuracy, in percent, that the paper asks of a generative model (Section 6). */
export const trainAccuracyRule = 95;

/**
 * Records of experiment `mixture-density`, one summary for each data set of two trials or more, in the order of the records.
 */
export function summariseMixtureDensity(
  records: readonly { readonly configuration: MixtureDensityTrial; readonly result: MixtureDensityResult }[],
): MixtureDensitySummary[] {
  const groups = new Map<number, MixtureDensityResult[]>();
  for (const { configuration, result } of records) {
    groups.set(configuration.dataset, [...(groups.get(configuration.dataset) ?? []), result]);
  }
  return [...groups]
    .filter(([, results]) => results.length >= 2)
    .map(([dataset, results]) => summary(dataset, results));
}

function summary(dataset: number, results: readonly MixtureDensityResult[]): MixtureDensitySummary {
  const over = (values: readonly number[]) => runInterval({ values, split: splitShare });
  const difference = (a: readonly number[], b: readonly number[]) => over(a.map((value, i) => value - b[i]));
  const percent = (value: (result: MixtureDensityResult) => number) =>
    results.map((result) => 100 * value(result));
  const mixup = percent(({ accuracy }) => accuracy.mixup);
  const classifierTrain = ofModels((model) => mean(percent((result) => result.classifierTrain[model])));
  return {
    dataset,
    trials: results.length,
    accuracy: Object.fromEntries(
      mixtureDensityMethods.map((method) => [method, over(percent(({ accuracy }) => accuracy[method]))]),
    ) as MixtureDensitySummary['accuracy'],
    gain: ofModels((model) =>
      difference(
        percent(({ accuracy }) => accuracy[model]),
        mixup,
      ),
    ),
    pureGain: ofModels((model) =>
      difference(
        percent(({ pureAccuracy }) => pureAccuracy[model]),
        mixup,
      ),
    ),
    mixtureOverGaussian: difference(
      percent(({ accuracy }) => accuracy.mixture),
      percent(({ accuracy }) => accuracy.gaussian),
    ),
    classifierTrain,
    classifierTest: ofModels((model) => mean(percent((result) => result.classifierTest[model]))),
    gamma: ofModels((model) => mean(results.map((result) => result.gamma[model]))),
    components: mean(results.map(({ components }) => mean(components))),
    kept: Math.max(classifierTrain.gaussian, classifierTrain.kernel) > trainAccuracyRule,
  };
}

function ofModels<V>(value: (model: MixtureDensityModel) => V): {
  readonly [model in MixtureDensityModel]: V;
} {
  return { gaussian: value('gaussian'), kernel: value('kernel'), mixture: value('mixture') };
}
