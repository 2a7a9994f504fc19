import cos from '@stdlib/math-base-special-cos';
import sin from '@stdlib/math-base-special-sin';
import { randomStream } from '../numeric/random';
import type { Dataset } from './dataset';
import { circle3d, fourGaussians, ket, v, y } from './synthetic-genmix';
import { finish, laplace, requireCount, type SyntheticOptions } from './synthetic-set';

export type { SyntheticOptions };

/** Where the paper and the authors' released code differ. */
export interface LayoutOptions extends SyntheticOptions {
  /** Default `paper`. */
  readonly layout?: 'paper' | 'released';
}

/**
 * Synthetic data sets of the paper (Appendices E.1 and F.5). Each is a function of its options to a {@link Dataset}.
 *
 * @namespace
 */
export const synthetic = {
  /**
   * Two interleaving half circles: scikit-learn's `make_moons`, with Laplace noise.
   *
   * @param options `n` points in all, floor(n / 2) of class 0; `noise` is the Laplace scale (default 0.1, as E.1)
   * @throws RangeError if n is not an integer of 2 or more, or noise is negative
   *
   * @example
   * synthetic.moons({ n: 2, noise: 0, seed: 1, shuffle: false }).X; // [[1, 0], [0, 0.5]]
   * const { X, y } = synthetic.moons({ n: 200, noise: 0.1, seed: 1 });
   */
  moons,

  /**
   * A circle of radius 1 (class 0) and one of radius 0.8 inside it (class 1): scikit-learn's `make_circles` with its
   * default factor, with Laplace noise.
   *
   * @param options `n` points in all, floor(n / 2) of class 0; `noise` is the Laplace scale (default 0.02, as E.1)
   * @throws RangeError if n is not an integer of 2 or more, or noise is negative
   *
   * @example
   * synthetic.circles({ n: 2, noise: 0, seed: 1, shuffle: false }).X; // [[1, 0], [0.8, 0]]
   * const { X, y } = synthetic.circles({ n: 200, noise: 0.02, seed: 1 });
   */
  circles,

  /**
   * Two sets as `circles`, side by side, 2.4 apart, the labels of the second exchanged.
   *
   * Layout `paper`: the first around the origin, the second shifted right. E.1 does not print the shift: 2.4 is the
   * distance in the released code. Layout `released`: the first shifted right by 1.2, the second (exchanged) left by 1.2.
   *
   * @param options `n` points in each of the two circle sets, 2 n in all; `noise` is the Laplace scale (default 0.01, as E.1)
   * @throws RangeError if n is not an integer of 2 or more, or noise is negative
   *
   * @example
   * synthetic.fourCircle({ n: 2, noise: 0, seed: 1, shuffle: false }).y; // [0, 0, 1, 1]
   * const { X, y } = synthetic.fourCircle({ n: 200, seed: 1, layout: 'released' });
   */
  fourCircle,

  /**
   * Uniform points of the squares of side 2 around (-1, 0), class 0, and (1, 0), class 1.
   *
   * @param options `n` points in each class; `noise` is the scale of Laplace noise added to them (default 0, as E.1)
   * @throws RangeError if n is not a positive integer, or noise is negative
   *
   * @example
   * synthetic.cube2d({ n: 1, seed: 1, shuffle: false }).y; // [0, 1]
   * const { X, y } = synthetic.cube2d({ n: 300, seed: 1 });
   */
  cube2d,

  /**
   * Uniform points of the eight cubes of side 2 around (+-1, +-1, +-1), one class each.
   *
   * Layout `paper`: class 0 is around (-1, -1, -1), as E.1 says. Layout `released`: it is around (1, 1, 1), the order
   * reversed. In both the last coordinate changes first; E.1 gives class 0 only.
   *
   * @param options `n` points in each class; `noise` is the scale of Laplace noise added to them (default 0, as E.1)
   * @throws RangeError if n is not a positive integer, or noise is negative
   *
   * @example
   * synthetic.cube3d({ n: 1, seed: 1, shuffle: false }).y; // [0, 1, 2, 3, 4, 5, 6, 7]
   * const { X, y } = synthetic.cube3d({ n: 300, seed: 1, layout: 'released' });
   */
  cube3d,

  /**
   * Nine Gaussian clusters around (-10, 0 or 10, -10, 0 or 10); class 3 i + j is around (-10 + 10 i, -10 + 10 j).
   *
   * @param options `n` points in each class; `noise` is the standard deviation of each coordinate (default sqrt(1/10):
   *   covariance I/10, as E.1)
   * @throws RangeError if n is not a positive integer, or noise is negative
   *
   * @example
   * synthetic.nineGaussians({ n: 1, noise: 0, seed: 1, shuffle: false }).y; // [0, 1, 2, 3, 4, 5, 6, 7, 8]
   * const { X, y } = synthetic.nineGaussians({ n: 100, seed: 1 });
   */
  nineGaussians,

  /**
   * Three classes on the strokes of a V: the left arm, the right arm, and a short stroke between them. Appendix F.5 only draws its sets V, Ket
   * and Y (Figure 12, three classes each): they are rebuilt here after their names, in a size of ours.
   *
   * @param options `n` points in each class; `noise` is the standard deviation of each coordinate (default 0.05, ours)
   * @throws RangeError if n is not a positive integer, or noise is negative
   *
   * @example
   * const { X, y } = synthetic.v({ n: 100, seed: 1 });
   */
  v,

  /**
   * Three classes on the strokes of a ket, |>: the bar, and the upper and the lower stroke of the bracket; as `v`.
   *
   * @example
   * const { X, y } = synthetic.ket({ n: 100, seed: 1 });
   */
  ket,

  /**
   * Three classes on the arms of a Y, which stop short of its middle; as `v`.
   *
   * @example
   * const { X, y } = synthetic.y({ n: 100, seed: 1 });
   */
  y,

  /**
   * Four Gaussian classes in the plane with covariances of their own, class 0 between classes 1 and 2, which F.5.1 says not to mix for that
   * reason (Figure 13). The paper prints no numbers: means and covariances (`fourGaussianLaws`) are ours.
   *
   * @param options `n` points in each class; `noise` multiplies all standard deviations (default 1)
   * @throws RangeError if n is not a positive integer, or noise is negative
   *
   * @example
   * const { X, y } = synthetic.fourGaussians({ n: 100, seed: 1 });
   */
  fourGaussians,

  /**
   * A sphere of radius 1 (class 0) and one of radius 0.8 inside it (class 1), uniform on each, with Laplace noise: `circles` in three
   * dimensions. The paper's "Circle (3D)" (Table 15) is not described.
   *
   * @param options `n` points in all, floor(n / 2) of class 0; `noise` is the Laplace scale (default 0.02, as Circle in E.1)
   * @throws RangeError if n is not an integer of 2 or more, or noise is negative
   *
   * @example
   * const { X, y } = synthetic.circle3d({ n: 100, seed: 1 });
   */
  circle3d,
};

function moons(options: SyntheticOptions): Dataset {
  requireCount(options.n, 2);
  const outer = Math.floor(options.n / 2);
  const inner = options.n - outer;
  const upper = linspace(Math.PI, outer, true).map((t) => [cos(t), sin(t)]);
  const lower = linspace(Math.PI, inner, true).map((t) => [1 - cos(t), 1 - sin(t) - 0.5]);
  return finish('Moon', [upper, lower], options, laplace(options.noise ?? 0.1));
}

function circles(options: SyntheticOptions): Dataset {
  return finish('Circle', circlePair(options.n, 0), options, laplace(options.noise ?? 0.02));
}

function fourCircle(options: LayoutOptions): Dataset {
  const [first, second] = requireLayout(options.layout) === 'paper' ? [0, 2.4] : [1.2, -1.2];
  const [outer, inner] = circlePair(options.n, first);
  const [exchangedOuter, exchangedInner] = circlePair(options.n, second);
  const classes = [
    [...outer, ...exchangedInner],
    [...inner, ...exchangedOuter],
  ];
  return finish('Four-circle', classes, options, laplace(options.noise ?? 0.01));
}

function cube2d(options: SyntheticOptions): Dataset {
  return finish('2D cube', cubes(cubeCentres(2), options), options, laplace(options.noise ?? 0));
}

function cube3d(options: LayoutOptions): Dataset {
  return finish(
    '3D cube',
    cubes(cubeCentres(3, options.layout), options),
    options,
    laplace(options.noise ?? 0),
  );
}

/**
 * Centres of the classes of `cube2d` (dimension 2, the same in both layouts) and `cube3d`, in the order of the classes.
 *
 * @throws RangeError if the layout is none, or the dimension neither 2 nor 3
 */
export function cubeCentres(dimension: number, layout?: LayoutOptions['layout']): number[][] {
  const first = requireLayout(layout) === 'paper' ? -1 : 1;
  if (dimension === 3) {
    return Array.from({ length: 8 }, (_, c) => [4, 2, 1].map((bit) => (c & bit ? -first : first)));
  }
  if (dimension === 2) {
    return [
      [-1, 0],
      [1, 0],
    ];
  }
  throw new RangeError(`dimension is ${dimension}, expected 2 or 3: there are no other cubes`);
}

/** Centres of the classes of `nineGaussians`, in their order. */
export const nineCentres: readonly (readonly number[])[] = Array.from({ length: 9 }, (_, c) => [
  -10 + 10 * Math.floor(c / 3),
  -10 + 10 * (c % 3),
]);

function nineGaussians(options: SyntheticOptions): Dataset {
  requireCount(options.n, 1);
  const classes = nineCentres.map((centre) => Array.from({ length: options.n }, () => [...centre]));
  const deviation = options.noise ?? Math.sqrt(0.1);
  return finish('9-class Gaussian', classes, options, {
    size: deviation,
    draw: (stream) => deviation * stream.normal(),
  });
}

/** Outer circle (radius 1) and inner circle (radius 0.8), shifted right. */
function circlePair(n: number, shift: number): number[][][] {
  requireCount(n, 2);
  const outer = Math.floor(n / 2);
  const ring = (count: number, radius: number) =>
    linspace(2 * Math.PI, count, false).map((t) => [radius * cos(t) + shift, radius * sin(t)]);
  return [ring(outer, 1), ring(n - outer, 0.8)];
}

function cubes(centres: number[][], { n, seed }: SyntheticOptions): number[][][] {
  requireCount(n, 1);
  return centres.map((centre, c) => {
    const stream = randomStream(seed).split(`${centre.length}D cube`).split('class').split(c);
    return Array.from({ length: n }, () => centre.map((middle) => middle + 2 * stream.uniform() - 1));
  });
}

/** NumPy's `linspace(0, end, count, endpoint)`. */
function linspace(end: number, count: number, endpoint: boolean): number[] {
  const step = end / (endpoint ? Math.max(1, count - 1) : count);
  return Array.from({ length: count }, (_, i) => (endpoint && i > 0 && i === count - 1 ? end : i * step));
}

function requireLayout(layout: 'paper' | 'released' = 'paper'): 'paper' | 'released' {
  if (layout === 'paper' || layout === 'released') return layout;
  throw new RangeError(`layout is ${JSON.stringify(layout)}, expected "paper" or "released"`);
}
