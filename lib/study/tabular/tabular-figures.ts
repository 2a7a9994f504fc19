import type { Protocol } from '../common/protocol';
import { tabularMethodStyle } from '../common/tabular-method-style';
import type { TabularMethod } from '../common/tabular-methods';
import { setGains } from './compare-over-sets';
import type { CriticalDifferenceData } from './critical-difference';
import type { GainHistogram } from './figure-06';
import { rankMethods } from './rank-methods';
import { type Selection, selectSets } from './select-sets';
import type { TabularRecord } from './tabular-record';
import { tabularSets } from './tabular-sets';

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
