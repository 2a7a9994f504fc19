import { mean, meanInterval } from '../../numeric/statistics';
import { table05Robust, table05Shares } from '../../paper/table-05';
import type { Finding } from '../../report/ledger';
import { networkMethods } from '../../train/network-methods';
import { trialsResult } from '../common/cell-result';
import { type ClaimPart, findingOfParts, sideAbove } from '../common/claim-parts';
import { networkMethodStyle } from '../common/network-method-style';
import { type Protocol, protocols } from '../common/protocol';
import { outcomeShare } from '../tabular/outcome-shares';
import { genLabelVariants, robustGains, robustOutcomes } from './robust-outcomes';
import { type RobustnessRecord, type RobustTrial, robustTrials } from './robust-sets';
import { table05Methods } from './table-05-comparison';

type Part = ClaimPart & { readonly text: string };

const printedSets = table05Robust.columns.map(Number);

/** Percent of the data sets that the text names, in words of the printed shares. */
const [leastShare, mixupShare] = [53, 69];

/** Points of percent by which the text says GenLabel improves mixup at least. */
const leastGain = 2;
/** A gap between clean and robust accuracy that we call huge, points: the least printed one is 16. */
const hugeGap = 10;

/**
 * Findings on what Section 6.2 says about robustness and Table 5, and Appendix A.3 about Table 7. A share or gap is as claimed if the 95 % confidence
 * interval of its mean over trials lies above the bound; so is a gain whose interval lies above 0 and whose mean is 2 points or more.
 */
export function table05Findings(records: readonly RobustnessRecord[]): Finding[] {
  const readings = protocols.map((protocol) => ({ protocol, trials: robustTrials(records, { protocol }) }));
  const parts = (of: (reading: (typeof readings)[number]) => Part[]) => readings.flatMap(of);
  return [
    finding(
      's6-robustness-improves',
      parts(({ protocol, trials }) => meanGainParts(protocol, trials)),
      'Robust accuracy of GenLabel at radius 0.1 less that of the baseline, points, mean over the 13 sets of Table 5, which are the sample, not the trials; paper: ' +
        'ReLU nets, released: nets without activations, which are linear classifiers as logistic regression is',
    ),
    finding(
      's6-table-5-shares',
      parts((reading) => table05Shares.rows.map((row) => sharePart(reading, row, leastShare))),
      `${sharesNote} ${pooledNote(readings, table05Shares.rows)}`,
    ),
    finding(
      's6-table-5-mixup-share',
      parts((reading) => [sharePart(reading, 'Mixup', mixupShare)]),
      `${sharesNote} ${pooledNote(readings, ['Mixup'])}`,
    ),
    finding(
      's6-table-5-gain',
      parts(({ protocol, trials }) => gainParts(protocol, trials)),
      'Robust accuracy of the better of GM and NN less that of mixup, points; the printed gain on 763 is 1.86',
    ),
    finding(
      'a-table-7-gap',
      parts(({ protocol, trials }) => gapParts(protocol, trials)),
      `Clean less robust accuracy, points, mean over the methods; huge: above ${hugeGap}`,
    ),
  ];
}

interface Reading {
  readonly protocol: Protocol;
  readonly trials: readonly RobustTrial[];
}

function sharePart({ protocol, trials }: Reading, row: string, bound: number): Part {
  const sets = new Set(trials.map(({ dataset }) => dataset)).size;
  const numbers = [...new Set(trials.map(({ trial }) => trial))];
  const shares = numbers
    .map((number) =>
      robustOutcomes(
        trials.filter(({ trial }) => trial === number),
        table05Methods[row],
      ),
    )
    .filter((counts) => counts.sets === sets)
    .map((counts) => outcomeShare(counts, 'higher'));
  return partOf(protocol, row, shares, (interval) => sideAbove(interval, bound));
}

const sharesNote =
  'Share of the data sets, percent; the better of GM and NN by the test points; single trials, where ties are frequent.';

/** The shares of all trials together, as the paper averages its five; the data sets alone give them a wide error. */
function pooledNote(readings: readonly Reading[], rows: readonly string[]): string {
  const texts = readings.map(({ protocol, trials }) => {
    const shares = rows.map((row) => {
      const counts = robustOutcomes(trials, table05Methods[row]);
      return `${row} ${counts.sets > 0 ? outcomeShare(counts, 'higher').toFixed(1) : 'no records'}`;
    });
    return `${shares.join(', ')} (${protocol})`;
  });
  return `All trials together: ${texts.join('; ')}; of 13 sets, a share has a standard error of up to 14 points`;
}

function gainParts(protocol: Protocol, trials: readonly RobustTrial[]): Part[] {
  return robustGains(trials, 'mixup')
    .filter(({ dataset }) => printedSets.includes(dataset))
    .map(({ dataset, byTrial }) =>
      partOf(protocol, String(dataset), byTrial, (interval) => {
        if (!interval) return 'open';
        if (interval.high < leastGain) return 'against';
        return interval.low > 0 && mean(byTrial) >= leastGain ? 'as claimed' : 'open';
      }),
    );
}

/** Mean gains over each baseline, the data sets being the sample. */
function meanGainParts(protocol: Protocol, trials: readonly RobustTrial[]): Part[] {
  return genLabelVariants.flatMap((variant) =>
    table05Shares.rows.map((row) => {
      const baseline = table05Methods[row];
      const gains = robustGains(trials, baseline, variant).map(({ gain }) => gain);
      const label = `${networkMethodStyle(variant).label} over ${networkMethodStyle(baseline).label}`;
      return partOf(protocol, label, gains, (interval) => sideAbove(interval, 0));
    }),
  );
}

function gapParts(protocol: Protocol, trials: readonly RobustTrial[]): Part[] {
  return printedSets.flatMap((dataset) => {
    const gaps = trials
      .filter((trial) => trial.dataset === dataset)
      .map(({ results }) => {
        const own = networkMethods.flatMap((method) => results[method] ?? []);
        return mean(own.map(({ correct, robust, testSize }) => (100 * (correct - robust)) / testSize));
      });
    if (gaps.length === 0) return [];
    return [partOf(protocol, String(dataset), gaps, (interval) => sideAbove(interval, hugeGap))];
  });
}

function partOf(
  reading: string,
  label: string,
  values: readonly number[],
  sideOf: (interval: { low: number; high: number } | undefined) => ClaimPart['side'],
): Part {
  const interval = values.length > 1 ? meanInterval(values) : undefined;
  const result = trialsResult(values)?.ours;
  const ends = interval ? ` [${interval.low.toFixed(1)}, ${interval.high.toFixed(1)}]` : '';
  const text = result ? `${label}: ${result.mean.toFixed(1)}${ends}` : `${label}: no records`;
  return { reading, label, side: sideOf(interval), trials: values.length, text };
}

const finding = (id: string, parts: readonly Part[], more: string): Finding =>
  findingOfParts(id, parts, ', ', more);
