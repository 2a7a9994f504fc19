import type { NetworkMethod } from '../../train/network-methods';
import type { OutcomeCounts } from '../tabular/outcome-shares';
import { having, type RobustTrial } from './robust-sets';

/** GenLabel's two variants of Section 6.2. */
export const genLabelVariants = ['genLabelGaussian', 'genLabelNearest'] as const;

/**
 * How the variant of GenLabel is taken on a data set: the one of higher robust test accuracy, as the caption of Table 5 does (which
 * favours GenLabel, the more so the smaller the test parts), the one of higher held-out accuracy, trial by trial (of equal ones GM), or one
 * throughout.
 */
export type VariantChoice = 'best on test' | 'held-out' | (typeof genLabelVariants)[number];

/**
 * On how many data sets GenLabel has more, as many or fewer robust test points than a baseline, all given trials together.
 * Trials without one of the three methods are left out.
 */
export function robustOutcomes(
  trials: readonly RobustTrial[],
  baseline: NetworkMethod,
  choice: VariantChoice = 'best on test',
): OutcomeCounts {
  const gains = robustGains(trials, baseline, choice);
  return {
    higher: gains.filter(({ gain }) => gain > 0).length,
    equal: gains.filter(({ gain }) => gain === 0).length,
    lower: gains.filter(({ gain }) => gain < 0).length,
    sets: gains.length,
  };
}

/** One data set: robust accuracy of GenLabel less that of a baseline. */
export interface RobustGain {
  readonly dataset: number;
  /** Points of percent, over all trials. */
  readonly gain: number;
  /** Points of percent, trial by trial. */
  readonly byTrial: readonly number[];
  /** Rows of the test part. */
  readonly testSize: number;
}

/** The differences, one data set after another; of clean accuracies with the measure `correct`. */
export function robustGains(
  trials: readonly RobustTrial[],
  baseline: NetworkMethod,
  choice: VariantChoice = 'best on test',
  measure: 'robust' | 'correct' = 'robust',
): RobustGain[] {
  const usable = having(trials, baseline, ...genLabelVariants);
  const datasets = [...new Set(usable.map(({ dataset }) => dataset))].sort((a, b) => a - b);
  return datasets.map((dataset) => {
    const own = usable.filter((trial) => trial.dataset === dataset);
    const candidates = candidatesOf(choice);
    const gains = candidates.map((variantOf) => gainOf(own, variantOf, baseline, measure));
    return { dataset, ...gains.reduce((best, other) => (other.gain > best.gain ? other : best)) };
  });
}

/** Of which the best is taken. */
function candidatesOf(choice: VariantChoice): readonly ((trial: RobustTrial) => NetworkMethod)[] {
  if (choice === 'held-out') return [chosenVariant];
  return genLabelVariants
    .filter((variant) => choice === 'best on test' || choice === variant)
    .map((variant) => () => variant);
}

function gainOf(
  trials: readonly RobustTrial[],
  variantOf: (trial: RobustTrial) => NetworkMethod,
  baseline: NetworkMethod,
  measure: 'robust' | 'correct',
): Omit<RobustGain, 'dataset'> {
  const counts = trials.map((trial) => {
    const [own, other] = [trial.results[variantOf(trial)], trial.results[baseline]];
    if (!own || !other) throw new RangeError(`trial ${trial.trial} of ${trial.dataset} lacks a method`);
    return { gained: own[measure] - other[measure], size: own.testSize };
  });
  const total = (value: (count: (typeof counts)[number]) => number) =>
    counts.reduce((sum, count) => sum + value(count), 0);
  return {
    gain: (100 * total(({ gained }) => gained)) / total(({ size }) => size),
    byTrial: counts.map(({ gained, size }) => (100 * gained) / size),
    testSize: counts[0].size,
  };
}

/** GenLabel's variant of higher held-out accuracy in a trial; of equal ones GM. */
export function chosenVariant({ results }: Pick<RobustTrial, 'results'>): NetworkMethod {
  const score = (method: NetworkMethod) => results[method]?.score ?? Number.NEGATIVE_INFINITY;
  return score('genLabelNearest') > score('genLabelGaussian') + 1e-9 ? 'genLabelNearest' : 'genLabelGaussian';
}
