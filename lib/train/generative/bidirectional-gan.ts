import { requirePoints, requireQueries } from '../../density/require-points';
import type { Matrix } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import { requireGiven } from '../../numeric/require-given';
import { logitsOf } from '../forward';
import { type BidirectionalNets, trainBidirectional } from './bidirectional-training';
import { type Standardiser, standardiser } from './standardiser';
import { requireLatents, requireSettings } from './trained-net';

/** Settings of the bidirectional GAN of one class. */
export interface BidirectionalGanOptions {
  /** k; 1 unless given. */
  readonly latentDimension?: number;
  /** Hidden layers of all three nets; two of 64 unless given. */
  readonly hiddenWidths?: readonly number[];
  /** 2000 unless given. */
  readonly steps?: number;
  /** 64 unless given. */
  readonly batchSize?: number;
  /** 0.002 unless given. */
  readonly learningRate?: number;
  /** 1 unless given. */
  readonly gradientPenalty?: number;
  readonly stream: RandomStream;
}

/** A generator of one class with an encoder that was trained beside it. */
export interface BidirectionalGan extends BidirectionalNets {
  /** Between the features' units and the nets'. */
  readonly space: Standardiser;
  /** Latent points of points, moved into [-1, 1]^k, [n x d] to [n x k]. @throws RangeError if d differs or a coordinate is not finite */
  encode(points: Matrix): Matrix;
  /** Images of latent points, [n x k] to [n x d]. @throws RangeError if k differs or a coordinate is not finite */
  decode(latents: Matrix): Matrix;
}

/**
 * Bidirectional GAN of one class (Appendix F.6, Donahue et al. 2017), whose encoder inverts the generator in one pass where `generatorManifold` takes a
 * descent: quicker, and never nearer than the nearest point.
 *
 * @param points [n x d], the class's points
 * @throws DivergenceError if training diverges
 * @throws RangeError if there are fewer than two points, a coordinate is not finite, or an option is out of range
 *
 * @example
 * import { generative, randomStream, synthetic } from 'genlabel';
 *
 * const { X } = synthetic.moons({ n: 100, noise: 0.05, seed: 1 });
 * const gan = generative.fitBidirectionalGan(X, { stream: randomStream(1), steps: 100 });
 * gan.decode(gan.encode(X)).cols; // 2
 */
export function fitBidirectionalGan(points: Matrix, options: BidirectionalGanOptions): BidirectionalGan {
  requireGiven('fitBidirectionalGan', options, { stream: 'object' });
  requirePoints(points);
  if (points.rows < 2)
    throw new RangeError(`got ${points.rows} point, expected at least 2: a GAN needs points to imitate`);
  const { latentDimension = 1, hiddenWidths = [64, 64], stream } = options;
  const { steps = 2000, batchSize = 64, learningRate = 2e-3, gradientPenalty = 1 } = options;
  requireSettings({ latentDimension, steps, batchSize }, { learningRate, gradientPenalty });
  const space = standardiser(points);
  const { generator, encoder } = trainBidirectional(
    space.apply(points),
    {
      ...{ latentDimension, steps, batchSize, learningRate, gradientPenalty },
      ...{ generatorWidths: hiddenWidths, discriminatorWidths: hiddenWidths },
    },
    stream.split('training'),
  );
  return {
    ...{ generator, encoder, space },
    encode: (x) => {
      requireQueries(x, points.cols);
      const codes = logitsOf(encoder, space.apply(x));
      return { ...codes, data: codes.data.map((w) => Math.min(1, Math.max(-1, w))) };
    },
    decode: (w) => {
      requireLatents(w, latentDimension);
      return space.invert(logitsOf(generator, w));
    },
  };
}
