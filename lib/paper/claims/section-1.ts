import { claimsOf, deriving } from '../claim';

const claims = claimsOf([
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

/** Section 1, Introduction. */
export const section1 = deriving(claims, {
  's1-linear-labels-suboptimal': {
    from: ['s3-example-2-linear-harms-margin', 's3-example-2-linear-below-vanilla'],
    note: 'Example 2 is about margins; its three points are all classified correctly, and it proves nothing about accuracy.',
  },
  's1-genlabel-fixes-intrusion': {
    from: ['s5-figure-4-mixup-conflicts', 's5-figure-4-genlabel-no-conflict'],
  },
  's1-genlabel-maximises-margin': {
    from: [
      's5-example-3-svm-equality',
      's5-example-3-genlabel-above-vanilla',
      's5-example-3-genlabel-limit',
      's5-remark-2-mixup-limit',
    ],
  },
  's1-genlabel-robustness': {
    from: [
      's5-theorem-informal',
      'b-theorem-1-mixup-above-genlabel',
      'b-theorem-1-genlabel-above-adversarial',
      'b-theorem-2-mixup-above-genlabel',
      'b-theorem-2-genlabel-above-adversarial',
      's6-robustness-improves',
      's6-table-5-shares',
      's6-table-5-gain',
    ],
  },
  's1-genlabel-accuracy': {
    from: [
      's6-accuracy-over-data-sets',
      's6-table-3-mixup',
      's6-table-4-improves-mixup',
      's6-figure-6-alpha-1',
      's6-figure-6-alpha-2',
    ],
    note: 'On 127 of the 133 data sets.',
  },
});
