import { cholesky, NotPositiveDefiniteError, solveLower, solveLowerTransposed } from './linear-algebra';
import { type Matrix, zeros } from './matrix';
import { dot, weakWolfePoint } from './weak-wolfe';

/** What a smooth function tells of itself at a point. */
export interface SmoothValue {
  readonly value: number;
  /** One entry a variable. */
  readonly gradient: ArrayLike<number>;
  /** Symmetric; if given, Newton's method is used, else BFGS. */
  readonly hessian?: Matrix;
}

/** Where a smooth function is least. */
export interface SmoothMinimum {
  readonly x: Float64Array;
  readonly value: number;
  /** Largest absolute entry of the gradient at x. */
  readonly gradientNorm: number;
  readonly iterations: number;
}

/** When to stop. */
export interface MinimiseSmoothOptions {
  /** Accepted largest absolute entry of the gradient; default 1e-10. */
  readonly tolerance?: number;
  /** Default 500. */
  readonly maxIterations?: number;
}

interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: ArrayLike<number>;
  readonly hessian?: Matrix;
}

/**
 * Local minimum of a smooth function of several variables: Newton's method where f gives its Hessian (shifted along the
 * diagonal until it is positive definite), BFGS where it does not, both with a line search on the weak Wolfe conditions.
 *
 * A convex f may be flat in some directions (softmax weights are, along the common vector): x then stays where it
 * started in them.
 *
 * @throws RangeError if f is not finite at x0 or the sizes of x0 and the gradient differ
 * @throws Error if the tolerance is not reached, naming the gradient that is left: f has no minimum there (it may fall for
 *   ever, as a separable logistic loss does), its gradient is wrong, or the tolerance is below the rounding of the gradient
 */
export function minimiseSmooth(
  f: (x: Float64Array) => SmoothValue,
  x0: ArrayLike<number>,
  { tolerance = 1e-10, maxIterations = 500 }: MinimiseSmoothOptions = {},
): SmoothMinimum {
  let point = evaluate(f, Float64Array.from(x0));
  if (!Number.isFinite(point.value))
    throw new RangeError(`f is ${point.value} at the start, expected a finite number`);
  let inverse = identity(x0.length, 1);
  for (let iterations = 0; ; iterations++) {
    const gradientNorm = largest(point.gradient);
    if (gradientNorm <= tolerance) return { x: point.x, value: point.value, gradientNorm, iterations };
    if (iterations === maxIterations) throw notConverged(point, tolerance, `after ${iterations} iterations`);
    const direction = point.hessian
      ? newtonDirection(point.hessian, point.gradient)
      : descent(inverse, point.gradient);
    const next = weakWolfePoint((x) => evaluate(f, x), point, direction);
    if (!next) throw notConverged(point, tolerance, 'where no step makes f smaller');
    if (!next.hessian) inverse = updateInverse(inverse, point, next, iterations === 0);
    point = next;
  }
}

function evaluate(f: (x: Float64Array) => SmoothValue, x: Float64Array): Point {
  const { value, gradient, hessian } = f(x);
  if (gradient.length !== x.length) {
    throw new RangeError(`gradient has ${gradient.length} entries, expected ${x.length}, one a variable`);
  }
  return { x, value, gradient, hessian };
}

/** -(H + shift I)^-1 g with the smallest tried shift that makes the matrix positive definite. */
function newtonDirection(hessian: Matrix, gradient: ArrayLike<number>): Float64Array {
  const n = gradient.length;
  const scale = Math.max(...Array.from({ length: n }, (_, i) => Math.abs(hessian.data[i * n + i])), 1e-300);
  for (let shift = 0; ; shift = shift === 0 ? 1e-12 * scale : 10 * shift) {
    const shifted: Matrix = { ...hessian, data: hessian.data.slice() };
    for (let i = 0; i < n; i++) shifted.data[i * n + i] += shift;
    try {
      const l = cholesky(shifted);
      return solveLowerTransposed(l, solveLower(l, gradient)).map((value) => -value);
    } catch (error) {
      if (!(error instanceof NotPositiveDefiniteError) || !Number.isFinite(shift)) throw error;
    }
  }
}

function descent(inverse: Matrix, gradient: ArrayLike<number>): Float64Array {
  const n = gradient.length;
  return Float64Array.from(gradient, (_, i) => -dot(inverse.data.subarray(i * n, (i + 1) * n), gradient));
}

/** BFGS update of the inverse Hessian; the first time it is scaled to the curvature just seen. */
function updateInverse(inverse: Matrix, before: Point, after: Point, first: boolean): Matrix {
  const n = before.x.length;
  const step = after.x.map((value, i) => value - before.x[i]);
  const change = Float64Array.from(after.gradient, (value, i) => value - before.gradient[i]);
  const curvature = dot(step, change);
  if (!(curvature > 0)) return inverse;
  const current = first ? identity(n, curvature / dot(change, change)) : inverse;
  const product = Float64Array.from(step, (_, i) => dot(current.data.subarray(i * n, (i + 1) * n), change));
  const factor = (1 + dot(change, product) / curvature) / curvature;
  const updated = zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      updated.data[i * n + j] =
        current.data[i * n + j] +
        factor * step[i] * step[j] -
        (product[i] * step[j] + step[i] * product[j]) / curvature;
    }
  }
  return updated;
}

function identity(n: number, scale: number): Matrix {
  const result = zeros(n, n);
  for (let i = 0; i < n; i++) result.data[i * n + i] = scale;
  return result;
}

function largest(values: ArrayLike<number>): number {
  let result = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) return Number.NaN;
    result = Math.max(result, Math.abs(values[i]));
  }
  return result;
}

function notConverged(point: Point, tolerance: number, where: string): Error {
  return new Error(
    `minimum not found ${where}: the largest entry of the gradient is ${largest(point.gradient)}, expected at most ` +
      `${tolerance}; check that f has a minimum and that its gradient is right, or raise the tolerance`,
  );
}
