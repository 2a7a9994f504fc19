import type { PaperTable } from './table';

/** Table 1: clean accuracy of mixup against vanilla training. */
export const table01: PaperTable = {
  number: 1,
  place: 'Table 1, Section 3',
  title: 'Clean accuracy of vanilla training and mixup on data sets where mixup performs worse',
  unit: '%',
  decimals: 1,
  rowHeader: 'method',
  columnHeader: 'data set',
  rows: ['Vanilla', 'Mixup'],
  columns: ['Moon', 'Four-circle', '3D cube', 'OpenML-48', 'OpenML-307', 'OpenML-818'],
  values: [
    [98.7, 91.3, 93.0, 39.1, 66.8, 100.0],
    [97.0, 57.7, 89.4, 30.9, 54.4, 92.3],
  ],
  differences: [{ row: 'Mixup', minus: 'Vanilla', values: [-1.7, -33.6, -3.6, -8.2, -12.4, -7.7] }],
  notes: [],
};
