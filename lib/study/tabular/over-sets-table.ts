import { probabilityText, signedInterval, signedText } from '../../report/number-text';
import { matters } from '../../report/rules';
import { type Table, table } from '../../report/table';
import type { MeanGain } from '../common/mean-gain';
import type { Protocol } from '../common/protocol';
import { tabularMethodStyle } from '../common/tabular-method-style';
import type { TabularMethod } from '../common/tabular-methods';
import { compareOverSets, type SetComparison } from './compare-over-sets';
import { meanGainOverSets } from './mean-gain';
import { selectSets } from './select-sets';
import type { SplitQuestion } from './set-runs';
import { readingsOf, type TabularRecords } from './tabular-claims';

/** A comparison of GenLabel (CV) over the selected or all data sets under one question and protocol. */
export interface ScopedComparison extends SetComparison {
  readonly question: SplitQuestion;
  readonly protocol: Protocol;
  readonly scope: 'selected' | 'all';
  /** Hierarchical model and Bayesian signed-rank test. */
  readonly gain: MeanGain;
}

const baselines: readonly TabularMethod[] = [
  'mixup',
  'vanilla',
  'adaMixup',
  'mixupWithoutIntrusion',
  'generativeClassifier',
];

/** GenLabel (CV) against the baselines of Table 3, over the selected and over all data sets, for every question and protocol with records. */
export function comparisonsOverSets(records: TabularRecords): ScopedComparison[] {
  return readingsOf(records).flatMap(({ question, protocol, sets }) =>
    (['selected', 'all'] as const).flatMap((scope) => {
      const taken = scope === 'all' ? sets : selectSets(sets);
      if (taken.length < 2) return [];
      return compareOverSets(taken, 'genLabelSelected', baselines).flatMap((comparison) => {
        const gain = meanGainOverSets(taken, 'genLabelSelected', comparison.baseline, question);
        return gain ? [{ ...comparison, question, protocol, scope, gain }] : [];
      });
    }),
  );
}

const questionText: { readonly [question in SplitQuestion]: string } = {
  reproduces: "on the authors' split",
  generalises: 'over random splits',
};

const head = [
  ...['GenLabel (CV) against', 'sets', 'mean gain (95 %)', `P(above ${matters.meanGain})`, 'P(above 0)'],
  ...[
    `P(within ±${matters.meanGain})`,
    'next set: better / same / worse',
    'signed-rank: better / same / worse',
  ],
  ...['median', 'Hodges-Lehmann (95 %)', 'p (Holm)', 'rank-biserial r'],
];

/** The comparisons as a table; one for each question, protocol and scope. */
export function overSetsTables(comparisons: readonly ScopedComparison[]): Table[] {
  const keyOf = ({ question, protocol, scope }: ScopedComparison) => `${question} ${protocol} ${scope}`;
  return [...new Set(comparisons.map(keyOf))].map((key) => {
    const group = comparisons.filter((comparison) => keyOf(comparison) === key);
    const [{ question, protocol, scope }] = group;
    return table(head, group.map(rowOf), {
      title: `Differences of accuracy over ${scope} data sets ${questionText[question]}, points (protocol ${protocol})`,
      notes: [
        'Mean gain and probabilities by the hierarchical model of trials and sets (Corani et al. 2017); next set: what it says of one more data set. ' +
          `Better and worse: by more than ${matters.meanGain} point. Signed-rank: Bayesian (Benavoli et al. 2017), of the sets' mean gains. ` +
          'p: Wilcoxon, exact, zeros by Pratt, Holm over the five baselines. These tests take the sets for independent, which relatives are not.',
      ],
    });
  });
}

function rowOf({ baseline, sets, gain, median, hodgesLehmann, adjusted, effectSize }: ScopedComparison) {
  const { centre, aboveRope, aboveZero, withinRope, next, signedRank } = gain;
  return [
    tabularMethodStyle(baseline).label,
    sets,
    `${signedText(centre.mean)} ${signedInterval(centre)}`,
    ...[aboveRope, aboveZero, withinRope].map((p) => p.toFixed(3)),
    `${next.above.toFixed(2)} / ${next.within.toFixed(2)} / ${next.below.toFixed(2)}`,
    `${signedRank.above.toFixed(2)} / ${signedRank.within.toFixed(2)} / ${signedRank.below.toFixed(2)}`,
    signedText(median),
    `${signedText(hodgesLehmann.estimate)} ${signedInterval(hodgesLehmann)}`,
    probabilityText(adjusted),
    signedText(effectSize),
  ];
}

/** The answer in one sentence, from the numbers: how probable it is that GenLabel (CV) is better, no different in practice, or worse, on average and on one more set. */
export function plainVerdict(comparison: ScopedComparison): string {
  const { gain, sets, scope, protocol, question, adjusted } = comparison;
  const { centre, aboveRope, withinRope, next } = gain;
  const rope = matters.meanGain;
  const worse = Math.max(0, 1 - aboveRope - withinRope);
  const over = `over ${sets} ${scope === 'all' ? 'data sets' : 'selected data sets'} ${questionText[question]} (protocol ${protocol})`;
  return (
    `GenLabel (CV) against ${tabularMethodStyle(comparison.baseline).label} ${over}: mean gain ${signedText(centre.mean)} ${signedInterval(centre)} points; ` +
    `P(better by more than ${rope} point) = ${aboveRope.toFixed(2)}, P(no practical difference) = ${withinRope.toFixed(2)}, P(worse) = ${worse.toFixed(2)}; ` +
    `on one more set ${next.above.toFixed(2)}, ${next.within.toFixed(2)}, ${next.below.toFixed(2)}. Wilcoxon: p = ${probabilityText(adjusted)} after Holm.`
  );
}
