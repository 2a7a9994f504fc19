import type { Matrix } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import type { AttackBatch } from '../attack-batch';
import { AscentStep } from '../gradient/ascent-step';
import { stepToHyperplane } from '../gradient/hyperplane-projection';
import { euclideanLength, largestEntry } from '../perturbation-norm';
import { RowBuffer } from '../row-buffer';
import { largestClass } from './asked-model';
import { randomDirection } from './random-direction';

export interface DescentOptions {
  /** Steps of a descent. Default: 100. */
  readonly iterations?: number;
  /** Ends the search for a point whose adversarial is within epsilon: no verdict changes, distances do. Default: true. */
  readonly stopAtEpsilon?: boolean;
}

/** Largest weight of the step from the attacked point; overshoot of the steps; share of the way that is kept backwards. */
const largestBias = 0.1;
const overshoot = 1.05;
const backwards = 0.9;

/**
 * Walk of FAB towards the boundary to one target class for each of some points of a batch: steps to the linearised
 * boundary, biased towards the attacked point, and back to it a little from every adversarial. The batch keeps the closest.
 */
export class BoundaryDescent {
  private readonly points: Float64Array;
  private readonly slopes: RowBuffer;
  private readonly asked: RowBuffer;
  private readonly direct: Float64Array;
  private readonly fromCentre: Float64Array;
  private active: Int32Array;

  /**
   * @param members points of the batch that take part
   * @param targets [m], target class of each point of the batch
   */
  constructor(
    private readonly batch: AttackBatch,
    private readonly members: readonly number[],
    private readonly targets: readonly number[],
    private readonly options: Required<DescentOptions>,
  ) {
    const { X, model } = batch;
    this.points = new Float64Array(members.length * X.cols);
    this.asked = new RowBuffer(members.length, X.cols);
    this.slopes = new RowBuffer(members.length, model.numClasses);
    this.direct = new Float64Array(X.cols);
    this.fromCentre = new Float64Array(X.cols);
    this.active = Int32Array.from(members.keys());
  }

  /** @param draws random numbers of the start; without them it is the attacked point */
  async run(draws?: (point: number) => RandomStream): Promise<void> {
    this.start(draws);
    for (let i = 0; i < this.options.iterations && this.active.length > 0; i++) {
      await this.stepAll();
      await this.stepBack();
    }
  }

  /** At the attacked point, or half the radius away. */
  private start(draws?: (point: number) => RandomStream): void {
    const { X, ball } = this.batch;
    const d = X.cols;
    const direction = new Float64Array(d);
    const within = new AscentStep(ball, X.data, d);
    this.members.forEach((i, s) => {
      this.points.set(X.data.subarray(i * d, (i + 1) * d), s * d);
      if (!draws) return;
      randomDirection(ball.norm, draws(i), direction);
      for (let j = 0; j < d; j++) this.points[s * d + j] += (ball.radius / 2) * direction[j];
      within.project(this.points, s * d, i * d);
    });
  }

  private async stepAll(): Promise<void> {
    const { batch, members, active, slopes } = this;
    const k = batch.model.numClasses;
    const gaps = new Float64Array(active.length);
    const { gradient } = await batch.model.logitsAndGradient(this.query(), (logits) => {
      slopes.data.fill(0);
      active.forEach((s, at) => {
        const label = at * k + batch.y[members[s]];
        const target = at * k + this.targets[members[s]];
        slopes.data[target] = 1;
        slopes.data[label] = -1;
        gaps[at] = logits.data[target] - logits.data[label];
      });
      return slopes.top(active.length);
    });
    active.forEach((s, at) => {
      this.step(s, gradient, at, gaps[at]);
    });
  }

  /** Step of a point to where the linearised z_t - z_y is 0, from where it is and from the attacked point. */
  private step(s: number, { data: slopes }: Matrix, at: number, gap: number): void {
    const { batch, points, direct, fromCentre } = this;
    const { norm, bounds } = batch.ball;
    const x = batch.X.data;
    const d = batch.X.cols;
    const first = s * d;
    const centre = this.members[s] * d;
    const normal = at * d;
    let along = 0;
    for (let j = 0; j < d; j++) along += slopes[normal + j] * (points[first + j] - x[centre + j]);
    stepToHyperplane(norm, points, first, slopes, normal, -gap, bounds, direct);
    stepToHyperplane(norm, x, centre, slopes, normal, along - gap, bounds, fromCentre);
    const size = norm === 'l2' ? euclideanLength : largestEntry;
    const short = Math.max(size(direct, 0, d), 1e-8);
    const long = Math.max(size(fromCentre, 0, d), 1e-8);
    const bias = Math.min(short / (short + long), largestBias);
    for (let j = 0; j < d; j++) {
      const near = points[first + j] + overshoot * direct[j];
      const far = x[centre + j] + overshoot * fromCentre[j];
      points[first + j] = Math.min(bounds[1], Math.max(bounds[0], (1 - bias) * near + bias * far));
    }
  }

  /** Keeps adversarials and draws them back towards the attacked points. */
  private async stepBack(): Promise<void> {
    const { batch, members, active, points } = this;
    const x = batch.X.data;
    const d = batch.X.cols;
    const logits = await batch.model.logits(this.query());
    active.forEach((s, at) => {
      const i = members[s];
      if (largestClass(logits, at) === batch.y[i]) return;
      batch.offer(i, points, s * d);
      for (let j = 0; j < d; j++) {
        points[s * d + j] = x[i * d + j] + backwards * (points[s * d + j] - x[i * d + j]);
      }
    });
    if (!this.options.stopAtEpsilon) return;
    const { epsilon } = batch.ball;
    this.active = active.filter((s) => !(batch.distances[members[s]] <= epsilon));
  }

  private query(): Matrix {
    const d = this.batch.X.cols;
    for (const [at, s] of this.active.entries()) this.asked.write(at, this.points, s * d);
    return this.asked.top(this.active.length);
  }
}
