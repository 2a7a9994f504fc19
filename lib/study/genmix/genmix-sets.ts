import { synthetic } from '../../data/synthetic';
import { type PrincipalComponents, principalComponents } from '../../numeric/principal-components';
import { type RandomStream, randomStream } from '../../numeric/random';
import { selectPoints } from '../../train/cross-validate';
import type { LabelledPoints } from '../../train/sweep';
import { mnist79 } from './mnist-79';

/** Sets of Table 15. */
export type GenMixSet = 'circle-2d' | 'circle-3d' | 'mnist-79';

/** Every `GenMixSet`, in the order of Table 15. */
export const genMixSets: readonly GenMixSet[] = ['circle-2d', 'circle-3d', 'mnist-79'];

/** A draw of a set. */
export interface GenMixDraw {
  readonly training: LabelledPoints;
  readonly test: LabelledPoints;
  /** Of digits: the space in which generative models are fitted and mix. */
  readonly components?: PrincipalComponents;
}

/**
 * Sizes. The paper says 500 a class for MNIST, and nothing for the circles; errors of several percent on sets whose classes hardly overlap
 * speak of few training points, so that we take 100 in all for Circle (2D), and, as a sphere takes more to fill, 500 for Circle (3D).
 * Test sets: 10,000 new points; all of MNIST's test images of both digits.
 */
export const genMixSizes = { 'circle-2d': 100, 'circle-3d': 500, 'mnist-79': 500 } as const;
const testSize = 10_000;
const heldOutDigits = 2000;

/**
 * Principal components of the training images that span the space of the generative models of digits. Nets train on 784 pixels. In pixels the covariances of 500
 * images are singular, so that GM and KDE have no density there. As the components are orthonormal, distances between points of the space are those of
 * their images: a GAN on components is one on pixels whose last layer is fixed, F.3 never leaves the space, and its mixed points are images.
 */
export const digitComponents = 32;

/**
 * Training and test points of one trial: new noise and new points; of MNIST 500 random training images of each digit, grey levels in [0, 1].
 *
 * @param seed names the draw: equal ones give equal sets
 * @param test of MNIST: its test images, or `held-out` training images that are not drawn, to choose by
 * @throws DataUnavailableError if MNIST is not on this machine
 */
export function drawGenMixSet(name: GenMixSet, seed: string, test: 'test' | 'held-out' = 'test'): GenMixDraw {
  if (name === 'mnist-79') return drawDigits(randomStream('genmix digits').split(seed), test);
  const make = name === 'circle-2d' ? synthetic.circles : synthetic.circle3d;
  return {
    training: make({ n: genMixSizes[name], seed: `genmix training ${seed}` }),
    test: make({ n: testSize, seed: `genmix test ${seed}` }),
  };
}

/** The points in the space of the generative models. */
export function modelPoints({ components }: GenMixDraw, { X, y }: LabelledPoints): LabelledPoints {
  return { X: components ? components.apply(X) : X, y };
}

function drawDigits(stream: RandomStream, test: 'test' | 'held-out'): GenMixDraw {
  const all = mnist79('training');
  const orders = [0, 1].map((c) => {
    const own = Array.from(all.y.keys()).filter((i) => all.y[i] === c);
    return Array.from(stream.split(c).permutation(own.length), (p) => own[p]);
  });
  const size = genMixSizes['mnist-79'];
  const training = selectPoints(
    all,
    orders.flatMap((order) => order.slice(0, size)),
  );
  const components = principalComponents(training.X, digitComponents, stream.split('components'));
  const rest = orders.flatMap((order) => order.slice(size, size + heldOutDigits / 2));
  return { training, test: test === 'test' ? mnist79('test') : selectPoints(all, rest), components };
}
