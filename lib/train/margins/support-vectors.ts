/** Column i of the kernel matrix: k(x_i, x_t) for all t; k(x, x) = 1. */
export type KernelColumn = (i: number) => Float64Array;

export interface SupportVectorOptions {
  /** Largest alpha: price of a point within the margin or beyond. */
  readonly cost: number;
  /** Largest violation of the conditions of optimality at which the search ends. */
  readonly tolerance: number;
}

/** Two-class support vector machine: f(x) = sum_i coefficients_i k(x_i, x) + bias. */
export interface SupportVectors {
  /** y_i alpha_i; 0 for points that are no support vectors. */
  readonly coefficients: Float64Array;
  readonly bias: number;
}

/** Of the curvature of a step, for points that coincide. */
const leastCurvature = 1e-12;
const mostSteps = 1e6;

/**
 * Two-class support vector machine with soft margin (Cortes and Vapnik 1995) by sequential minimal optimisation, the pair of
 * a step chosen with the second derivative (Fan, Chen and Lin 2005).
 *
 *   min_alpha 1/2 alpha' Q alpha - sum_i alpha_i,  Q_ij = y_i y_j k(x_i, x_j),  0 <= alpha_i <= cost,  y' alpha = 0
 *
 * @param signs y_i, [n], -1 or 1, both present
 * @throws RangeError if a million steps do not suffice
 */
export function supportVectors(
  signs: ArrayLike<number>,
  column: KernelColumn,
  { cost, tolerance }: SupportVectorOptions,
): SupportVectors {
  // In coefficients y_i alpha_i, whose sum is 0, each between its bounds.
  const coefficients = new Float64Array(signs.length);
  const top = Float64Array.from(signs, (sign) => (sign > 0 ? cost : 0));
  const slack = Float64Array.from(signs);
  for (let step = 0; step < mostSteps; step++) {
    const state = { coefficients, slack, top, cost };
    const i = mostRising(state);
    const columnI = column(i);
    const { j, lowest } = partnerOf(state, i, columnI);
    if (slack[i] - lowest < tolerance) return { coefficients, bias: biasOf(state, slack[i], lowest) };
    const curvature = Math.max(leastCurvature, 2 - 2 * columnI[j]);
    const room = Math.min(top[i] - coefficients[i], coefficients[j] - (top[j] - cost));
    const free = (slack[i] - slack[j]) / curvature;
    const move = Math.min(room, free);
    // A bound is reached exactly, so that the point leaves the search.
    coefficients[i] = move === top[i] - coefficients[i] ? top[i] : coefficients[i] + move;
    coefficients[j] = move === coefficients[j] - (top[j] - cost) ? top[j] - cost : coefficients[j] - move;
    const columnJ = column(j);
    for (let t = 0; t < slack.length; t++) slack[t] -= move * (columnI[t] - columnJ[t]);
  }
  throw new RangeError(
    `${mostSteps} steps do not suffice: lower cost ${cost} or raise tolerance ${tolerance}`,
  );
}

interface State {
  readonly coefficients: Float64Array;
  /** y_t - sum_i coefficients_i k(x_i, x_t): minus the derivative of the objective. */
  readonly slack: Float64Array;
  /** Upper bound of each coefficient; the lower one is `top - cost`. */
  readonly top: Float64Array;
  readonly cost: number;
}

/** Point of largest slack among those whose coefficient can rise. */
function mostRising({ coefficients, slack, top }: State): number {
  let best = -1;
  for (let t = 0; t < slack.length; t++) {
    if (coefficients[t] < top[t] && (best < 0 || slack[t] > slack[best])) best = t;
  }
  return best;
}

/** Point that lowers the objective most together with i, and the lowest slack, among those whose coefficient can fall. */
function partnerOf({ coefficients, slack, top, cost }: State, i: number, columnI: Float64Array) {
  let [j, gain, lowest] = [i, 0, Infinity];
  for (let t = 0; t < slack.length; t++) {
    if (coefficients[t] <= top[t] - cost) continue;
    if (slack[t] < lowest) lowest = slack[t];
    const difference = slack[i] - slack[t];
    if (difference <= 0) continue;
    const gained = (difference * difference) / Math.max(leastCurvature, 2 - 2 * columnI[t]);
    if (gained > gain) [j, gain] = [t, gained];
  }
  return { j, lowest };
}

/** Mean slack of the support vectors on the margin; without any, the middle of what the conditions allow. */
function biasOf({ coefficients, slack, top, cost }: State, highest: number, lowest: number): number {
  let [sum, count] = [0, 0];
  for (let t = 0; t < slack.length; t++) {
    if (coefficients[t] >= top[t] || coefficients[t] <= top[t] - cost) continue;
    sum += slack[t];
    count++;
  }
  return count > 0 ? sum / count : (highest + lowest) / 2;
}
