import exp from '@stdlib/math-base-special-exp';
import sin from '@stdlib/math-base-special-sin';
import { type ClassConditional, classConditional } from '../../density/class-conditional';
import type { Density } from '../../density/density';
import { equalMixture } from '../../density/equal-mixture';
import { posterior } from '../../density/posterior';
import { hasManifoldIntrusion } from '../../mixup/manifold-intrusion';
import { nearestNeighbor } from '../../mixup/nearest-neighbor';
import { type Matrix, matrix, row } from '../../numeric/matrix';
import { type RandomStream, randomStream } from '../../numeric/random';

/** Points of three classes in the plane, each near a curve: the setting of Figure 1, whose data the paper does not give. */
export interface ThreeManifolds {
  /** [3 n x 2], class by class */
  readonly X: Matrix;
  readonly y: Int32Array;
  /** The densities that the points are drawn from. */
  readonly truth: ClassConditional;
}

/** Curves of the classes, t from -1 to 1: an arc on the left, a wave in the middle, an arc on the right. */
export const manifolds: readonly ((t: number) => readonly [number, number])[] = [
  (t) => [-3.4 + t * t, 2.4 * t],
  (t) => [-0.7 * sin((Math.PI * t) / 1.2), 2.4 * t],
  (t) => [3.4 - t * t, 2.4 * t],
];

/** Enough places of a curve for its law: 0.012 apart, a small part of any noise of ours. */
const places = 400;

/**
 * n points a class: a uniform place of the class's curve, and Gaussian noise.
 *
 * @param noise standard deviation of both coordinates
 */
export function threeManifolds({
  n,
  noise,
  seed,
}: {
  readonly n: number;
  readonly noise: number;
  readonly seed: number | string;
}): ThreeManifolds {
  const stream = randomStream('three manifolds').split(seed);
  const rows = manifolds.flatMap((curve) =>
    Array.from({ length: n }, () => {
      const [a, b] = curve(2 * stream.uniform() - 1);
      return [a + noise * stream.normal(), b + noise * stream.normal()];
    }),
  );
  const y = Int32Array.from({ length: 3 * n }, (_, i) => Math.floor(i / n));
  const onCurves = manifolds.flatMap((curve) =>
    Array.from({ length: places }, (_, i) => [...curve((2 * i + 1) / places - 1)]),
  );
  const owners = Int32Array.from({ length: 3 * places }, (_, i) => Math.floor(i / places));
  const cholesky = matrix([[noise, 0], [0, noise]]); // biome-ignore format: a matrix
  const truth = classConditional(matrix(onCurves), owners, 3, (centres) => equalMixture(centres, cholesky));
  return { X: matrix(rows), y, truth };
}

/** A point of class 1 mixed with one of class 3, and its two labels. */
export interface MixedExample {
  readonly parents: readonly [readonly [number, number], readonly [number, number]];
  readonly mixed: readonly [number, number];
  readonly lambda: number;
  readonly mixLabel: readonly number[];
  readonly genLabel: readonly number[];
}

/**
 * The points of class 1 and class 3 that are nearest to two given places, mixed.
 *
 * @param near the two places
 * @param model densities that make the label of eq. (1)
 */
export function mixedExample(
  { X, y }: ThreeManifolds,
  model: ClassConditional,
  near: readonly [readonly [number, number], readonly [number, number]],
  lambda: number,
): MixedExample {
  const pick = (c: number, place: readonly [number, number]): [number, number] => {
    const own = Array.from(y.keys()).filter((i) => y[i] === c);
    const points = matrix(own.map((i) => [...row(X, i)]));
    const [a, b] = row(points, nearestNeighbor(points, matrix([[...place]]), 0));
    return [a, b];
  };
  const [first, second] = [pick(0, near[0]), pick(2, near[1])];
  const mixed: [number, number] = [
    lambda * first[0] + (1 - lambda) * second[0],
    lambda * first[1] + (1 - lambda) * second[1],
  ];
  const genLabel = [...row(posterior(model.logDensities(matrix([mixed]))), 0)];
  return { parents: [first, second], mixed, lambda, mixLabel: [lambda, 0, 1 - lambda], genLabel };
}

/** How far labels of mixed points are from the true posterior, means of total variation distances in [0, 1]. */
export interface LabelError {
  readonly points: number;
  readonly mixup: number;
  /** One a model. */
  readonly models: readonly number[];
}

/**
 * Mixes `draws` random pairs of a point of class 1 and one of class 3, lambda ~ Beta(1, 1), and compares their labels, (lambda, 0, 1 -
 * lambda) and those of eq. (1), with the posterior of the true densities: of the points that intrude (Definition 1), and of the
 * others.
 */
export function labelErrors(
  { X, y, truth }: ThreeManifolds,
  models: readonly ClassConditional<Density>[],
  draws: number,
  stream: RandomStream,
): { readonly intruding: LabelError; readonly others: LabelError } {
  const n = X.rows / 3;
  const lambdas = Float64Array.from({ length: draws }, () => stream.beta(1, 1));
  const mixed = matrix(
    Array.from(lambdas, (lambda) => {
      const [a, b] = [row(X, stream.integer(n)), row(X, 2 * n + stream.integer(n))];
      return [lambda * a[0] + (1 - lambda) * b[0], lambda * a[1] + (1 - lambda) * b[1]];
    }),
  );
  const [first, third] = [new Int32Array(draws).fill(0), new Int32Array(draws).fill(2)];
  const intrudes = hasManifoldIntrusion(mixed, first, third, X, y);
  const right = posterior(truth.logDensities(mixed));
  const labels = models.map((model) => posterior(model.logDensities(mixed)));
  const mixLabels = matrix(Array.from(lambdas, (lambda) => [lambda, 0, 1 - lambda]));
  const errorOf = (which: boolean): LabelError => {
    const own = Array.from(intrudes.keys()).filter((i) => intrudes[i] === which);
    const meanOf = (given: Matrix) =>
      own.reduce((sum, i) => sum + distance(row(given, i), row(right, i)) / own.length, 0);
    return { points: own.length, mixup: meanOf(mixLabels), models: labels.map(meanOf) };
  };
  return { intruding: errorOf(true), others: errorOf(false) };
}

function distance(p: Float64Array, q: Float64Array): number {
  return p.reduce((sum, value, c) => sum + Math.abs(value - q[c]) / 2, 0);
}

/** Densities of the classes on a grid, relative to each class's largest there, [class][y][x]. */
export function relativeDensities(
  model: ClassConditional,
  xs: readonly number[],
  ys: readonly number[],
): number[][][] {
  const logs = model.logDensities(matrix(ys.flatMap((b) => xs.map((a) => [a, b]))));
  return model.densities.map((_, c) => {
    const own = Array.from({ length: logs.rows }, (_, i) => logs.data[i * logs.cols + c]);
    const largest = own.reduce((a, b) => Math.max(a, b), -Infinity);
    return ys.map((_, j) => xs.map((_, i) => exp(own[j * xs.length + i] - largest)));
  });
}
