import { claimsOf } from '../claim';

/** Appendix A, Additional algorithms and experimental results. */
export const appendixA = claimsOf([
  [
    'a-algorithm-3',
    'Appendix A.2, Algorithm 3',
    'Generative and discriminative model are learned together: smoothed spherical Gaussians, top-2 labels.',
    'algorithm',
  ],
  [
    'a-table-6-genlabel',
    'Appendix A.2, Table 6',
    'GenLabel improves clean and robust accuracy of mixup and manifold mixup slightly on all image data sets.',
    'minor improvement',
  ],
  [
    'a-table-6-adamixup',
    'Appendix A.2, Table 6',
    'GenLabel has a higher clean accuracy than AdaMixup, which costs 3 times as much.',
    'higher; 3x cost',
  ],
  [
    'a-table-7-gap',
    'Appendix A.3, Table 7',
    'There is a huge gap between clean and robust accuracy on six data sets.',
    'clean >> robust',
  ],
  [
    'a-table-7-attack',
    'Appendix A.3, Table 7',
    'The attack is effective: the robust accuracies are not those of a weak attack.',
    'effectiveness of the attack',
  ],
  [
    'a-table-7-values',
    'Appendix A.3, Table 7',
    'The 36 clean accuracies that Table 7 adds to Table 5 (b).',
    '36 clean accuracies',
  ],
  [
    'a-table-8-mixup',
    'Appendix A.5, Table 8',
    'GenLabel improves mixup on Iris, Wine and Kidney.',
    '+8.44, +1.86, +6.08 points',
  ],
  [
    'a-table-8-cutmix',
    'Appendix A.5, Table 8',
    'GenLabel improves CutMix on Iris, Wine and Kidney.',
    '+0.44, +1.10, +6.09 points',
  ],
  ['a-table-8-values', 'Appendix A.5, Table 8', 'The 15 accuracies that Table 8 prints.', '15 accuracies'],
  [
    'a-table-9-good-fit',
    'Appendix A.6, Table 9',
    'Where the Gaussian model fits (Iris, Wine) GenLabel has high test accuracy.',
    '96.44 %, 96.67 %',
  ],
  [
    'a-table-9-poor-fit',
    'Appendix A.6, Table 9',
    'Where the Gaussian model does not fit (Abalone, Glass) GenLabel does not improve mixup.',
    '-0.03, -4.61 points',
  ],
  [
    'a-table-9-values',
    'Appendix A.6, Table 9',
    'The twelve test accuracies and four train accuracies that Table 9 prints.',
    '16 accuracies',
  ],
]);
