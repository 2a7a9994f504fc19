import type { Scaling } from '../../data/preprocess';
import { columnMeans, covariance, covarianceFactor } from '../../density/covariance';
import { equalMixture, type MixtureDensity } from '../../density/equal-mixture';
import { type Matrix, selectRows, zeros } from '../../numeric/matrix';
import { classShares, generativeAccuracy } from '../../train/generative-classifier';
import type { LabelledPoints } from '../../train/sweep';

/** What the Gaussians of the classes have for covariance: their own, that within all classes, or these without correlations. */
export type CovarianceKind = 'full' | 'shared' | 'diagonal' | 'spherical';

/** One way to classify by Gaussians. */
export interface GaussianVariant {
  readonly scaling: Scaling;
  readonly covariance: CovarianceKind;
  /** Added to every variance, in squared units of the (scaled) features. */
  readonly ridge: number;
  /** Equal for all classes, or the shares of the classes. */
  readonly priors: 'equal' | 'shares';
}

/**
 * The ways in which the paper's classifier may have been meant: it says "GM classifier" only. The released code has a full
 * covariance for each class and a ridge of 1e-4 (1e-5 for synthetic sets).
 */
export const gaussianVariants: readonly GaussianVariant[] = (
  ['raw', 'standardised', 'min-max'] as const
).flatMap((scaling) =>
  (['full', 'shared', 'diagonal', 'spherical'] as const).flatMap((kind) =>
    [1e-5, 1e-4, 1e-3].flatMap((ridge) =>
      (['equal', 'shares'] as const).map((priors) => ({ scaling, covariance: kind, ridge, priors })),
    ),
  ),
);

/** Share of the points, which also fit the Gaussians, that a variant classifies correctly. The points are scaled already. */
export function gaussianTrainAccuracy(
  points: LabelledPoints,
  numClasses: number,
  variant: Omit<GaussianVariant, 'scaling'>,
): number {
  return gaussianAccuracies(points, numClasses, variant, [points])[0];
}

/** Shares of each of several parts that a variant, fitted to the training points, classifies correctly. */
export function gaussianAccuracies(
  training: LabelledPoints,
  numClasses: number,
  { covariance: kind, ridge, priors }: Omit<GaussianVariant, 'scaling'>,
  parts: readonly LabelledPoints[],
): number[] {
  const densities = variantDensities(training, numClasses, kind, ridge);
  const weights = priors === 'shares' ? classShares(training.y, numClasses) : undefined;
  return parts.map((points) => generativeAccuracy(densities, points, weights));
}

/** Densities of the classes; undefined for a class without points. */
function variantDensities(
  { X, y }: LabelledPoints,
  numClasses: number,
  kind: CovarianceKind,
  ridge: number,
): (MixtureDensity | undefined)[] {
  const members = Array.from({ length: numClasses }, (_, c) =>
    selectRows(
      X,
      Array.from(y.keys()).filter((i) => y[i] === c),
    ),
  );
  const own = members.map((points) =>
    points.rows === 0 ? undefined : covariance(points, { divisor: points.rows, ridge: 0 }),
  );
  const within = zeros(X.cols, X.cols);
  own.forEach((matrix, c) => {
    matrix?.data.forEach((value, at) => {
      within.data[at] += (members[c].rows / X.rows) * value;
    });
  });
  return members.map((points, c) => {
    const matrix = own[c];
    if (!matrix) return undefined;
    const factor = covarianceFactor(
      constrained(kind === 'shared' ? within : matrix, kind, ridge),
      points,
      ridge,
    );
    return equalMixture({ data: columnMeans(points), rows: 1, cols: X.cols }, factor);
  });
}

function constrained({ data, rows: d }: Matrix, kind: CovarianceKind, ridge: number): Matrix {
  const result = zeros(d, d);
  let trace = 0;
  for (let j = 0; j < d; j++) trace += data[j * d + j];
  for (let j = 0; j < d; j++) {
    for (let k = 0; k < d; k++) {
      const at = j * d + k;
      if (j === k) result.data[at] = (kind === 'spherical' ? trace / d : data[at]) + ridge;
      else if (kind === 'full' || kind === 'shared') result.data[at] = data[at];
    }
  }
  return result;
}
