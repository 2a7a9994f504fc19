import { type Matrix, zeros } from '../../numeric/matrix';
import type { AttackDraws } from '../attack-draws';
import { type AttackedPoints, rowDistance } from '../attacked-points';
import { type Predictor, predictedClasses } from '../predictor';

export interface StartOptions {
  /** Random points tried for each attacked point, at most. */
  readonly startDirections: number;
  /** Steps of the line search from the point to the random one. */
  readonly startSteps: number;
}

/**
 * First adversarials: uniform random points within the bounds until one is of another class, then the first of the
 * equidistant points on the line to it, from the attacked point on, that is of another class (foolbox's
 * LinearSearchBlendedUniformNoiseAttack). A point that is misclassified is its own adversarial.
 */
export function findStarts(
  predict: Predictor,
  points: AttackedPoints,
  draws: AttackDraws,
  { startDirections, startSteps }: StartOptions,
): void {
  const { X } = points;
  const all = Array.from({ length: X.rows }, (_, i) => i);
  const clean = firstMisclassified(predict, points, all, 1, (i, _, out, at) => copyRow(X, i, out, at));
  for (const i of clean.keys()) {
    points.status[i] = 'misclassified';
    points.distances[i] = 0;
  }
  const streams = all.map((i) => draws.start(i));
  const [min, max] = points.bounds;
  const searching = all.filter((i) => !clean.has(i));
  const ends = firstMisclassified(predict, points, searching, startDirections, (i, _, out, at) => {
    for (let j = 0; j < X.cols; j++) out.data[at * X.cols + j] = min + (max - min) * streams[i].uniform();
  });
  const found = searching.filter((i) => ends.has(i));
  const starts = firstMisclassified(predict, points, found, startSteps, (i, step, out, at) =>
    blend(X, i, ends.get(i) as Float64Array, (step + 1) / startSteps, out, at),
  );
  for (const [i, start] of starts) {
    points.adversarials.data.set(start, i * X.cols);
    points.distances[i] = rowDistance(X, i, points.adversarials, i);
    points.status[i] = 'adversarial';
  }
}

type WriteRow = (point: number, round: number, out: Matrix, at: number) => void;

/** Asks about one candidate of every point a round, until it is of another class; the first such candidates. */
function firstMisclassified(
  predict: Predictor,
  { X, y, queries }: AttackedPoints,
  among: readonly number[],
  rounds: number,
  write: WriteRow,
): Map<number, Float64Array> {
  const found = new Map<number, Float64Array>();
  let left = among;
  for (let round = 0; round < rounds && left.length > 0; round++) {
    const candidates = zeros(left.length, X.cols);
    left.forEach((i, at) => {
      write(i, round, candidates, at);
    });
    const classes = predictedClasses(predict, candidates);
    left.forEach((i, at) => {
      queries[i]++;
      if (classes[at] !== y[i]) found.set(i, candidates.data.slice(at * X.cols, (at + 1) * X.cols));
    });
    left = left.filter((i) => !found.has(i));
  }
  return found;
}

function copyRow(X: Matrix, i: number, out: Matrix, at: number): void {
  out.data.set(X.data.subarray(i * X.cols, (i + 1) * X.cols), at * X.cols);
}

function blend(X: Matrix, i: number, end: Float64Array, share: number, out: Matrix, at: number): void {
  for (let j = 0; j < X.cols; j++) {
    const x = X.data[i * X.cols + j];
    // The sum may round to beyond both ends.
    const value = (1 - share) * x + share * end[j];
    out.data[at * X.cols + j] = Math.min(Math.max(x, end[j]), Math.max(Math.min(x, end[j]), value));
  }
}
