import type { PaperTable } from '../../paper/table';
import { table05Robust, table05Shares } from '../../paper/table-05';
import { table07Clean, table07Robust } from '../../paper/table-07';
import { type Comparison, compareWithPaper } from '../../report/comparison';
import { type Table, table } from '../../report/table';
import type { NetworkMethod } from '../../train/network-methods';
import { cellResult, trialsResult } from '../common/cell-result';
import { protocols } from '../common/protocol';
import { type AccuracyCell, summariseAccuracy, summariseDifference } from '../common/summarise-accuracy';
import type { OutcomeKind } from '../tabular/outcome-shares';
import { outcomeShare } from '../tabular/outcome-shares';
import { robustOutcomes, type VariantChoice } from './robust-outcomes';
import { accuracyRecords, having, type RobustnessRecord, robustTrials } from './robust-sets';

/** The methods of Tables 5 and 7 by their rows. */
export const table05Methods: { readonly [row: string]: NetworkMethod } = {
  Vanilla: 'vanilla',
  AdaMixup: 'adaMixup',
  Adamixup: 'adaMixup',
  Mixup: 'mixup',
  'Mixup + Excluding MI': 'mixupWithoutIntrusion',
  'Mixup + GenLabel (GM)': 'genLabelGaussian',
  'Mixup + GenLabel (NN)': 'genLabelNearest',
};

const outcomes: { readonly [column: string]: OutcomeKind } = {
  Higher: 'higher',
  'On-par': 'equal',
  Lower: 'lower',
};

const differences = [
  ['Mixup + GenLabel (GM)', 'Mixup'],
  ['Mixup + GenLabel (NN)', 'Mixup'],
] as const;

/**
 * Table 5 (a) beside ours, one comparison a protocol: shares within single trials, the better of NN and GM by the robust accuracy on the
 * test points, as the caption has it; mean over trials and its interval.
 */
export function compareTable05Shares(records: readonly RobustnessRecord[]): Comparison[] {
  return protocols.map((protocol) => {
    const trials = robustTrials(records, { protocol });
    const numbers = [...new Set(trials.map(({ trial }) => trial))].sort((a, b) => a - b);
    const sets = new Set(trials.map(({ dataset }) => dataset)).size;
    const counts = (row: string) =>
      numbers
        .map((number) =>
          robustOutcomes(
            trials.filter(({ trial }) => trial === number),
            table05Methods[row],
          ),
        )
        // An unfinished trial would have other sets.
        .filter((own) => own.sets === sets);
    return compareWithPaper(table05Shares, {
      title: `${table05Shares.title} (protocol ${protocol})`,
      measured: (row, column) => trialsResult(counts(row).map((own) => outcomeShare(own, outcomes[column]))),
      notes: [
        'Each of our experiments is one split and one seed of every set; the paper averages 5 seeds: equal accuracies are rarer there.',
        'The better of GM and NN is known from the test points only, which favours GenLabel.',
      ],
    });
  });
}

/** Table 5 (a) by the means over all trials, with both ways to take one of GM and NN. */
export function pooledTable05(records: readonly RobustnessRecord[]): Table {
  const rows = protocols.flatMap((protocol) => {
    const trials = robustTrials(records, { protocol });
    return (['best on test', 'held-out'] as const satisfies VariantChoice[]).flatMap((choice) =>
      table05Shares.rows.map((row) => {
        const { higher, equal, lower, sets } = robustOutcomes(trials, table05Methods[row], choice);
        const share = (number: number) => (sets > 0 ? `${((100 * number) / sets).toFixed(1)} %` : '');
        return [protocol, choice, row, sets, share(higher), share(equal), share(lower)];
      }),
    );
  });
  return table(['protocol', 'GM or NN', 'GenLabel against', 'sets', 'higher', 'equal', 'lower'], rows, {
    title: 'Share of data sets by the sign of the difference of robust accuracies, all trials together',
    notes: [
      'GM or NN, best on test: of higher robust accuracy on the test points, all trials together, as in Table 5. Held-out: of higher ' +
        'accuracy in cross-validation, trial by trial.',
      'Of 13 sets, a share of 50 % has a standard error of 14 points from the choice of the sets alone.',
    ],
  });
}

/** Tables 5 (b) and 7 beside ours: robust and clean accuracies, one comparison a table part and protocol. */
export function compareRobustAccuracies(records: readonly RobustnessRecord[]): {
  readonly table05: Comparison[];
  readonly table07: Comparison[];
} {
  const compare = (printed: PaperTable, measure: 'robust' | 'correct') =>
    protocols.map((protocol) => compareMeasure(records, printed, measure, protocol));
  return {
    table05: compare(table05Robust, 'robust'),
    table07: [...compare(table07Robust, 'robust'), ...compare(table07Clean, 'correct')],
  };
}

function compareMeasure(
  records: readonly RobustnessRecord[],
  printed: PaperTable,
  measure: 'robust' | 'correct',
  protocol: (typeof protocols)[number],
): Comparison {
  const trials = robustTrials(records, { protocol });
  const own = (...methods: NetworkMethod[]) => accuracyRecords(having(trials, ...methods), measure);
  const at = (cells: readonly AccuracyCell[], column: string) =>
    cellResult(cells.find(({ dataset }) => dataset === Number(column)));
  return compareWithPaper(printed, {
    title: `${printed.title} (protocol ${protocol})`,
    measured: (row, column) => {
      const method = table05Methods[row];
      return at(summariseAccuracy(own(method), method), column);
    },
    differences: differences.map(([row, minus]) => ({
      row,
      minus,
      measured: (column) => {
        const [method, other] = [table05Methods[row], table05Methods[minus]];
        return at(summariseDifference(own(method, other), method, other), column);
      },
    })),
  });
}
