import type { Matrix } from '../numeric/matrix';

/** How the search for an adversarial of a point went. */
export type AttackStatus =
  /** The model misclassifies the point itself: distance 0. */
  | 'misclassified'
  /** An adversarial was found; `success` says whether it lies within the radius. */
  | 'adversarial'
  /** No random point of another class was found: counted robust. */
  | 'no-start'
  /** The model took its answer back when asked again: counted robust. */
  | 'unconfirmed';

/** State of the attack of one model on all points. */
export interface AttackedPoints {
  readonly X: Matrix;
  readonly y: ArrayLike<number>;
  readonly bounds: readonly [number, number];
  /** [n x d], closest adversarials so far; the points themselves where there is none */
  readonly adversarials: Matrix;
  /** [n], L2; Infinity where there is none */
  readonly distances: Float64Array;
  readonly status: AttackStatus[];
  /** [n], points that the model was asked to classify. */
  readonly queries: Int32Array;
}

/** @param room [n x d] and [n], where adversarials and distances are kept */
export function createAttackedPoints(
  { X, y, bounds }: Pick<AttackedPoints, 'X' | 'y' | 'bounds'>,
  room: { adversarials: Float64Array; distances: Float64Array },
): AttackedPoints {
  room.adversarials.set(X.data);
  return {
    ...{ X, y, bounds, adversarials: { data: room.adversarials, rows: X.rows, cols: X.cols } },
    distances: room.distances.fill(Number.POSITIVE_INFINITY),
    status: new Array<AttackStatus>(X.rows).fill('no-start'),
    queries: new Int32Array(X.rows),
  };
}

/** L2 distance of row i of one matrix and row j of another. */
export function rowDistance(a: Matrix, i: number, b: Matrix, j: number): number {
  let sum = 0;
  for (let k = 0, p = i * a.cols, q = j * b.cols; k < a.cols; k++) {
    const difference = a.data[p + k] - b.data[q + k];
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
