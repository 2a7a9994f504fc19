import { table04 } from '../../paper/table-04';
import { type Comparison, compareWithPaper } from '../../report/comparison';
import { cellResult } from '../common/cell-result';
import { protocols } from '../common/protocol';
import {
  type AccuracyCell,
  type AccuracyRecord,
  summariseAccuracy,
  summariseDifference,
} from '../common/summarise-accuracy';
import type { TabularMethod } from '../common/tabular-methods';
import { type TabularRecord, tabularOutcomes } from './tabular-record';

/** The methods of Table 4 by their rows. */
export const table04Methods: { readonly [row: string]: TabularMethod } = {
  'Generative Classifier (GM)': 'generativeClassifier',
  Vanilla: 'vanilla',
  AdaMixup: 'adaMixup',
  Mixup: 'mixup',
  'Mixup + Excluding MI': 'mixupWithoutIntrusion',
  'Mixup + GenLabel (GM)': 'genLabelGaussian',
  'Mixup + GenLabel (KDE)': 'genLabelKernel',
  'Mixup + GenLabel (CV)': 'genLabelSelected',
};

const differences = [
  ['Mixup + GenLabel (CV)', 'Mixup'],
  ['Mixup + GenLabel (CV)', 'Vanilla'],
  ['Mixup', 'Vanilla'],
] as const;

/**
 * Table 4 beside ours, one comparison per protocol, with the paired differences that the text is about.
 *
 * @param missing data sets that are not on this machine
 */
export function compareTable04(
  records: readonly TabularRecord[],
  missing: readonly number[] = [],
): Comparison[] {
  const outcomes = tabularOutcomes(records).filter(({ configuration }) =>
    table04.columns.includes(String(configuration.dataset)),
  );
  const absent = missing.filter((dataset) => table04.columns.includes(String(dataset)));
  return protocols.map((protocol) => {
    const ofProtocol = outcomes.filter(({ configuration }) => configuration.protocol === protocol);
    const at = (cells: readonly AccuracyCell[], column: string) =>
      cellResult(cells.find(({ dataset }) => dataset === Number(column)));
    return compareWithPaper(table04, {
      title: `${table04.title} (protocol ${protocol})`,
      measured: (row, column) => {
        const method = table04Methods[row];
        return at(summariseAccuracy(having(ofProtocol, method), method), column);
      },
      differences: differences.map(([row, minus]) => ({
        row,
        minus,
        measured: (column) => {
          const [method, other] = [table04Methods[row], table04Methods[minus]];
          return at(summariseDifference(having(ofProtocol, method, other), method, other), column);
        },
      })),
      notes: absent.length > 0 ? [`Not on this machine: ${absent.join(', ')}.`] : [],
    });
  });
}

function having<R extends AccuracyRecord>(records: readonly R[], ...methods: TabularMethod[]): R[] {
  return records.filter(({ result }) => methods.every((method) => result.accuracy[method] !== undefined));
}
