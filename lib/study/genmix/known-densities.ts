import { synthetic } from '../../data/synthetic';
import { fourGaussianLaws } from '../../data/synthetic-genmix';
import type { ClassConditional } from '../../density/class-conditional';
import type { Density } from '../../density/density';
import { equalMixture } from '../../density/equal-mixture';
import { type Matrix, matrix, row, zeros } from '../../numeric/matrix';
import { randomStream } from '../../numeric/random';
import { threeManifolds } from '../manifold-intrusion/three-manifolds';
import { densityPlan } from './density-plan';

/** Sets in the plane whose class-conditional densities are known. */
export type KnownSet = 'three-manifolds' | 'four-gaussians' | 'bent';

/** Every `KnownSet`, in the order of tables. */
export const knownSets: readonly KnownSet[] = ['three-manifolds', 'four-gaussians', 'bent'];

/** A draw, and the densities that it was drawn from. */
export interface KnownDraw {
  readonly X: Matrix;
  readonly y: Int32Array;
  readonly truth: Pick<ClassConditional, 'logDensities'>;
}

/** Draws a set. */
export function drawKnownSet(name: KnownSet, seed: string): KnownDraw {
  const n = densityPlan.pointsOfClass;
  if (name === 'three-manifolds') return threeManifolds({ n, noise: 0.2, seed: `known ${seed}` });
  if (name === 'four-gaussians') {
    const densities = fourGaussianLaws.map(({ mean, factor }) =>
      equalMixture(matrix([[...mean]]), matrix(factor.map((line) => [...line]))),
    );
    return {
      ...synthetic.fourGaussians({ n, seed: `known ${seed}` }),
      truth: { logDensities: columnsOf(densities) },
    };
  }
  return bent(n, seed);
}

/** Standard deviations of the two bent classes along x and across their parabolas, and how far those are from y = 0. */
const [spread, noise, shift] = [1, 0.15, 0.3];

function bent(n: number, seed: string): KnownDraw {
  const stream = randomStream('bent').split(seed);
  const rows = [1, -1].flatMap((sign) =>
    Array.from({ length: n }, () => {
      const x = spread * stream.normal();
      return [x, sign * (x * x * 0.5 + shift) + noise * stream.normal()];
    }),
  );
  const flat = equalMixture(matrix([[0, 0]]), matrix([[spread, 0], [0, noise]])); // biome-ignore format: a matrix
  const density = (sign: number): Density => ({
    numFeatures: 2,
    // The bend moves y by a function of x: its determinant is 1.
    logDensity: (points) => {
      const straight = zeros(points.rows, 2);
      for (let i = 0; i < points.rows; i++) {
        const [x, y] = row(points, i);
        straight.data.set([x, y - sign * (x * x * 0.5 + shift)], 2 * i);
      }
      return flat.logDensity(straight);
    },
  });
  return {
    X: matrix(rows),
    y: Int32Array.from({ length: 2 * n }, (_, i) => Math.floor(i / n)),
    truth: { logDensities: columnsOf([density(1), density(-1)]) },
  };
}

function columnsOf(densities: readonly Density[]): (points: Matrix) => Matrix {
  return (points) => {
    const columns = densities.map((density) => density.logDensity(points));
    const k = columns.length;
    const data = Float64Array.from({ length: points.rows * k }, (_, p) => columns[p % k][Math.floor(p / k)]);
    return { data, rows: points.rows, cols: k };
  };
}
