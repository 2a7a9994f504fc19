import type { PaperTable } from './table';

/** Table 8: GenLabel on mixup and on CutMix (printed transposed). */
export const table08: PaperTable = {
  number: 8,
  place: 'Table 8, Appendix A.5',
  title: 'Test accuracy of mixup and CutMix, with and without GenLabel',
  unit: '%',
  decimals: 2,
  rowHeader: 'method',
  columnHeader: 'data set',
  rows: ['Vanilla', 'Mixup', 'Mixup+GenLabel', 'CutMix', 'CutMix+GenLabel'],
  columns: ['Iris', 'Wine', 'Kidney'],
  values: [
    [95.56, 92.96, 62.61],
    [88.0, 94.81, 65.22],
    [96.44, 96.67, 71.3],
    [94.67, 96.3, 63.48],
    [95.11, 97.4, 69.57],
  ],
  differences: [
    { row: 'Mixup+GenLabel', minus: 'Mixup', values: [8.44, 1.86, 6.08] },
    { row: 'CutMix+GenLabel', minus: 'CutMix', values: [0.44, 1.1, 6.09] },
  ],
  notes: [
    'On Iris CutMix + GenLabel (95.11) is below vanilla (95.56).',
    '97.40 for CutMix + GenLabel on Wine is no count over 5 test sets of 54 points; 263/270 is 97.41.',
  ],
};
