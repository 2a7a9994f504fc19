/** Levels of u between which sigmoid(u) and softplus(u) are smooth at the scale of the panel (poles at u = +-i pi). */
const LEVELS = [0, 2, 6, 14, 30, 62];

/**
 * Ends of panels on which sigmoid(u(x)) and softplus(u(x)), u(x) = c0 + c1 x + c2 x^2, are smooth enough for a Gauss
 * rule of order 16 to reach double precision, however steep u is: the points of (0, 1) where u passes 0, +-2, +-6,
 * +-14, +-30, +-62, and the vertex of u.
 *
 * @returns ascending points strictly between 0 and 1, possibly none
 */
export function sigmoidBreakpoints(c0: number, c1: number, c2 = 0): number[] {
  const points: number[] = [];
  for (const level of LEVELS) {
    points.push(...quadraticRoots(c0 - level, c1, c2));
    if (level > 0) points.push(...quadraticRoots(c0 + level, c1, c2));
  }
  if (c2 !== 0) points.push(-c1 / (2 * c2));
  return points.filter((x) => x > 0 && x < 1).sort((x, y) => x - y);
}

/** Real roots of c0 + c1 x + c2 x^2, without cancellation; none if the polynomial is constant. */
export function quadraticRoots(c0: number, c1: number, c2: number): number[] {
  if (c2 === 0) return c1 === 0 ? [] : [-c0 / c1];
  const discriminant = c1 * c1 - 4 * c0 * c2;
  if (discriminant < 0) return [];
  const q = -(c1 + (c1 < 0 ? -1 : 1) * Math.sqrt(discriminant)) / 2;
  return q === 0 ? [0] : [q / c2, c0 / q];
}
