import type { PaperTable } from './table';

/** Table 15: classification errors of GenMix+GAN against vanilla training, mixup and manifold mixup. */
export const table15: PaperTable = {
  number: 15,
  place: 'Table 15, Appendix F.5.2',
  title: 'Classification errors',
  unit: '%',
  decimals: 2,
  rowHeader: 'scheme',
  columnHeader: 'data set',
  rows: ['Vanilla Training', 'Mixup', 'Manifold-mixup', 'GenMix+GAN'],
  columns: ['Circle (2D)', 'Circle (3D)', 'MNIST 7/9 (ntrain = 500)'],
  values: [
    [8.6, 1.4, 2.72],
    [7.98, 5.22, 2.32],
    [7.34, 0.94, 3.88],
    [4.9, 0.22, 2.13],
  ],
  notes: [
    'Printed spreads, of which the paper does not say what they are or of how many trials: vanilla training 4.84, 0.54, 0.20; mixup 2.94, 1.99, 0.40; manifold-mixup 1.43, 0.75, 0.53; GenMix+GAN 0.12, 0.06, 0.12.',
  ],
};
