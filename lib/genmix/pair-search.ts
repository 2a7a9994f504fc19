import type { Matrix } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';

/** What Algorithm 4 asks a search for: a point for each log ratio. */
export interface PairRequest {
  /** Class i. */
  readonly first: number;
  /** Class j. */
  readonly second: number;
  /** log p_j(x) - log p_i(x) that are sought, [n] */
  readonly logRatios: Float64Array;
  readonly stream: RandomStream;
}

/** Points that were found, for some of the log ratios. */
export interface FoundPoints {
  /** [m x d], m <= n */
  readonly points: Matrix;
  /** Which log ratio each point is for, [m] */
  readonly requests: Int32Array;
}

/** Finds points of given log ratios of two classes, once for each; bounded work, and never more than it was asked for. */
export type PairSearch = (request: PairRequest) => FoundPoints;
