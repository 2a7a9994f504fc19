import { mean } from '../../numeric/statistics';
import { table03All, table03Balanced } from '../../paper/table-03';
import type { CellSample } from '../../report/cell-sample';
import { type Comparison, compareWithPaper } from '../../report/comparison';
import { printedSeeds } from '../../report/rules';
import { type Table, table } from '../../report/table';
import { protocols } from '../common/protocol';
import type { TabularMethod } from '../common/tabular-methods';
import { absentNote } from './absent-note';
import { countsOfExperiments, type OutcomeKind, outcomeShare, pooledCounts } from './outcome-shares';
import { selectSets } from './select-sets';
import { experimentShares, type ShareOf } from './set-shares';
import { type Reading, readingsOf, type TabularRecords } from './tabular-claims';
import { refusals, type TabularRecord } from './tabular-record';

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
 * Table 3 beside ours, per protocol both of its parts: the shares within one experiment of five seeds on the authors' split, mean over experiments, and
 * whether the printed share lies in the 95 % prediction interval for one more. Over splits, the shares by the mean gain over all of them, which no rule
 * judges: an experiment of one split a set has other ties. On-par: exactly equal accuracy.
 *
 * @param missing data sets of the paper that were not found
 */
export function compareTable03(records: TabularRecords, missing: readonly number[] = []): Comparison[] {
  return protocols.flatMap((protocol) => {
    const [theirs, over] = readingsOf(records).filter((reading) => reading.protocol === protocol);
    return parts.map(({ printed, balanced }) => {
      const of = (row: string): ShareOf => ({
        method: 'genLabelSelected',
        minus: table03Baselines[row],
        selection: { balanced },
      });
      const sizes = countsOfExperiments(theirs.sets, 'genLabelSelected', 'mixup', {
        selection: { balanced },
        average: printedSeeds,
      }).map(({ sets }) => sets);
      return compareWithPaper(printed, {
        title: `${printed.title} (protocol ${protocol})`,
        samples: (row, column) => ({
          ...sharesOf(theirs, of(row), outcomes[column]),
          ...pooledShare(over, of(row), outcomes[column]),
        }),
        notes: [
          ...(sizes.length > 0
            ? [
                `Ours on their split: ${mean(sizes).toFixed(1)} data sets, on average over experiments of five seeds.`,
              ]
            : []),
          'Over splits: by the mean gain of each set over all splits, so that ties are rare.',
          ...absentNotes([...records.reproduces, ...records.generalises], missing),
        ],
      });
    });
  });
}

function sharesOf({ sets }: Reading, of: ShareOf, kind: OutcomeKind): { reproduces?: CellSample } {
  const shares = experimentShares(sets, of, kind);
  return shares.length > 0 ? { reproduces: { kind: 'share', shares } } : {};
}

function pooledShare({ sets }: Reading, of: ShareOf, kind: OutcomeKind): { generalises?: CellSample } {
  const counts = pooledCounts(selectSets(sets, of.selection), of.method, of.minus, 'generalises');
  if (counts.sets === 0) return {};
  const share = outcomeShare(counts, kind);
  const unbounded = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  return { generalises: { kind: 'interval', interval: { mean: share, ...unbounded }, trials: counts.sets } };
}

/**
 * The same comparisons by the mean over all trials, which makes ties rare, with the numbers of data sets on which the 95 %
 * confidence interval of the paired difference lies above or below 0.
 */
export function pooledTable03(records: TabularRecords, missing: readonly number[] = []): Table[] {
  return readingsOf(records).flatMap((reading) => {
    const { question, protocol, sets } = reading;
    if (sets.length === 0) return [];
    const trials = Math.min(...sets.map((set) => set.trials.length));
    return parts.map(({ balanced }) => {
      const selected = selectSets(sets, { balanced });
      const rows = Object.entries(table03Baselines).map(([row, baseline]) => {
        const counts = pooledCounts(selected, 'genLabelSelected', baseline, question);
        const share = (number: number) => percent(number, counts.sets);
        const { higher, equal, lower, resolvedHigher, resolvedLower } = counts;
        return [row, counts.sets, ...[higher, equal, lower, resolvedHigher, resolvedLower].map(share)];
      });
      const head = ['GenLabel (CV) against', 'sets', 'higher', 'equal', 'lower'];
      const runs = question === 'reproduces' ? 'seeds on their split' : 'splits';
      return table([...head, 'higher, resolved', 'lower, resolved'], rows, {
        title: `${balanced ? 'Balanced data sets' : 'All selected data sets'}, means of at least ${trials} ${runs} (protocol ${protocol})`,
        notes: [
          'Equal: the mean accuracies are equal exactly. Resolved: the 95 % confidence interval of the paired difference (over splits that of Nadeau and Bengio) excludes 0.',
          ...absentNotes(records[question], missing),
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
    ...absentNote(records, missing),
    ...(refused.length > 0 ? [`Not usable: ${refused.join('; ')}.`] : []),
  ];
}
