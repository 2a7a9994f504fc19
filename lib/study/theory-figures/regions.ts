/** Corner of a polygon: [x, y]. */
export type Point = readonly [number, number];

/**
 * Where a linear classifier without bias chooses one class, within the square [-half, half]^2: a convex polygon,
 * exact, by cutting the square with the half-planes (w_c - w_k) . x >= 0.
 *
 * @param weights one row [w1, w2] per class
 * @returns corners in order; none if the class is chosen nowhere
 */
export function decisionRegion(weights: readonly Point[], chosen: number, half: number): Point[] {
  const square: Point[] = [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ];
  return weights.reduce<Point[]>((polygon, other, k) => {
    if (k === chosen) return polygon;
    const own = weights[chosen];
    return clip(polygon, [own[0] - other[0], own[1] - other[1]]);
  }, square);
}

/** Part of a convex polygon where normal . x >= 0 (Sutherland and Hodgman). */
function clip(polygon: readonly Point[], normal: Point): Point[] {
  const side = ([x, y]: Point) => normal[0] * x + normal[1] * y;
  return polygon.flatMap((point, i) => {
    const next = polygon[(i + 1) % polygon.length];
    const [a, b] = [side(point), side(next)];
    const kept = a >= 0 ? [point] : [];
    if (a * b >= 0) return kept;
    const t = a / (a - b);
    return [...kept, [point[0] + t * (next[0] - point[0]), point[1] + t * (next[1] - point[1])] as const];
  });
}
