import { type Matrix, zeros } from '../numeric/matrix';
import type { AttackDraws } from './attack-draws';
import type { AttackedPoints } from './attacked-points';
import { type Predictor, predictedClasses } from './predictor';
import { Proposals } from './proposals';
import { SuccessWindow } from './success-window';

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
  private readonly sphericalSteps: Float64Array;
  private readonly sourceSteps: Float64Array;
  private readonly sphericalWindow: SuccessWindow;
  private readonly sourceWindow: SuccessWindow;
  private readonly candidateDistances: Float64Array;
  private readonly owners: Int32Array;
  private readonly walking: Uint8Array;
  private readonly proposals: Proposals;
  private readonly buffer: Float64Array;
  /** Candidates of the active points; the same and, below them, the points they come from on the sphere. */
  private candidates: Batch = [zeros(0, 0), new Int32Array(0)];
  private both: Batch = this.candidates;

  /** @param stopAt radius within which an adversarial is close enough */
  constructor(
    private readonly predict: Predictor,
    private readonly points: AttackedPoints,
    private readonly options: WalkOptions,
    private readonly stopAt: number,
  ) {
    const { rows: n, cols: d } = points.X;
    this.sphericalSteps = new Float64Array(n).fill(options.sphericalStep);
    this.sourceSteps = new Float64Array(n).fill(options.sourceStep);
    this.sphericalWindow = new SuccessWindow(n, spherical.length);
    this.sourceWindow = new SuccessWindow(n, towards.length);
    this.candidateDistances = new Float64Array(n);
    this.owners = new Int32Array(2 * n);
    this.walking = new Uint8Array(n);
    this.buffer = new Float64Array(2 * n * d);
    this.proposals = new Proposals(points, this.sphericalSteps, this.sourceSteps, this.buffer);
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
  advance(step: number, draws: AttackDraws): void {
    const { points, active } = this;
    const { values } = draws;
    const recorded = step % this.options.updateStatsEvery === 0;
    for (let at = 0; at < active.length; at++) {
      const i = active[at];
      this.candidateDistances[i] = this.proposals.write(i, values, draws.offset(i), at, active.length + at);
    }
    const [asked, owners] = recorded ? this.both : this.candidates;
    const classes = predictedClasses(this.predict, asked, owners);
    for (let at = 0; at < active.length; at++) {
      const adversarial = classes[at] !== points.y[active[at]];
      if (adversarial) this.accept(active[at], at);
      points.queries[active[at]] += recorded ? 2 : 1;
      if (recorded) {
        const i = active[at];
        this.record(i, classes[active.length + at] !== points.y[i], adversarial);
      }
    }
    this.shrink();
  }

  private accept(i: number, at: number): void {
    const { distances, adversarials } = this.points;
    const distance = this.candidateDistances[i];
    // Closer by construction, but for rounding.
    if (!(distance < distances[i])) return;
    distances[i] = distance;
    const d = adversarials.cols;
    for (let j = 0; j < d; j++) adversarials.data[i * d + j] = this.buffer[at * d + j];
  }

  private record(i: number, onSphere: boolean, candidate: boolean): void {
    const factor = this.options.stepAdaptation;
    this.sphericalWindow.append(i, onSphere);
    this.sourceWindow.append(i, candidate);
    const sphericalChange = change(this.sphericalWindow, i, spherical, factor);
    this.sphericalSteps[i] *= sphericalChange;
    this.sourceSteps[i] *= sphericalChange * change(this.sourceWindow, i, towards, factor);
  }

  /** Drops the points that have converged or are close enough. */
  private shrink(): void {
    const { distances, X } = this.points;
    const { sourceStepConvergence } = this.options;
    const walks = (i: number) => this.sourceSteps[i] >= sourceStepConvergence && distances[i] > this.stopAt;
    if (this.candidates[0].cols > 0 && this.active.every(walks)) return;
    this.active = this.active.filter(walks);
    const rows = this.active.length;
    const view = (count: number): Batch => [
      { data: this.buffer.subarray(0, count * X.cols), rows: count, cols: X.cols },
      this.owners.subarray(0, count),
    ];
    this.candidates = view(rows);
    this.both = view(2 * rows);
    this.walking.fill(0);
    for (const i of this.active) this.walking[i] = 1;
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
