import type { Finding } from '../../report/finding';
import { judgeCount, tallyCounts } from '../../report/judge-parts';
import { judgeSigns } from '../../report/judge-sign';
import { judgeGain } from '../common/mean-gain';
import { meanGainOverSets } from './mean-gain';
import { selectSets } from './select-sets';
import { gainRuns } from './set-runs';
import { type TabularRecords, tabularFindings } from './tabular-claims';

/** Findings about gains and losses over all data sets: the mean gain of GenLabel (CV) over mixup, and whether mixup is worse than vanilla training somewhere. */
export function overSetsFindings(records: TabularRecords, ids?: readonly string[]): Finding[] {
  return tabularFindings(
    records,
    [
      {
        id: 's6-accuracy-over-data-sets',
        judge: ({ sets, question }) => {
          const gain = meanGainOverSets(selectSets(sets), 'genLabelSelected', 'mixup', question);
          return judgeGain(gain);
        },
        note: 'GenLabel (CV) over mixup on the sets with more than 95 % train accuracy of GM or KDE, equal priors as in eq. (1); the signed-rank tests stand in the table over data sets.',
      },
    ],
    ids,
  );
}

/**
 * Finding on what Section 1 quotes: that mixup is worse than vanilla training on some task. The quoted task is not repeated; any data set counts, and all
 * of them are the family of Holm's rule.
 */
export function mixupHurtsFindings(records: TabularRecords, ids?: readonly string[]): Finding[] {
  return tabularFindings(
    records,
    [
      {
        id: 's1-mixup-hurts-uci',
        questions: ['generalises'],
        judge: ({ sets, question }) => {
          const signs = judgeSigns(
            sets.map((set) => ({
              ...gainRuns(set, 'vanilla', 'mixup', question),
              label: String(set.dataset),
              sign: 1,
            })),
          );
          const judgement = judgeCount(1, signs);
          const worst = signs
            .filter(({ verdict }) => verdict === 'holds')
            .sort((a, b) => b.mean - a.mean)
            .slice(0, 3);
          if (judgement.verdict === 'not-attempted') return judgement;
          const counts = tallyCounts(signs);
          const each = worst.map(({ label, ours }) => `vanilla above mixup on ${label}: ${ours}`);
          return { ...judgement, ours: [counts, ...each].join('; ') };
        },
        note: 'The quoted task is not repeated: any of our data sets counts, among them UCI sets such as Vowel (307) and Iris (1413).',
      },
    ],
    ids,
  );
}
