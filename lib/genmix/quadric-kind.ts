import type { CanonicalLogRatio } from './canonical-log-ratio';

/**
 * Shape of a level set. In d dimensions: `hyperplane`; two parallel `hyperplanes`; `ellipsoid`; `hyperboloid`; `paraboloid` (also
 * one that is constant along some directions); `cone` (through its centre; also a pair of crossing hyperplanes); `cylinder` (an
 * ellipsoid or hyperboloid times a flat space); `flat` (a flat space of lower dimension, at most a point); `empty`; and
 * `everything`, for classes that coincide at lambda = 1/2.
 */
export type QuadricKind =
  | 'hyperplane'
  | 'hyperplanes'
  | 'ellipsoid'
  | 'hyperboloid'
  | 'paraboloid'
  | 'cone'
  | 'cylinder'
  | 'flat'
  | 'empty'
  | 'everything';

/** Names that conics have in the plane: what is a paraboloid in d dimensions is a parabola there. */
export type ConicKind =
  | 'line'
  | 'lines'
  | 'ellipse'
  | 'hyperbola'
  | 'parabola'
  | 'point'
  | 'empty'
  | 'everything';

const conicNames: { readonly [kind in QuadricKind]: ConicKind } = {
  hyperplane: 'line',
  hyperplanes: 'lines',
  ellipsoid: 'ellipse',
  hyperboloid: 'hyperbola',
  paraboloid: 'parabola',
  cone: 'lines',
  cylinder: 'lines',
  flat: 'point',
  empty: 'empty',
  everything: 'everything',
};

/** Name in the plane. */
export const conicKind = (kind: QuadricKind): ConicKind => conicNames[kind];

/** What of a constant is rounding beside the terms that it is the sum of. */
const rounding = 1e-12;

/** Shape of sum_k (a_k z_k^2 / 2 + b_k z_k) + c = logRatio. */
export function quadricKind({ a, b, c }: CanonicalLogRatio, logRatio: number): QuadricKind {
  let [positive, negative] = [0, 0];
  let slopes = false;
  let sum = c - logRatio;
  let size = Math.abs(c) + Math.abs(logRatio);
  for (let k = 0; k < a.length; k++) {
    if (a[k] === 0) {
      slopes ||= Math.abs(b[k]) > rounding;
      continue;
    }
    if (a[k] > 0) positive++;
    else negative++;
    const term = (-b[k] * b[k]) / (2 * a[k]);
    sum += term;
    size += Math.abs(term);
  }
  const curved = positive + negative;
  const centre = Math.abs(sum) <= rounding * size ? 0 : sum;
  if (curved === 0) return slopes ? 'hyperplane' : centre === 0 ? 'everything' : 'empty';
  if (slopes) return 'paraboloid';
  if (positive > 0 && negative > 0) {
    if (centre === 0) return 'cone';
    return curved === a.length ? 'hyperboloid' : 'cylinder';
  }
  if (centre === 0) return curved === 1 ? 'hyperplane' : 'flat';
  if (centre > 0 === positive > 0) return 'empty';
  if (curved === 1) return 'hyperplanes';
  return curved === a.length ? 'ellipsoid' : 'cylinder';
}

/** Least and largest value of the log ratio over all points; infinite where it is unbounded, and perhaps not taken at finite ends. */
export function logRatioRange({ a, b, c }: CanonicalLogRatio): readonly [number, number] {
  const slopes = b.some((value, k) => a[k] === 0 && Math.abs(value) > rounding);
  const extreme = a.reduce((sum, value, k) => (value === 0 ? sum : sum - (b[k] * b[k]) / (2 * value)), c);
  return [
    slopes || a.some((value) => value < 0) ? -Infinity : extreme,
    slopes || a.some((value) => value > 0) ? Infinity : extreme,
  ];
}
