import cos from '@stdlib/math-base-special-cos';
import sin from '@stdlib/math-base-special-sin';
import type { BridgeGaussian } from './bridge-gaussian';

/** Random planes a point, on average, before the search is given up. */
const mostPlanes = 20000;

/** Lines that are tried of each random plane: with one, sampling would cost sqrt(d) more. */
export const linesOfPlane = (d: number): number => Math.max(1, Math.floor(Math.sqrt(d)));

/**
 * Points w of the quadric sum_k (a_k w_k^2 / 2 + b_k w_k) + c = 0, of density proportional to that of N(0, I) with respect to the
 * surface's own measure (area, length, ...).
 *
 * By Crofton's formula: lines of uniform direction v that pass the origin at a distance drawn from the N(0, I) of the space
 * across v hit a surface element at w with a rate proportional to exp(-(|w|^2 - (v.w)^2) / 2), whatever its orientation. A hit is kept
 * with probability exp(-(v.w)^2 / 2). Two normal vectors make a plane of such lines, of which `linesOfPlane` are tried: a plane may
 * give several points.
 *
 * @param emit takes one point at a time; it must copy it
 * @throws RangeError if the quadric is hardly ever hit
 */
export function sampleQuadric(
  quadric: Pick<BridgeGaussian, 'a' | 'b' | 'c'>,
  count: number,
  random: { readonly normal: () => number; readonly exponential: () => number },
  emit: (w: Float64Array) => void,
): void {
  const d = quadric.a.length;
  const [g, h, point] = [new Float64Array(d), new Float64Array(d), new Float64Array(d)];
  const rotations = rotationsOf(linesOfPlane(d));
  let left = count;
  for (let planes = 0; left > 0; planes++) {
    if (planes > mostPlanes * (count + 10)) {
      throw new RangeError(
        `${planes} planes gave ${count - left} of ${count} points: the level set is hardly there`,
      );
    }
    for (let k = 0; k < d; k++) {
      g[k] = random.normal();
      h[k] = random.normal();
    }
    const plane = restrict(quadric, g, h);
    for (const [c, s] of rotations) {
      const line = lineOf(plane, c, s, quadric.c);
      const spread = line.beta * line.beta - 4 * line.alpha * line.gamma;
      if (!(spread >= 0)) continue;
      for (let side = 0; side < 2; side++) {
        const r = root(line, Math.sqrt(spread), side);
        // An exponential variate exceeds r^2 / 2 with probability exp(-r^2 / 2); most hits are too far for that to be asked.
        if (left === 0 || !(r * r < 100 && 0.5 * r * r < random.exponential())) continue;
        const step = r / Math.sqrt(line.length) - line.along;
        const [onG, onH] = [c - step * s, s + step * c];
        for (let k = 0; k < d; k++) point[k] = onG * g[k] + onH * h[k];
        emit(point);
        left--;
      }
    }
  }
}

/** Cosine and sine of each line's angle in its plane, by the number of lines: as soon as single points are asked for, these cost more than those. */
const rotations = new Map<number, readonly (readonly [number, number])[]>();

function rotationsOf(lines: number): readonly (readonly [number, number])[] {
  const known = rotations.get(lines);
  if (known) return known;
  const turns = Array.from({ length: lines }, (_, m) => (Math.PI * m) / lines);
  const made = turns.map((angle) => [cos(angle), sin(angle)] as const);
  rotations.set(lines, made);
  return made;
}

/** Scalar products, curvature and slope of the quadric within the plane of g and h. */
function restrict({ a, b }: Pick<BridgeGaussian, 'a' | 'b'>, g: Float64Array, h: Float64Array) {
  let [gg, gh, hh, agg, agh, ahh, bg, bh] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < g.length; k++) {
    const [x, y] = [g[k], h[k]];
    gg += x * x;
    gh += x * y;
    hh += y * y;
    const [ax, ay] = [a[k] * x, a[k] * y];
    agg += ax * x;
    agh += ax * y;
    ahh += ay * y;
    bg += b[k] * x;
    bh += b[k] * y;
  }
  return { gg, gh, hh, agg, agh, ahh, bg, bh };
}

/** alpha r^2 + beta r + gamma on the line from w along v / |v|: v = c h - s g, w = (c g + s h) - along v, across v. */
interface Line {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  /** |v|^2 */
  readonly length: number;
  readonly along: number;
}

function lineOf(plane: ReturnType<typeof restrict>, c: number, s: number, constant: number): Line {
  const { gg, gh, hh, agg, agh, ahh, bg, bh } = plane;
  const length = c * c * hh - 2 * c * s * gh + s * s * gg;
  const along = (c * s * (hh - gg) + (c * c - s * s) * gh) / length;
  const avv = c * c * ahh - 2 * c * s * agh + s * s * agg;
  const auv = c * s * (ahh - agg) + (c * c - s * s) * agh;
  const auu = c * c * agg + 2 * c * s * agh + s * s * ahh;
  const [bu, bv] = [c * bg + s * bh, c * bh - s * bg];
  const alpha = (0.5 * avv) / length;
  const beta = (auv - along * avv + bv) / Math.sqrt(length);
  const gamma = 0.5 * (auu - along * (2 * auv - along * avv)) + bu - along * bv + constant;
  return { alpha, beta, gamma, length, along };
}

/** One of the roots of alpha r^2 + beta r + gamma, without cancellation; the second of a linear one, and those of a constant, are not finite. */
function root({ alpha, beta, gamma }: Line, spread: number, side: number): number {
  const q = -0.5 * (beta < 0 ? beta - spread : beta + spread);
  return side === 0 ? gamma / q : q / alpha;
}
