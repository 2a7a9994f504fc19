import type { TableDataset } from '../data/csv';
import type { MeanInterval } from '../numeric/statistics';
import type { ComparedMethod } from '../train/own-data/compared-methods';
import { comparedMethods } from '../train/own-data/compared-methods';
import type { ClassifierOptions, TrainedClassifier } from '../train/own-data/train-classifier';

const names: { readonly [method in ComparedMethod]: string } = {
  vanilla: 'vanilla',
  mixup: 'mixup',
  genLabelGaussian: 'GenLabel (Gaussian)',
  genLabelKernel: 'GenLabel (kernel)',
  genLabel: 'GenLabel (chosen)',
};

/** How the table was read: rows, classes with their sizes, columns with their kinds and missing values. */
export function tableText({ name, X, y, classNames, target, columns }: TableDataset): string {
  const sizes = classNames.map((text, c) => `${text} (${y.filter((label) => label === c).length})`);
  const shownSizes = sizes.length > 12 ? [...sizes.slice(0, 12), '…'] : sizes;
  const rows = columns.map(({ name: column, kind, numCategories, missing, note }) => [
    `  ${column}`,
    kind === 'nominal' ? `nominal, ${numCategories} categories` : 'numeric',
    [missing > 0 ? `${missing} missing` : '', note ?? ''].filter((text) => text !== '').join(', '),
  ]);
  const shown = rows.length > 40 ? rows.slice(0, 40) : rows;
  return [
    `${name}: ${X.rows} rows, ${columns.length} columns, target ${target} with ${classNames.length} classes: ` +
      shownSizes.join(', '),
    ...aligned(shown),
    ...(rows.length > shown.length ? [`  … and ${rows.length - shown.length} columns more`] : []),
  ].join('\n');
}

/** What training found: accuracies, paired differences, diagnosis, warnings. */
export function trainingText(result: TrainedClassifier, { splits, folds }: Required<Sizes>): string {
  const { accuracies, differences, diagnosis, warnings, testSize, classifier } = result;
  const { fit } = diagnosis;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return [
    `Test accuracy in percent, mean and 95 % interval of ${splits} random stratified splits (${testSize} test rows each;`,
    'the interval allows for the rows that splits share). All settings chosen on the training rows alone, by',
    `${folds}-fold cross-validation.`,
    '',
    ...aligned(
      comparedMethods.map((method) => [`  ${names[method]}`, ...shownInterval(accuracies[method], false)]),
    ),
    '',
    'Paired differences in points',
    '',
    ...aligned(
      differences.map(({ method, minus, ...interval }) => [
        `  ${names[method]} − ${names[minus]}`,
        ...shownInterval(interval, true),
      ]),
    ),
    '',
    `Manifold intrusion: ${percent(diagnosis.intrusion)} of ${diagnosis.intrusionDraws} mixed points (Definition 1).`,
    `Densities classify correctly of the rows that they were estimated from: Gaussian ${percent(fit.gaussian)}, ` +
      `kernel ${percent(fit.kernel)} (flattered: each row counts in its own density).`,
    ...warnings.map((text) => `Warning: ${text}`),
    '',
    `Model trained on all rows: ${chosenText(classifier.provenance.chosen as Chosen)}`,
  ].join('\n');
}

type Sizes = Pick<ClassifierOptions, 'splits' | 'folds'>;

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
    const value = (100 * share).toFixed(2);
    if (!signed) return value;
    return value.startsWith('-') ? `−${value.slice(1)}` : `+${value}`;
  };
  // An accuracy lies between 0 and 100 whatever Student's law says.
  const within = (share: number) => (signed ? share : Math.min(1, Math.max(0, share)));
  return [text(mean).padStart(6), `[${text(within(low))}, ${text(within(high))}]`];
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
