import type { Matrix } from '../numeric/matrix';

/** Logits of points and a gradient in them. */
export interface LogitsAndGradient {
  /** [m x numClasses] */
  readonly logits: Matrix;
  /** [m x d] */
  readonly gradient: Matrix;
}

/** Weights of the gradients of the logits [m x numClasses], computed from the logits [m x numClasses]. */
export type LogitWeights = (logits: Matrix) => Matrix;

/**
 * A classifier that gradient attacks can ask: its logits, not probabilities, and their gradients in the points.
 *
 * Row i of an answer depends on row i of the points alone, and equal points get equal answers. The points of a query [m x d]
 * are overwritten by the next one: they must not be kept. An answer may likewise be overwritten by the next query.
 */
export interface DifferentiableModel {
  readonly numClasses: number;

  /** Logits [m x numClasses] of points [m x d]. */
  logits(points: Matrix): Matrix | Promise<Matrix>;

  /**
   * Logits of points [m x d] and the gradient of any function of them, by its weights:
   *
   *   gradient_i = sum_c weights[i, c] d logits_c(x_i) / d x_i
   *
   * With the weights d f / d logits_c it is the gradient of f, by the chain rule. `weights` is called once.
   */
  logitsAndGradient(points: Matrix, weights: LogitWeights): LogitsAndGradient | Promise<LogitsAndGradient>;
}
