import { mean } from '../../numeric/statistics';
import { table03All } from '../../paper/table-03';
import type { Finding } from '../../report/ledger';
import { trialsResult } from '../common/cell-result';
import { type ClaimPart, findingOfParts, sideAbove, sideWithin } from '../common/claim-parts';
import { type Protocol, protocols } from '../common/protocol';
import type { TabularMethod } from '../common/tabular-methods';
import { countsOfExperiments, meanShare, type OutcomeKind, outcomeShare } from './outcome-shares';
import { fitsWell, type Selection } from './select-sets';
import { table03Baselines } from './table-03-comparison';
import type { TabularRecord } from './tabular-record';
import { type TabularSet, tabularSets } from './tabular-sets';

type Readings = readonly { readonly protocol: Protocol; readonly sets: readonly TabularSet[] }[];

/**
 * Findings on the claims about shares of data sets: logistic labels (Section 3.2), Table 3 and Figure 6. A printed share holds if it lies
 * in the 95 % prediction interval for one trial (one split of every set); an inequality if the confidence interval of the mean share does.
 *
 * @param missing number of the paper's data sets that are not on this machine
 */
export function shareFindings(records: readonly TabularRecord[], missing: number = 0): Finding[] {
  const readings = protocols
    .map((protocol) => ({ protocol, sets: tabularSets(records, protocol) }))
    .filter(({ sets }) => sets.length > 0);
  return [
    ...logisticLabels(readings),
    selectedSets(readings, missing),
    ...Object.keys(table03Baselines).map((row, i) => printedRow(readings, row, i)),
    atLeastMixup(readings, 1),
    atLeastMixup(readings, 2),
    notFewerWins(readings, 's6-table-3-not-fewer-wins', {}),
    notFewerWins(readings, 's6-table-3-balanced', { balanced: true }),
  ];
}

type Shares = (set: readonly TabularSet[]) => number[];

/** One number per trial in every reading, as a part. */
function part(
  { protocol, sets }: Readings[number],
  label: string,
  shares: Shares,
  sideOf: (result: ReturnType<typeof trialsResult>) => ClaimPart['side'],
): ClaimPart & { readonly text: string } {
  const result = trialsResult(shares(sets));
  const { mean, low, high, trials } = result?.ours ?? { mean: Number.NaN, low: 0, high: 0, trials: 0 };
  const text = `${mean.toFixed(1)} [${low.toFixed(1)}, ${high.toFixed(1)}]`;
  return { reading: protocol, label, side: result ? sideOf(result) : 'open', trials, text };
}

const finding = (id: string, parts: readonly (ClaimPart & { readonly text: string })[], more = ''): Finding =>
  findingOfParts(id, parts, ' / ', more);

const kindShares =
  (kind: OutcomeKind, method: TabularMethod, minus: TabularMethod, selection?: Selection): Shares =>
  (sets) =>
    countsOfExperiments(sets, method, minus, { selection }).map((counts) => outcomeShare(counts, kind));

function logisticLabels(readings: Readings): Finding[] {
  const claims = [
    ['s3-logistic-labels-positive', 'higher', 47.4],
    ['s3-logistic-labels-zero', 'equal', 16.5],
    ['s3-logistic-labels-negative', 'lower', 36.1],
  ] as const;
  return claims.map(([id, kind, printed]) => {
    const shares = kindShares(kind, 'logisticWithoutIntrusion', 'mixupWithoutIntrusion');
    const sideOf = (result: ReturnType<typeof trialsResult>) => sideWithin(result?.prediction, printed, 0.05);
    return finding(
      id,
      readings.map((reading) => part(reading, kind, shares, sideOf)),
      'Share of all data sets with records, in percent, mean over trials',
    );
  });
}

function selectedSets(readings: Readings, missing: number): Finding {
  // The splits do not depend on the protocol.
  const sets = readings[0]?.sets ?? [];
  const parts = sets.length === 0 ? [] : [false, true].map((priors) => selectedPart(sets, priors, missing));
  const more =
    `GM or KDE above 95 % train accuracy; ${sets.length} data sets with records` +
    (missing > 0 ? `; the ${missing} that are missing may raise the number` : '');
  return finding('s6-82-data-sets', parts, more);
}

function selectedPart(sets: readonly TabularSet[], priors: boolean, missing: number) {
  const numTrials = Math.min(...sets.map(({ trials }) => trials.length));
  const counts = Array.from(
    { length: numTrials },
    (_, t) => sets.filter(({ trials }) => fitsWell([trials[t]], { priors })).length,
  );
  const reading = priors ? 'class frequencies as priors' : 'equal priors';
  const result = trialsResult(counts);
  const { prediction, ours } = result ?? {};
  const reach = prediction && { low: prediction.low, high: prediction.high + missing };
  const text = ours ? `${ours.mean.toFixed(1)} [${ours.low.toFixed(1)}, ${ours.high.toFixed(1)}]` : '';
  return { reading, label: '82', side: sideWithin(reach, 82, 0.5), trials: numTrials, text };
}

function printedRow(readings: Readings, row: string, i: number): Finding {
  const kinds = ['higher', 'equal', 'lower'] as const;
  const parts = readings.flatMap((reading) =>
    kinds.map((kind, k) => {
      const printed = table03All.values[i][k] as number;
      const shares = kindShares(kind, 'genLabelSelected', table03Baselines[row], {});
      return part(reading, kind, shares, (result) => sideWithin(result?.prediction, printed, 0.005));
    }),
  );
  const averaged = readings.flatMap((reading) =>
    kinds.flatMap((kind, k) => averagedPart(reading, row, kind, table03All.values[i][k] as number)),
  );
  const slug = row.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return finding(
    `s6-table-3-${slug.replace(/-$/, '')}`,
    [...parts, ...averaged],
    'Percent, mean over trials. Single trials have one seed and so more ties than the means of five seeds of the paper',
  );
}

/** Trials that the paper averages. */
const SEEDS = 5;
/** Data sets of which Table 3 counts shares. */
const PRINTED_SETS = 82;

/**
 * A share among means of five trials against the printed one, by the two-sided test of two proportions at 5 %: the sets
 * are the sample, as there are too few groups of five trials for an interval over trials.
 */
function averagedPart(
  { protocol, sets }: Readings[number],
  row: string,
  kind: OutcomeKind,
  printed: number,
): (ClaimPart & { readonly text: string })[] {
  const design = { selection: {}, average: SEEDS };
  const counts = countsOfExperiments(sets, 'genLabelSelected', table03Baselines[row], design);
  if (counts.length === 0) return [];
  const ours = meanShare(counts, kind) / 100;
  const size = mean(counts.map((one) => one.sets));
  const theirs = printed / 100;
  const pooled = (ours * size + theirs * PRINTED_SETS) / (size + PRINTED_SETS);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / size + 1 / PRINTED_SETS));
  const side = Math.abs(ours - theirs) <= 1.959964 * error ? 'as claimed' : 'against';
  const reading = `${protocol}, means of ${SEEDS} trials`;
  return [{ reading, label: kind, side, trials: SEEDS * counts.length, text: (100 * ours).toFixed(1) }];
}

function atLeastMixup(readings: Readings, alpha: 1 | 2): Finding {
  const [method, minus] =
    alpha === 1
      ? (['genLabelSelected', 'mixup'] as const)
      : (['genLabelSelectedAlpha2', 'mixupAlpha2'] as const);
  const shares = kindShares('notLower', method, minus, {});
  const parts = readings.map((reading) =>
    part(reading, 'more than 69 %', shares, (result) => sideAbove(result?.ours, 69)),
  );
  const [higher, equal] = table03All.values[table03All.rows.indexOf('Mixup')] as number[];
  const printed = `Table 3 itself prints ${higher} + ${equal} = ${(higher + equal).toFixed(2)} % for mixup, below 69 %`;
  return finding(`s6-figure-6-alpha-${alpha}`, parts, alpha === 1 ? printed : '');
}

function notFewerWins(readings: Readings, id: string, selection: Selection): Finding {
  const parts = readings.flatMap((reading) =>
    Object.entries(table03Baselines).map(([row, baseline]) => {
      const excess: Shares = (sets) =>
        countsOfExperiments(sets, 'genLabelSelected', baseline, { selection }).map(
          (counts) => outcomeShare(counts, 'higher') - outcomeShare(counts, 'lower'),
        );
      return part(reading, row, excess, (result) => sideAbove(result?.ours, 0, true));
    }),
  );
  return finding(id, parts, 'Share higher less share lower, points; in the order of the rows of Table 3');
}
