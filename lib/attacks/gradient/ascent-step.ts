import type { Ball } from '../attack-options';
import { euclideanLength, largestEntry } from '../perturbation-norm';

/** Steps of a projected ascent with momentum (Croce and Hein 2020, Algorithm 1), a point at a time. */
export class AscentStep {
  private readonly halfway: Float64Array;

  /** @param centres the attacked points, rows of d numbers */
  constructor(
    private readonly ball: Ball,
    private readonly centres: Float64Array,
    private readonly d: number,
  ) {
    this.halfway = new Float64Array(d);
  }

  /**
   * Moves the point from `first` on in place:
   *
   *   z = P(x + step g), x' = P(x + a (z - x) + (1 - a) (x - x_old)),
   *
   * with g the sign or the direction of the gradient and P the projection to the ball, then to the bounds.
   *
   * @param centre where its attacked point starts
   * @param old its place before the latest step, set to that before this one
   */
  move(
    points: Float64Array,
    old: Float64Array,
    gradient: Float64Array,
    first: number,
    centre: number,
    step: number,
    a: number,
  ): void {
    const { halfway, d, ball } = this;
    if (ball.norm === 'l2') {
      // In units of the largest entry, whose square may underflow.
      const unit = largestEntry(gradient, first, d) || 1;
      for (let j = 0; j < d; j++) halfway[j] = gradient[first + j] / unit;
      const length = euclideanLength(halfway, 0, d) || 1;
      for (let j = 0; j < d; j++) halfway[j] = points[first + j] + (step * halfway[j]) / length;
    } else {
      for (let j = 0; j < d; j++) halfway[j] = points[first + j] + step * Math.sign(gradient[first + j]);
    }
    this.project(halfway, 0, centre);
    for (let j = first; j < first + d; j++) {
      const here = points[j];
      points[j] = here + a * (halfway[j - first] - here) + (1 - a) * (here - old[j]);
      old[j] = here;
    }
    this.project(points, first, centre);
  }

  /** Projects the d numbers from `first` on to the ball, then to the bounds. */
  project(points: Float64Array, first: number, centre: number): void {
    const { centres, d } = this;
    const { norm, radius, bounds } = this.ball;
    const [min, max] = bounds;
    let scale = 1;
    if (norm === 'l2') {
      let square = 0;
      for (let j = 0; j < d; j++) square += (points[first + j] - centres[centre + j]) ** 2;
      scale = Math.min(1, radius / Math.sqrt(square));
    }
    for (let j = 0; j < d; j++) {
      const x = centres[centre + j];
      let z = points[first + j];
      if (norm === 'l2') z = x + scale * (z - x);
      else z = Math.min(x + radius, Math.max(x - radius, z));
      points[first + j] = Math.min(max, Math.max(min, z));
    }
  }
}
