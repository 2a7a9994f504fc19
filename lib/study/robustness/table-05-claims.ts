import { mean } from '../../numeric/statistics';
import { table05Robust, table05Shares } from '../../paper/table-05';
import { table07Clean } from '../../paper/table-07';
import type { Finding } from '../../report/finding';
import { judgeConjunction } from '../../report/judge-parts';
import { judgeShareBound, shareInterval } from '../../report/judge-share';
import { judgeSize } from '../../report/judge-size';
import { judgeTable } from '../../report/judge-table';
import type { Part } from '../../report/judgement';
import { matters, printedSeeds } from '../../report/rules';
import { runInterval } from '../../report/run-interval';
import { type NetworkMethod, networkMethods } from '../../train/network-methods';
import { judgeGain } from '../common/mean-gain';
import { networkMethodStyle } from '../common/network-method-style';
import { outcomeShare } from '../tabular/outcome-shares';
import { familyShare } from '../tabular/set-shares';
import { attackExcess } from './attack-check';
import { networkMeanGain } from './network-gains';
import { robustGains, robustOutcomes } from './robust-outcomes';
import { type RobustReading, type RobustRecords, robustFindings, robustRuns } from './robust-readings';
import { robustSamples, table05Methods } from './table-05-comparison';

const printedSets = table05Robust.columns.map(Number);

/** Percent of the data sets that the text names, in words of the printed shares. */
const [leastShare, mixupShare] = [53, 69];
/** Points of percent by which the text says GenLabel improves mixup at least. */
const leastGain = 2;
/** A gap between clean and robust accuracy that we call huge, points: the least printed one is 16. */
const hugeGap = 10;

/** Findings on what Section 6.2 says about robustness and Table 5, and Appendix A.3 about Table 7. */
export function table05Findings(records: RobustRecords, ids?: readonly string[]): Finding[] {
  const best = 'The better of GM and NN by the test points, as in the caption.';
  return robustFindings(
    records,
    [
      {
        id: 's6-robustness-improves',
        judge: (reading) =>
          judgeConjunction(table05Shares.rows.map((row) => meanGainPart(reading, table05Methods[row]))),
        note: 'Robust accuracy of GenLabel at radius 0.1, GM or NN by held-out accuracy, over each baseline on the 13 sets of Table 5.',
      },
      {
        id: 's6-table-5-shares',
        judge: (reading) =>
          judgeConjunction(table05Shares.rows.map((row) => sharePart(reading, row, leastShare))),
        note: best,
      },
      {
        id: 's6-table-5-mixup-share',
        judge: (reading) => sharePart(reading, 'Mixup', mixupShare),
        note: best,
      },
      {
        id: 's6-table-5-gain',
        judge: (reading) => judgeConjunction(gainParts(reading)),
        note: `${best} Read as more than 2 points on each set; the printed gain on 763 is 1.86.`,
      },
      {
        id: 's6-table-5-values',
        judge: ({ question, trials }) =>
          judgeTable(table05Robust, robustSamples(trials, question, 'robust').cell, question),
        note: 'Robust accuracies of Table 5 (b).',
      },
      {
        id: 'a-table-7-gap',
        judge: (reading) => judgeConjunction(gapParts(reading)),
        note: `Clean less robust accuracy, points, mean over the methods; huge: more than ${hugeGap}.`,
      },
      {
        id: 'a-table-7-values',
        judge: ({ question, trials }) =>
          judgeTable(table07Clean, robustSamples(trials, question, 'correct').cell, question),
        note: 'Clean accuracies of Table 7.',
      },
      {
        id: 'a-table-7-attack',
        judge: ({ question, protocol }) => {
          const excess = attackExcess(records[question], protocol);
          const interval = excess.length > 0 ? runInterval({ values: excess }) : undefined;
          return judgeSize({ bound: matters.accuracy, side: 'below', interval });
        },
        note:
          `Read as: the robust accuracies exceed those that are left by exact distances (released: nets without activations) or by a stronger attack (paper) by less than ` +
          `${matters.accuracy} points, mean over the data sets.`,
      },
    ],
    ids,
  );
}

function meanGainPart(reading: RobustReading, baseline: NetworkMethod): Part {
  return {
    label: `over ${networkMethodStyle(baseline).label}`,
    ...judgeGain(networkMeanGain(reading, baseline, 'robust')),
  };
}

/** Share of data sets with more robust test points: of experiments of five seeds, or by the mean gain over splits. */
function sharePart({ question, trials }: RobustReading, row: string, bound: number): Part {
  const baseline = table05Methods[row];
  if (question === 'generalises') {
    const gains = robustGains(trials, baseline);
    const interval = gains.length > 0 ? familyShare(gains, 'higher') : undefined;
    return { label: row, ...judgeShareBound({ bound, interval, of: `${gains.length} sets` }) };
  }
  const numbers = [...new Set(trials.map(({ trial }) => trial))].sort((a, b) => a - b);
  const shares = Array.from({ length: Math.floor(numbers.length / printedSeeds) }, (_, e) => {
    const members = numbers.slice(e * printedSeeds, (e + 1) * printedSeeds);
    const own = trials.filter(({ trial }) => members.includes(trial));
    return outcomeShare(robustOutcomes(own, baseline), 'higher');
  });
  const of = `${shares.length} experiment${shares.length === 1 ? '' : 's'} of five seeds`;
  return { label: row, ...judgeShareBound({ bound, interval: shareInterval(shares), of }) };
}

function gainParts({ question, trials }: RobustReading): Part[] {
  const gains = robustGains(trials, 'mixup');
  return printedSets.map((dataset) =>
    sizePart(
      String(dataset),
      gains.find((gain) => gain.dataset === dataset)?.byTrial ?? [],
      leastGain,
      question,
    ),
  );
}

function gapParts({ question, trials }: RobustReading): Part[] {
  return printedSets.map((dataset) => {
    const gaps = trials
      .filter((trial) => trial.dataset === dataset)
      .map(({ results }) => {
        const own = networkMethods.flatMap((method) => results[method] ?? []);
        return mean(own.map(({ correct, robust, testSize }) => (100 * (correct - robust)) / testSize));
      });
    return sizePart(String(dataset), gaps, hugeGap, question);
  });
}

function sizePart(
  label: string,
  values: readonly number[],
  bound: number,
  question: RobustReading['question'],
): Part {
  const interval = values.length > 0 ? runInterval(robustRuns(values, question)) : undefined;
  return { label, ...judgeSize({ bound, interval, decimals: 1 }) };
}
