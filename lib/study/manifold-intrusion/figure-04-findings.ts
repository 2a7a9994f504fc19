import type { MeanInterval } from '../../numeric/statistics';
import type { Finding, RecordSet } from '../../report/finding';
import { judgeConjunction, tally } from '../../report/judge-parts';
import { judgeProtocols } from '../../report/judge-protocols';
import { judgeSize } from '../../report/judge-size';
import { notAttempted, type Part } from '../../report/judgement';
import { protocols } from '../common/protocol';
import { marginDecimals, planeLabels } from './figure-04-tables';
import type { Figure04Summary, MarginMeasure } from './summarise-figure-04';

/** From how many conflicting labels on, in percent of the mixed points, they are called many, and up to how many none. */
export const conflictBounds = { many: 10, none: 5 } as const;

/** GenLabel reaches a margin if it is at most this share below it. */
export const reachTolerance = 0.1;

const measureNames: { readonly [measure in MarginMeasure]: string } = {
  least: 'least margin',
  percentile: '1 % quantile of the margins',
};

/**
 * Findings on the three claims of Section 5.1. Seeds draw the data: the one question is whether they reproduce. Under each protocol a claim is of both sets.
 *
 * @param records that the summaries are of
 */
export function figure04Findings(
  summaries: readonly Figure04Summary[],
  records: readonly RecordSet[] = [],
): Finding[] {
  const { many, none } = conflictBounds;
  const finding = (
    id: string,
    partsOf: (summary: Figure04Summary) => Part[],
    textOf: (summary: Figure04Summary) => string,
    note: string,
  ): Finding => {
    const judged = protocols.map((protocol) => {
      const own = summaries.filter((summary) => summary.protocol === protocol);
      const parts = own.flatMap(partsOf);
      return {
        label: protocol,
        ...judgeConjunction(parts),
        ours: `${tally(parts)}. ${own.map(textOf).join('; ')}`,
      };
    });
    const judgement = summaries.length === 0 ? notAttempted('conjunction') : joinedOf(judged);
    return { ...{ id, question: 'reproduces', records, note }, ...judgement };
  };
  return [
    finding(
      's5-figure-4-mixup-conflicts',
      (summary) => [conflictPart(summary, 'mixup', 'nearest', { bound: many, side: 'above' })],
      (summary) => conflictText(summary, 'mixup'),
      `Label of the nearest training point; "a large number" read as more than ${many} %.`,
    ),
    finding(
      's5-figure-4-genlabel-no-conflict',
      (summary) =>
        (['nearest', 'svm'] as const).map((other) =>
          conflictPart(summary, 'genlabel', other, { bound: none, side: 'below' }),
        ),
      (summary) =>
        `${conflictText(summary, 'genlabel')}, ${shown(summary).genlabel.svm.mean.toFixed(1)} % against the SVM`,
      `"No conflict" read as less than ${none} %, with the label of the nearest training point and with that of the paper's SVM.`,
    ),
    finding(
      's5-figure-4-margin',
      marginParts,
      marginText,
      `Least margin and 1 % quantile; "reaches" read as at most ${100 * reachTolerance} % below the SVM's.`,
    ),
  ];
}

/** Protocols without records are left out: profile `quick` may have one alone. */
function joinedOf(judged: readonly Part[]) {
  return judgeProtocols(judged.filter(({ verdict }) => verdict !== 'not-attempted'));
}

/** The figure mixes the nine classes with lambda = 0.6. */
const shown = (summary: Figure04Summary) => summary.conflictsAtFixedLambda ?? summary.conflicts;

function conflictPart(
  summary: Figure04Summary,
  label: 'mixup' | 'genlabel',
  other: 'nearest' | 'svm',
  claim: { readonly bound: number; readonly side: 'above' | 'below' },
): Part {
  const interval: MeanInterval = shown(summary)[label][other];
  const rival = other === 'nearest' ? 'the data' : 'the SVM';
  return {
    label: `${planeLabels[summary.dataset]}, ${rival}`,
    ...judgeSize({ ...claim, interval, unit: '%' }),
  };
}

function conflictText(summary: Figure04Summary, label: 'mixup' | 'genlabel'): string {
  return `${shown(summary)[label].nearest.mean.toFixed(1)} % on ${planeLabels[summary.dataset]}`;
}

function marginParts(summary: Figure04Summary): Part[] {
  const { genlabelLess, methods, dataset } = summary;
  return (['least', 'percentile'] as const).flatMap((measure) => {
    const reached = -reachTolerance * Math.abs(methods.svm[measure].median);
    const part = (label: string, rival: 'svm' | 'vanilla' | 'mixup', bound: number): Part => {
      const { estimate, low, high } = genlabelLess[rival][measure];
      const interval = { mean: estimate, low, high };
      return {
        label: `${label} (${measureNames[measure]}, ${planeLabels[dataset]})`,
        ...judgeSize({ bound, interval, unit: '', decimals: marginDecimals[dataset] }),
      };
    };
    return [
      part('reaches the SVM', 'svm', reached),
      part('above vanilla', 'vanilla', 0),
      part('above mixup', 'mixup', 0),
    ];
  });
}

function marginText(summary: Figure04Summary): string {
  const { methods, dataset, ceiling } = summary;
  const number = (value: number) => value.toFixed(marginDecimals[dataset]);
  const own = (['genlabel', 'svm', 'vanilla', 'mixup'] as const).map(
    (method) =>
      `${{ genlabel: 'GenLabel', svm: 'SVM', vanilla: 'vanilla', mixup: 'mixup' }[method]} ${number(methods[method].least.median)}`,
  );
  return `${planeLabels[dataset]}, median of the least margin: ${own.join(', ')}; ceiling ${number(ceiling)}`;
}
