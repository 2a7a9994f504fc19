import type { LocationEstimate } from '../../numeric/hodges-lehmann';
import type { MeanInterval } from '../../numeric/statistics';
import { measuredText } from '../../report/comparison-view';
import { type Table, table } from '../../report/table';
import { type PlaneDataset, type PlaneMethod, planeMethods, planeSvms } from './plane-classifiers';
import type { ConflictSummary, Figure04Summary, Spread } from './summarise-figure-04';

export const planeLabels: { readonly [dataset in PlaneDataset]: string } = {
  'four-circle': 'Four-circle',
  'nine-gaussians': '9-class Gaussian',
};

/** Decimals of margins: Four-circle has rings 0.2 apart, the nine clusters are 10 apart. */
export const marginDecimals: { readonly [dataset in PlaneDataset]: number } = {
  'four-circle': 4,
  'nine-gaussians': 2,
};

/** Name of a method in tables; support vector machines with their kernel and cost. */
export function planeMethodLabel(method: PlaneMethod, dataset: PlaneDataset): string {
  if (method === 'svm' || method === 'svm-other') {
    const { scale, cost } = planeSvms[dataset][method];
    return `SVM, exp(−${scale} |x − x'|²), C = ${cost}`;
  }
  return { vanilla: 'vanilla', mixup: 'mixup', genlabel: 'GenLabel' }[method];
}

const text = (value: MeanInterval, decimals: number) => measuredText(value, decimals);

const minus = (value: number, decimals: number) => value.toFixed(decimals).replace('-', '−');

const spreadText = ({ median, lowest, highest }: Spread, decimals: number) =>
  `${minus(median, decimals)} [${minus(lowest, decimals)}, ${minus(highest, decimals)}]`;

const head = ({ dataset, protocol, trials }: Figure04Summary) => [planeLabels[dataset], protocol, trials];

/** Margins of the training points of every method, with the largest least margin that there is. */
export function marginTable(summaries: readonly Figure04Summary[]): Table {
  const rows = summaries.flatMap((summary) =>
    planeMethods.map((method) => {
      const { accuracy, allRight, least, percentile, mean, ofCeiling } = summary.methods[method];
      const decimals = marginDecimals[summary.dataset];
      return [
        ...head(summary),
        planeMethodLabel(method, summary.dataset),
        text(accuracy, 1),
        `${allRight} of ${summary.trials}`,
        ...[least, percentile, mean].map((value) => spreadText(value, decimals)),
        spreadText(ofCeiling, 2),
      ];
    }),
  );
  const columns = [
    'data set',
    'protocol',
    'trials',
    'method',
    'test accuracy, %',
    'trials with all training points right',
  ];
  return table([...columns, 'least margin', '1 % quantile', 'mean', 'least / ceiling'], rows, {
    title:
      'Section 5.1: margins of the training points, median over trials [lowest, highest] (the paper prints none)',
    notes: [
      'Margin: distance of a training point to the decision boundary, negative where the classifier is wrong. The least margin hangs on outliers of the noise, ' +
        'the 1 % quantile is the margin that 1 % of the points do not exceed. On Four-circle the mean says little: what the inner rings gain the outer ones lose.',
      `Ceiling: half the smallest distance between training points of two classes, ${summaries
        .map((s) => `${s.ceiling.toFixed(marginDecimals[s.dataset])} on ${planeLabels[s.dataset]}`)
        .filter((words, i, all) => all.indexOf(words) === i)
        .join(', ')} (mean). No classifier that is right at all training points has a larger least margin.`,
      `All methods of a trial have the same training points (${sizes(summaries)}), no subset. SVM: all pairs of classes, by votes. The first one is the paper's, with the cost of the authors' code; the paper gives none.`,
    ],
  });
}

function sizes(summaries: readonly Figure04Summary[]): string {
  const words = summaries.map(({ dataset, trainingSize }) => `${planeLabels[dataset]} ${trainingSize}`);
  return words.filter((own, i) => words.indexOf(own) === i).join(', ');
}

/** GenLabel's margins less those of the other methods, paired by trial. */
export function marginDifferenceTable(summaries: readonly Figure04Summary[]): Table {
  const rows = summaries.flatMap((summary) =>
    planeMethods
      .filter((method) => method !== 'genlabel')
      .map((method) => {
        const decimals = marginDecimals[summary.dataset];
        const { least, percentile } = summary.genlabelLess[method];
        return [
          ...head(summary),
          planeMethodLabel(method, summary.dataset),
          ...[least, percentile].flatMap((value) => [differenceText(value, decimals), sideText(value)]),
        ];
      }),
  );
  const columns = [
    'data set',
    'protocol',
    'trials',
    'GenLabel less',
    'least margin',
    'by it GenLabel is',
    '1 % quantile',
    'by the quantile it is',
  ];
  return table(columns, rows, {
    title:
      'GenLabel against the others on the same points: paired differences of margins, estimate of Hodges and Lehmann [95 % confidence]',
  });
}

function differenceText({ estimate, low, high }: LocationEstimate, decimals: number): string {
  const interval = Number.isFinite(low) ? ` [${minus(low, decimals)}, ${minus(high, decimals)}]` : '';
  return minus(estimate, decimals) + interval;
}

function sideText({ low, high }: LocationEstimate): string {
  if (low > 0) return 'above';
  return high < 0 ? 'below' : 'not resolved';
}

/** How often the top-1 labels of mixed points conflict with the data and with the support vector machines. */
export function conflictTable(summaries: readonly Figure04Summary[]): Table {
  const rows = summaries.flatMap((summary) => {
    const line = (lambda: string, conflicts: ConflictSummary) =>
      (['mixup', 'genlabel'] as const).map((label) => [
        ...head(summary),
        lambda,
        label === 'mixup' ? 'mixup' : 'GenLabel',
        text(conflicts.intrusion, 1),
        ...(['nearest', 'svm', 'svm-other'] as const).map((other) => text(conflicts[label][other], 1)),
      ]);
    const fixed = summary.conflictsAtFixedLambda;
    return [...line('Beta(1, 1)', summary.conflicts), ...(fixed ? line('0.6', fixed) : [])];
  });
  const columns = [
    'data set',
    'protocol',
    'trials',
    'lambda',
    'top-1 label of',
    'manifold intrusion, %',
    'not that of the nearest training point, %',
  ];
  return table([...columns, "not the paper's SVM's, %", "not the second SVM's, %"], rows, {
    title: 'Section 5.1: mixed points whose top-1 label conflicts (mean ± 95 % confidence over trials)',
    notes: [
      'Of 5000 random pairs a trial. The nearest training point decides as a classifier that attains the ceiling of the least margin does. Intrusion: Definition 1.',
    ],
  });
}
