import type { DistanceDensity } from '../../density/distance-density';
import { distanceDensity } from '../../density/distance-density';
import type { DistanceNorm } from '../../density/distance-norm';
import { requirePoints } from '../../density/require-points';
import type { Matrix } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import { requireGiven } from '../../numeric/require-given';
import type { DenseNetwork } from '../dense-network';
import { drawLatents, trainGenerator } from './adversarial-training';
import { type Coverage, coverageOf, LowCoverageError } from './coverage';
import { type GeneratorManifold, generatorManifold } from './generator-manifold';
import { standardiser } from './standardiser';
import { requireSettings } from './trained-net';

/** Settings of the GAN of one class. */
export interface GanOptions {
  /** k; 1 unless given: a curve. 2 for surfaces. */
  readonly latentDimension?: number;
  /** Hidden layers of both nets; two of 48 unless given. */
  readonly hiddenWidths?: readonly number[];
  /** 2000 unless given. */
  readonly steps?: number;
  /** 32 unless given. */
  readonly batchSize?: number;
  /** 0.002 unless given. */
  readonly learningRate?: number;
  /** 1 unless given. */
  readonly gradientPenalty?: number;
  /** Least share of the class's points that the manifold has to meet, in [0, 1]; 0.7 unless given. */
  readonly minCoverage?: number;
  /** Distance that counts as met, in units of the features; see `resolution` for the default. */
  readonly within?: number;
  /** Of the distances d(x, M); `l2` unless given. */
  readonly norm?: DistanceNorm;
  /** As `distanceDensity`. */
  readonly kernel?: 'exponential' | 'gaussian';
  readonly scale?: number;
  /** As `generatorManifold`. */
  readonly candidates?: number;
  readonly starts?: number;
  readonly inversionSteps?: number;
  readonly stream: RandomStream;
}

/** Proxy density of one class by a generator's manifold. */
export interface GanDensity extends DistanceDensity {
  readonly manifold: GeneratorManifold;
  readonly generator: DenseNetwork;
  readonly fit: Coverage;
  /** The same generator with distances of another norm. */
  withNorm(norm: DistanceNorm): GanDensity;
}

/** How many generated points tell the spill. */
const generated = 1000;

/**
 * Density of one class by a GAN (Section 7.1): a generator G is trained on the class's points, and
 *
 *   p(x) ~ exp(-d(x, M)),  M = {G(w) : w in [-1, 1]^k},
 *
 * the distance by inversion of G. With `classConditional` each class has a generator of its own: G(w, c) of the paper, without weights
 * that classes share.
 *
 * @param points [n x d], the class's points
 * @throws DivergenceError if training diverges
 * @throws LowCoverageError if the manifold meets fewer points than `minCoverage`: nothing is to be built on it
 * @throws RangeError if there are fewer than two points, a coordinate is not finite, or an option is out of range
 *
 * @example
 * const { X, y } = synthetic.circles({ n: 400, seed: 1 });
 * const model = classConditional(X, y, 2, (points, c) => fitGan(points, { stream: randomStream(1).split(c) }));
 * model.densities[0].fit; // coverage and spill of the first class
 */
export function fitGan(points: Matrix, options: GanOptions): GanDensity {
  requireGiven('fitGan', options, { stream: 'object' });
  requirePoints(points);
  if (points.rows < 2)
    throw new RangeError(`got ${points.rows} point, expected at least 2: a GAN needs points to imitate`);
  const { latentDimension = 1, hiddenWidths = [48, 48], minCoverage = 0.7, stream } = options;
  const { steps = 2000, batchSize = 32, learningRate = 2e-3, gradientPenalty = 1 } = options;
  requireSettings({ latentDimension, steps, batchSize }, { learningRate, gradientPenalty });
  if (!(minCoverage >= 0 && minCoverage <= 1))
    throw new RangeError(`minCoverage is ${minCoverage}, expected a share from 0 to 1`);
  if (options.within !== undefined && !(options.within > 0))
    throw new RangeError(`within is ${options.within}, expected a distance above 0`);
  const space = standardiser(points);
  const generator = trainGenerator(
    space.apply(points),
    {
      ...{ latentDimension, steps, batchSize, learningRate, gradientPenalty },
      ...{ generatorWidths: hiddenWidths, discriminatorWidths: hiddenWidths },
    },
    stream.split('training'),
  );
  const inversion = stream.split('inversion');
  const { candidates, starts, inversionSteps } = options;
  const manifoldOf = (norm?: DistanceNorm) =>
    generatorManifold(generator, space, {
      norm,
      candidates,
      starts,
      steps: inversionSteps,
      stream: inversion,
    });
  const manifold = manifoldOf('l2');
  const made = manifold.generate(drawLatents(generated, latentDimension, stream.split('spill')));
  const fit = coverageOf(manifold, points, made, options.within);
  if (!(fit.coverage >= minCoverage)) throw new LowCoverageError(fit, minCoverage);
  const densityBy = (norm?: DistanceNorm): GanDensity => {
    const own = manifoldOf(norm);
    return { ...distanceDensity(own, options), ...{ manifold: own, generator, fit, withNorm: densityBy } };
  };
  return densityBy(options.norm);
}
