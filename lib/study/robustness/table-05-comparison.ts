import type { PaperTable } from '../../paper/table';
import { table05Robust, table05Shares } from '../../paper/table-05';
import { table07Clean, table07Robust } from '../../paper/table-07';
import type { CellSamples } from '../../report/cell-sample';
import { type Comparison, compareWithPaper } from '../../report/comparison';
import { printedSeeds } from '../../report/rules';
import { type Table, table } from '../../report/table';
import type { NetworkMethod } from '../../train/network-methods';
import { protocols } from '../common/protocol';
import type { OutcomeKind } from '../tabular/outcome-shares';
import { outcomeShare } from '../tabular/outcome-shares';
import { robustOutcomes, type VariantChoice } from './robust-outcomes';
import { type RobustReading, type RobustRecords, robustReadings, robustRuns } from './robust-readings';
import { having, type RobustTrial } from './robust-sets';

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

/** Shares of data sets of one reading as cells of Table 5 (a): of experiments of five seeds on the authors' split, of all splits together otherwise. */
function shareCells({ question, trials }: RobustReading, row: string, column: string): CellSamples {
  const share = (own: readonly RobustTrial[]) =>
    outcomeShare(robustOutcomes(own, table05Methods[row]), outcomes[column]);
  const sets = new Set(trials.map(({ dataset }) => dataset)).size;
  if (sets === 0) return {};
  if (question === 'generalises') {
    const unbounded = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    return {
      generalises: { kind: 'interval', interval: { mean: share(trials), ...unbounded }, trials: sets },
    };
  }
  const numbers = [...new Set(trials.map(({ trial }) => trial))].sort((a, b) => a - b);
  const shares = Array.from({ length: Math.floor(numbers.length / printedSeeds) }, (_, e) => {
    const members = numbers.slice(e * printedSeeds, (e + 1) * printedSeeds);
    return share(trials.filter(({ trial }) => members.includes(trial)));
  });
  return shares.length > 0 ? { reproduces: { kind: 'share', shares } } : {};
}

/**
 * Table 5 (a) beside ours, one comparison a protocol: the better of NN and GM by the robust accuracy on the test points, as the caption has it. Over splits, where no
 * rule judges a share, all of them together.
 */
export function compareTable05Shares(records: RobustRecords): Comparison[] {
  return protocols.map((protocol) => {
    const readings = robustReadings(records).filter((reading) => reading.protocol === protocol);
    return compareWithPaper(table05Shares, {
      title: `${table05Shares.title} (protocol ${protocol})`,
      samples: (row, column) =>
        Object.assign({}, ...readings.map((reading) => shareCells(reading, row, column))),
      notes: [
        'The better of GM and NN is known from the test points only, which favours GenLabel.',
        'Of 13 sets, a share of 50 % has a standard error of 14 points from the choice of the sets alone.',
      ],
    });
  });
}

const questionText = { reproduces: 'seeds on their split', generalises: 'splits' } as const;

/** Table 5 (a) by the means over all trials, with both ways to take one of GM and NN. */
export function pooledTable05(records: RobustRecords): Table {
  const rows = robustReadings(records).flatMap(({ question, protocol, trials }) => {
    if (trials.length === 0) return [];
    return (['best on test', 'held-out'] as const satisfies VariantChoice[]).flatMap((choice) =>
      table05Shares.rows.map((row) => {
        const { higher, equal, lower, sets } = robustOutcomes(trials, table05Methods[row], choice);
        const share = (number: number) => (sets > 0 ? `${((100 * number) / sets).toFixed(1)} %` : '');
        return [
          questionText[question],
          protocol,
          choice,
          row,
          sets,
          share(higher),
          share(equal),
          share(lower),
        ];
      }),
    );
  });
  return table(
    ['runs', 'protocol', 'GM or NN', 'GenLabel against', 'sets', 'higher', 'equal', 'lower'],
    rows,
    {
      title: 'Share of data sets by the sign of the difference of robust accuracies, all trials together',
      notes: [
        'GM or NN, best on test: of higher robust accuracy on the test points, all trials together, as in Table 5. Held-out: of higher ' +
          'accuracy in cross-validation, trial by trial.',
        'Of 13 sets, a share of 50 % has a standard error of 14 points from the choice of the sets alone.',
      ],
    },
  );
}

/** Our values for the cells of Tables 5 (b) and 7: robust or clean accuracies of one reading. */
export function robustSamples(
  trials: readonly RobustTrial[],
  question: RobustReading['question'],
  measure: 'robust' | 'correct',
): {
  cell(row: string, column: string): CellSamples;
  difference(row: string, minus: string, column: string): CellSamples;
} {
  const sample = (column: string, methods: NetworkMethod[], value: (shares: readonly number[]) => number) => {
    const own = having(trials, ...methods).filter(({ dataset }) => dataset === Number(column));
    if (own.length === 0) return {};
    const values = own.map(({ results }) =>
      value(methods.map((method) => (100 * results[method]![measure]) / results[method]!.testSize)),
    );
    const testSize = own[0].results[methods[0]]!.testSize;
    return { [question]: { kind: 'accuracy', testSize, ...robustRuns(values, question) } } as CellSamples;
  };
  return {
    cell: (row, column) => sample(column, [table05Methods[row]], ([share]) => share),
    difference: (row, minus, column) =>
      sample(column, [table05Methods[row], table05Methods[minus]], ([own, other]) => own - other),
  };
}

/** Tables 5 (b) and 7 beside ours: robust and clean accuracies, one comparison a table part and protocol. */
export function compareRobustAccuracies(records: RobustRecords): {
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
  records: RobustRecords,
  printed: PaperTable,
  measure: 'robust' | 'correct',
  protocol: (typeof protocols)[number],
): Comparison {
  const samples = robustReadings(records)
    .filter((reading) => reading.protocol === protocol)
    .map(({ trials, question }) => robustSamples(trials, question, measure));
  const merged = (of: (own: (typeof samples)[number]) => CellSamples): CellSamples =>
    Object.assign({}, ...samples.map(of));
  return compareWithPaper(printed, {
    title: `${printed.title} (protocol ${protocol})`,
    samples: (row, column) => merged(({ cell }) => cell(row, column)),
    differences: differences.map(([row, minus]) => ({
      row,
      minus,
      samples: (column) => merged(({ difference }) => difference(row, minus, column)),
    })),
  });
}
