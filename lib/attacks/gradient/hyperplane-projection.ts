import type { PerturbationNorm } from '../perturbation-norm';

/**
 * Step from a point to the nearest one, within bounds, of the hyperplane w . z = w . x + rise; where the bounds do not
 * reach it, to the corner that comes closest to it.
 *
 * The nearest point lies on z(t) = clip(x + t v), v = w in L2 and sign(w) in L-inf, for the t that reaches the plane. The
 * height w . z(t) is concave and piecewise linear in t > 0 (features stop at bounds), so Newton's method from 0 climbs to
 * it without overshooting, in a few passes over the features: one a stop passed, at most.
 *
 * @param points x, d numbers from `first` on
 * @param normals w, from `normal` on
 * @param rise how far w . z has to rise, of either sign
 * @param out the step z - x, d numbers
 */
export function stepToHyperplane(
  norm: PerturbationNorm,
  points: Float64Array,
  first: number,
  normals: Float64Array,
  normal: number,
  rise: number,
  [min, max]: readonly [number, number],
  out: Float64Array,
): void {
  const d = out.length;
  const side = rise < 0 ? -1 : 1;
  const missing = Math.abs(rise);
  let t = 0;
  for (let pass = 0; pass <= d; pass++) {
    let height = 0;
    let slope = 0;
    for (let j = 0; j < d; j++) {
      const w = side * normals[normal + j];
      const speed = norm === 'l2' ? w : Math.sign(w);
      const room = speed > 0 ? max - points[first + j] : min - points[first + j];
      const free = t * Math.abs(speed) < Math.abs(room);
      const step = speed === 0 ? 0 : free ? t * speed : room;
      out[j] = step;
      height += w * step;
      if (free) slope += w * speed;
    }
    const next = t + (missing - height) / slope;
    if (slope === 0 || !(next > t)) return;
    t = next;
  }
}
