import { type Matrix, matrix, selectRows } from '../numeric/matrix';
import { type RandomStream, randomStream } from '../numeric/random';
import type { Dataset } from './dataset';

/** What all synthetic sets take. Points are in random order unless `shuffle` is false. */
export interface SyntheticOptions {
  /** Number of points: of the whole set, or of each class or circle set, as each set says (the way E.1 counts). */
  readonly n: number;
  /** Size of the noise, 0 for none; what it is, and the paper's value when it is left out, is said at each set. */
  readonly noise?: number;
  /** Equal options give equal sets. */
  readonly seed: number | string;
  /** `false` leaves the points in the order of their geometry (default `true`). */
  readonly shuffle?: boolean;
}

/** Noise of coordinates. */
export interface Noise {
  readonly size: number;
  draw(stream: RandomStream): number;
}

export function laplace(scale: number): Noise {
  return { size: scale, draw: (stream) => stream.laplace(scale) };
}

/** The points of every class, in random order, with noise: a stream for each, so that one does not move the other. */
export function finish(
  name: string,
  classes: number[][][],
  options: SyntheticOptions,
  noise: Noise,
): Dataset {
  if (!(noise.size >= 0 && noise.size < Infinity)) {
    throw new RangeError(`noise is ${noise.size}, expected a finite number of 0 or more`);
  }
  const stream = randomStream(options.seed).split(name);
  const points = matrix(classes.flat());
  const order =
    options.shuffle === false
      ? Int32Array.from({ length: points.rows }, (_, i) => i)
      : stream.split('order').permutation(points.rows);
  const labels = Int32Array.from(classes.flatMap((members, c) => members.map(() => c)));
  const X = selectRows(points, order);
  if (noise.size > 0) addNoise(X, noise, stream.split('noise'));
  const featureNames = Array.from({ length: X.cols }, (_, j) => `x${j + 1}`);
  return {
    name,
    X,
    y: order.map((i) => labels[i]),
    features: featureNames.map((feature) => ({ name: feature, kind: 'numeric' })),
    featureNames,
    classNames: classes.map((_, c) => String(c)),
  };
}

function addNoise(X: Matrix, noise: Noise, stream: RandomStream): void {
  for (let i = 0; i < X.data.length; i++) X.data[i] += noise.draw(stream);
}

/** @throws RangeError if n is not an integer of `least` or more */
export function requireCount(n: number, least: number): void {
  if (!Number.isInteger(n) || n < least) {
    throw new RangeError(`n is ${n}, expected an integer of ${least} or more points`);
  }
}
