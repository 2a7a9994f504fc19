import { plusMinus } from '../../report/number-text';
import { conflictBounds } from './figure-04-findings';
import { marginDecimals, planeLabels, planeMethodLabel } from './figure-04-tables';
import type { PlaneMethod } from './plane-classifiers';
import type { Figure04Summary } from './summarise-figure-04';

/** What the trials of Section 5.1 say, as Markdown: for each set and protocol, then why the SVM of the paper is no yardstick. */
export function figure04Reading(summaries: readonly Figure04Summary[]): string {
  if (summaries.length === 0) return 'There are no records, so there is nothing to read.';
  const lines = summaries.flatMap((summary) => [marginLine(summary), conflictLine(summary)]);
  return [...lines, ...kernelLine(summaries), ...printedRateLine(summaries)].join('\n');
}

const nameOf = ({ dataset, protocol, trials }: Figure04Summary) =>
  `**${planeLabels[dataset]}, protocol ${protocol}** (${trials} trials)`;

function marginLine(summary: Figure04Summary): string {
  const { methods, trials, dataset } = summary;
  const decimals = marginDecimals[dataset];
  const right = (['vanilla', 'mixup', 'genlabel', 'svm'] as const).map(
    (method) => `${name(method)} ${methods[method].allRight}`,
  );
  const against = (['svm', 'vanilla', 'mixup'] as const).map((method) => {
    const { low, high, estimate } = summary.genlabelLess[method].percentile;
    const side = low > 0 ? 'above' : high < 0 ? 'below' : 'not resolved from';
    return `${side} ${method === 'svm' ? "the paper's SVM" : name(method)} (${signed(estimate, decimals)})`;
  });
  return `- ${nameOf(summary)}: by the 1 % quantile of the margins GenLabel is ${against.join(', ')}. All training points are right, of ${trials} trials, with: ${right.join(', ')}. GenLabel's least margin is ${methods.genlabel.ofCeiling.median.toFixed(2).replace('-', '−')} of the largest possible one (median).`;
}

const name = (method: PlaneMethod) =>
  ({ vanilla: 'vanilla training', mixup: 'mixup', genlabel: 'GenLabel', svm: 'SVM', 'svm-other': 'SVM' })[
    method
  ];

const signed = (value: number, decimals: number) =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(decimals)}`;

function conflictLine(summary: Figure04Summary): string {
  const { mixup, genlabel } = summary.conflictsAtFixedLambda ?? summary.conflicts;
  const lambda = summary.conflictsAtFixedLambda ? ' (λ = 0.6)' : '';
  const percent = ({ mean }: { mean: number }) => `${mean.toFixed(1)} %`;
  const agrees = genlabel.svm.high <= conflictBounds.none;
  return `  Mixed points whose top-1 label is not that of the nearest training point${lambda}: mixup ${percent(mixup.nearest)}, GenLabel ${percent(genlabel.nearest)}. GenLabel's label is ${agrees ? '' : '**not** '}that of the paper's SVM, with which it disagrees on ${percent(genlabel.svm)}.`;
}

function kernelLine(summaries: readonly Figure04Summary[]): string[] {
  const nine = summaries.find(({ dataset }) => dataset === 'nine-gaussians');
  if (!nine) return [];
  const { methods, ceiling, dataset } = nine;
  const least = (method: PlaneMethod) => methods[method].least.median.toFixed(2);
  return [
    `- **The kernel.** On the nine classes the SVM of the paper has a least margin of ${least('svm')}, the largest possible one is ${ceiling.toFixed(2)}, and GenLabel has ${least('genlabel')}. ` +
      'Clusters are 10 apart, and half-way between two of them exp(−2 |x − x’|²) is 10⁻²²: there the bias alone decides, so that the boundary runs close around ' +
      `the clusters. It is a wide margin in the space of the kernel, not in the plane. With a wider kernel (${planeMethodLabel('svm-other', dataset)}) the least margin is ${least('svm-other')}. ` +
      '"The ideal margin of kernel SVM" is thus not what this SVM has in the plane; GenLabel is nearer to the ideal than it.',
  ];
}

function printedRateLine(summaries: readonly Figure04Summary[]): string[] {
  return summaries.flatMap(({ accuracyAtPrintedRate }) => {
    if (!accuracyAtPrintedRate) return [];
    const words = Object.entries(accuracyAtPrintedRate).map(
      ([method, interval]) => `${method} ${plusMinus(interval, 1)} %`,
    );
    return [
      `- **Learning rate.** Table 10 has no row for the nine classes. Test accuracies at its 0.1: ${words.join(', ')}; protocol paper therefore has 0.01.`,
    ];
  });
}
