import ln from '@stdlib/math-base-special-ln';
import { sigmoid } from '../numeric/logistic';
import { type Matrix, zeros } from '../numeric/matrix';
import { normalSource } from '../numeric/normal-source';
import type { RandomStream } from '../numeric/random';
import { requireInteger } from '../numeric/require';
import { type BridgeGaussian, bridgeGaussian } from './bridge-gaussian';
import { type CanonicalLogRatio, canonicalLogRatio, type GaussianClass } from './canonical-log-ratio';
import { type PointPolish, pointPolish } from './polish-point';
import { type ConicKind, conicKind, logRatioRange, type QuadricKind, quadricKind } from './quadric-kind';
import { requireLambda } from './require-lambda';
import { sampleQuadric } from './sample-quadric';

/** Level sets of p_j / (p_i + p_j) of two Gaussian classes i and j. */
export interface GaussianLevelSets {
  /** Smallest and largest lambda that is reached; 0 and 1 are limits. */
  readonly reachable: readonly [number, number];
  /** Shape of the level set of a lambda. @throws RangeError if lambda is not in (0, 1) */
  kind(lambda: number): QuadricKind;
  /** Its name as a conic, of two features. @throws RangeError as `kind`, or if there are not two features */
  conic(lambda: number): ConicKind;
  /**
   * Independent points of the level set, of density proportional to p_i + p_j with respect to its area in the coordinates in which
   * the bridge between the classes (`bridgeGaussian`) is standard normal: the law does not depend on the features' units. At most two
   * points come of the same line.
   *
   * @param stream a stream, or draws that several samples share
   * @returns [count x d], |log p_j - log p_i - log(lambda / (1 - lambda))| below 1e-9, about 1e-12 as a rule; or, where the log ratio is so
   *   steep that the last place of a coordinate is more (means a million deviations apart: 1e-3), as near as doubles come
   * @throws UnreachableLambdaError if the level set is empty or of dimension below d - 1
   * @throws RangeError if lambda is not in (0, 1) or count no integer of at least 0
   */
  sample(lambda: number, count: number, stream: RandomStream | LevelSetDraws): Matrix;
}

/** Variates from which points of level sets are made: for many small samples, one source for all. */
export interface LevelSetDraws {
  /** Standard normal. */
  readonly normal: () => number;
  /** Exponential of rate 1. */
  readonly exponential: () => number;
}

/** No point, or a flat set of measure 0 alone, has that ratio of densities. */
export class UnreachableLambdaError extends RangeError {
  override readonly name = 'UnreachableLambdaError';
}

/**
 * GenMix+GM in closed form (Appendix F.2, eq. 26): where two Gaussian densities have a given ratio,
 *
 *   p_j(x) / (p_i(x) + p_j(x)) = lambda,  that is  log p_j(x) - log p_i(x) = log(lambda / (1 - lambda)),
 *
 * a quadric, the level set of quadratic discriminant analysis: in the plane a conic (`conicKind`). Equal covariances give a
 * hyperplane, coinciding classes everything at lambda = 1/2 and nothing elsewhere.
 *
 * @param first class i; @param second class j
 * @throws SingularCovarianceError if a covariance has no inverse
 * @throws RangeError if the dimensions differ
 * Deviations: the normal density has d where F.2 prints k, and the condition is that of eq. (26), not F.2's `|log p| = lambda`. F.2
 * gives the set and not how to choose points of it, which is unbounded as a rule.
 *
 * @example
 * const { X, y } = synthetic.moons({ n: 100, noise: 0.05, seed: 1 });
 * const { densities } = classConditional(X, y, 2, (points) => fitGaussian(points));
 * const sets = gaussianLevelSets(densities[0], densities[1]);
 * sets.kind(0.5); // the kind of quadric
 * sets.sample(0.5, 100, randomStream(1)); // points to which both classes are equally likely
 */
export function gaussianLevelSets(first: GaussianClass, second: GaussianClass): GaussianLevelSets {
  const ratio = canonicalLogRatio(first, second);
  const [least, largest] = logRatioRange(ratio);
  let made: PointPolish | undefined;
  const polish = () => {
    if (ratio.a.length <= mostPolished) made ??= pointPolish(first, second, ratio);
    return made;
  };
  return {
    reachable: [sigmoid(least), sigmoid(largest)],
    kind: (lambda) => quadricKind(ratio, logOdds(lambda)),
    conic(lambda) {
      if (ratio.a.length !== 2) {
        throw new RangeError(
          `there are ${ratio.a.length} features, expected 2 for a conic: ask for its kind`,
        );
      }
      return conicKind(quadricKind(ratio, logOdds(lambda)));
    },
    sample: (lambda, count, source) => sample({ ratio, polish }, lambda, count, source),
  };
}

/** log(lambda / (1 - lambda)). @throws RangeError if lambda is not in (0, 1) */
export function logOdds(lambda: number): number {
  requireLambda(lambda);
  return ln(lambda / (1 - lambda));
}

/** Variates of a stream, for any number of samples. */
export function levelSetDraws(stream: RandomStream): LevelSetDraws {
  const normal = normalSource(stream.split('normal'));
  const kept = stream.split('kept');
  return { normal, exponential: () => -ln(1 - kept.uniform()) };
}

/** In more dimensions 32 digits take seconds a pair; points there are as right as doubles leave them. */
const mostPolished = 50;

interface Pair {
  readonly ratio: CanonicalLogRatio;
  /** Made once, of pairs that are sampled; none in more than `mostPolished` dimensions. */
  polish(): PointPolish | undefined;
}

function sample(
  { ratio, polish }: Pair,
  lambda: number,
  count: number,
  source: RandomStream | LevelSetDraws,
): Matrix {
  requireInteger('count', count, 0);
  const logRatio = logOdds(lambda);
  requireSurface(ratio, lambda, logRatio);
  const bridge = bridgeGaussian(ratio, logRatio);
  const moveOn = polish();
  const draws = 'split' in source ? levelSetDraws(source) : source;
  const d = ratio.a.length;
  const points = zeros(count, d);
  let filled = 0;
  const z = new Float64Array(d);
  const emit = (w: Float64Array): void => {
    for (let k = 0; k < d; k++) z[k] = bridge.mean[k] + bridge.scale[k] * w[k];
    for (let i = 0; i < d; i++) {
      let sum = ratio.origin[i];
      for (let k = 0; k < d; k++) sum += ratio.transform.data[i * d + k] * z[k];
      points.data[filled * d + i] = sum;
    }
    moveOn?.(points.data.subarray(filled * d, (filled + 1) * d), z, bridge, logRatio);
    filled++;
  };
  if (bridge.a.every((curvature) => curvature === 0)) sampleHyperplane(bridge, count, draws.normal, emit);
  else sampleQuadric(bridge, count, draws, emit);
  return points;
}

/** N(0, I) on the hyperplane b'w + c = 0: a normal point, moved there at right angles. */
function sampleHyperplane(
  { b, c }: BridgeGaussian,
  count: number,
  normal: () => number,
  emit: (w: Float64Array) => void,
): void {
  const square = b.reduce((sum, slope) => sum + slope * slope, 0);
  const w = new Float64Array(b.length);
  for (let n = 0; n < count; n++) {
    let height = c;
    for (let k = 0; k < w.length; k++) {
      w[k] = normal();
      height += b[k] * w[k];
    }
    for (let k = 0; k < w.length; k++) w[k] -= (height / square) * b[k];
    emit(w);
  }
}

function requireSurface(ratio: CanonicalLogRatio, lambda: number, logRatio: number): void {
  const kind = quadricKind(ratio, logRatio);
  if (kind === 'empty' || kind === 'flat') {
    const [low, high] = logRatioRange(ratio).map(sigmoid);
    throw new UnreachableLambdaError(
      `no point has lambda = ${lambda}${kind === 'flat' ? ' but a set without area' : ''}: ` +
        `p_j / (p_i + p_j) lies between ${low} and ${high} everywhere; choose lambda between them`,
    );
  }
  if (kind === 'everything') {
    throw new UnreachableLambdaError(
      'the classes coincide: every point has lambda = 1/2, so that there is nothing to choose from; any points of theirs will do',
    );
  }
}
