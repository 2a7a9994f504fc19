import type { PaperTable } from './table';

/** Table 2: accuracy of logistic regression with and without the mixup points that intrude. */
export const table02: PaperTable = {
  number: 2,
  place: 'Table 2, Section 3.1',
  title: 'Effect of manifold intrusion (MI) on logistic regression accuracy, 7 balanced data sets',
  unit: '%',
  decimals: 2,
  rowHeader: 'method',
  columnHeader: 'OpenML data set',
  rows: ['Mixup-without-MI', 'Mixup'],
  columns: ['18', '36', '307', '468', '1413', '1499', '40984'],
  values: [
    [73.7, 89.21, 56.77, 82.73, 93.33, 96.19, 84.88],
    [72.93, 88.98, 54.41, 83.64, 88.0, 95.56, 83.9],
  ],
  notes: [
    'The values for 307 and 1413 are those of Table 1 (one decimal) and Table 4: the same runs, it seems.',
  ],
};
