import type { WalkState } from '../../kernels';
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
  private readonly sphericalWindow: SuccessWindow;
  private readonly sourceWindow: SuccessWindow;
  private readonly owners: Int32Array;
  private readonly walking: Uint8Array;
  /** Candidates of the active points; the same and, below them, the points they come from on the sphere. */
  private candidates: Batch | undefined;
  private both: Batch | undefined;

  /**
   * @param state that holds the points' adversarials and distances
   * @param stopAt radius within which an adversarial is close enough
   */
  constructor(
    private readonly predict: Predictor,
    private readonly points: AttackedPoints,
    private readonly state: WalkState,
    private readonly options: WalkOptions,
    private readonly stopAt: number,
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
    this.shrink();
  }

  get done(): boolean {
    return this.active.length === 0;
  }

  walks(point: number): boolean {
    return this.walking[point] === 1;
  }

  /** @param step from 1 */
  advance(step: number): void {
    const { points, active } = this;
    const recorded = step % this.options.updateStatsEvery === 0;
    this.state.propose(active.length, recorded);
    const [asked, owners] = (recorded ? this.both : this.candidates) as Batch;
    const classes = predictedClasses(this.predict, asked, owners, points.adversarials);
    let allWalk = true;
    for (let at = 0; at < active.length; at++) {
      const i = active[at];
      const adversarial = classes[at] !== points.y[i];
      if (adversarial) this.accept(i, at);
      points.queries[i] += recorded ? 2 : 1;
      if (recorded) this.record(i, classes[active.length + at] !== points.y[i], adversarial);
      if (adversarial || recorded) allWalk &&= this.goesOn(i);
    }
    if (!allWalk) this.shrink();
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

  private record(i: number, onSphere: boolean, candidate: boolean): void {
    const factor = this.options.stepAdaptation;
    this.sphericalWindow.append(i, onSphere);
    this.sourceWindow.append(i, candidate);
    const sphericalChange = change(this.sphericalWindow, i, spherical, factor);
    this.state.sphericalSteps[i] *= sphericalChange;
    this.state.sourceSteps[i] *= sphericalChange * change(this.sourceWindow, i, towards, factor);
  }

  /** Whether a point has neither converged nor come close enough. */
  private goesOn(i: number): boolean {
    const { distances, sourceSteps } = this.state;
    return sourceSteps[i] >= this.options.sourceStepConvergence && distances[i] > this.stopAt;
  }

  /** Drops the points that have come to an end. */
  private shrink(): void {
    const { cols } = this.points.X;
    this.active = this.active.filter((i) => this.goesOn(i));
    const rows = this.active.length;
    const view = (count: number): Batch => [
      { data: this.state.candidates.subarray(0, count * cols), rows: count, cols },
      this.owners.subarray(0, count),
    ];
    this.candidates = view(rows);
    this.both = view(2 * rows);
    this.walking.fill(0);
    for (const i of this.active) this.walking[i] = 1;
    this.state.active.set(this.active);
    this.owners.set(this.active);
    this.owners.set(this.active, rows);
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
