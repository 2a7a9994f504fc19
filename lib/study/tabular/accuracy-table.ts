import { table04 } from '../../paper/table-04';
import type { AccuracyTableKey } from '../common/accuracy-table-key';
import type { TabularMethod } from '../common/tabular-methods';

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

/** Table 4: all methods on seven sets, with the differences that the text is about. */
export const accuracyTable04: AccuracyTableKey = {
  table: table04,
  methods: table04Methods,
  datasetOf: Number,
  differences: [
    ['Mixup + GenLabel (CV)', 'Mixup'],
    ['Mixup + GenLabel (CV)', 'Vanilla'],
    ['Mixup', 'Vanilla'],
  ],
};
