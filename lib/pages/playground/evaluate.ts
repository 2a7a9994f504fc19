import exp from '@stdlib/math-base-special-exp';
import type { ClassConditional } from '../../density/class-conditional';
import { type Matrix, zeros } from '../../numeric/matrix';
import {
  decisionBoundary,
  type PlaneClassifier,
  type PlaneGrid,
  planeGrid,
  planeMargins,
} from '../../train/margins/decision-boundary';
import { contourLines } from './contour-lines';
import { dataOf, type Extent, extentOf, type PlaneData } from './data-set';
import { likeliestClasses } from './likeliest-classes';
import { mixedSample } from './mixed-sample';
import { netLogits } from './net-logits';
import type { MethodName, Setting } from './setting';
import { trainMethod } from './train-method';

/** What a panel shows of one method: plain arrays, as they come from a worker. */
export interface Evaluation {
  readonly method: MethodName;
  readonly extent: Extent;
  readonly numClasses: number;
  readonly training: { readonly points: Float64Array; readonly labels: Int32Array };
  /** Classes and the probability of the likeliest, at the nodes of a grid, y by y from below. */
  readonly regions: {
    readonly columns: number;
    readonly rows: number;
    readonly classes: Int32Array;
    readonly confidence: Float32Array;
  };
  /** Ends of straight pieces: x and y of one, then of the other. */
  readonly boundary: Float64Array;
  readonly mixed: {
    readonly points: Float64Array;
    readonly labels: Float64Array;
    readonly conflicts: readonly boolean[];
  };
  /** Of each class, ends of the pieces of lines of equal density; none where no density is learned. */
  readonly densities: readonly (readonly number[])[];
  /** The training point nearest to the boundary on the right side, and its distance; null if there is none. */
  readonly closest: { readonly x: number; readonly y: number; readonly distance: number } | null;
  readonly numbers: Numbers;
}

/** Numbers of a panel; null where there is no such number. */
export interface Numbers {
  /** Shares of points, in [0, 1]. */
  readonly trainAccuracy: number;
  readonly testAccuracy: number | null;
  readonly conflictShare: number | null;
  /** Distance of the training points to the boundary, negative on the wrong side: least and median. */
  readonly leastMargin: number | null;
  readonly medianMargin: number | null;
  /** To fit densities and train. */
  readonly trainingTime: number;
  /** All, with boundary and margins. */
  readonly time: number;
}

/** Nodes of the grid along a side. */
const nodes = 61;

/** Trains a method in a setting and measures what it learned. @throws RangeError as `dataOf` and `trainMethod` */
export function evaluate(method: MethodName, setting: Setting): Evaluation {
  const began = performance.now();
  const { training, test } = dataOf(setting);
  const { X, y, numClasses } = training;
  const trained = trainMethod(method, training, setting);
  const trainingTime = performance.now() - began;
  const { model, densities } = trained;
  let atNodes: Matrix | undefined;
  const classify = (points: Matrix) => {
    const logits = netLogits(model, points);
    // The boundary asks for the nodes of the grid first.
    atNodes ??= logits;
    return likeliestClasses(logits);
  };
  const extent = extentOf(training, setting.data === 'own');
  const grid = planeGrid(extent.x, extent.y, (extent.x[1] - extent.x[0]) / (nodes - 1));
  const boundary = decisionBoundary(classify, grid);
  const margins = boundary.segments.rows > 0 ? planeMargins(boundary, classify, X, y) : undefined;
  const { points, labels, conflicts, conflictShare } = mixedSample(method, training, setting, trained);
  const sorted = margins?.slice().sort();
  return {
    ...{ method, extent, numClasses },
    training: { points: X.data.slice(), labels: y.slice() },
    regions: {
      ...{ columns: grid.x.length, rows: grid.y.length, classes: boundary.classes },
      confidence: confidence(atNodes as Matrix),
    },
    boundary: boundary.segments.data.slice(),
    mixed: { points: points.data, labels: labels.data, conflicts },
    densities: densities ? densityLines(densities, training, grid) : [],
    closest: margins ? closestPoint(margins, training) : null,
    numbers: {
      trainAccuracy: shareRight(classify, training),
      testAccuracy: test ? shareRight(classify, test) : null,
      conflictShare,
      leastMargin: sorted ? sorted[0] : null,
      medianMargin: sorted ? sorted[Math.floor(sorted.length / 2)] : null,
      trainingTime,
      time: performance.now() - began,
    },
  };
}

/** Share of points that get their class, in [0, 1]. */
function shareRight(classify: PlaneClassifier, { X, y }: PlaneData): number {
  return classify(X).reduce((hits, label, i) => hits + (label === y[i] ? 1 : 0), 0) / X.rows;
}

/** Probability of the likeliest class, softmax(logits). */
function confidence({ data, rows, cols }: Matrix): Float32Array {
  const result = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    let largest = -Infinity;
    for (let p = i * cols; p < (i + 1) * cols; p++) largest = Math.max(largest, data[p]);
    let sum = 0;
    for (let p = i * cols; p < (i + 1) * cols; p++) sum += exp(data[p] - largest);
    result[i] = 1 / sum;
  }
  return result;
}

function gridPoints({ x, y }: PlaneGrid): Matrix {
  const points = zeros(x.length * y.length, 2);
  y.forEach((height, r) => {
    x.forEach((width, c) => {
      points.data.set([width, height], 2 * (r * x.length + c));
    });
  });
  return points;
}

/** Lines of each class's density, at 1 and 3 nats below its largest value at a training point. */
function densityLines(model: ClassConditional, { X, numClasses }: PlaneData, grid: PlaneGrid): number[][] {
  const [atPoints, atNodes] = [X, gridPoints(grid)].map((points) => model.logDensities(points).data);
  const column = (all: Float64Array, c: number) =>
    Float64Array.from({ length: all.length / numClasses }, (_, i) => all[i * numClasses + c]);
  return Array.from({ length: numClasses }, (_, c) => {
    const top = column(atPoints, c).reduce((most, value) => Math.max(most, value), -Infinity);
    const own = column(atNodes, c);
    return [1, 3].flatMap((below) => contourLines(own, grid, top - below));
  });
}

function closestPoint(margins: Float64Array, { X }: PlaneData): Evaluation['closest'] {
  let best = -1;
  margins.forEach((margin, i) => {
    if (margin >= 0 && margin < Infinity && (best < 0 || margin < margins[best])) best = i;
  });
  return best < 0 ? null : { x: X.data[2 * best], y: X.data[2 * best + 1], distance: margins[best] };
}
