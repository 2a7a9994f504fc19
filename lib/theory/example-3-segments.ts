import { sigmoid, softplus } from '../numeric/logistic';
import { quadraticRoots, sigmoidBreakpoints } from '../numeric/sigmoid-breakpoints';

/**
 * How the mixed points of Example 3 are labelled: `linear` by lambda (mixup); `logistic` by the rho of Section C.2;
 * `gaussian` by eq. (1) with one Gaussian of variance sigma2 at each of the two mixed points; `mixture` by eq. (1) with
 * class +1 the mixture of Gaussians of variance sigma2 at x1 and x2 in equal parts, class -1 the Gaussian at x3.
 */
export type Labels = 'linear' | 'logistic' | 'gaussian' | 'mixture';

/** Segment between a point of class -1 and one of class +1. Mixed point: `ends[0] lambda + ends[1] (1 - lambda)`. */
export interface Segment {
  /** Ends at lambda = 1 and at lambda = 0. */
  readonly ends: readonly [readonly [number, number], readonly [number, number]];
  /** Whether the end at lambda = 1 is the one of class +1. */
  readonly firstIsPositive: boolean;
}

const X1 = [1, 0] as const;
const X2 = [0, 1] as const;
const X3 = [-1, 0] as const;

/** L1 of Fig. 9: x = (-lambda, 1 - lambda), from x3 (lambda = 1) to x2. */
export const L1: Segment = { ends: [X3, X2], firstIsPositive: false };
/** L2: x = (2 lambda - 1, 0), from x1 (lambda = 1) to x3. */
export const L2: Segment = { ends: [X1, X3], firstIsPositive: true };
/** L3: x = (1 - lambda, lambda), from x2 (lambda = 1) to x1; both are of class +1. */
export const L3: Segment = { ends: [X2, X1], firstIsPositive: true };

/** What decides the labels: sigma2 and labelScale are not used by linear labels, labelScale by `logistic` alone. */
export interface LabelParameters {
  readonly labels: Labels;
  readonly sigma2: number;
  readonly labelScale: number;
}

/** P(class +1) and P(class -1) of the mixed point of a segment of unlike classes. */
export function label(
  segment: Segment,
  lambda: number,
  complement: number,
  p: LabelParameters,
): [number, number] {
  if (p.labels === 'linear') return segment.firstIsPositive ? [lambda, complement] : [complement, lambda];
  const logit = labelLogit(segment, lambda - complement, p);
  return [sigmoid(logit), sigmoid(-logit)];
}

/** Log-odds of class +1, as a function of t = 2 lambda - 1 in [-1, 1]. */
function labelLogit(segment: Segment, t: number, p: LabelParameters): number {
  const side = segment.firstIsPositive ? t : -t;
  const slope = logitSlope(segment, p);
  if (p.labels !== 'mixture') return slope * side;
  return slope * side - Math.LN2 + softplus(otherComponent(segment, side, p.sigma2));
}

/**
 * Log density ratio of the component of class +1 that is not at the end of the segment to the one that is: at x1
 * against x2 on L1, at x2 against x1 on L2.
 */
function otherComponent(segment: Segment, side: number, sigma2: number): number {
  return segment === L1 ? -1 / sigma2 : -side / sigma2;
}

/** Half of the log-odds' slope in lambda: D^2 / sigma2 for Gaussians at distance D (D^2 = 2 on L1, 4 on L2). */
function logitSlope(segment: Segment, p: LabelParameters): number {
  if (p.labels === 'logistic') return p.labelScale / (2 * p.sigma2);
  const squaredDistance = segment === L1 ? 2 : 4;
  return squaredDistance / (2 * p.sigma2);
}

/** Ends of the panels on which the label and the loss of a model of logit `r (direction . x)` are smooth. */
export function breakpoints(
  segment: Segment,
  direction: readonly [number, number],
  r: number,
  p: LabelParameters,
): number[] {
  const first = r * dot(direction, segment.ends[0]);
  const last = r * dot(direction, segment.ends[1]);
  const points = sigmoidBreakpoints(last, first - last);
  points.push(...labelBreakpoints(segment, p));
  return points.sort((x, y) => x - y);
}

/** Ends of the panels on which the label alone is smooth. */
export function labelBreakpoints(segment: Segment, p: LabelParameters): number[] {
  if (p.labels === 'linear') return [];
  const slope = 2 * logitSlope(segment, p);
  const shift = p.labels === 'mixture' ? (segment.firstIsPositive ? Math.LN2 : -Math.LN2) : 0;
  const points = sigmoidBreakpoints(-slope / 2 - shift, slope);
  if (p.labels === 'mixture' && segment === L2)
    points.push(...sigmoidBreakpoints(1 / p.sigma2, -2 / p.sigma2));
  return points;
}

/** Dot product in the plane. */
export function dot(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] * b[0] + a[1] * b[1];
}

/** lambda in (0, 1) at which `direction . x` changes sign on the segment, if there is one. */
export function signChange(segment: Segment, direction: readonly [number, number]): number | undefined {
  const last = dot(direction, segment.ends[1]);
  return quadraticRoots(last, dot(direction, segment.ends[0]) - last, 0).find((x) => x > 0 && x < 1);
}
