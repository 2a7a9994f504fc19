import { table01 } from '../../paper/table-01';
import { table02 } from '../../paper/table-02';
import type { AccuracyTableKey } from '../common/accuracy-table-key';

const synthetic: { readonly [column: string]: string } = {
  Moon: 'moon',
  'Four-circle': 'four-circle',
  '3D cube': 'cube3d',
};

/** Table 1: vanilla training and mixup. */
export const accuracyTable01: AccuracyTableKey = {
  table: table01,
  methods: { Vanilla: 'vanilla', Mixup: 'mixup' },
  datasetOf: (column) => synthetic[column] ?? Number(column.replace('OpenML-', '')),
  differences: [['Mixup', 'Vanilla']],
};

/** Table 2: mixup with and without manifold intrusion. */
export const accuracyTable02: AccuracyTableKey = {
  table: table02,
  methods: { 'Mixup-without-MI': 'mixupWithoutIntrusion', Mixup: 'mixup' },
  datasetOf: Number,
  differences: [['Mixup-without-MI', 'Mixup']],
};
