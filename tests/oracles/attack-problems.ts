import type { PerturbationNorm } from '../../lib/attacks/perturbation-norm';
import { type Matrix, row, zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { type DenseNetwork, initialNetwork } from '../../lib/train/dense-network';
import { predict } from '../../lib/train/forward';
import { linearMinimalPerturbation } from './minimal-perturbation';
import { linearRegions, regionsMinimalPerturbation } from './relu-regions';

/** Bounds that are not [0, 1]. */
export const bounds = [-1, 2] as const;

export interface AttackProblem {
  readonly name: string;
  readonly network: DenseNetwork;
  readonly X: Matrix;
  readonly y: Int32Array;
  /** [n], exact distance to the nearest point of another class within the bounds. */
  readonly exact: (norm: PerturbationNorm) => number[];
}

export function uniformPoints(n: number, d: number, name: string): Matrix {
  const stream = randomStream(name);
  const points = zeros(n, d);
  const [min, max] = bounds;
  for (let i = 0; i < n * d; i++) points.data[i] = min + (max - min) * stream.uniform();
  return points;
}

/** A random linear model, and points with its own classes. */
export function linearProblem(d: number, k: number, n = 40): AttackProblem {
  const stream = randomStream(`linear ${d} ${k}`);
  const weights = zeros(k, d);
  for (let i = 0; i < k * d; i++) weights.data[i] = stream.normal();
  // The boundaries of the classes meet in the middle of the bounds.
  const bias = Array.from({ length: k }, (_, c) => -0.5 * row(weights, c).reduce((a, b) => a + b, 0));
  const parameters = new Float64Array((d + 1) * k);
  for (let c = 0; c < k; c++) {
    for (let j = 0; j < d; j++) parameters[j * k + c] = weights.data[c * d + j];
    parameters[d * k + c] = bias[c];
  }
  const network: DenseNetwork = { architecture: { widths: [d, k], activation: 'identity' }, parameters };
  const X = uniformPoints(n, d, `points ${d} ${k}`);
  const y = predict(network, X);
  const exact = (norm: PerturbationNorm) =>
    Array.from(y, (label, i) => linearMinimalPerturbation({ weights, bias }, row(X, i), label, bounds, norm));
  return { name: `linear, ${d} features, ${k} classes`, network, X, y, exact };
}

/** A random ReLU net of the plane, its weights enlarged so that its boundary is bent, and points with its own classes. */
export function planeProblem(hidden: readonly number[], k: number, name: string, n = 40): AttackProblem {
  const initial = initialNetwork({ widths: [2, ...hidden, k], activation: 'relu' }, randomStream(name));
  const network = { ...initial, parameters: initial.parameters.map((value) => 3 * value) };
  if (new Set(predict(network, uniformPoints(4000, 2, 'all'))).size < k) {
    throw new Error(`the net ${name} lacks a class: choose another name`);
  }
  const X = uniformPoints(n, 2, `${name} points`);
  const y = predict(network, X);
  const regions = linearRegions(network, bounds);
  const exact = (norm: PerturbationNorm) =>
    Array.from(y, (label, i) => regionsMinimalPerturbation(regions, row(X, i), label, norm));
  return { name: `ReLU net of the plane, ${[2, ...hidden, k].join('-')}`, network, X, y, exact };
}
