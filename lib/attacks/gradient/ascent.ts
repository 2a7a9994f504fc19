import type { RandomStream } from '../../numeric/random';
import type { AttackBatch } from '../attack-batch';
import { largestClass } from '../boundary/asked-model';
import { randomDirection } from '../boundary/random-direction';
import { largestEntry } from '../perturbation-norm';
import { RowBuffer } from '../row-buffer';
import { AscentStep } from './ascent-step';
import type { AttackLoss } from './attack-loss';

export interface AscentOptions {
  /** Steps of an ascent. Default: 100. */
  readonly iterations?: number;
  /** Share of steps between two checkpoints that must raise the loss, else the step size is halved. Default: 0.75. */
  readonly rho?: number;
}

/** Step size at the start, in radii; weight of a step against the momentum. */
const firstStep = 2;
const momentum = 0.75;

/**
 * Auto-PGD of some points of a batch from random starts (Croce and Hein 2020, Algorithm 1): the step size is halved, and
 * the walk taken back to the best point, at checkpoints where the loss rose too seldom, or rose no more since the last
 * checkpoint. A point stops at its first adversarial: the batch keeps it.
 */
export class Ascent {
  private readonly points: Float64Array;
  private readonly old: Float64Array;
  private readonly best: Float64Array;
  private readonly gradients: Float64Array;
  private readonly bestGradients: Float64Array;
  private readonly steps: Float64Array;
  private readonly losses: Float64Array;
  private readonly bestLosses: Float64Array;
  private readonly lastBest: Float64Array;
  private readonly rises: Int32Array;
  private readonly reduced: Uint8Array;
  private readonly step: AscentStep;
  private readonly asked: RowBuffer;
  private readonly slopes: RowBuffer;
  private active: Int32Array;

  /** @param members points of the batch that ascend */
  constructor(
    private readonly batch: AttackBatch,
    private readonly members: readonly number[],
    private readonly loss: AttackLoss,
    private readonly target: (point: number) => number,
    private readonly options: Required<AscentOptions>,
  ) {
    const n = members.length;
    const d = batch.X.cols;
    const rows = () => new Float64Array(n * d);
    [this.points, this.old, this.best] = [rows(), rows(), rows()];
    [this.gradients, this.bestGradients] = [rows(), rows()];
    this.steps = new Float64Array(n).fill(firstStep * batch.ball.radius);
    [this.losses, this.lastBest] = [new Float64Array(n), new Float64Array(n)];
    this.bestLosses = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
    this.rises = new Int32Array(n);
    this.reduced = new Uint8Array(n).fill(1);
    this.step = new AscentStep(batch.ball, batch.X.data, d);
    this.asked = new RowBuffer(n, d);
    this.slopes = new RowBuffer(n, batch.model.numClasses);
    this.active = Int32Array.from({ length: n }, (_, s) => s);
  }

  async run(draws: (point: number) => RandomStream): Promise<void> {
    const { iterations } = this.options;
    this.start(draws);
    await this.evaluate();
    this.noteZeroGradients();
    this.rises.fill(0);
    this.lastBest.set(this.bestLosses);
    let interval = Math.max(Math.floor(0.22 * iterations), 1);
    let since = 0;
    for (let i = 0; i < iterations && this.active.length > 0; i++) {
      this.moveAll(i === 0 ? 1 : momentum);
      await this.evaluate();
      if (++since < interval) continue;
      this.checkpoint(interval);
      interval = Math.max(
        interval - Math.max(Math.floor(0.03 * iterations), 1),
        Math.floor(0.06 * iterations),
        1,
      );
      since = 0;
    }
  }

  private start(draws: (point: number) => RandomStream): void {
    const { X, ball } = this.batch;
    const d = X.cols;
    const direction = new Float64Array(d);
    this.members.forEach((i, s) => {
      randomDirection(ball.norm, draws(i), direction);
      for (let j = 0; j < d; j++) this.points[s * d + j] = X.data[i * d + j] + ball.radius * direction[j];
      this.step.project(this.points, s * d, i * d);
    });
    this.old.set(this.points);
  }

  private moveAll(a: number): void {
    const d = this.batch.X.cols;
    for (const s of this.active) {
      this.step.move(this.points, this.old, this.gradients, s * d, this.members[s] * d, this.steps[s], a);
    }
  }

  /** Asks about all active points: gradients, losses, and which are adversarial. */
  private async evaluate(): Promise<void> {
    const { batch, members, active, slopes } = this;
    const d = batch.X.cols;
    const k = batch.model.numClasses;
    for (const [at, s] of active.entries()) this.asked.write(at, this.points, s * d);
    const next = new Float64Array(active.length);
    const fooled = new Uint8Array(active.length);
    const { gradient } = await batch.model.logitsAndGradient(this.asked.top(active.length), (logits) => {
      active.forEach((s, at) => {
        const i = members[s];
        next[at] = this.loss(logits.data, at * k, k, batch.y[i], this.target(i), slopes.data);
        fooled[at] = Number(largestClass(logits, at) !== batch.y[i]);
      });
      return slopes.top(active.length);
    });
    active.forEach((s, at) => {
      if (fooled[at]) batch.offer(members[s], this.points, s * d);
      this.gradients.set(gradient.data.subarray(at * d, (at + 1) * d), s * d);
      this.note(s, next[at]);
    });
    this.active = active.filter((_, at) => !fooled[at]);
  }

  private note(s: number, loss: number): void {
    if (loss > this.losses[s]) this.rises[s]++;
    this.losses[s] = loss;
    if (!(loss > this.bestLosses[s])) return;
    const d = this.batch.X.cols;
    this.bestLosses[s] = loss;
    this.best.set(this.points.subarray(s * d, (s + 1) * d), s * d);
    this.bestGradients.set(this.gradients.subarray(s * d, (s + 1) * d), s * d);
  }

  private checkpoint(interval: number): void {
    const d = this.batch.X.cols;
    for (const s of this.active) {
      const oscillates = this.rises[s] <= this.options.rho * interval;
      const stuck = this.reduced[s] === 0 && this.lastBest[s] >= this.bestLosses[s];
      this.rises[s] = 0;
      this.lastBest[s] = this.bestLosses[s];
      this.reduced[s] = Number(oscillates || stuck);
      if (!this.reduced[s]) continue;
      this.steps[s] /= 2;
      this.points.set(this.best.subarray(s * d, (s + 1) * d), s * d);
      this.gradients.set(this.bestGradients.subarray(s * d, (s + 1) * d), s * d);
    }
  }

  private noteZeroGradients(): void {
    const d = this.batch.X.cols;
    for (const s of this.active) {
      if (largestEntry(this.gradients, s * d, d) === 0) this.batch.zeroGradients[this.members[s]] = 1;
    }
  }
}
