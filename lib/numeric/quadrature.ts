import cos from '@stdlib/math-base-special-cos';

/** Nodes and weights of a quadrature rule on [-1, 1]. */
export interface QuadratureRule {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
}

/** How `integrate` divides and samples the interval. */
export interface QuadratureOptions {
  /** Nodes in each panel; exact for polynomials of degree 2 order - 1. Default 32. */
  readonly order?: number;
  /** Ends of panels: places where f or a derivative of it jumps, or where f is steep. Those outside (a, b) are ignored. */
  readonly breakpoints?: readonly number[];
}

const rules = new Map<number, QuadratureRule>();
const MAX_ORDER = 4096;

/**
 * Gauss-Legendre rule with n nodes on [-1, 1], exact for polynomials of degree 2n - 1.
 *
 * Nodes are the zeros x_k of the Legendre polynomial P_n, weights are 2 / ((1 - x_k^2) P_n'(x_k)^2).
 *
 * @returns nodes in ascending order, weights with sum 2; frozen, one object for each n
 * @throws RangeError unless n is an integer from 1 to 4096
 */
export function gaussLegendre(n: number): QuadratureRule {
  if (!Number.isInteger(n) || n < 1 || n > MAX_ORDER) {
    throw new RangeError(
      `order of the Gauss-Legendre rule is ${n}, expected an integer from 1 to ${MAX_ORDER}`,
    );
  }
  let rule = rules.get(n);
  if (!rule) {
    rule = legendreRule(n);
    rules.set(n, rule);
  }
  return rule;
}

/**
 * Integral of f over [a, b] by the Gauss-Legendre rule on each panel between the breakpoints.
 *
 * @returns the integral; minus that over [b, a] if a > b
 * @throws RangeError if a or b is not finite, or if f is NaN or infinite at a node
 */
export function integrate(
  f: (x: number) => number,
  a: number,
  b: number,
  { order = 32, breakpoints = [] }: QuadratureOptions = {},
): number {
  if (!Number.isFinite(a) || !Number.isFinite(b)) {
    throw new RangeError(`interval [${a}, ${b}] is not finite: substitute a variable that makes it so`);
  }
  if (a > b) return -integrate(f, b, a, { order, breakpoints });
  const rule = gaussLegendre(order);
  const inner = [...new Set(breakpoints)].filter((x) => x > a && x < b).sort((x, y) => x - y);
  const ends = [a, ...inner, b];
  let sum = 0;
  for (let panel = 1; panel < ends.length; panel++)
    sum += integratePanel(f, ends[panel - 1], ends[panel], rule);
  return sum;
}

/**
 * Integral and its estimated error: the distance from the rule of half the order (of `order`, on each panel) to the rule
 * itself. For smooth integrands the estimate bounds the true error until rounding (1e-16 of the largest term) takes over.
 *
 * @throws as `integrate`
 */
export function integrateWithError(
  f: (x: number) => number,
  a: number,
  b: number,
  { order = 32, breakpoints = [] }: QuadratureOptions = {},
): { value: number; error: number } {
  const value = integrate(f, a, b, { order, breakpoints });
  const coarse = integrate(f, a, b, { order: Math.ceil(order / 2), breakpoints });
  return { value, error: Math.abs(value - coarse) };
}

function integratePanel(f: (x: number) => number, a: number, b: number, rule: QuadratureRule): number {
  const half = (b - a) / 2;
  const centre = a + half;
  let sum = 0;
  for (let k = 0; k < rule.nodes.length; k++) {
    const x = centre + half * rule.nodes[k];
    const value = f(x);
    if (!Number.isFinite(value)) {
      throw new RangeError(
        `integrand is ${value} at ${x}, expected a finite number: is there a pole in the interval?`,
      );
    }
    sum += rule.weights[k] * value;
  }
  return half * sum;
}

function legendreRule(n: number): QuadratureRule {
  const nodes = new Array<number>(n).fill(0);
  const weights = new Array<number>(n).fill(0);
  for (let k = 0; k < Math.ceil(n / 2); k++) {
    const centre = 2 * k + 1 === n;
    // Tricomi's approximation of the k-th largest zero; Newton's method doubles its digits at each step.
    let x = centre ? 0 : (1 - (n - 1) / (8 * n ** 3)) * cos((Math.PI * (4 * k + 3)) / (4 * n + 2));
    for (let step = 0; step < 8 && !centre; step++) {
      const { value, derivative } = legendre(n, x);
      const change = value / derivative;
      x -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    const { derivative } = legendre(n, x);
    const weight = 2 / ((1 - x * x) * derivative * derivative);
    nodes[k] = -x;
    nodes[n - 1 - k] = x;
    weights[k] = weight;
    weights[n - 1 - k] = weight;
  }
  return { nodes: Object.freeze(nodes), weights: Object.freeze(weights) };
}

/** P_n and its derivative at x in (-1, 1), by the three-term recurrence. */
function legendre(n: number, x: number): { value: number; derivative: number } {
  let previous = 1;
  let value = x;
  for (let k = 2; k <= n; k++) {
    const next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
    previous = value;
    value = next;
  }
  return { value, derivative: (n * (previous - x * value)) / (1 - x * x) };
}
