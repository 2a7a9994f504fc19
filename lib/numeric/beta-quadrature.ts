import ln from '@stdlib/math-base-special-ln';
import pow from '@stdlib/math-base-special-pow';
import { gaussJacobi } from './gauss-jacobi';
import { gaussLegendre } from './quadrature';

/** Nodes in (0, 1) and weights for expectations: E f(lambda) is about sum_k weights[k] f(nodes[k]). */
export interface ExpectationRule {
  readonly nodes: Float64Array;
  /** 1 - node, exact to the last digit also where the node is close to 1. */
  readonly complements: Float64Array;
  /** Sum to 1. */
  readonly weights: Float64Array;
}

/**
 * Composite Gauss rule for expectations under lambda ~ Beta(alpha, alpha).
 *
 * Between breakpoints the rule is Gauss-Legendre with the density as a factor; the first and the last panel use the
 * Gauss-Jacobi rule of the density's own end behaviour, lambda^(alpha - 1), so that singular ends (alpha < 1) and
 * non-integer powers cost no accuracy. The weights are normalised by their own sum, so no gamma function is needed.
 *
 * @param breakpoints ascending points of (0, 1) that end panels
 * @param order nodes in each panel
 * @throws RangeError unless alpha is finite and greater than 0
 */
export function betaRule(alpha: number, breakpoints: readonly number[], order: number): ExpectationRule {
  if (!(alpha > 0) || alpha === Infinity) {
    throw new RangeError(`alpha is ${alpha}, expected a finite number greater than 0`);
  }
  const ends = panelEnds(breakpoints, Number.isInteger(alpha));
  const panels = ends.length - 1;
  const nodes = new Float64Array(panels * order);
  const complements = new Float64Array(panels * order);
  const weights = new Float64Array(panels * order);
  for (let panel = 0; panel < panels; panel++) {
    const left = ends[panel];
    const right = ends[panel + 1];
    const at = panel * order;
    if (alpha !== 1 && left === 0) endPanel(alpha, right, order, nodes, complements, weights, at);
    else if (alpha !== 1 && right === 1) endPanel(alpha, 1 - left, order, complements, nodes, weights, at);
    else innerPanel(alpha, left, right, order, nodes, complements, weights, at);
  }
  normalise(weights);
  return { nodes, complements, weights };
}

/** No inner panel is wider than twice its distance from an end, so that the singularity there does not slow it down. */
const GRADING = 3;

/** The middle ends a panel in any case, so that no panel has a singularity at both ends. */
function panelEnds(breakpoints: readonly number[], smooth: boolean): number[] {
  const inner = [...new Set([...breakpoints, 0.5])].filter((x) => x > 0 && x < 1).sort((x, y) => x - y);
  if (!smooth) {
    const [left, right] = [inner[0], 1 - inner[inner.length - 1]];
    for (let x = GRADING * left; x < 0.5; x *= GRADING) inner.push(x);
    for (let x = GRADING * right; x < 0.5; x *= GRADING) inner.push(1 - x);
  }
  return [0, ...new Set(inner.sort((x, y) => x - y)), 1];
}

/** Panel next to an end: `near` is the distance from that end, `far` from the other one, on (0, width). */
function endPanel(
  alpha: number,
  width: number,
  order: number,
  near: Float64Array,
  far: Float64Array,
  weights: Float64Array,
  at: number,
): void {
  const rule = gaussJacobi(order, alpha - 1);
  const scale = pow(width, alpha);
  for (let k = 0; k < order; k++) {
    near[at + k] = width * rule.nodes[k];
    far[at + k] = 1 - near[at + k];
    weights[at + k] = scale * rule.weights[k] * pow(far[at + k], alpha - 1);
  }
}

function innerPanel(
  alpha: number,
  left: number,
  right: number,
  order: number,
  nodes: Float64Array,
  complements: Float64Array,
  weights: Float64Array,
  at: number,
): void {
  const rule = gaussLegendre(order);
  const half = (right - left) / 2;
  for (let k = 0; k < order; k++) {
    const x = left + half * (1 + rule.nodes[k]);
    nodes[at + k] = x;
    complements[at + k] = 1 - right + half * (1 - rule.nodes[k]);
    weights[at + k] = half * rule.weights[k] * (alpha === 1 ? 1 : pow(x * complements[at + k], alpha - 1));
  }
}

function normalise(weights: Float64Array): void {
  let sum = 0;
  for (const weight of weights) sum += weight;
  if (!(sum > 0) || sum === Infinity) {
    throw new RangeError(
      `the Beta weight sums to ${sum} (log ${ln(sum)}): alpha is out of the range of doubles`,
    );
  }
  for (let k = 0; k < weights.length; k++) weights[k] /= sum;
}
