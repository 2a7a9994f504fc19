import cos from '@stdlib/math-base-special-cos';

/** Nodes in (0, 1), ascending, and weights for the weight function x^beta. */
export interface JacobiRule {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
}

const rules = new Map<string, JacobiRule>();

/**
 * Gauss-Jacobi rule on (0, 1) for the weight x^beta: sum_k w_k f(x_k) is the integral of x^beta f(x), exactly for
 * polynomials f of degree 2n - 1.
 *
 * The nodes are t = 2x - 1 at the zeros of the Jacobi polynomial P_n^(0, beta)(t), found one after the other by
 * Newton's method with the known zeros divided out; the weights are 1 / ((1 - t^2) P_n'(t)^2).
 *
 * @throws RangeError unless n is a positive integer and beta > -1
 */
export function gaussJacobi(n: number, beta: number): JacobiRule {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`n is ${n}, expected a positive integer`);
  if (!(beta > -1) || beta === Infinity) {
    throw new RangeError(`beta is ${beta}, expected a finite number greater than -1`);
  }
  const key = `${n} ${beta}`;
  let rule = rules.get(key);
  if (!rule) {
    rule = jacobiRule(n, beta);
    rules.set(key, rule);
  }
  return rule;
}

/**
 * Works in x = distance from the singular end 0, where small nodes keep their relative accuracy: P(t) as a function of
 * x has the recurrence below with t + 1 = 2x.
 */
function jacobiRule(n: number, beta: number): JacobiRule {
  const nodes: number[] = [];
  for (let k = 0; k < n; k++) {
    const guess = (1 - cos((Math.PI * (2 * k + 1)) / (2 * n))) / 2;
    let x = k === 0 ? guess : (guess + nodes[k - 1]) / 2;
    for (let step = 0; step < 100; step++) {
      const { value, derivative } = jacobi(n, beta, x);
      let repelled = 0;
      for (const node of nodes) repelled += 1 / (x - node);
      const move = value / (derivative - value * repelled);
      x -= move;
      if (Math.abs(move) <= 1e-16 * Math.abs(x)) break;
    }
    nodes.push(x);
  }
  const weights = nodes.map((x) => {
    const { derivative } = jacobi(n, beta, x);
    return 1 / (x * (1 - x) * derivative * derivative);
  });
  return { nodes, weights };
}

/** P_n^(0, beta)(2x - 1) and its derivative in x. */
function jacobi(n: number, beta: number, x: number): { value: number; derivative: number } {
  let previous = 1;
  let value = 1 + (beta + 2) * (x - 1);
  for (let k = 2; k <= n; k++) {
    const s = 2 * k + beta;
    const linear = (s - 1) * (s * (s - 2) * (2 * x - 1) - beta * beta);
    const next =
      (linear * value - 2 * (k - 1) * (k + beta - 1) * s * previous) / (2 * k * (k + beta) * (s - 2));
    previous = value;
    value = next;
  }
  // (2n + beta)(1 - t^2) dP/dt = -n (beta + (2n + beta) t) P_n + 2 n (n + beta) P_(n-1), with dt = 2 dx
  const s = 2 * n + beta;
  const slope = n * (-beta - s * (2 * x - 1)) * value + 2 * n * (n + beta) * previous;
  return { value, derivative: slope / (2 * s * x * (1 - x)) };
}
