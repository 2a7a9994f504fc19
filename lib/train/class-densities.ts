import pow from '@stdlib/math-base-special-pow';
import type { MixtureDensity } from '../density/equal-mixture';
import { fitGaussian } from '../density/gaussian';
import { fitKernelDensity } from '../density/kernel-density';
import { type Matrix, selectRows } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';

/** The generative models of the OpenML study: one Gaussian a class (GM), or one kernel density a class (KDE). */
export type DensityKind = 'gaussian' | 'kernel';

/** Most centres of a class's kernel density, and what draws them from its rows. */
export interface CentreLimit {
  readonly mostCentres: number;
  readonly stream: RandomStream;
}

/** What `fitClassDensities` may be told. */
export interface ClassDensityOptions {
  /** Of the centres of kernel densities; default none: every row of a class is a centre of its density. */
  readonly limit?: CentreLimit;
  /**
   * Features of the points of which X holds coordinates in their span, so that across it they vary by the ridge alone: Scott's
   * rule and the weights of the classes are those of so many. Default: as many as X has.
   */
  readonly numFeatures?: number;
}

/** Ridges of the released code for OpenML (erratum 58, 59), for features of unit scale. */
const ridges: { readonly [kind in DensityKind]: number } = { gaussian: 1e-4, kernel: 1e-8 };

/**
 * Densities of the classes of a training set, for small and incomplete classes too: a class without points has no
 * density (probability 0), and a kernel density of a single point, whose sample covariance is undefined, has the ridge
 * alone for covariance.
 *
 * @param X [n x d], features of about unit scale
 * @param y [n], classes from 0
 * @throws RangeError naming the class, if a covariance is singular in spite of the ridge (1e-4 for `gaussian`, 1e-8 for
 *   `kernel`, as in the released code): features are not of unit scale, so standardise them
 */
export function fitClassDensities(
  X: Matrix,
  y: ArrayLike<number>,
  numClasses: number,
  kind: DensityKind,
  { limit, numFeatures = X.cols }: ClassDensityOptions = {},
): (MixtureDensity | undefined)[] {
  const rowsOf: number[][] = Array.from({ length: numClasses }, () => []);
  for (let i = 0; i < X.rows; i++) rowsOf[y[i]].push(i);
  return rowsOf.map((rows, c) => {
    if (rows.length === 0) return undefined;
    try {
      const points = selectRows(X, rows);
      const centres = limit && rows.length > limit.mostCentres ? drawn(points, limit, c) : points;
      return fitOne(points, kind, centres, numFeatures);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new RangeError(`class ${c}: ${error.message}`, { cause: error });
    }
  });
}

/** So many rows at random, in their order. */
function drawn(points: Matrix, { mostCentres, stream }: CentreLimit, c: number): Matrix {
  return selectRows(points, stream.split(c).permutation(points.rows).subarray(0, mostCentres).sort());
}

function fitOne(points: Matrix, kind: DensityKind, centres: Matrix, numFeatures: number): MixtureDensity {
  const ridge = ridges[kind];
  if (kind === 'gaussian' || points.rows === 1) return fitGaussian(points, { ridge });
  const across = numFeatures - points.cols;
  if (across === 0) return fitKernelDensity(points, { bandwidth: 'scott', ridge, centres });
  // Scott's rule. Across the span the variance is h^2 ridge, where that of a Gaussian is ridge: density 1 / h a feature.
  const bandwidth = pow(centres.rows, -1 / (numFeatures + 4));
  const weight = pow(centres.rows, across / (numFeatures + 4));
  return Object.assign(fitKernelDensity(points, { bandwidth, ridge, centres }), { weight });
}
