import type { PlaneGrid } from '../../train/margins/decision-boundary';

/**
 * Straight pieces of the line on which a function of the plane has a value, linear between the nodes of a grid (marching squares).
 *
 * @param values at the nodes, y by y: [y.length x x.length]
 * @returns ends of the pieces: x and y of one, then of the other
 */
export function contourLines(values: ArrayLike<number>, { x, y }: PlaneGrid, level: number): number[] {
  const pieces: number[] = [];
  const above = (node: number) => !(values[node] < level);
  for (let r = 0; r + 1 < y.length; r++) {
    for (let c = 0; c + 1 < x.length; c++) {
      const [low, high] = [r * x.length + c, (r + 1) * x.length + c];
      // Nearly all cells are on one side of the line.
      const side = above(low);
      if (above(low + 1) === side && above(high) === side && above(high + 1) === side) continue;
      const at = [
        [x[c], y[r], values[low]],
        [x[c + 1], y[r], values[low + 1]],
        [x[c + 1], y[r + 1], values[high + 1]],
        [x[c], y[r + 1], values[high]],
      ] as const;
      const crossings = at.flatMap((corner, k) => crossing(corner, at[(k + 1) % 4], level));
      // Two pieces at a saddle: the corners are taken in turn.
      for (let k = 0; k + 3 < crossings.length; k += 4) pieces.push(...crossings.slice(k, k + 4));
    }
  }
  return pieces;
}

type Corner = readonly [x: number, y: number, value: number];

function crossing([ax, ay, a]: Corner, [bx, by, b]: Corner, level: number): number[] {
  if (a < level === b < level) return [];
  const t = Number.isFinite(a) && Number.isFinite(b) ? (level - a) / (b - a) : 0.5;
  return [ax + t * (bx - ax), ay + t * (by - ay)];
}
