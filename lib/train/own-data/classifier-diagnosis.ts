import { intrusionShare } from '../../mixup/intrusion-share';
import type { RandomStream } from '../../numeric/random';
import type { DensityKind } from '../class-densities';
import { type GenerativeFit, generativeFit } from '../generative-fit';
import type { LabelledPoints } from '../sweep';
import { wideDensities } from '../wide-densities';
import type { Approximation } from './approximation';

/** What tells whether mixup, and its relabelling by GenLabel, suits a data set. */
export interface Diagnosis {
  /** Share of mixed points that suffer manifold intrusion (Definition 1), lambda ~ Beta(1, 1). */
  readonly intrusion: number;
  /** Number of mixed points drawn for it. */
  readonly intrusionDraws: number;
  /** Shares of the points that the densities classify correctly. */
  readonly fit: GenerativeFit;
}

/** Section 6: GenLabel is used where one of the densities has more than 95 % of train accuracy. */
export const leastFit = 0.95;

/** Ours, the paper names none: from this share on the intrusion of mixed points is worth a warning. */
export const notableIntrusion = 0.05;

const intrusionDraws = 2000;

/**
 * Measures manifold intrusion and the fit of the class densities on prepared points.
 *
 * @throws RangeError as `fitClassDensities` and `intrusionShare`
 */
export function diagnose(
  points: LabelledPoints,
  numClasses: number,
  stream: RandomStream,
  approximation?: Approximation,
): Diagnosis {
  const limit = approximation && { ...approximation, stream: stream.split('centres') };
  return {
    intrusion: intrusionShare(points.coordinates ?? points.X, points.y, { draws: intrusionDraws }, stream),
    intrusionDraws,
    fit: generativeFit(points, numClasses, (kind) => wideDensities(points, numClasses, kind, limit)),
  };
}

/**
 * What the diagnosis advises against, in sentences; empty if nothing.
 *
 * @param chosen density that cross-validation chose for GenLabel
 */
export function warningsOf({ intrusion, fit }: Diagnosis, chosen: DensityKind): string[] {
  const fits = Math.max(fit.gaussian, fit.kernel) > leastFit;
  const warnings: string[] = [];
  if (!fits) {
    warnings.push(
      `The class densities fit poorly: the better one classifies ${percent(Math.max(fit.gaussian, fit.kernel))} of the ` +
        `rows correctly that it was estimated from, and the paper uses GenLabel above ${percent(leastFit)} only ` +
        "(Section 6). GenLabel's labels are not to be trusted here; prefer vanilla training unless the accuracies say " +
        'otherwise.',
    );
  } else if (fit[chosen] <= leastFit) {
    warnings.push(
      `The ${chosen === 'gaussian' ? 'Gaussian' : 'kernel'} densities, which cross-validation chose for GenLabel, fit poorly: they classify ` +
        `${percent(fit[chosen])} of the rows correctly that they were estimated from. The paper's rule, more than ` +
        `${percent(leastFit)} (Section 6), is met by the other densities only.`,
    );
  }
  if (intrusion >= notableIntrusion) {
    const cure =
      fits && fit[chosen] > leastFit
        ? 'GenLabel is made for this, since its densities fit'
        : 'GenLabel cannot be relied on to mend it, since its densities fit poorly';
    warnings.push(
      `${percent(intrusion)} of the mixed points lie nearest to a class of neither parent (manifold intrusion, ` +
        `Definition 1), whose labels by mixup are in doubt; ${cure}.`,
    );
  }
  return warnings;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
