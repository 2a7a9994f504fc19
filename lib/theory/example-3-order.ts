import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import { findRoot } from '../numeric/root';
import { margin, phiStar } from './example-3-phi-star';
import type { Example3 } from './example-3-problem';

/** How the points are labelled and mixed. */
export type Scheme = Example3['scheme'];

/** Everything of Example 3 but the scheme and the norm of theta. */
export type Setting = Omit<Example3, 'scheme' | 'r'>;

/** The three schemes at one setting, and whether the claim of Section 5.2 holds there. */
export interface MarginOrder {
  readonly phi: Readonly<Record<Scheme, number>>;
  readonly margin: Readonly<Record<Scheme, number>>;
  /** margin(GenLabel) > margin(vanilla). */
  readonly genlabelBeatsVanilla: boolean;
  /** margin(vanilla) > margin(mixup). */
  readonly vanillaBeatsMixup: boolean;
}

/**
 * Margins of the three schemes at one norm r, for the claim margin(GenLabel) > margin(vanilla) > margin(mixup) of
 * Sections 5.2 and C.2.
 *
 * @throws RangeError as `phiStar`
 */
export function marginOrder(setting: Setting & { readonly r: number }): MarginOrder {
  const at = (scheme: Scheme) => phiStar({ ...setting, scheme });
  const phi = { vanilla: at('vanilla'), mixup: at('mixup'), genlabel: at('genlabel') };
  const margins = {
    vanilla: margin(phi.vanilla),
    mixup: margin(phi.mixup),
    genlabel: margin(phi.genlabel),
  };
  return {
    phi,
    margin: margins,
    genlabelBeatsVanilla: margins.genlabel > margins.vanilla,
    vanillaBeatsMixup: margins.vanilla > margins.mixup,
  };
}

/** Norm at which two schemes change places. */
export interface Crossing {
  readonly r: number;
  /** Scheme with the larger margin just above r. */
  readonly above: Scheme;
}

/**
 * Norms r in [from, to] at which the margins of two schemes cross, in ascending order: sign changes of the difference on
 * a grid of `points` norms, equally spaced in log r, refined to 1e-10. Crossings closer together than the grid are missed.
 *
 * @throws RangeError unless 0 < from < to < Infinity and points is an integer of at least 2, and as `phiStar`
 */
export function crossings(
  setting: Setting,
  schemes: readonly [Scheme, Scheme],
  {
    from = 0.1,
    to = 100,
    points = 60,
  }: { readonly from?: number; readonly to?: number; readonly points?: number } = {},
): Crossing[] {
  if (!(from > 0 && from < to && to < Infinity)) {
    throw new RangeError(`range of r is [${from}, ${to}], expected 0 < from < to < Infinity`);
  }
  if (!Number.isInteger(points) || points < 2) {
    throw new RangeError(`points is ${points}, expected an integer of at least 2`);
  }
  const lead = (r: number) =>
    margin(phiStar({ ...setting, r, scheme: schemes[0] })) -
    margin(phiStar({ ...setting, r, scheme: schemes[1] }));
  const grid = Array.from({ length: points }, (_, k) => from * exp((k / (points - 1)) * ln(to / from)));
  const leads = grid.map(lead);
  const found: Crossing[] = [];
  for (let k = 1; k < points; k++) {
    if (leads[k - 1] * leads[k] >= 0) continue;
    const r = findRoot(lead, grid[k - 1], grid[k], { tolerance: 1e-10 });
    found.push({ r, above: leads[k] > 0 ? schemes[0] : schemes[1] });
  }
  return found;
}
