import type { AttackedPoints } from '../../lib/attacks/attacked-points';

/** Candidates of a walk in plain TypeScript, for the kernel of lib/kernels/assembly/proposals.ts. */
export class PlainProposals {
  /**
   * @param sphericalSteps [n], in units of the points' distances
   * @param sourceSteps [n]
   * @param out rows of d numbers
   */
  constructor(
    private readonly points: AttackedPoints,
    private readonly sphericalSteps: Float64Array,
    private readonly sourceSteps: Float64Array,
    private readonly out: Float64Array,
  ) {}

  /**
   * Candidate of point i: a random step orthogonal to the direction of the point, back to the sphere of the adversarial
   * around it (written to row `onSphere`), then towards the point (row `candidate`); both clipped to the bounds.
   *
   * @param directions normal numbers, those of the point from `direction` on
   * @returns distance of the candidate from the point
   */
  write(i: number, directions: Float64Array, direction: number, candidate: number, onSphere: number): number {
    const first = i * this.points.X.cols;
    const sphere = onSphere * this.points.X.cols;
    this.stepAlong(i, first, directions, direction, sphere);
    return this.stepTowards(i, first, sphere, candidate * this.points.X.cols);
  }

  private stepAlong(
    i: number,
    first: number,
    directions: Float64Array,
    direction: number,
    sphere: number,
  ): void {
    const { out } = this;
    const { X, adversarials, distances, bounds } = this.points;
    const x = X.data;
    const from = adversarials.data;
    const d = X.cols;
    const distance = distances[i];
    let along = 0;
    for (let j = 0; j < d; j++) along += (x[first + j] - from[first + j]) * directions[direction + j];
    along /= distance * distance;
    let square = 0;
    for (let j = 0; j < d; j++) {
      const orthogonal = directions[direction + j] - along * (x[first + j] - from[first + j]);
      out[sphere + j] = orthogonal;
      square += orthogonal * orthogonal;
    }
    const step = this.sphericalSteps[i];
    // On a line there is nothing orthogonal but rounding.
    const scale = d === 1 || square === 0 ? 0 : (step * distance) / Math.sqrt(square);
    const shrink = 1 / Math.sqrt(1 + step * step);
    for (let j = 0; j < d; j++) {
      const source = x[first + j];
      const moved = source + (scale * out[sphere + j] + from[first + j] - source) * shrink;
      out[sphere + j] = clip(moved, bounds[0], bounds[1]);
    }
  }

  private stepTowards(i: number, first: number, sphere: number, target: number): number {
    const { out } = this;
    const { X, distances, bounds } = this.points;
    const x = X.data;
    const d = X.cols;
    const distance = distances[i];
    let square = 0;
    for (let j = 0; j < d; j++) square += (x[first + j] - out[sphere + j]) * (x[first + j] - out[sphere + j]);
    const reached = Math.sqrt(square);
    const length =
      reached > 0 ? Math.max(0, this.sourceSteps[i] * distance + reached - distance) / reached : 0;
    square = 0;
    for (let j = 0; j < d; j++) {
      const source = x[first + j];
      const moved = clip(out[sphere + j] + length * (source - out[sphere + j]), bounds[0], bounds[1]);
      out[target + j] = moved;
      square += (source - moved) * (source - moved);
    }
    return Math.sqrt(square);
  }
}

function clip(value: number, min: number, max: number): number {
  return value < min ? min : value > max ? max : value;
}
