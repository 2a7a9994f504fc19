import { type RandomStream, randomStream } from '../../numeric/random';
import { type Interval, mean, standardDeviation } from '../../numeric/statistics';
import { printedSeeds } from '../../report/rules';
import type { AccuracyResult } from '../common/accuracy-result';
import { nominalDatasets } from '../common/openml-accuracy';
import type { TabularMethod } from '../common/tabular-methods';
import {
  type PreparationTrial,
  type PreparationWay,
  preparationMethods,
  preparationWays,
} from './preparation';

/** What the summary reads of a record of `preparation`. */
export interface PreparationRecord {
  readonly configuration: PreparationTrial;
  readonly result: AccuracyResult;
}

/** A printed accuracy of logistic regression, in percent. */
export interface PrintedAccuracy {
  readonly dataset: number;
  readonly method: TabularMethod;
  readonly percent: number;
}

/** How far a printed value lies from ours under one way, percent. */
export interface Residual extends PrintedAccuracy {
  readonly mean: number;
  /** Scale of the prediction for five other seeds. */
  readonly spread: number;
  /** Degrees of freedom of the spread. */
  readonly freedom: number;
}

/** How well one way explains the printed values. */
export interface PreparationScore {
  readonly way: PreparationWay;
  /** Sum over the printed values of the log density of prediction, nats. */
  readonly logLikelihood: number;
  /** The same of the sets of either half. */
  readonly halves: readonly [number, number];
  /** `logLikelihood` less that of the best, with the 2.5 and 97.5 % quantiles under a bootstrap over data sets; the best has 0. */
  readonly difference: number;
  readonly differenceInterval: Interval;
  readonly residuals: readonly Residual[];
}

/** A way that was chosen on one half of the sets, tested on the other. */
export interface TestedChoice {
  readonly chosen: PreparationScore;
  /** Its place among all ways on the other half, from 1. */
  readonly rank: number;
  /** Log likelihood on the other half, and that of the best way there. */
  readonly logLikelihood: number;
  readonly best: number;
}

/** Which way explains the printed accuracies. */
export interface PreparationSummary {
  /** Best first. */
  readonly scores: readonly PreparationScore[];
  /** Chosen on the first half and tested on the second, and the other way round. */
  readonly choices: readonly [TestedChoice, TestedChoice];
  /** Printed values that are compared. */
  readonly compared: number;
}

/** Size and stream of the bootstrap. */
export interface BootstrapOptions {
  /** Default 2000. */
  readonly resamples?: number;
  readonly stream?: RandomStream;
}

/**
 * Which way of preparing and choosing, one for all sets, explains the printed accuracies best.
 *
 * A printed value is the mean of five seeds on the authors' split. Under a way its law of prediction is Student's around our mean of n seeds, with the squared
 * scale s^2 (1/5 + 1/n) + g^2: s the spread of seeds, pooled over the methods of the set, and g = 100 / (5 test rows) the step of a printed mean. Values of one
 * data set depend on one another: the doubt is measured by a bootstrap over data sets, and the halves consist of whole sets, every other one in the order of their
 * numbers.
 *
 * @param records of `preparation`; sets without nominal inputs serve all treatments of these
 * @returns undefined unless some set has two seeds under every way
 */
export function summarisePreparation(
  records: readonly PreparationRecord[],
  printed: readonly PrintedAccuracy[],
  options: BootstrapOptions = {},
): PreparationSummary | undefined {
  const groups = new Map<string, PreparationRecord[]>();
  for (const record of records) {
    const { dataset, trial: _, ...way } = record.configuration;
    const key = keyOf(dataset, way);
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  const predicted = preparationWays.map((way) =>
    printed.map((value) => residualOf(groups.get(keyOf(value.dataset, way)) ?? [], value)),
  );
  const compared = predicted.map((residuals) =>
    residuals.filter(
      (value, i): value is Residual => predicted.every((other) => other[i]) && value !== undefined,
    ),
  );
  if (compared[0].length === 0) return undefined;
  const datasets = [...new Set(compared[0].map(({ dataset }) => dataset))].sort((a, b) => a - b);
  // [way][data set]
  const parts = compared.map((residuals) =>
    datasets.map((dataset) => sum(residuals.filter((own) => own.dataset === dataset).map(logDensity))),
  );
  const differences = bootstrap(parts, options);
  const totals = parts.map(sum);
  const scores = preparationWays.map((way, v): PreparationScore => {
    const half = (parity: number) => sum(parts[v].filter((_, d) => d % 2 === parity));
    return {
      ...{ way, logLikelihood: totals[v], halves: [half(0), half(1)] },
      difference: totals[v] - Math.max(...totals),
      differenceInterval: differences[v],
      residuals: compared[v],
    };
  });
  return {
    scores: [...scores].sort((a, b) => b.logLikelihood - a.logLikelihood),
    choices: [testedChoice(scores, 0), testedChoice(scores, 1)],
    compared: compared[0].length,
  };
}

/** Root of the mean squared residual, points; of one data set if it is given. */
export function residualSize({ residuals }: PreparationScore, dataset?: number): number {
  const own = residuals.filter((value) => dataset === undefined || value.dataset === dataset);
  return Math.sqrt(mean(own.map(({ percent, mean: ours }) => (percent - ours) ** 2)));
}

function keyOf(dataset: number, way: PreparationWay): string {
  const nominal = nominalDatasets.includes(dataset) ? way.nominal : 'integer';
  const { numFolds, keep, shuffle, scaling, order, statistics } = way;
  return JSON.stringify([dataset, numFolds, keep, shuffle, scaling, nominal, order, statistics]);
}

function residualOf(trials: readonly PreparationRecord[], value: PrintedAccuracy): Residual | undefined {
  const n = trials.length;
  if (n < 2) return undefined;
  const valuesOf = (method: string) => trials.map(({ result }) => 100 * result.accuracy[method]);
  const variance = mean(preparationMethods.map((method) => standardDeviation(valuesOf(method)) ** 2));
  const step = 100 / (printedSeeds * trials[0].result.testSize);
  return {
    ...value,
    mean: mean(valuesOf(value.method)),
    spread: Math.sqrt(variance * (1 / printedSeeds + 1 / n) + step ** 2),
    freedom: (n - 1) * preparationMethods.length,
  };
}

/** Best on the sets of one half, looked up on the other. */
function testedChoice(scores: readonly PreparationScore[], half: 0 | 1): TestedChoice {
  const other = half === 0 ? 1 : 0;
  const chosen = scores.reduce((best, score) => (score.halves[half] > best.halves[half] ? score : best));
  const onOther = scores.map(({ halves }) => halves[other]);
  return {
    chosen,
    rank: 1 + onOther.filter((value) => value > chosen.halves[other]).length,
    logLikelihood: chosen.halves[other],
    best: Math.max(...onOther),
  };
}

/** Intervals of the differences from the best way. */
function bootstrap(
  parts: readonly (readonly number[])[],
  { resamples = 2000, stream = randomStream('bootstrap over data sets') }: BootstrapOptions,
): Interval[] {
  const totals = parts.map(sum);
  const best = parts[totals.indexOf(Math.max(...totals))];
  const draws = Array.from({ length: resamples }, () => best.map(() => stream.integer(best.length)));
  return parts.map((values) => {
    const sorted = draws.map((drawn) => sum(drawn.map((d) => values[d] - best[d]))).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
    return { low: at(0.025), high: at(0.975) };
  });
}

/** Student's log density. */
function logDensity({ percent, mean: ours, spread, freedom }: Residual): number {
  // Gamma((f + 1) / 2) / Gamma(f / 2) by its recurrence in f, from 1 / sqrt(pi) at f = 1.
  let ratio = 1 / Math.sqrt(Math.PI);
  for (let f = 1; f < freedom; f++) ratio = f / (2 * ratio);
  const kernel = ((freedom + 1) / 2) * Math.log1p(((percent - ours) / spread) ** 2 / freedom);
  return Math.log(ratio / (spread * Math.sqrt(freedom * Math.PI))) - kernel;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
