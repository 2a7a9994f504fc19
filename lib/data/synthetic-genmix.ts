import { type RandomStream, randomStream } from '../numeric/random';
import type { Dataset } from './dataset';
import { finish, requireCount, type SyntheticOptions } from './synthetic-set';

type Point = readonly [number, number];

/** A straight stroke from one end to the other. */
interface Stroke {
  readonly from: Point;
  readonly to: Point;
}

/** Points at equal steps along each stroke, one class a stroke, with normal noise. */
function strokes(name: string, lines: readonly Stroke[], options: SyntheticOptions): Dataset {
  requireCount(options.n, 1);
  const classes = lines.map(({ from, to }) =>
    Array.from({ length: options.n }, (_, i) => {
      const t = (i + 0.5) / options.n;
      return [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
    }),
  );
  return finish(name, classes, options, normalNoise(options.noise ?? 0.05));
}

function normalNoise(deviation: number) {
  return { size: deviation, draw: (stream: RandomStream) => deviation * stream.normal() };
}

/** The set `synthetic.v`, which is described there. */
export function v(options: SyntheticOptions): Dataset {
  const lines: Stroke[] = [
    { from: [-0.15, -0.8], to: [-1, 1] },
    { from: [0.15, -0.8], to: [1, 1] },
    { from: [0, 0.3], to: [0, 1] },
  ];
  return strokes('V', lines, options);
}

/** The set `synthetic.ket`, which is described there. */
export function ket(options: SyntheticOptions): Dataset {
  const lines: Stroke[] = [
    { from: [-0.8, -1], to: [-0.8, 1] },
    { from: [-0.3, 1], to: [0.7, 0.15] },
    { from: [-0.3, -1], to: [0.7, -0.15] },
  ];
  return strokes('Ket', lines, options);
}

/** The set `synthetic.y`, which is described there. */
export function y(options: SyntheticOptions): Dataset {
  const lines: Stroke[] = [
    { from: [-0.15, 0.1], to: [-1, 1] },
    { from: [0.15, 0.1], to: [1, 1] },
    { from: [0, -0.2], to: [0, -1.2] },
  ];
  return strokes('Y', lines, options);
}

/** Means and factors (lower triangles) of the covariances of `fourGaussians`. */
export const fourGaussianLaws: readonly { readonly mean: Point; readonly factor: readonly [Point, Point] }[] =
  [
    { mean: [0, 0], factor: [[0.6, 0], [0.2, 0.5]] }, // biome-ignore format: a matrix
    { mean: [-4, 0], factor: [[0.7, 0], [0, 0.9]] }, // biome-ignore format: a matrix
    { mean: [4, 0], factor: [[0.5, 0], [-0.3, 0.8]] }, // biome-ignore format: a matrix
    { mean: [0, 4], factor: [[1, 0], [0.3, 0.4]] }, // biome-ignore format: a matrix
  ];

/** The set `synthetic.fourGaussians`, which is described there. */
export function fourGaussians(options: SyntheticOptions): Dataset {
  requireCount(options.n, 1);
  const factor = options.noise ?? 1;
  if (!(factor >= 0 && factor < Infinity)) {
    throw new RangeError(`noise is ${factor}, expected a finite number of 0 or more`);
  }
  const stream = randomStream(options.seed).split('2D Gaussian');
  const classes = fourGaussianLaws.map(({ mean, factor: [first, second] }, c) => {
    const own = stream.split('class').split(c);
    return Array.from({ length: options.n }, () => {
      const [a, b] = [own.normal(), own.normal()];
      return [mean[0] + factor * first[0] * a, mean[1] + factor * (second[0] * a + second[1] * b)];
    });
  });
  return finish('2D Gaussian', classes, options, normalNoise(0));
}

/** The set `synthetic.circle3d`, which is described there. */
export function circle3d(options: SyntheticOptions): Dataset {
  requireCount(options.n, 2);
  const scale = options.noise ?? 0.02;
  const stream = randomStream(options.seed).split('Circle 3D');
  const sphere = (count: number, radius: number, own: RandomStream) =>
    Array.from({ length: count }, () => {
      const x = [own.normal(), own.normal(), own.normal()];
      const length = Math.sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
      return x.map((value) => (radius * value) / length);
    });
  const outer = Math.floor(options.n / 2);
  const classes = [
    sphere(outer, 1, stream.split('class').split(0)),
    sphere(options.n - outer, 0.8, stream.split('class').split(1)),
  ];
  return finish('Circle 3D', classes, options, { size: scale, draw: (own) => own.laplace(scale) });
}
