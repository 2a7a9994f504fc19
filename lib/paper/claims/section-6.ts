import { type Claim, claimsOf } from '../claim';
import { table03All, table03Balanced } from '../table-03';

const slug = (baseline: string) =>
  baseline
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');

const table3: readonly Claim[] = table03All.rows.map((baseline, i) => ({
  id: `s6-table-3-${slug(baseline)}`,
  place: 'Section 6.1, Table 3',
  statement: `Over 82 data sets GenLabel (CV) against ${baseline}: shares with higher, equal and lower accuracy.`,
  paper: `${table03All.values[i].map((value) => value!.toFixed(2)).join(' / ')} %`,
}));

const table3Balanced: readonly Claim[] = table03Balanced.rows.map((baseline, i) => ({
  id: `s6-table-3-balanced-${slug(baseline)}`,
  place: 'Section 6.1, Table 3',
  statement: `Over 10 balanced data sets GenLabel (CV) against ${baseline}: shares with higher, equal and lower accuracy.`,
  paper: `${table03Balanced.values[i].map((value) => value!.toFixed(0)).join(' / ')} %`,
}));

const data = claimsOf([
  [
    's6-133-data-sets',
    'Section 6',
    'Of 160 OpenML data sets with less than 20 features and 5000 points, 133 remain without redundant versions.',
    '160 - 27 = 133',
  ],
  [
    's6-82-data-sets',
    'Section 6',
    'GM or KDE fits 82 of the 133 data sets with more than 95 % train accuracy.',
    '82',
  ],
  ['s6-10-balanced-sets', 'Section 6.1, Table 3', 'Ten of the 82 data sets are balanced.', '10'],
]);

const accuracy = claimsOf([
  [
    's6-accuracy-over-data-sets',
    'Section 6.1, Figure 6 caption',
    'Combining GenLabel with mixup improves the accuracy over the data sets.',
    'a large portion improves',
  ],
  [
    's6-figure-6-alpha-1',
    'Section 6.1, Figure 6a',
    'For alpha = 1 GenLabel (CV) is at least as accurate as mixup on more than 69 % of 82 data sets.',
    '> 69 %',
  ],
  [
    's6-figure-6-alpha-2',
    'Section 6.1, Figure 6b',
    'For alpha = 2 GenLabel (CV) is at least as accurate as mixup on more than 69 % of 82 data sets.',
    '> 69 %',
  ],
  [
    's6-table-3-not-fewer-wins',
    'Section 6.1, Table 3',
    'Against every baseline GenLabel (CV) wins on at least as many of the 82 data sets as it loses.',
    'higher >= lower',
  ],
  [
    's6-table-3-balanced',
    'Section 6.1, Table 3',
    'The same holds on the 10 balanced data sets.',
    'higher >= lower',
  ],
  [
    's6-table-4-gain',
    'Section 6.1, Table 4',
    'On 830 and 1413 GenLabel is over 8 % more accurate than mixup.',
    '> 8 points',
  ],
  [
    's6-table-4-cv-best',
    'Section 6.1, Table 4',
    'GenLabel (CV) chooses the appropriate model and outperforms other baselines on all sets of Table 4.',
    'all 7 data sets',
  ],
  [
    's6-table-4-overcomes-vanilla',
    'Section 6.1, Table 4',
    'On 721, 830, 913 and 1413 mixup is below vanilla training and GenLabel above it.',
    '4 data sets',
  ],
  [
    's6-table-4-improves-mixup',
    'Section 6.1, Table 4',
    'On 777, 792 and 855 mixup is above vanilla training, and GenLabel improves it further.',
    '3 data sets',
  ],
  [
    's6-table-4-best-model-varies',
    'Section 6.1, Table 4',
    'The best generative model (GM or KDE) for GenLabel varies with the data set.',
    'varies',
  ],
  ['s6-table-4-values', 'Section 6.1, Table 4', 'The 56 accuracies that Table 4 prints.', '56 accuracies'],
]);

const robustness = claimsOf([
  [
    's6-robustness-improves',
    'Section 6.2',
    'GenLabel has some improvement on robustness compared with the baselines.',
    'some improvement',
  ],
  [
    's6-table-5-shares',
    'Section 6.2, Table 5a',
    'GenLabel is more robust than every baseline on over 53 % of 13 balanced data sets.',
    '> 53 %',
  ],
  [
    's6-table-5-mixup-share',
    'Section 6.2, Table 5a',
    'GenLabel improves the robust accuracy of mixup on more than 69 % of the data sets.',
    '69.23 %',
  ],
  [
    's6-table-5-gain',
    'Section 6.2, Table 5b',
    'On six data sets GenLabel improves the robust accuracy of mixup by 2 to 10 %.',
    '2-10 points',
  ],
  [
    's6-13-balanced-sets',
    'Section 6.2, Table 5',
    'Thirteen of the OpenML data sets are balanced and have less than 500 rows: those of Table 5.',
    '13',
  ],
  [
    's6-table-5-values',
    'Section 6.2, Table 5b',
    'The 36 robust accuracies that Table 5 (b) prints.',
    '36 robust accuracies',
  ],
  [
    's6-adversarial-training',
    'Section 6.2',
    'Approaches by mixup are less effective for robust models than adversarial training.',
    'less effective',
  ],
  [
    's6-images-marginal',
    'Section 6.3',
    'On MNIST, CIFAR-10, CIFAR-100 and TinyImageNet-200 GenLabel has a marginal gain.',
    'marginal',
  ],
]);

/** Section 6, Experimental results. */
export const section6: readonly Claim[] = [...data, ...table3, ...table3Balanced, ...accuracy, ...robustness];
