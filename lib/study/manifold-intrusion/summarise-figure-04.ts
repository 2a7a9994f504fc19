import { hodgesLehmann, type LocationEstimate } from '../../numeric/hodges-lehmann';
import { type MeanInterval, mean, meanInterval } from '../../numeric/statistics';
import type { Protocol } from '../common/protocol';
import type { Figure04Result } from './figure-04';
import type { LabelConflicts } from './label-conflicts';
import {
  type ByMethod,
  byMethod,
  type PlaneDataset,
  type PlaneMethod,
  type PlaneTrial,
} from './plane-classifiers';

/** A record of experiment `figure-04`. */
export interface Figure04Record {
  readonly configuration: PlaneTrial;
  readonly result: Figure04Result;
}

/** The two margins that are compared: the smallest of all training points, and the one that 1 % do not exceed. */
export type MarginMeasure = 'least' | 'percentile';
export const marginMeasures: readonly MarginMeasure[] = ['least', 'percentile'];

/** Median, lowest and highest value over trials: trials that fail would rule a mean. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** The trials of one set in one protocol; confidence intervals at 95 %. */
export interface Figure04Summary {
  readonly dataset: PlaneDataset;
  readonly protocol: Protocol;
  readonly trials: number;
  readonly trainingSize: number;
  /** Mean ceiling of the least margin. */
  readonly ceiling: number;
  readonly methods: ByMethod<MethodSummary>;
  /** GenLabel's margins less those of another method on the same points: Hodges and Lehmann's estimate. */
  readonly genlabelLess: ByMethod<{ readonly [measure in MarginMeasure]: LocationEstimate }>;
  readonly conflicts: ConflictSummary;
  /** At lambda = 0.6, where there is such a measurement. */
  readonly conflictsAtFixedLambda?: ConflictSummary;
  /** Test accuracies in percent at Table 10's learning rate, where they were measured. */
  readonly accuracyAtPrintedRate?: { readonly [method: string]: MeanInterval };
}

/** Margins of one method over the trials. */
export interface MethodSummary {
  /** In percent. */
  readonly accuracy: MeanInterval;
  readonly least: Spread;
  readonly percentile: Spread;
  readonly mean: Spread;
  /** Least margin in shares of the ceiling. */
  readonly ofCeiling: Spread;
  /** Number of trials in which no training point is on the wrong side. */
  readonly allRight: number;
}

/** All in percent of the mixed points. */
export interface ConflictSummary {
  readonly intrusion: MeanInterval;
  readonly mixup: { readonly [with_ in keyof LabelConflicts['mixup']]: MeanInterval };
  readonly genlabel: { readonly [with_ in keyof LabelConflicts['mixup']]: MeanInterval };
}

/** One summary for each set and protocol of two trials or more, in the order of the records. */
export function summariseFigure04(records: readonly Figure04Record[]): Figure04Summary[] {
  const groups = new Map<string, Figure04Record[]>();
  for (const record of records) {
    const { dataset, protocol } = record.configuration;
    const key = `${dataset} ${protocol}`;
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups.values()].filter((group) => group.length >= 2).map(summary);
}

function summary(group: readonly Figure04Record[]): Figure04Summary {
  const { dataset, protocol } = group[0].configuration;
  const results = group.map(({ result }) => result);
  const fixed = results.flatMap(({ conflictsAtFixedLambda: own }) => (own ? [own] : []));
  const printed = results.flatMap(({ accuracyAtPrintedRate: own }) => (own ? [own] : []));
  const less = (method: PlaneMethod, measure: MarginMeasure) =>
    hodgesLehmann(results.map(({ margins }) => margins.genlabel[measure] - margins[method][measure]));
  return {
    ...{ dataset, protocol, trials: results.length, trainingSize: results[0].trainingSize },
    ceiling: mean(results.map(({ ceiling }) => ceiling)),
    methods: byMethod((method) => methodSummary(results, method)),
    genlabelLess: byMethod((method) => ({
      least: less(method, 'least'),
      percentile: less(method, 'percentile'),
    })),
    conflicts: conflictSummary(results.map(({ conflicts }) => conflicts)),
    ...(fixed.length >= 2 && { conflictsAtFixedLambda: conflictSummary(fixed) }),
    ...(printed.length >= 2 && {
      accuracyAtPrintedRate: Object.fromEntries(
        Object.keys(printed[0]).map((method) => [
          method,
          inPercent(printed.map((own) => own[method as keyof typeof own])),
        ]),
      ),
    }),
  };
}

function methodSummary(results: readonly Figure04Result[], method: PlaneMethod): MethodSummary {
  const own = results.map(({ margins }) => margins[method]);
  return {
    accuracy: inPercent(results.map(({ accuracy }) => accuracy[method])),
    least: spread(own.map(({ least }) => least)),
    percentile: spread(own.map(({ percentile }) => percentile)),
    mean: spread(own.map((margin) => margin.mean)),
    ofCeiling: spread(results.map(({ margins, ceiling }) => margins[method].least / ceiling)),
    allRight: own.filter(({ wrong }) => wrong === 0).length,
  };
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const last = sorted.length - 1;
  const median = (sorted[Math.floor(last / 2)] + sorted[Math.ceil(last / 2)]) / 2;
  return { median, lowest: sorted[0], highest: sorted[last] };
}

function conflictSummary(conflicts: readonly LabelConflicts[]): ConflictSummary {
  const of = (label: 'mixup' | 'genlabel') => {
    const share = (other: keyof LabelConflicts['mixup']) =>
      inPercent(conflicts.map((own) => own[label][other]));
    return { nearest: share('nearest'), svm: share('svm'), 'svm-other': share('svm-other') };
  };
  return {
    intrusion: inPercent(conflicts.map(({ intrusion }) => intrusion)),
    mixup: of('mixup'),
    genlabel: of('genlabel'),
  };
}

const inPercent = (shares: readonly number[]) => meanInterval(shares.map((share) => 100 * share));
