import type { TableDataset } from '../data/csv';
import type { MeanInterval } from '../numeric/statistics';
import { type Approximation, leastApproximated } from '../train/own-data/approximation';
import { leastSplits } from '../train/own-data/compare-methods';
import { type ComparedMethod, comparedMethods } from '../train/own-data/compared-methods';
import type { TestScores } from '../train/own-data/test-scores';
import type { TrainedClassifier } from '../train/own-data/trained-classifier';

const names: { readonly [method in ComparedMethod]: string } = {
  vanilla: 'vanilla',
  mixup: 'mixup',
  genLabelGaussian: 'GenLabel (Gaussian)',
  genLabelKernel: 'GenLabel (kernel)',
  genLabel: 'GenLabel (chosen)',
};

/** How the table was read: rows, classes with their sizes, columns with their kinds and missing values. */
export function tableText({ name, X, y, classNames, target, columns, warnings }: TableDataset): string {
  const counts = new Int32Array(classNames.length);
  for (const c of y) counts[c]++;
  const sizes = classNames.map((text, c) => `${onOneLine(text)} (${counts[c]})`);
  const shownSizes = sizes.length > 12 ? [...sizes.slice(0, 12), '…'] : sizes;
  const rows = columns.map(({ name: column, kind, numCategories, missing, note }) => [
    `  ${onOneLine(column)}`,
    kind === 'nominal' ? `nominal, ${numCategories} categories` : 'numeric',
    [
      missing > 0
        ? `${missing} missing (${kind === 'nominal' ? 'commonest category' : 'mean'} of the training rows)`
        : '',
      note ?? '',
    ]
      .filter((text) => text !== '')
      .join(', '),
  ]);
  const shown = rows.length > 40 ? rows.slice(0, 40) : rows;
  return [
    `${name}: ${X.rows} rows, ${counted(columns.length, 'column')}, target ${onOneLine(target)} with ${classNames.length} class${classNames.length === 1 ? '' : 'es'}: ` +
      shownSizes.join(', '),
    ...aligned(shown),
    ...(rows.length > shown.length ? [`  … and ${rows.length - shown.length} columns more`] : []),
    // Again with the results, which may be a while.
    ...warnings.map((text) => `Warning: ${text}`),
  ].join('\n');
}

/** What training found: accuracies, paired differences, diagnosis, warnings. */
export function trainingText(result: TrainedClassifier, folds: number): string {
  const { differences, diagnosis, warnings, testSize, perSplit, classifier, approximation } = result;
  const { fit } = diagnosis;
  const splits = perSplit.length;
  return [
    splits < leastSplits
      ? `Test accuracy in percent, mean of ${splits} random stratified splits (${testSize} test rows each; fewer than ` +
        `${leastSplits} splits give no interval).`
      : `Test accuracy in percent, mean and 95 % interval of ${splits} random stratified splits (${testSize} test rows each;\n` +
        'the interval allows for the rows that splits share).',
    `All settings chosen on the training rows alone, by ${folds}-fold cross-validation.`,
    ...(approximation ? [approximationText(approximation)] : []),
    '',
    ...accuracyTable(result),
    '',
    'Paired differences in points',
    '',
    ...aligned([
      ...differences.map(({ method, minus, ...interval }) => [
        `  ${names[method]} − ${names[minus]}`,
        ...shownInterval(interval, true),
        isConstant(perSplit.map((row) => row[method] - row[minus])) && splits >= leastSplits
          ? `on every split: the interval is what ${testSize} rows leave open`
          : '',
      ]),
      [`  ${referenceName} − vanilla`, ...shownInterval(result.reference.minusVanilla, true), ''],
    ]),
    '',
    `Manifold intrusion: ${percent(diagnosis.intrusion)} of ${diagnosis.intrusionDraws} mixed points (Definition 1).`,
    `Densities classify correctly of the rows that they were estimated from: Gaussian ${percent(fit.gaussian)}, ` +
      `kernel ${percent(fit.kernel)} (flattered: ${approximation ? 'a row that is a centre' : 'each row'} counts in its own density).`,
    ...warnings.map((text) => `Warning: ${text}`),
    '',
    `Model trained on all rows: ${chosenText(classifier.provenance.chosen as Chosen)}`,
  ].join('\n');
}

const referenceName = 'vanilla to convergence (L-BFGS)';

/** Accuracy with its interval, balanced accuracy and log loss of every method, and of what they are compared with. */
function accuracyTable({ accuracies, scores, reference, commonest }: TrainedClassifier): string[] {
  const line = (name: string, interval: MeanInterval, { balancedAccuracy, logLoss }: TestScores) => [
    `  ${name}`,
    ...shownInterval(interval, false),
    (100 * balancedAccuracy).toFixed(2).padStart(8),
    (logLoss < 1e6 ? logLoss.toFixed(3) : logLoss.toPrecision(3)).padStart(8),
  ];
  return aligned([
    ['', 'accuracy', '', 'balanced', 'log loss'],
    ...comparedMethods.map((method) => line(names[method], accuracies[method], scores[method])),
    line(referenceName, reference.accuracy, reference),
    line('always the commonest class', commonest.accuracy, commonest),
  ]);
}

function approximationText({ bankEpochs, mostCentres, mostCentresOfFold }: Approximation): string {
  return (
    `Approximated, as there are ${leastApproximated} rows or more (not with --exact): the mixed batches of ${bankEpochs} epochs ` +
    `are reused by the epochs after them; kernel densities have at most ${mostCentres} rows of a class as centres, ` +
    `${mostCentresOfFold} in the cross-validation; ` +
    'after every fold of the cross-validation the half of the loss ratios and learning rates of GenLabel that is behind drops out.'
  );
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

interface Chosen {
  readonly method: ComparedMethod;
  readonly learningRate: number;
  readonly gamma?: number;
  readonly epochs: number;
}

function chosenText({ method, learningRate, gamma, epochs }: Chosen): string {
  const ratio = gamma === undefined ? '' : `, loss ratio ${gamma}`;
  const plain = gamma === 0 ? ' (loss ratio 0: cross-validation preferred plain mixup)' : '';
  return `${names[method]}, learning rate ${learningRate}${ratio}, ${epochs} epochs${plain}.`;
}

function shownInterval({ mean, low, high }: MeanInterval, signed: boolean): [string, string] {
  const text = (share: number) => {
    const value = (100 * share).toFixed(2).replace(/^-(0\.00)$/, '$1');
    if (!signed) return value;
    return value.startsWith('-') ? `−${value.slice(1)}` : `+${value}`;
  };
  const interval = Number.isNaN(low) ? '' : `[${text(low)}, ${text(high)}]`;
  return [text(mean).padStart(6), interval];
}

const isConstant = (values: readonly number[]) => values.every((value) => value === values[0]);

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** What ends lines, commands the terminal, or turns the direction of writing. */
const unseen = /[\p{Cc}\u2028-\u202E\u2066-\u2069]/gu;

/** Names and classes may have line ends within. */
function onOneLine(text: string): string {
  if (text.search(unseen) < 0) return text;
  const code = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replace(unseen, code);
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, j) => Math.max(...rows.map((row) => row[j].length)));
  return rows.map((row) =>
    row
      .map((text, j) => text.padEnd(widths[j]))
      .join('  ')
      .trimEnd(),
  );
}
