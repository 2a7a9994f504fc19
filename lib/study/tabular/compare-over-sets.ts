import { hodgesLehmann, type LocationEstimate } from '../../numeric/hodges-lehmann';
import { holm } from '../../numeric/holm';
import { signedRankTest } from '../../numeric/signed-rank-test';
import { type MeanInterval, meanInterval } from '../../numeric/statistics';
import type { TabularMethod } from '../common/tabular-methods';
import { meanGain, type TabularSet, trialsWith } from './tabular-sets';

/** One method against a baseline, over data sets. Differences in points of percent. */
export interface SetComparison {
  readonly baseline: TabularMethod;
  readonly sets: number;
  readonly mean: MeanInterval;
  readonly median: number;
  readonly hodgesLehmann: LocationEstimate;
  /** Wilcoxon's signed-rank test, exact, zeros by Pratt's rule; two-sided. */
  readonly pValue: number;
  /** Adjusted by Holm's rule over all baselines of the call. */
  readonly adjusted: number;
  /** Matched-pairs rank-biserial correlation. */
  readonly effectSize: number;
}

/**
 * A method against baselines, each data set counting once with its mean difference over trials. A set takes part in a
 * comparison if it has trials of both methods.
 *
 * The sets are taken for a sample of independent ones. They are not quite: many are versions or relatives of one another (`relatedSets`):
 * the fri sets, for one. So the intervals are too narrow rather than too wide.
 *
 * @throws RangeError if fewer than 2 sets can be compared
 */
export function compareOverSets(
  sets: readonly TabularSet[],
  method: TabularMethod,
  baselines: readonly TabularMethod[],
): SetComparison[] {
  const gains = baselines.map((baseline) => setGains(sets, method, baseline).map(({ gain }) => gain));
  const tests = gains.map((values) => signedRankTest(values, { zeros: 'pratt' }));
  const adjusted = holm(tests.map(({ pValue }) => pValue));
  return baselines.map((baseline, i) => ({
    baseline,
    sets: gains[i].length,
    mean: meanInterval(gains[i]),
    median: median(gains[i]),
    hodgesLehmann: hodgesLehmann(gains[i]),
    pValue: tests[i].pValue,
    adjusted: adjusted[i],
    effectSize: tests[i].effectSize,
  }));
}

/** Mean difference of two methods on each data set that has both, points of percent. */
export function setGains(
  sets: readonly TabularSet[],
  method: TabularMethod,
  minus: TabularMethod,
): { readonly dataset: number; readonly gain: number }[] {
  return sets
    .map((set) => ({ dataset: set.dataset, trials: trialsWith(set, [method, minus]) }))
    .filter(({ trials }) => trials.length > 0)
    .map(({ dataset, trials }) => ({ dataset, gain: meanGain(trials, method, minus) }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
