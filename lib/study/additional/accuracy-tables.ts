import { table08 } from '../../paper/table-08';
import { table09 } from '../../paper/table-09';
import type { AccuracyTableKey } from '../common/accuracy-table-key';
import { additionalDataset } from '../common/additional-datasets';

/** Table 8: GenLabel on mixup and on CutMix. */
export const accuracyTable08: AccuracyTableKey = {
  table: table08,
  methods: {
    Vanilla: 'vanilla',
    Mixup: 'mixup',
    'Mixup+GenLabel': 'genLabelSelected',
    CutMix: 'cutmix',
    'CutMix+GenLabel': 'cutmixGenLabelSelected',
  },
  datasetOf: additionalDataset,
  differences: [
    ['Mixup+GenLabel', 'Mixup'],
    ['CutMix+GenLabel', 'CutMix'],
  ],
  notes: ['GenLabel (CV): Table 4 prints 96.44 on Iris for it, and 96.00 for GenLabel (GM).'],
};

/** Table 9: GenLabel where Gaussians fit well and badly. */
export const accuracyTable09: AccuracyTableKey = {
  table: table09,
  methods: {
    Vanilla: 'vanilla',
    Mixup: 'mixup',
    'Mixup+GenLabel (GM)': 'genLabelGaussian',
    'Train acc of GM classifier': 'gaussianTrain',
  },
  datasetOf: additionalDataset,
  differences: [['Mixup+GenLabel (GM)', 'Mixup']],
};
