import type { Arena } from './arena';
import { withArena } from './arena';
import { roundUp } from './round-up';
import { byFeatures, type Rows } from './rows';

/** Rows of the table that are computed at a time. */
const BLOCK = 64;

/** Bytes of the largest table, near 8,000 rows: without one, all points are compared in f64. */
const LARGEST_TABLE = 2 ** 28;

/** Larger than the squared distances of a table. */
const HUGE = 1e37;

export const noNearest = {
  training: 0,
  distances: 0,
  distanceRow: 0,
  nearestTerms: 0,
  coordinateRounding: 0,
};

/**
 * Memory to find nearest training points: the points by features, or, if it fits, a table of their squared distances in
 * f32 with which assembly/nearest-mixed.ts leaves few points to compare.
 */
export function placeNearest(arena: Arena, X: Rows, largestTable = LARGEST_TABLE): typeof noNearest {
  const { rows: n } = X;
  const training = arena.placeF64(byFeatures(X, 4));
  const width = roundUp(n, 8);
  const largest = X.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // Squares must not reach the padding.
  if (4 * n * width > largestTable || 4 * X.cols * largest * largest >= HUGE)
    return { ...noNearest, training };
  const distanceRow = 4 * width;
  const distances = arena.allocate(roundUp(n, BLOCK) * distanceRow);
  const nearestTerms = arena.allocate(distanceRow + 16);
  withArena((temporary) => {
    fillDistances(temporary, X, width, distances);
  });
  // Two products and a sum, each within half a unit in the last place.
  return { training, distances, distanceRow, nearestTerms, coordinateRounding: 2 * Number.EPSILON * largest };
}

function fillDistances(arena: Arena, X: Rows, width: number, distances: number): void {
  const { rows: n, cols: d } = X;
  const reference = arena.placeF64(byFeatures(X, 8));
  const points = arena.allocate(8 * d * BLOCK);
  const block = arena.allocate(8 * BLOCK * width);
  const smallest = arena.allocate(32);
  for (let from = 0; from < n; from += BLOCK) {
    const rows = Math.min(BLOCK, n - from);
    const part = { data: X.data.subarray(from * d, (from + rows) * d), rows, cols: d };
    arena.f64(points, d * BLOCK).set(byFeatures(part, BLOCK));
    arena.exports.pairwise64(points, BLOCK, reference, 8 * width, d, block, smallest);
    const view = arena.f64(block, BLOCK * width);
    for (let i = 0; i < BLOCK; i++) view.fill(HUGE, i * width + n, (i + 1) * width);
    arena.exports.narrowArray(block, distances + 4 * from * width, BLOCK * width);
  }
}
