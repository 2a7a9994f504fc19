import { claimsOf } from '../claim';

/** Section 1, Introduction. */
export const section1 = claimsOf([
  [
    's1-mixup-hurts-images',
    'Section 1',
    'Quoted from Guo et al. (2019): mixup is worse than vanilla training on some image classification tasks.',
    'up to 1.8 % worse',
  ],
  [
    's1-mixup-hurts-uci',
    'Section 1',
    'Quoted from Greenewald et al. (2021): mixup is worse than vanilla training on a UCI classification task.',
    'up to 2.5 % worse',
  ],
  [
    's1-linear-labels-suboptimal',
    'Section 1.1',
    'In a softmax regression setting linear labelling gives a strictly suboptimal margin and accuracy (proved).',
    'strictly suboptimal',
  ],
  [
    's1-genlabel-fixes-intrusion',
    'Section 1.1',
    'GenLabel fixes manifold intrusion on toy data sets.',
    'fixes the issue',
  ],
  [
    's1-genlabel-maximises-margin',
    'Section 1.1',
    'In a given problem GenLabel with mixup maximises the margin, mixup alone leads to a much smaller one.',
    'maximum margin',
  ],
  [
    's1-genlabel-robustness',
    'Section 1.1',
    'GenLabel improves the adversarial robustness of mixup for logistic regression and ReLU networks.',
    'improves',
  ],
  [
    's1-genlabel-accuracy',
    'Section 1.1',
    'GenLabel helps mixup improve the accuracy on various of 133 low-dimensional OpenML data sets.',
    '133 data sets',
  ],
  [
    's1-nearest-neighbor-density',
    'Section 1.2',
    'The k-nearest-neighbour estimate of a class density is k / (n_c V), V the smallest sphere that holds k points.',
    'p_c(x) = k / (n_c V)',
  ],
]);
