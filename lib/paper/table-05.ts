import type { PaperTable } from './table';

/** Table 5 (a): share of 13 balanced data sets by outcome, robust accuracy of fully connected ReLU nets. */
export const table05Shares: PaperTable = {
  number: 5,
  part: 'a',
  place: 'Table 5 (a), Section 6.2',
  title:
    'Share of 13 balanced data sets on which GenLabel (best of NN and GM) is more robust, on par or less',
  unit: '% of data sets',
  decimals: 2,
  rowHeader: 'baseline',
  columnHeader: 'Mixup + GenLabel (best) against the baseline',
  rows: ['Vanilla', 'Adamixup', 'Mixup', 'Mixup + Excluding MI'],
  columns: ['Higher', 'On-par', 'Lower'],
  values: [
    [53.85, 23.08, 23.08],
    [61.54, 7.69, 30.77],
    [69.23, 0.0, 30.77],
    [69.23, 0.0, 30.77],
  ],
  notes: [],
};

/** Table 5 (b): robust accuracy under the boundary attack, radius 0.1 of the feature range. */
export const table05Robust: PaperTable = {
  number: 5,
  part: 'b',
  place: 'Table 5 (b), Section 6.2',
  title: 'Robust accuracy under the black-box boundary attack, 6 selected data sets',
  unit: '%',
  decimals: 2,
  rowHeader: 'method',
  columnHeader: 'OpenML data set',
  rows: [
    'Vanilla',
    'AdaMixup',
    'Mixup',
    'Mixup + Excluding MI',
    'Mixup + GenLabel (GM)',
    'Mixup + GenLabel (NN)',
  ],
  columns: ['446', '468', '683', '755', '763', '1413'],
  values: [
    [29.67, 34.55, 51.11, 41.05, 64.27, 68.0],
    [30.33, 37.27, 51.11, 37.89, 63.2, 67.11],
    [30.67, 37.27, 50.0, 36.84, 65.07, 67.56],
    [31.67, 31.82, 52.22, 38.95, 63.2, 70.67],
    [37.0, 42.73, 52.22, 43.16, 61.87, 71.11],
    [38.0, 32.73, 46.67, 43.16, 66.93, 77.33],
  ],
  notes: ['The caption says 2-10 % over mixup; on 763 the best GenLabel is 1.86 above.'],
};
