import { type Foresight, outcomes, type WalkState } from '../../kernels';
import type { Matrix } from '../../numeric/matrix';
import type { AttackedPoints } from '../attacked-points';
import { type Predictor, predictedClasses } from '../predictor';
import { SuccessWindow } from '../square/success-window';

export interface WalkOptions {
  /** First step along the sphere around the point, in units of the distance. */
  readonly sphericalStep: number;
  /** First step towards the point, in units of the distance. */
  readonly sourceStep: number;
  /** A point whose step towards it falls below this has converged. */
  readonly sourceStepConvergence: number;
  /** Factor by which step sizes grow and shrink. */
  readonly stepAdaptation: number;
  /** Every so many steps the success of both kinds of step is recorded and the step sizes adapted. */
  readonly updateStatsEvery: number;
}

/** Length of the windows of recorded successes, and the rates between which a step size stays as it is. */
const spherical = { length: 100, low: 0.2, high: 0.5 };
const towards = { length: 30, low: 0.1, high: 0.25 };

/** Points to ask about, and whose neighbours they are. */
type Batch = readonly [Matrix, Int32Array];

/** Random walk of all points along the decision boundary of one model (Brendel et al. 2018, Algorithm 1). */
export class BoundaryWalk {
  private active: Int32Array;
  /** Queries so far of every walk that goes on. */
  private asked = 0;
  private readonly sphericalWindow: SuccessWindow;
  private readonly sourceWindow: SuccessWindow;
  private readonly owners: Int32Array;
  private readonly walking: Uint8Array;
  private readonly batches: Batch[] = [];
  private readonly foresight: Foresight | undefined;

  /**
   * @param state that holds the points' adversarials and distances
   * @param stopAt radius within which an adversarial is close enough
   * @param directions random directions, to be drawn before every step
   */
  constructor(
    private readonly predict: Predictor,
    private readonly points: AttackedPoints,
    private readonly state: WalkState,
    private readonly options: WalkOptions,
    private readonly stopAt: number,
    directions: Float64Array,
  ) {
    const n = points.X.rows;
    state.sphericalSteps.fill(options.sphericalStep);
    state.sourceSteps.fill(options.sourceStep);
    this.sphericalWindow = new SuccessWindow(n, spherical.length);
    this.sourceWindow = new SuccessWindow(n, towards.length);
    this.owners = new Int32Array(2 * n);
    this.walking = new Uint8Array(n);
    this.active = Int32Array.from({ length: n }, (_, i) => i).filter(
      (i) => points.status[i] === 'adversarial',
    );
    const { X, y, bounds } = points;
    this.foresight = this.active.length > 0 ? predict.foresee?.({ X, y, bounds, directions }) : undefined;
    for (const i of this.active) this.foresight?.follow(i, state);
    this.shrink();
  }

  get done(): boolean {
    return this.active.length === 0;
  }

  walks(point: number): boolean {
    return this.walking[point] === 1;
  }

  /** Counts the queries of the points that still walk. */
  finish(): void {
    for (const i of this.active) this.points.queries[i] += this.asked;
    this.active = new Int32Array();
  }

  /** @param step from 1 */
  advance(step: number): void {
    const { active } = this;
    const recorded = step % this.options.updateStatsEvery === 0;
    this.asked += recorded ? 2 : 1;
    const count = this.leaveOpen(recorded);
    let allWalk = count === 0 || this.ask(count, recorded);
    if (recorded && count < active.length) allWalk = this.recordForeseen() && allWalk;
    if (!allWalk) this.shrink();
  }

  /** Puts the walks whose candidates must be asked about in front; their number. */
  private leaveOpen(recorded: boolean): number {
    const { foresight, active, state } = this;
    if (!foresight) return active.length;
    const count = foresight.look(recorded);
    const { open } = foresight;
    for (let at = 0; at < count; at++) {
      this.owners[at] = open[at];
      this.owners[count + at] = open[at];
      state.active[at] = open[at];
    }
    return count;
  }

  /** @returns whether all of them walk on */
  private ask(count: number, recorded: boolean): boolean {
    const { points, state } = this;
    state.propose(count, recorded);
    const [asked, owners] = this.batch(recorded ? 2 * count : count);
    const classes = predictedClasses(this.predict, asked, owners, points.adversarials);
    let allWalk = true;
    for (let at = 0; at < count; at++) {
      const i = this.owners[at];
      const adversarial = classes[at] !== points.y[i];
      if (adversarial) this.accept(i, at);
      const changed = recorded && this.record(i, classes[count + at] !== points.y[i], adversarial);
      if (adversarial || recorded) {
        if (adversarial || changed) this.foresight?.follow(i, state);
        allWalk &&= this.goesOn(i);
      }
    }
    return allWalk;
  }

  /** @returns whether all of them walk on */
  private recordForeseen(): boolean {
    const { active, state } = this;
    const foresight = this.foresight as Foresight;
    const found = foresight.outcomes;
    let allWalk = true;
    for (let at = 0; at < active.length; at++) {
      const i = active[at];
      const outcome = found[at];
      if (outcome === outcomes.open) continue;
      if (this.record(i, outcome === outcomes.adversarialOnSphere, false)) foresight.follow(i, state);
      allWalk &&= this.goesOn(i);
    }
    return allWalk;
  }

  /** The first rows of the candidates, and whose they are: views that are made once. */
  private batch(rows: number): Batch {
    const { cols } = this.points.X;
    this.batches[rows] ??= [
      { data: this.state.candidates.subarray(0, rows * cols), rows, cols },
      this.owners.subarray(0, rows),
    ];
    return this.batches[rows];
  }

  private accept(i: number, at: number): void {
    const { distances, adversarials, candidates, candidateDistances } = this.state;
    const distance = candidateDistances[i];
    // Closer by construction, but for rounding.
    if (!(distance < distances[i])) return;
    distances[i] = distance;
    const d = this.points.X.cols;
    for (let j = 0; j < d; j++) adversarials[i * d + j] = candidates[at * d + j];
  }

  /** @returns whether a step size has changed */
  private record(i: number, onSphere: boolean, candidate: boolean): boolean {
    const factor = this.options.stepAdaptation;
    this.sphericalWindow.append(i, onSphere);
    this.sourceWindow.append(i, candidate);
    const sphericalChange = change(this.sphericalWindow, i, spherical, factor);
    const sourceChange = change(this.sourceWindow, i, towards, factor);
    if (sphericalChange === 1 && sourceChange === 1) return false;
    this.state.sphericalSteps[i] *= sphericalChange;
    this.state.sourceSteps[i] *= sphericalChange * sourceChange;
    return true;
  }

  /** Whether a point has neither converged nor come close enough. */
  private goesOn(i: number): boolean {
    const { distances, sourceSteps } = this.state;
    return sourceSteps[i] >= this.options.sourceStepConvergence && distances[i] > this.stopAt;
  }

  /** Drops the points that have come to an end. */
  private shrink(): void {
    this.active = this.active.filter((i) => {
      if (this.goesOn(i)) return true;
      this.points.queries[i] += this.asked;
      return false;
    });
    this.walking.fill(0);
    for (const i of this.active) this.walking[i] = 1;
    this.state.active.set(this.active);
    this.foresight?.activate(this.active);
    if (!this.foresight) {
      this.owners.set(this.active);
      this.owners.set(this.active, this.active.length);
    }
  }
}

/** Factor on a step size by the rate of success, whose window starts anew when the size changes. */
function change(
  window: SuccessWindow,
  i: number,
  { low, high }: { low: number; high: number },
  factor: number,
): number {
  const rate = window.rate(i);
  if (!(rate > high || rate < low)) return 1;
  window.clear(i);
  return rate > high ? factor : 1 / factor;
}
