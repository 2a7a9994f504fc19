import { type Table, table } from '../../report/table';
import type { Protocol } from '../common/protocol';
import { protocols } from '../common/protocol';
import { tabularMethodStyle } from '../common/tabular-method-style';
import type { TabularMethod } from '../common/tabular-methods';
import { compareOverSets, type SetComparison } from './compare-over-sets';
import { selectSets } from './select-sets';
import type { TabularRecord } from './tabular-record';
import { tabularSets } from './tabular-sets';

/** A comparison of GenLabel (CV) over the selected or all data sets under one protocol. */
export interface ScopedComparison extends SetComparison {
  readonly protocol: Protocol;
  readonly scope: 'selected' | 'all';
}

const baselines: readonly TabularMethod[] = [
  'mixup',
  'vanilla',
  'adaMixup',
  'mixupWithoutIntrusion',
  'generativeClassifier',
];

/** GenLabel (CV) against the baselines of Table 3, over the selected and over all data sets, for every protocol with records. */
export function comparisonsOverSets(records: readonly TabularRecord[]): ScopedComparison[] {
  return protocols.flatMap((protocol) => {
    const sets = tabularSets(records, protocol);
    return (['selected', 'all'] as const).flatMap((scope) => {
      const taken = scope === 'all' ? sets : selectSets(sets);
      if (taken.length < 2) return [];
      return compareOverSets(taken, 'genLabelSelected', baselines).map((comparison) => ({
        ...comparison,
        protocol,
        scope,
      }));
    });
  });
}

/** The comparisons as a table; one for each protocol and scope. */
export function overSetsTables(comparisons: readonly ScopedComparison[]): Table[] {
  const keys = [...new Set(comparisons.map(({ protocol, scope }) => `${protocol} ${scope}`))];
  return keys.map((key) => {
    const group = comparisons.filter(({ protocol, scope }) => `${protocol} ${scope}` === key);
    const [{ protocol, scope }] = group;
    return table(
      [
        'GenLabel (CV) against',
        'sets',
        'mean',
        'median',
        'Hodges-Lehmann',
        'p',
        'p (Holm)',
        'rank-biserial r',
      ],
      group.map((comparison) => [
        tabularMethodStyle(comparison.baseline).label,
        comparison.sets,
        withInterval(comparison.mean.mean, comparison.mean),
        signed(comparison.median),
        withInterval(comparison.hodgesLehmann.estimate, comparison.hodgesLehmann),
        pText(comparison.pValue),
        pText(comparison.adjusted),
        signed(comparison.effectSize),
      ]),
      {
        title: `Differences of accuracy over ${scope} data sets, points (protocol ${protocol})`,
        notes: [
          'Each data set counts once, with its mean over trials; intervals are 95 %. p: Wilcoxon signed-rank test, exact, zeros by ' +
            'Pratt; Holm over the five baselines. Many sets are relatives of one another, so the intervals are too narrow rather than too wide.',
        ],
      },
    );
  });
}

/** Differences below a point are called small: with 100 test points, one more right answer. */
const smallGain = 1;

/** In plain words, from the numbers: whether GenLabel (CV) is more accurate than a baseline, and by how much. */
export function plainVerdict(comparison: ScopedComparison): string {
  const { mean, hodgesLehmann, adjusted, sets, scope, protocol } = comparison;
  const name = tabularMethodStyle(comparison.baseline).label;
  const over = `over ${sets} ${scope === 'all' ? 'data sets' : 'selected data sets'} (protocol ${protocol})`;
  const size = `mean ${withInterval(mean.mean, mean)}, typical ${withInterval(hodgesLehmann.estimate, hodgesLehmann)} points; p = ${pText(adjusted)} after Holm`;
  return `GenLabel (CV) ${finding(comparison, name)} ${over}: ${size}.`;
}

function finding({ adjusted, hodgesLehmann: { low, high, estimate } }: SetComparison, name: string): string {
  if (adjusted < 0.05 && estimate !== 0) {
    const size = low > -smallGain && high < smallGain ? 'slightly ' : '';
    return `is ${size}${estimate > 0 ? 'more' : 'less'} accurate than ${name}`;
  }
  const bounded = low > -smallGain && high < smallGain;
  return bounded
    ? `is not shown to differ from ${name}, and typically differs by less than a point,`
    : `is not shown to differ from ${name}`;
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return `${value < 0 && Number(text) !== 0 ? '−' : '+'}${text}`;
}

function withInterval(
  centre: number,
  { low, high }: { readonly low: number; readonly high: number },
): string {
  return Number.isFinite(low + high) ? `${signed(centre)} [${signed(low)}, ${signed(high)}]` : signed(centre);
}

function pText(p: number): string {
  return p < 0.001 ? p.toExponential(1) : p.toFixed(3);
}
