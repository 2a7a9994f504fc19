import { setGains } from '../experiments/compare-over-sets';
import type { Protocol } from '../experiments/protocol';
import { rankMethods } from '../experiments/rank-methods';
import { type Selection, selectSets } from '../experiments/select-sets';
import type { TabularMethod } from '../experiments/tabular-methods';
import type { TabularRecord } from '../experiments/tabular-record';
import { tabularSets } from '../experiments/tabular-sets';
import type { CriticalDifferenceData } from './figures/critical-difference';
import type { GainHistogram } from './figures/figure-06';
import { tabularMethodStyle } from './tabular-method-style';

/** Gains of GenLabel (CV) over mixup on the selected data sets for alpha 1 and 2: the panels of Figure 6. */
export function figure06Panels(
  records: readonly TabularRecord[],
  protocol: Protocol,
  selection?: Selection,
): GainHistogram[] {
  const sets = selectSets(tabularSets(records, protocol), selection);
  const gains = (method: TabularMethod, minus: TabularMethod) =>
    setGains(sets, method, minus).map(({ gain }) => gain);
  return [
    { alpha: 1, gains: gains('genLabelSelected', 'mixup') },
    { alpha: 2, gains: gains('genLabelSelectedAlpha2', 'mixupAlpha2') },
  ];
}

/** Methods that the critical-difference diagram compares: those with alpha = 1. */
export const rankedMethods: readonly TabularMethod[] = [
  'generativeClassifier',
  'vanilla',
  'adaMixup',
  'mixup',
  'mixupWithoutIntrusion',
  'logisticWithoutIntrusion',
  'genLabelGaussian',
  'genLabelKernel',
  'genLabelSelected',
];

/**
 * Average ranks of the methods for the critical-difference diagram.
 *
 * @param selection of the data sets; `all` takes every one
 */
export function criticalDifferenceOf(
  records: readonly TabularRecord[],
  protocol: Protocol,
  selection: Selection | 'all' = {},
  methods: readonly TabularMethod[] = rankedMethods,
): CriticalDifferenceData & { readonly pValue: number } {
  const sets = tabularSets(records, protocol);
  const ranking = rankMethods(selection === 'all' ? sets : selectSets(sets, selection), methods);
  return {
    ...ranking,
    methods: ranking.methods.map(({ method, rank }) => ({ style: tabularMethodStyle(method), rank })),
  };
}
