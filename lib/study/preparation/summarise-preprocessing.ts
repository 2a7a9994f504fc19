import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import { scalings } from '../../data/preprocess';
import { type RandomStream, randomStream } from '../../numeric/random';
import { type Interval, mean, standardDeviation } from '../../numeric/statistics';
import type { AccuracyResult } from '../common/accuracy-result';
import type { OpenmlTrial, Preprocessing } from '../common/openml-accuracy';
import { type Protocol, protocols } from '../common/protocol';
import type { TabularMethod } from '../common/tabular-methods';
import { datasetsWithNominalInputs, encodings } from './preprocessing';

/** A printed accuracy of logistic regression, in percent. */
export interface PrintedAccuracy {
  readonly dataset: number;
  readonly method: TabularMethod;
  readonly percent: number;
}

/** What the summary reads of a record of `preprocessing`. */
export interface PreprocessingRecord {
  readonly configuration: OpenmlTrial;
  readonly result: AccuracyResult;
}

/** How far a printed value lies from our trials, in percent. */
export interface Residual extends PrintedAccuracy {
  readonly trials: number;
  readonly mean: number;
  /** Scale of the prediction for one split. */
  readonly spread: number;
  /** (percent - mean) / spread. */
  readonly standardised: number;
}

/** How well one way of preparing the inputs, in one protocol, explains the printed values. */
export interface PreprocessingScore extends Preprocessing {
  readonly protocol: Protocol;
  /** Sum over the printed values of the log density of prediction, in nats. */
  readonly logLikelihood: number;
  /** Mean of the squared standardised residuals: about 1 if the predictions are right and the trials many. */
  readonly meanSquare: number;
  /** Share of the printed values within the 95 % prediction interval. */
  readonly covered: number;
  /** `logLikelihood` less that of the best, with the 2.5 and 97.5 % quantiles under the bootstrap; the best has 0. */
  readonly difference: number;
  readonly differenceInterval: Interval;
  /** Share of bootstrap samples in which this one is the best; of equals, the first in order. */
  readonly bestShare: number;
  readonly residuals: readonly Residual[];
}

/** How well each preprocessing explains the printed accuracies. */
export interface PreprocessingSummary {
  /** Best first. */
  readonly scores: readonly PreprocessingScore[];
  /** Printed values that had trials under every preprocessing and both protocols, and so were scored. */
  readonly compared: number;
  /** The others. */
  readonly left: readonly PrintedAccuracy[];
}

/** Size and stream of the bootstrap. */
export interface BootstrapOptions {
  /** Default 4000. */
  readonly resamples?: number;
  /** Default a fixed one. */
  readonly stream?: RandomStream;
}

/**
 * Which preprocessing explains the printed accuracies best, and how surely.
 *
 * A printed value stems from one unknown split. Under a preprocessing its law of prediction is Student's, with n - 1
 * degrees of freedom, around the mean of our n trials, with the squared scale s^2 (1 + 1/n) + r^2/12: the spread of
 * single splits, our ignorance of their mean, and the rounding r = 100 / (number of test rows), which keeps trials
 * that happen to agree from claiming certainty.
 * The score is the log likelihood of all values. Values of one data set depend on one another, so the doubt is
 * measured by a bootstrap over data sets: whole data sets are drawn with replacement.
 *
 * @param records of experiment `preprocessing`; sets without nominal inputs serve both encodings
 * @param printed every run once: values that two tables print of the same run count once
 * @throws RangeError if a value is given twice or none can be compared
 */
export function summarisePreprocessing(
  records: readonly PreprocessingRecord[],
  printed: readonly PrintedAccuracy[],
  options: BootstrapOptions = {},
): PreprocessingSummary {
  requireDistinct(printed);
  const groups = groupTrials(records);
  const predicted = variants.map((variant) => printed.map((value) => residual(groups, variant, value)));
  const isCompared = printed.map((_, i) => predicted.every((residuals) => residuals[i] !== undefined));
  const compared = predicted.map((residuals) =>
    residuals.filter((value, i): value is Residual => isCompared[i] && value !== undefined),
  );
  if (compared[0].length === 0) {
    throw new RangeError(
      'no printed value has two trials or more under every preprocessing: run experiment `preprocessing` first',
    );
  }
  return {
    scores: rank(compared, options),
    compared: compared[0].length,
    left: printed.filter((_, i) => !isCompared[i]),
  };
}

type Variant = Preprocessing & { readonly protocol: Protocol };

const variants: readonly Variant[] = protocols.flatMap((protocol) =>
  scalings.flatMap((scaling) => encodings.map((nominal) => ({ protocol, scaling, nominal }))),
);

function requireDistinct(printed: readonly PrintedAccuracy[]): void {
  const seen = new Set<string>();
  for (const { dataset, method } of printed) {
    const key = `${dataset} ${method}`;
    if (seen.has(key))
      throw new RangeError(`${method} of data set ${dataset} is given twice: give each run once`);
    seen.add(key);
  }
}

const keyOf = (dataset: number, { protocol, scaling, nominal }: Variant) =>
  JSON.stringify([
    dataset,
    protocol,
    scaling,
    datasetsWithNominalInputs.includes(dataset) ? nominal : 'integer',
  ]);

function groupTrials(records: readonly PreprocessingRecord[]): Map<string, AccuracyResult[]> {
  const groups = new Map<string, AccuracyResult[]>();
  for (const { configuration, result } of records) {
    const key = keyOf(configuration.dataset, configuration);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return groups;
}

function residual(
  groups: Map<string, AccuracyResult[]>,
  variant: Variant,
  value: PrintedAccuracy,
): Residual | undefined {
  const results = groups.get(keyOf(value.dataset, variant)) ?? [];
  const values = results.map(({ accuracy }) => 100 * accuracy[value.method]);
  const trials = values.length;
  if (trials < 2 || values.some(Number.isNaN)) return undefined;
  const rounding = 100 / results[0].testSize;
  const centre = mean(values);
  const spread = Math.sqrt(standardDeviation(values) ** 2 * (1 + 1 / trials) + rounding ** 2 / 12);
  return { ...value, trials, mean: centre, spread, standardised: (value.percent - centre) / spread };
}

function rank(
  compared: readonly (readonly Residual[])[],
  { resamples = 4000, stream = randomStream('bootstrap over data sets') }: BootstrapOptions,
): PreprocessingScore[] {
  const datasets = [...new Set(compared[0].map(({ dataset }) => dataset))];
  // [variant][data set]
  const parts = compared.map((residuals) =>
    datasets.map((dataset) => sum(residuals.filter((r) => r.dataset === dataset).map(logDensity))),
  );
  const totals = parts.map(sum);
  const best = totals.indexOf(Math.max(...totals));
  const differences: number[][] = variants.map(() => []);
  const wins = variants.map(() => 0);
  for (let t = 0; t < resamples; t++) {
    const drawn = datasets.map(() => stream.integer(datasets.length));
    const sums = parts.map((values) => sum(drawn.map((d) => values[d])));
    wins[sums.indexOf(Math.max(...sums))]++;
    sums.forEach((value, v) => {
      differences[v].push(value - sums[best]);
    });
  }
  return variants
    .map((variant, v) => ({
      ...variant,
      logLikelihood: totals[v],
      meanSquare: mean(compared[v].map(({ standardised }) => standardised ** 2)),
      covered: mean(compared[v].map((value) => (isCovered(value) ? 1 : 0))),
      difference: totals[v] - totals[best],
      differenceInterval: quantiles(differences[v]),
      bestShare: wins[v] / resamples,
      residuals: compared[v],
    }))
    .sort((a, b) => b.logLikelihood - a.logLikelihood);
}

/** Student's log density with trials - 1 degrees of freedom. */
function logDensity({ standardised, spread, trials }: Residual): number {
  const freedom = trials - 1;
  // Gamma((f + 1) / 2) / Gamma(f / 2) by its recurrence in f, from 1 / sqrt(pi) at f = 1.
  let ratio = 1 / Math.sqrt(Math.PI);
  for (let f = 1; f < freedom; f++) ratio = f / (2 * ratio);
  const kernel = ((freedom + 1) / 2) * Math.log1p(standardised ** 2 / freedom);
  return Math.log(ratio / (spread * Math.sqrt(freedom * Math.PI))) - kernel;
}

const isCovered = ({ standardised, trials }: Residual) =>
  Math.abs(standardised) <= studentQuantile(0.975, trials - 1);

function quantiles(values: readonly number[]): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  return { low: at(0.025), high: at(0.975) };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
