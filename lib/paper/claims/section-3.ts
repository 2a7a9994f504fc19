import { type Claim, claimsOf } from '../claim';
import { printedValue } from '../table';
import { table01 } from '../table-01';
import { table02 } from '../table-02';

const slug = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

const table1: readonly Claim[] = table01.columns.map((set) => ({
  id: `s3-table-1-${slug(set)}`,
  place: 'Section 3, Table 1',
  statement: `Mixup has lower clean accuracy than vanilla training on ${set}.`,
  paper: `${printed(table01, 'Mixup', set)} % against ${printed(table01, 'Vanilla', set)} %`,
}));

const table2: readonly Claim[] = table02.columns.map((set) => ({
  id: `s3-table-2-openml-${set}`,
  place: 'Section 3.1, Table 2',
  statement: `On OpenML ${set} mixup without the intruding points is ${relation(set)} than mixup.`,
  paper: `${printed(table02, 'Mixup-without-MI', set)} % against ${printed(table02, 'Mixup', set)} %`,
}));

function printed(table: typeof table01, row: string, column: string): string {
  return printedValue(table, row, column)!.toFixed(table.decimals);
}

function relation(set: string): string {
  const higher = printedValue(table02, 'Mixup-without-MI', set)! > printedValue(table02, 'Mixup', set)!;
  return higher ? 'more accurate' : 'less accurate';
}

const beforeExample2 = claimsOf([
  [
    's3-four-circle-gap',
    'Section 3',
    'On Four-circle the gap between mixup and vanilla training is larger than 30 %.',
    '33.6 points',
  ],
  [
    's3-figure-2-margin-reduction',
    'Section 3, Figure 2 caption',
    'In Example 1 manifold intrusion reduces the margin.',
    'from 1/2 to 7/16',
  ],
  [
    's3-example-1-mixup-margin',
    'Section 3.1, Example 1',
    'The mixup solution of Example 1 has margin 7/16.',
    '7/16',
  ],
  [
    's3-example-1-mixup-without-mi-margin',
    'Section 3.1, Example 1',
    'Mixing only different classes (mixup-without-MI) has the maximum margin 1/2.',
    '1/2',
  ],
  [
    's3-example-1-intrusion-reduces-margin',
    'Section 3.1, Example 1',
    'Manifold intrusion makes the margin of mixup smaller than the maximum 1/2.',
    'margin(mixup) < 1/2',
  ],
  [
    's3-definition-1-example-1',
    'Section 3.1',
    'The mixup-without-MI of the experiments (Definition 1) is the scheme of Example 1, with the same effect on the margin.',
    'the same scheme',
  ],
]);

const example2 = claimsOf([
  [
    's3-example-2-linear-harms-margin',
    'Section 3.2, Example 2',
    'Mixup with linear labels has less than the maximum margin.',
    'margin < 5',
  ],
  [
    's3-example-2-linear-below-vanilla',
    'Section 3.2, Figure 3 caption',
    'Mixup with linear labels has a smaller margin than vanilla training.',
    'worse than vanilla',
  ],
  [
    's3-example-2-logistic-max-margin',
    'Section 3.2, Example 2',
    'Mixup with logistic labels achieves the maximum margin.',
    'margin 5',
  ],
  [
    's3-example-2-linear-solution',
    'Section 3.2, Example 2',
    'The solution of mixup with linear labels looks like w2 = [-1 + 1/(2d), 1 + 1/(2d)], ' +
      'w3 = [-1 - 1/(2d), 1 - 1/(2d)] (Figure 3c).',
    'w2, w3 as stated; w1 not given',
  ],
  [
    's3-example-2-linear-p1-zero',
    'Section 3.2, Example 2',
    'Mixup with linear labels sets p1 = 0 along the line x2-x3.',
    'p1 = 0',
  ],
  [
    's3-example-2-linear-p-equals-label',
    'Section 3.2, Example 2',
    'For the printed w2 and w3, p2 is approximately lambda on the line x2-x3.',
    'p2 ~ lambda',
  ],
  [
    's3-example-2-svm-p-equals-logistic-label',
    'Section 3.2, Example 2',
    'For sigma = 1/(2 sqrt d) the score p of the SVM solution equals the logistic label on the line x2-x3.',
    'p = y_log',
  ],
  [
    's3-example-2-one-sigma',
    'Section 3.2, Example 2',
    'One sigma gives logistic labels that fit the SVM solution on all pairs of points.',
    'sigma = 1/(2 sqrt d)',
  ],
  [
    's3-logistic-labels-positive',
    'Section 3.2',
    'Logistic instead of linear labels raises the accuracy on 47.4 % of 133 data sets.',
    '47.4 %',
  ],
  [
    's3-logistic-labels-zero',
    'Section 3.2',
    'Logistic instead of linear labels leaves the accuracy unchanged on 16.5 % of 133 data sets.',
    '16.5 %',
  ],
  [
    's3-logistic-labels-negative',
    'Section 3.2',
    'Logistic instead of linear labels lowers the accuracy on 36.1 % of 133 data sets.',
    '36.1 %',
  ],
  [
    's3-logistic-labels-around-half',
    'Section 3.2',
    'Logistic instead of linear labels improves the accuracy on around half of the data sets.',
    'around half',
  ],
]);

const values = claimsOf([
  ['s3-table-1-values', 'Section 3, Table 1', 'The twelve accuracies that Table 1 prints.', '12 accuracies'],
]);

const sixOfSeven = claimsOf([
  [
    's3-table-2-balanced-sets',
    'Section 3.1, Table 2',
    'Seven of the OpenML data sets are balanced and have more than two classes: those of Table 2.',
    '7',
  ],
  [
    's3-table-2-six-of-seven',
    'Section 3.1, Table 2',
    'Discarding the intruding mixup points raises the accuracy on six of seven data sets.',
    '6 of 7',
  ],
  [
    's3-table-2-values',
    'Section 3.1, Table 2',
    'The fourteen accuracies that Table 2 prints.',
    '14 accuracies',
  ],
]);

/** Section 3, Failure of mixup on low-dimensional data. */
export const section3: readonly Claim[] = [
  ...table1,
  ...values,
  ...beforeExample2,
  ...table2,
  ...sixOfSeven,
  ...example2,
];
