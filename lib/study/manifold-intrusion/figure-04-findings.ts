import type { Finding } from '../../report/ledger';
import { type ClaimPart, partsNote, type Side, sideAbove, verdictOfParts } from '../common/claim-parts';
import { marginDecimals, planeLabels } from './figure-04-tables';
import type { Figure04Summary, MarginMeasure } from './summarise-figure-04';

/** From how many conflicting labels on, in percent of the mixed points, they are called many, and up to how many none. */
export const conflictBounds = { many: 10, none: 5 } as const;

/** GenLabel reaches a margin if it is at most this share below it. */
export const reachTolerance = 0.1;

const readingOf = ({ dataset, protocol }: Figure04Summary) => `${planeLabels[dataset]} (${protocol})`;

const measureNames: { readonly [measure in MarginMeasure]: string } = {
  least: 'least margin',
  percentile: '1 % quantile of the margins',
};

/** Findings on the three claims of Section 5.1. */
export function figure04Findings(summaries: readonly Figure04Summary[]): Finding[] {
  const mixup = conflictParts(summaries, 'mixup');
  const genlabel = conflictParts(summaries, 'genlabel');
  const margins = summaries.flatMap(marginParts);
  return [
    {
      id: 's5-figure-4-mixup-conflicts',
      ours: conflictText(summaries, 'mixup'),
      verdict: verdictOfParts(mixup),
      note: `label of the nearest training point; "a large number" read as ${conflictBounds.many} % or more`,
    },
    {
      id: 's5-figure-4-genlabel-no-conflict',
      ours: conflictText(summaries, 'genlabel'),
      verdict: verdictOfParts(genlabel),
      note: `"no conflict" read as at most ${conflictBounds.none} %. ${partsNote(genlabel)}`,
    },
    {
      id: 's5-figure-4-margin',
      ours: summaries.map(marginText).join('; '),
      verdict: verdictOfParts(margins),
      note: `least margin and 1 % quantile; "reaches" read as at most ${100 * reachTolerance} % below the SVM's. ${partsNote(margins)}`,
    },
  ];
}

/** Finding on Section 1.1's claim that GenLabel fixes manifold intrusion on toy sets: what is left of the conflicts with the data. */
export function intrusionFinding(summaries: readonly Figure04Summary[]): Finding {
  const parts = conflictParts(summaries, 'genlabel').filter(({ reading }) => reading === againstData);
  return {
    id: 's1-genlabel-fixes-intrusion',
    ours: `mixup: ${conflictText(summaries, 'mixup')}; GenLabel: ${conflictText(summaries, 'genlabel')}`,
    verdict: verdictOfParts(parts),
    note: `share of mixed points whose top-1 label is not that of the nearest training point; fixed if at most ${conflictBounds.none} % are left`,
  };
}

const againstData = 'against the nearest training point';

/** The figure mixes the nine classes with lambda = 0.6. */
const shown = (summary: Figure04Summary) => summary.conflictsAtFixedLambda ?? summary.conflicts;

function conflictParts(summaries: readonly Figure04Summary[], label: 'mixup' | 'genlabel'): ClaimPart[] {
  const { many, none } = conflictBounds;
  return summaries.flatMap((summary): ClaimPart[] => {
    const part = (reading: string, other: 'nearest' | 'svm'): ClaimPart => {
      const { low, high } = shown(summary)[label][other];
      const side: Side =
        label === 'mixup'
          ? sideAbove({ low, high }, many, true)
          : sideAbove({ low: -high, high: -low }, -none, true);
      return { reading, label: readingOf(summary), side, trials: summary.trials };
    };
    const data = part(againstData, 'nearest');
    return label === 'mixup' ? [data] : [data, part("against the paper's SVM", 'svm')];
  });
}

function conflictText(summaries: readonly Figure04Summary[], label: 'mixup' | 'genlabel'): string {
  return summaries
    .map((summary) => `${shown(summary)[label].nearest.mean.toFixed(1)} % on ${readingOf(summary)}`)
    .join(', ');
}

function marginParts(summary: Figure04Summary): ClaimPart[] {
  const reading = readingOf(summary);
  const { genlabelLess, methods, trials } = summary;
  return (['least', 'percentile'] as const).flatMap((measure) => {
    const reached = -reachTolerance * Math.abs(methods.svm[measure].median);
    const part = (label: string, side: Side) => ({
      ...{ reading, side, trials },
      label: `${label} (${measureNames[measure]})`,
    });
    return [
      part('reaches the SVM', sideAbove(genlabelLess.svm[measure], reached, true)),
      part('above vanilla', sideAbove(genlabelLess.vanilla[measure], 0)),
      part('above mixup', sideAbove(genlabelLess.mixup[measure], 0)),
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
  return `${readingOf(summary)}, median of the least margin: ${own.join(', ')}; ceiling ${number(ceiling)}`;
}
