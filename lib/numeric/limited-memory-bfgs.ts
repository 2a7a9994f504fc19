import { dot, weakWolfePoint } from './weak-wolfe';

/** A function of many variables: its value, its gradient written beside it. */
export type DifferentiableFunction = (x: Float64Array, gradient: Float64Array) => number;

/** Where a search for a minimum ended. */
export interface LimitedMemoryMinimum {
  readonly x: Float64Array;
  readonly value: number;
  /** Euclidean norm of the gradient at x, and at the start. */
  readonly gradientNorm: number;
  readonly startNorm: number;
  readonly iterations: number;
  /** Whether the gradient fell as far as was asked. */
  readonly converged: boolean;
}

/** Steps that are remembered. */
const memory = 10;

interface Point {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
}

interface Step {
  readonly move: Float64Array;
  readonly change: Float64Array;
  /** Their inner product. */
  readonly curvature: number;
}

/**
 * Minimum of a smooth function by L-BFGS (Nocedal and Wright 2006, algorithm 7.5) with a line search on the weak Wolfe
 * conditions. Memory grows in proportion to the number of variables, unlike `minimiseSmooth`'s, which finds minima more
 * exactly.
 *
 * @param options.tolerance of the norm of the gradient, relative to that at the start (default 1e-5)
 * @param options.maxIterations default 500: then, or where no step makes f smaller, the best point is returned as it is
 * @throws RangeError if f is not finite at the start
 */
export function limitedMemoryBfgs(
  f: DifferentiableFunction,
  x0: Float64Array,
  {
    tolerance = 1e-5,
    maxIterations = 500,
  }: { readonly tolerance?: number; readonly maxIterations?: number } = {},
): LimitedMemoryMinimum {
  let point = evaluate(f, x0.slice());
  if (!Number.isFinite(point.value)) {
    throw new RangeError(`f is ${point.value} at the start, expected a finite number`);
  }
  const startNorm = norm(point.gradient);
  const steps: Step[] = [];
  for (let iterations = 0; ; iterations++) {
    const { x, value } = point;
    const gradientNorm = norm(point.gradient);
    const converged = gradientNorm <= tolerance * startNorm;
    // The first step has no scale to go by: it is as long as 1.
    const length = steps.length === 0 ? Math.min(1, 1 / gradientNorm) : 1;
    const next =
      converged || iterations === maxIterations
        ? undefined
        : weakWolfePoint((at) => evaluate(f, at), point, directionOf(point.gradient, steps), length);
    if (!next) return { x, value, gradientNorm, startNorm, iterations, converged };
    remember(steps, point, next);
    point = next;
  }
}

function evaluate(f: DifferentiableFunction, x: Float64Array): Point {
  const gradient = new Float64Array(x.length);
  return { x, value: f(x, gradient), gradient };
}

/** -H g by the two loops, H the inverse Hessian that the remembered steps suggest. */
function directionOf(gradient: Float64Array, steps: readonly Step[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const weights = new Float64Array(steps.length);
  for (let s = steps.length - 1; s >= 0; s--) {
    weights[s] = dot(steps[s].move, direction) / steps[s].curvature;
    add(direction, -weights[s], steps[s].change);
  }
  const last = steps.at(-1);
  const scale = last ? last.curvature / dot(last.change, last.change) : 1;
  for (let i = 0; i < direction.length; i++) direction[i] *= scale;
  steps.forEach(({ move, change, curvature }, s) => {
    add(direction, weights[s] - dot(change, direction) / curvature, move);
  });
  return direction;
}

function remember(steps: Step[], from: Point, to: Point): void {
  const move = to.x.map((value, i) => value - from.x[i]);
  const change = to.gradient.map((value, i) => value - from.gradient[i]);
  const curvature = dot(move, change);
  if (!(curvature > 0)) return;
  steps.push({ move, change, curvature });
  if (steps.length > memory) steps.shift();
}

function add(target: Float64Array, factor: number, values: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * values[i];
}

function norm(values: Float64Array): number {
  return Math.sqrt(dot(values, values));
}
