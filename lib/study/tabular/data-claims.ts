import type { Dataset } from '../../data/dataset';
import type { Finding } from '../../report/finding';
import { judgeConjunction } from '../../report/judge-parts';
import { judgeShare } from '../../report/judge-share';
import type { Judgement, Part } from '../../report/judgement';
import { notAttempted } from '../../report/judgement';
import type { Verdict } from '../../report/rules';
import { fitsWell, isBalanced, selectSets } from './select-sets';
import { experimentsOf, readingsOf, type TabularRecords } from './tabular-claims';
import { studyDatasets } from './tabular-datasets';
import type { TabularSet } from './tabular-sets';

/** Sets that the paper speaks of, or prints. */
const printed = {
  listed: 133,
  fitting: 82,
  tenBalanced: 10,
  sevenBalanced: 7,
  thirteenBalanced: 13,
} as const;

const equalSizes = 'if balanced means that all classes have equal sizes';

/**
 * Findings on the numbers of data sets: the 82 that a density fits (on the authors' split a number that depends on the split alone), and the balanced ones among
 * them, in Table 2 and in Table 5.
 *
 * @param missing data sets of the paper that are not on this machine: they may raise a number
 */
export function setCountFindings(records: TabularRecords, missing: number): Finding[] {
  // The split does not depend on the protocol.
  const readings = readingsOf(records).filter(({ protocol }) => protocol === 'paper');
  const [theirs, over] = (['reproduces', 'generalises'] as const).map(
    (question) => readings.find((reading) => reading.question === question)?.sets ?? [],
  );
  const all = theirs.length > 0 ? theirs : over;
  const used = [
    { experiment: experimentsOf.reproduces, filter: { protocol: 'paper' }, count: recordsOf(theirs) },
  ].filter(({ count }) => count > 0);
  const finding = (id: string, judgement: Judgement, note: string): Finding => ({
    ...{ id, question: 'reproduces', ...judgement, note },
    records: used,
  });
  const balanced = (sets: readonly TabularSet[]) => sets.filter(({ classCounts }) => isBalanced(classCounts));
  const fitting = selectSets(theirs, { priors: true });
  const rows = ({ classCounts }: TabularSet) => classCounts.reduce((sum, count) => sum + count, 0);
  return [
    finding(
      's6-82-data-sets',
      exactCount(theirs, fitting.length, printed.fitting, missing),
      `GM or KDE above 95 % train accuracy, class frequencies as priors as in the code; with equal priors ${selectSets(theirs).length}. ` +
        `${missing} sets are missing and may raise the number.`,
    ),
    overSplits(over, missing),
    finding(
      's6-10-balanced-sets',
      under(
        `${equalSizes}, among the ${theirs.length} sets that we have`,
        exactCount(fitting, balanced(fitting).length, printed.tenBalanced, 0),
      ),
      `Class frequencies as priors, as for the 82 sets: ${listed(balanced(fitting))}; with equal priors ${balanced(selectSets(theirs)).length}.`,
    ),
    finding(
      's3-table-2-balanced-sets',
      under(
        `${equalSizes}, among the ${all.length} sets that we have`,
        exactCount(
          all,
          balanced(all).filter(({ classCounts }) => classCounts.length > 2).length,
          printed.sevenBalanced,
          0,
        ),
      ),
      'The sets of Table 2; with two classes there are more of equal sizes.',
    ),
    finding(
      's6-13-balanced-sets',
      under(
        `${equalSizes}, among the ${all.length} sets that we have`,
        exactCount(all, balanced(all).filter((set) => rows(set) < 500).length, printed.thirteenBalanced, 0),
      ),
      'Its caption says "less than 500 data samples".',
    ),
  ];
}

const recordsOf = (sets: readonly TabularSet[]) => sets.reduce((sum, { trials }) => sum + trials.length, 0);

/** Over splits: the printed number as a share of the listed sets, whatever the missing ones are. */
function overSplits(sets: readonly TabularSet[], missing: number): Finding {
  const numbers = [...new Set(sets.flatMap(({ trials }) => trials.map(({ trial }) => trial)))];
  const counts = numbers.flatMap((number) => {
    const one = sets.map(({ trials }) => trials.filter(({ trial }) => trial === number));
    return one.every((trials) => trials.length > 0)
      ? [one.filter((trials) => fitsWell(trials, { priors: true })).length]
      : [];
  });
  const percent = (count: number) => (100 * count) / (sets.length + missing);
  const judged = Array.from({ length: missing + 1 }, (_, passing) =>
    judgeShare({
      printed: percent(printed.fitting),
      decimals: 1,
      shares: counts.map((count) => percent(count + passing)),
    }),
  );
  const agree = judged.every(({ verdict }) => verdict === judged[0].verdict);
  return {
    ...{ id: 's6-82-data-sets', question: 'generalises', rule: 'share' },
    verdict: agree ? judged[0].verdict : 'not-resolved',
    ours:
      counts.length === 0
        ? judged[0].ours
        : `${Math.min(...counts)} to ${Math.max(...counts)} of ${sets.length} sets in ${counts.length} splits`,
    records: [
      { experiment: experimentsOf.generalises, filter: { protocol: 'paper' }, count: recordsOf(sets) },
    ].filter(({ count }) => count > 0),
  };
}

/** A number of sets that depends on the split alone, of which some are missing. */
function exactCount(sets: readonly TabularSet[], count: number, wanted: number, missing: number): Judgement {
  if (sets.length === 0) return notAttempted('cell');
  const range = missing > 0 ? `${count} to ${count + missing}` : String(count);
  return {
    verdict: reaches(count, wanted, missing),
    ours: `${range} of ${sets.length + missing}`,
    rule: 'cell',
  };
}

function reaches(count: number, wanted: number, missing: number): Verdict {
  if (wanted < count || wanted > count + missing) return 'fails';
  return missing === 0 ? 'holds' : 'not-resolved';
}

/** What holds, holds under the reading that it takes. */
function under(condition: string, judgement: Judgement): Judgement {
  return judgement.verdict === 'holds'
    ? { ...judgement, verdict: 'holds-conditionally', condition }
    : judgement;
}

const listed = (sets: readonly TabularSet[]) => sets.map(({ dataset }) => dataset).join(', ') || 'none';

/**
 * Finding on the 133 data sets of less than 20 features and 5000 points: the authors' list, and whether its sets are so small. That they are what is left of 160 needs
 * OpenML's list of that time.
 *
 * @param data those of the listed sets that are on this machine
 */
export function listedSetsFinding(data: readonly { readonly id: number; readonly data: Dataset }[]): Finding {
  const tooWide = data.filter(({ data: { X } }) => X.cols >= 20);
  const tooLong = data.filter(({ data: { X } }) => X.rows >= 5000);
  const size = (label: string, beyond: typeof data, text: (set: (typeof data)[number]) => string): Part => ({
    label,
    ...(data.length === 0
      ? notAttempted('count')
      : {
          verdict: beyond.length === 0 ? 'holds' : 'fails',
          ours: `all but ${beyond.length} of ${data.length}${beyond.length > 0 ? `: ${beyond.map(text).join(', ')}` : ''}`,
          rule: 'count',
        }),
  });
  const parts: Part[] = [
    {
      label: 'number of listed sets',
      verdict: studyDatasets.length === printed.listed ? 'holds' : 'fails',
      ours: String(studyDatasets.length),
      rule: 'count',
    },
    size('less than 20 features', tooWide, ({ id, data: { X } }) => `${id} (${X.cols})`),
    size('less than 5000 points', tooLong, ({ id, data: { X } }) => `${id} (${X.rows})`),
    { label: '160 before redundant versions', ...notAttempted('count') },
  ];
  return {
    ...{ id: 's6-133-data-sets', question: 'reproduces', ...judgeConjunction(parts) },
    note: 'The 133 sets are those that the authors\u2019 code lists; the list of 160 is not printed.',
  };
}
