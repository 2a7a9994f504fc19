import type { AttackedPoints } from './attacked-points';

export interface Proposal {
  /** Normal directions; the point's starts at `direction`. */
  readonly directions: Float64Array;
  readonly direction: number;
  readonly sphericalStep: number;
  readonly sourceStep: number;
  /** Rows of d numbers, and the two to write. */
  readonly out: Float64Array;
  readonly candidate: number;
  readonly onSphere: number;
}

/**
 * Candidate of a point: a random step orthogonal to the direction of the point, back to the sphere of the adversarial
 * around it, then towards the point; both clipped to the bounds.
 *
 * @returns distance of the candidate from the point
 */
export function propose(
  { X, adversarials, distances, bounds }: AttackedPoints,
  i: number,
  to: Proposal,
): number {
  const { directions, direction, sphericalStep, sourceStep, out } = to;
  const d = X.cols;
  const x = X.data;
  const from = adversarials.data;
  const first = i * d;
  const distance = distances[i];
  const sphere = to.onSphere * d;
  const target = to.candidate * d;
  const [min, max] = bounds;

  let along = 0;
  for (let j = 0; j < d; j++) along += (x[first + j] - from[first + j]) * directions[direction + j];
  along /= distance * distance;
  let square = 0;
  for (let j = 0; j < d; j++) {
    const orthogonal = directions[direction + j] - along * (x[first + j] - from[first + j]);
    out[sphere + j] = orthogonal;
    square += orthogonal * orthogonal;
  }
  // On a line there is nothing orthogonal but rounding.
  const scale = d === 1 || square === 0 ? 0 : (sphericalStep * distance) / Math.sqrt(square);
  const shrink = 1 / Math.sqrt(1 + sphericalStep * sphericalStep);
  square = 0;
  for (let j = 0; j < d; j++) {
    const source = x[first + j];
    const step = (scale * out[sphere + j] + from[first + j] - source) * shrink;
    const clipped = Math.min(max, Math.max(min, source + step));
    out[sphere + j] = clipped;
    square += (source - clipped) * (source - clipped);
  }
  const reached = Math.sqrt(square);
  const length = reached > 0 ? Math.max(0, sourceStep * distance + reached - distance) / reached : 0;
  square = 0;
  for (let j = 0; j < d; j++) {
    const source = x[first + j];
    const step = out[sphere + j] + length * (source - out[sphere + j]);
    const clipped = Math.min(max, Math.max(min, step));
    out[target + j] = clipped;
    square += (source - clipped) * (source - clipped);
  }
  return Math.sqrt(square);
}
