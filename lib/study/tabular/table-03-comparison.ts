import { mean } from '../../numeric/statistics';
import { table03All, table03Balanced } from '../../paper/table-03';
import { type Comparison, compareWithPaper } from '../../report/comparison';
import { type Table, table } from '../../report/table';
import { trialsResult } from '../common/cell-result';
import { protocols } from '../common/protocol';
import type { TabularMethod } from '../common/tabular-methods';
import { countsOfExperiments, type OutcomeKind, outcomeShare, pooledCounts } from './outcome-shares';
import { selectSets } from './select-sets';
import { refusals, type TabularRecord } from './tabular-record';
import { tabularSets } from './tabular-sets';

/** The baselines of Table 3 by their rows. */
export const table03Baselines: { readonly [row: string]: TabularMethod } = {
  Vanilla: 'vanilla',
  Adamixup: 'adaMixup',
  Mixup: 'mixup',
  'Mixup + Excluding MI': 'mixupWithoutIntrusion',
  'Generative Classifier (GM)': 'generativeClassifier',
};

const outcomes: { readonly [column: string]: OutcomeKind } = {
  Higher: 'higher',
  'On-par': 'equal',
  Lower: 'lower',
};

const parts = [
  { printed: table03All, balanced: false },
  { printed: table03Balanced, balanced: true },
] as const;

/**
 * Table 3 beside ours, per protocol both of its parts: the shares within one experiment, by default one split of every data set;
 * mean over experiments, 95 % confidence interval, and whether the printed share lies in the 95 % prediction interval for one.
 * On-par: exactly equal accuracy.
 *
 * @param missing data sets of the paper that are not on this machine
 * @param average trials whose mean accuracies are compared in one experiment
 */
export function compareTable03(
  records: readonly TabularRecord[],
  missing: readonly number[] = [],
  average: number = 1,
): Comparison[] {
  return protocols.flatMap((protocol) => {
    const sets = tabularSets(records, protocol);
    return parts.map(({ printed, balanced }) => {
      const counts = (row: string) =>
        countsOfExperiments(sets, 'genLabelSelected', table03Baselines[row], {
          selection: { balanced },
          average,
        });
      const sizes = counts('Mixup').map((trial) => trial.sets);
      return compareWithPaper(printed, {
        title: `${printed.title} (protocol ${protocol}${average > 1 ? `, means of ${average} trials` : ''})`,
        measured: (row, column) =>
          trialsResult(counts(row).map((trial) => outcomeShare(trial, outcomes[column]))),
        notes: [
          ...(sizes.length > 0
            ? [`Ours: ${mean(sizes).toFixed(1)} data sets, on average over experiments.`]
            : []),
          average === 1
            ? 'Each of our experiments has one split and one seed, the paper averages 5 seeds: equal accuracies are rarer there.'
            : `Each of our experiments averages ${average} trials with splits of their own; the paper has 5 seeds, on one split as it seems.`,
          ...absentNotes(records, missing),
        ],
      });
    });
  });
}

/**
 * The same comparisons by the mean over all trials, which makes ties rare, with the numbers of data sets on which the 95 %
 * confidence interval of the paired difference lies above or below 0.
 */
export function pooledTable03(records: readonly TabularRecord[], missing: readonly number[] = []): Table[] {
  return protocols.flatMap((protocol) => {
    const sets = tabularSets(records, protocol);
    if (sets.length === 0) return [];
    const trials = Math.min(...sets.map((set) => set.trials.length));
    return parts.map(({ balanced }) => {
      const selected = selectSets(sets, { balanced });
      const rows = Object.entries(table03Baselines).map(([row, baseline]) => {
        const counts = pooledCounts(selected, 'genLabelSelected', baseline);
        const share = (number: number) => percent(number, counts.sets);
        const { higher, equal, lower, resolvedHigher, resolvedLower } = counts;
        return [row, counts.sets, ...[higher, equal, lower, resolvedHigher, resolvedLower].map(share)];
      });
      const head = ['GenLabel (CV) against', 'sets', 'higher', 'equal', 'lower'];
      return table([...head, 'higher, resolved', 'lower, resolved'], rows, {
        title: `${balanced ? 'Balanced data sets' : 'All selected data sets'}, means of at least ${trials} trials (protocol ${protocol})`,
        notes: [
          'Equal: the mean accuracies are equal exactly. Resolved: the 95 % confidence interval of the paired difference excludes 0.',
          ...absentNotes(records, missing),
        ],
      });
    });
  });
}

function percent(number: number, of: number): string {
  return of === 0 ? '' : `${((100 * number) / of).toFixed(1)} %`;
}

/** What a table over data sets has to say about those that are not in it. */
export function absentNotes(records: readonly TabularRecord[], missing: readonly number[]): string[] {
  const refused = refusals(records).map(({ dataset, reason }) => `${dataset} (${reason})`);
  return [
    ...(missing.length > 0 ? [`Not on this machine: ${missing.join(', ')}.`] : []),
    ...(refused.length > 0 ? [`Not usable: ${refused.join('; ')}.`] : []),
  ];
}
