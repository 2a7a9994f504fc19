import { friedmanTest } from '../../numeric/friedman';
import { matrix } from '../../numeric/matrix';
import { nemenyiDifference } from '../../numeric/nemenyi';
import type { TabularMethod } from '../common/tabular-methods';
import { meanAccuracy, type TabularSet, trialsWith } from './tabular-sets';

/** Methods ordered by their average rank over data sets (Demšar 2006). */
export interface MethodRanking {
  /** Best first; rank 1 is the most accurate. */
  readonly methods: readonly { readonly method: TabularMethod; readonly rank: number }[];
  /** Data sets with trials of all methods. */
  readonly sets: number;
  /** Friedman's test: p value and statistic. */
  readonly pValue: number;
  readonly chiSquare: number;
  /** Nemenyi's critical difference at 5 %. */
  readonly criticalDifference: number;
  /** Longest runs of neighbours that the critical difference does not tell apart: [first, last] positions in `methods`. */
  readonly cliques: readonly (readonly [number, number])[];
}

/**
 * Ranks of methods by mean accuracy within each data set, averaged over the sets.
 *
 * @throws RangeError if there are fewer than 2 methods or 2 sets with trials of all
 */
export function rankMethods(sets: readonly TabularSet[], methods: readonly TabularMethod[]): MethodRanking {
  const compared = sets
    .map((set) => trialsWith(set, methods))
    .filter((trials) => trials.length > 0)
    .map((trials) => methods.map((method) => meanAccuracy(trials, method)));
  const { averageRanks, pValue, chiSquare } = friedmanTest(matrix(compared));
  const ranked = methods
    .map((method, j) => ({ method, rank: averageRanks[j] }))
    .sort((a, b) => a.rank - b.rank);
  const criticalDifference = nemenyiDifference(methods.length, compared.length);
  return {
    methods: ranked,
    sets: compared.length,
    pValue,
    chiSquare,
    criticalDifference,
    cliques: cliquesOf(
      ranked.map(({ rank }) => rank),
      criticalDifference,
    ),
  };
}

/** Runs of at least two ascending ranks whose ends differ by less than `reach`, without those inside another. */
export function cliquesOf(ranks: readonly number[], reach: number): (readonly [number, number])[] {
  const longest = ranks.map((rank, first) => {
    let last = first;
    while (last + 1 < ranks.length && ranks[last + 1] - rank < reach) last++;
    return [first, last] as const;
  });
  return longest.filter(([first, last], i) => last > first && (i === 0 || longest[i - 1][1] < last));
}
