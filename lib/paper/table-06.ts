import type { PaperTable } from './table';

const rows = [
  'Vanilla',
  'AdaMixup',
  'Mixup',
  'Mixup+GenLabel',
  'Manifold mixup',
  'Manifold mixup+GenLabel',
] as const;

const sets = ['MNIST', 'CIFAR-10', 'CIFAR-100', 'TinyImageNet-200'] as const;

const common = {
  number: 6,
  unit: '%',
  decimals: 2,
  rowHeader: 'method',
  columnHeader: 'data set',
  rows,
  columns: sets,
} as const;

/** Table 6, columns Robust: accuracy under AutoAttack, epochs chosen by it. */
export const table06Robust: PaperTable = {
  ...common,
  part: 'robust',
  place: 'Table 6, Appendix A.2',
  title: 'Robust accuracy on images under AutoAttack, the epoch of the best robust accuracy',
  values: [
    [48.17, 16.89, 17.19, 13.19],
    [null, null, null, null],
    [55.44, 11.65, 18.44, 14.91],
    [56.54, 14.32, 19.58, 15.34],
    [55.56, 18.14, 19.25, 14.78],
    [56.62, 18.91, 19.28, 15.19],
  ],
  notes: [
    'Five robust values are printed beside six rows; we take the blank one to be that of AdaMixup.',
    'The printed ± stand beside ours in notebook A. The paper says neither what they are nor of how many runs, nor on which images it validates.',
  ],
};

/** Table 6, columns Clean: accuracy, epochs chosen by it. */
export const table06Clean: PaperTable = {
  ...common,
  part: 'clean',
  place: 'Table 6, Appendix A.2',
  title: 'Clean accuracy on images, the epoch of the best clean accuracy',
  values: [
    [99.34, 94.57, 74.48, 58.13],
    [99.32, 95.45, null, null],
    [99.27, 95.68, 77.65, 59.46],
    [99.36, 96.09, 78.04, 59.78],
    [99.32, 94.78, 78.61, 59.87],
    [99.37, 95.1, 78.99, 60.02],
  ],
  notes: ['AdaMixup has no values on CIFAR-100 and Tiny-ImageNet: Tables 13 and 14 do not list it there.'],
};

/** What Table 6 prints after ±: robust, then clean. */
export const table06Deviations = {
  robust: [
    [13.1, 0.98, 0.2, 0.19],
    [null, null, null, null],
    [1.8, 1.96, 0.45, 0.48],
    [1.03, 1.23, 0.71, 0.3],
    [1.53, 1.88, 0.61, 0.28],
    [1.31, 1.26, 1.04, 0.22],
  ],
  clean: [
    [0.03, 0.25, 0.28, 0.09],
    [0.05, 0.13, null, null],
    [0.03, 0.06, 0.3, 0.3],
    [0.06, 0.01, 0.21, 0.09],
    [0.04, 0.49, 0.17, 0.63],
    [0.07, 0.1, 0.54, 0.25],
  ],
} as const;
