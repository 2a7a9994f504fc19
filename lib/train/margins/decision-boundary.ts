import { type Matrix, zeros } from '../../numeric/matrix';

/** Gives every point of the plane a class. */
export type PlaneClassifier = (points: Matrix) => Int32Array;

/** Regular grid over a part of the plane. */
export interface PlaneGrid {
  /** Ascending. */
  readonly x: readonly number[];
  /** Ascending. */
  readonly y: readonly number[];
}

export interface DecisionBoundary {
  readonly grid: PlaneGrid;
  /** Classes of the nodes, y by y: [y.length x x.length]. */
  readonly classes: Int32Array;
  /** Straight pieces of the boundary: [m x 4], x and y of one end, then of the other. */
  readonly segments: Matrix;
}

/** Nodes at most `spacing` apart, from low to high in both coordinates. */
export function planeGrid(
  [xLow, xHigh]: readonly [number, number],
  [yLow, yHigh]: readonly [number, number],
  spacing: number,
): PlaneGrid {
  const line = (low: number, high: number) => {
    const steps = Math.ceil((high - low) / spacing);
    return Array.from({ length: steps + 1 }, (_, i) => low + ((high - low) * i) / steps);
  };
  return { x: line(xLow, xHigh), y: line(yLow, yHigh) };
}

/** Of an edge of the grid, as often as it is halved: the crossing is known to 2^-12 of the spacing. */
const halvings = 12;

/**
 * Decision boundary of a classifier of the plane. On edges of the grid whose ends differ in class a crossing is sought by
 * bisection; the crossings of a cell are joined, two by a straight piece, more with their mean. Regions thinner than
 * the spacing that no node hits are not seen.
 */
export function decisionBoundary(classify: PlaneClassifier, grid: PlaneGrid): DecisionBoundary {
  const { x, y } = grid;
  const nodes = zeros(x.length * y.length, 2);
  y.forEach((height, r) => {
    x.forEach((width, c) => {
      nodes.data.set([width, height], 2 * (r * x.length + c));
    });
  });
  const classes = classify(nodes);
  const edges = differingEdges(classes, grid);
  const crossings = bisect(classify, nodes, classes, edges);
  return { grid, classes, segments: join(edges, crossings, x.length) };
}

/** Two neighbouring nodes, the second to the right of the first or above it. */
type Edge = readonly [number, number];

function differingEdges(classes: Int32Array, { x, y }: PlaneGrid): Edge[] {
  const edges: Edge[] = [];
  for (let node = 0; node < classes.length; node++) {
    const right = (node + 1) % x.length > 0 ? node + 1 : node;
    const above = node + x.length < x.length * y.length ? node + x.length : node;
    if (classes[right] !== classes[node]) edges.push([node, right]);
    if (classes[above] !== classes[node]) edges.push([node, above]);
  }
  return edges;
}

function bisect(
  classify: PlaneClassifier,
  nodes: Matrix,
  classes: Int32Array,
  edges: readonly Edge[],
): Matrix {
  const ends = ([0, 1] as const).map((side) =>
    Float64Array.from(edges.flatMap((edge) => [nodes.data[2 * edge[side]], nodes.data[2 * edge[side] + 1]])),
  );
  const middle = { data: new Float64Array(2 * edges.length), rows: edges.length, cols: 2 };
  for (let step = 0; step <= halvings; step++) {
    middle.data.forEach((_, k) => {
      middle.data[k] = (ends[0][k] + ends[1][k]) / 2;
    });
    if (step === halvings || edges.length === 0) break;
    classify(middle).forEach((label, e) => {
      const side = label === classes[edges[e][0]] ? 0 : 1;
      ends[side].set(middle.data.subarray(2 * e, 2 * e + 2), 2 * e);
    });
  }
  return middle;
}

function join(edges: readonly Edge[], crossings: Matrix, columns: number): Matrix {
  const inCell = new Map<number, number[]>();
  edges.forEach(([node, next], e) => {
    const neighbour = next === node + 1 ? node - columns : node - 1;
    for (const cell of [node, neighbour]) {
      // A cell is named by its lower left node: none by the last of a line, whose successor is at the left end of the next.
      if (cell % columns < columns - 1) inCell.set(cell, [...(inCell.get(cell) ?? []), e]);
    }
  });
  const at = (e: number) => [crossings.data[2 * e], crossings.data[2 * e + 1]];
  const pieces = [...inCell.values()].flatMap((list): number[][] => {
    if (list.length < 2) return [];
    if (list.length === 2) return [[...at(list[0]), ...at(list[1])]];
    const mean = [0, 1].map((k) => list.reduce((sum, e) => sum + at(e)[k], 0) / list.length);
    return list.map((e) => [...at(e), ...mean]);
  });
  return { data: Float64Array.from(pieces.flat()), rows: pieces.length, cols: 4 };
}

/**
 * Margins of points: Euclidean distance to the decision boundary, negative where the classifier is wrong.
 *
 *   margin_i = +-min_s |x_i - s|, s on the boundary within the grid
 *
 * The paper does not say how it compares margins; this is the distance that a point can be moved before its class
 * changes. The grid has to reach beyond the points by more than the margins, and its spacing bounds the error.
 *
 * @param X [n x 2]
 * @param y [n], classes from 0
 * @returns [n], Infinity if there is no boundary in the grid
 */
export function planeMargins(
  { segments }: DecisionBoundary,
  classify: PlaneClassifier,
  X: Matrix,
  y: ArrayLike<number>,
): Float64Array {
  const predicted = classify(X);
  const nearest = nearestOn(segments);
  return Float64Array.from({ length: X.rows }, (_, i) => {
    const distance = Math.sqrt(nearest(X.data[2 * i], X.data[2 * i + 1]));
    return predicted[i] === y[i] ? distance : -distance;
  });
}

/** Squared distance of a point to the nearest of some segments; those whose middle is too far off are passed over. */
function nearestOn({ data, rows }: Matrix): (x: number, y: number) => number {
  const middles = new Float64Array(2 * rows);
  let reach = 0;
  for (let s = 0; s < rows; s++) {
    const [ax, ay, bx, by] = data.subarray(4 * s, 4 * s + 4);
    middles[2 * s] = (ax + bx) / 2;
    middles[2 * s + 1] = (ay + by) / 2;
    reach = Math.max(reach, Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay)) / 2);
  }
  return (x, y) => {
    let least = Infinity;
    let farthest = Infinity;
    for (let s = 0; s < rows; s++) {
      const dx = middles[2 * s] - x;
      const dy = middles[2 * s + 1] - y;
      if (dx * dx + dy * dy > farthest) continue;
      const squared = squaredDistance(data, 4 * s, x, y);
      if (squared >= least) continue;
      least = squared;
      // The factor is far above the rounding errors of the distances.
      farthest = (Math.sqrt(least) + reach) ** 2 * (1 + 1e-9);
    }
    return least;
  };
}

function squaredDistance(ends: Float64Array, s: number, x: number, y: number): number {
  const [ax, ay] = [ends[s], ends[s + 1]];
  const [dx, dy] = [ends[s + 2] - ax, ends[s + 3] - ay];
  const length = dx * dx + dy * dy;
  const along = length > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  const [ex, ey] = [ax + along * dx - x, ay + along * dy - y];
  return ex * ex + ey * ey;
}
