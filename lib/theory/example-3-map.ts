import { crossings } from './example-3-order';
import { margin, phiStar } from './example-3-phi-star';
import type { Example3 } from './example-3-problem';

/** Where the order of margins claimed in Section 5.2 holds, over r and sigma2, for one n. */
export interface OrderMap {
  readonly n: number;
  readonly r: readonly number[];
  readonly sigma2: readonly number[];
  /** margin(GenLabel) > margin(vanilla); [sigma2][r]. */
  readonly genlabelBeatsVanilla: readonly (readonly boolean[])[];
  /** margin(vanilla) > margin(mixup); [r], as neither depends on sigma2. */
  readonly vanillaBeatsMixup: readonly boolean[];
  /** Where the margins of GenLabel and vanilla training cross, between norms of the map. */
  readonly genlabelCrossings: readonly { readonly sigma2: number; readonly r: number }[];
  /** Norms at which those of vanilla training and mixup cross. */
  readonly mixupCrossings: readonly number[];
}

/**
 * Map of margin(GenLabel) > margin(vanilla) > margin(mixup) (Sections 5.2, C.2) over norms r and variances sigma2, with the
 * crossings between neighbouring norms refined to 1e-10. Crossings closer together than the norms are missed.
 *
 * @param grid.r ascending
 * @throws RangeError as `phiStar`
 */
export function orderMap({
  n,
  alpha,
  r,
  sigma2,
}: Pick<Example3, 'n' | 'alpha'> & {
  readonly r: readonly number[];
  readonly sigma2: readonly number[];
}): OrderMap {
  const margins = (scheme: Example3['scheme'], variance?: number) =>
    r.map((norm) => margin(phiStar({ scheme, n, alpha, r: norm, sigma2: variance })));
  const vanilla = margins('vanilla');
  const above = (others: readonly number[]) => vanilla.map((value, k) => value > others[k]);
  const vanillaBeatsMixup = above(margins('mixup'));
  const genlabelBeatsVanilla = sigma2.map((s) =>
    margins('genlabel', s).map((value, k) => value > vanilla[k]),
  );
  const refine = (other: 'mixup' | 'genlabel', k: number, variance?: number) =>
    crossings({ n, alpha, sigma2: variance }, ['vanilla', other], { from: r[k - 1], to: r[k], points: 2 });
  return {
    n,
    r,
    sigma2,
    genlabelBeatsVanilla,
    vanillaBeatsMixup,
    genlabelCrossings: sigma2.flatMap((s, row) =>
      changes(genlabelBeatsVanilla[row]).flatMap((k) =>
        refine('genlabel', k, s).map((found) => ({ sigma2: s, r: found.r })),
      ),
    ),
    mixupCrossings: changes(vanillaBeatsMixup).flatMap((k) => refine('mixup', k).map((found) => found.r)),
  };
}

/** Indices whose value differs from that before. */
function changes(values: readonly boolean[]): number[] {
  return values.flatMap((value, k) => (k > 0 && value !== values[k - 1] ? [k] : []));
}
