import type { Matrix } from '../numeric/matrix';

/** Finds the row of a fixed set of points that is nearest to a query. */
export interface NearestNeighborSearch {
  /** Index of the nearest point to row `queryRow` of `queries`; of equally near points the lowest index. */
  find(queries: Matrix, queryRow: number): number;
}

/** Points of a leaf are compared one by one: splitting further costs more than it saves. */
const leafSize = 8;

/** Points order[start..end); in an inner node those `below` lie at or below the threshold, `above` at or above it. */
interface Node {
  readonly start: number;
  readonly end: number;
  readonly feature: number;
  readonly threshold: number;
  readonly below: Node | undefined;
  readonly above: Node | undefined;
}

/**
 * Exact Euclidean nearest neighbours by a k-d tree, split at the median of the widest feature.
 *
 * A branch is left out only if one coordinate alone already puts it strictly farther away in floating point, and
 * rounded sums of squares never fall below their terms, so the result equals that of a scan over all points.
 *
 * @param points [numPoints x numFeatures]
 * @throws RangeError if there are no points or a coordinate is not finite
 */
export function nearestNeighborSearch(points: Matrix): NearestNeighborSearch {
  if (points.rows === 0) throw new RangeError('there are no points to search: expected at least one');
  if (!points.data.every(Number.isFinite)) {
    throw new RangeError(
      'a coordinate is not finite: impute or drop missing values before searching neighbours',
    );
  }
  const order = Int32Array.from({ length: points.rows }, (_, i) => i);
  const root = build(points, order, 0, points.rows);
  const state = { points, order, query: new Float64Array(points.cols), best: 0, bestDistance: 0 };
  return {
    find(queries, queryRow) {
      const start = queryRow * queries.cols;
      for (let j = 0; j < points.cols; j++) state.query[j] = queries.data[start + j];
      state.best = points.rows;
      state.bestDistance = Infinity;
      visit(root, state);
      return state.best === points.rows ? 0 : state.best;
    },
  };
}

interface SearchState {
  readonly points: Matrix;
  readonly order: Int32Array;
  readonly query: Float64Array;
  best: number;
  bestDistance: number;
}

function visit(node: Node, state: SearchState): void {
  if (!node.below || !node.above) {
    scanLeaf(node, state);
    return;
  }
  const gap = state.query[node.feature] - node.threshold;
  visit(gap <= 0 ? node.below : node.above, state);
  if (gap * gap <= state.bestDistance) visit(gap <= 0 ? node.above : node.below, state);
}

function scanLeaf(leaf: Node, state: SearchState): void {
  const { points, order, query } = state;
  const { data, cols } = points;
  for (let place = leaf.start; place < leaf.end; place++) {
    const index = order[place];
    const start = index * cols;
    let distance = 0;
    for (let j = 0; j < cols && distance <= state.bestDistance; j++) {
      const difference = query[j] - data[start + j];
      distance += difference * difference;
    }
    if (distance < state.bestDistance || (distance === state.bestDistance && index < state.best)) {
      state.bestDistance = distance;
      state.best = index;
    }
  }
}

function build(points: Matrix, order: Int32Array, start: number, end: number): Node {
  const leaf = { start, end, feature: 0, threshold: 0, below: undefined, above: undefined };
  if (end - start <= leafSize) return leaf;
  const { feature, spread } = widestFeature(points, order, start, end);
  if (!(spread > 0)) return leaf;
  const coordinate = (index: number) => points.data[index * points.cols + feature];
  order.subarray(start, end).sort((a, b) => coordinate(a) - coordinate(b) || a - b);
  const middle = (start + end) >> 1;
  return {
    start,
    end,
    feature,
    threshold: coordinate(order[middle]),
    below: build(points, order, start, middle),
    above: build(points, order, middle, end),
  };
}

function widestFeature(
  points: Matrix,
  order: Int32Array,
  start: number,
  end: number,
): { feature: number; spread: number } {
  let widest = { feature: 0, spread: 0 };
  for (let feature = 0; feature < points.cols; feature++) {
    let low = Infinity;
    let high = -Infinity;
    for (let place = start; place < end; place++) {
      const value = points.data[order[place] * points.cols + feature];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > widest.spread) widest = { feature, spread: high - low };
  }
  return widest;
}
