import type { Arena, Precision } from './arena';
import { placeScoring } from './classify';
import { unpackModel } from './lane-parameters';
import type { LinearModel, SweepOptions } from './sweep-options';
import type { Plan } from './sweep-plan';

/** What a sweep leaves: one model a configuration, in their order. */
export interface SweepResult {
  /** After the last epoch. */
  readonly models: LinearModel[];
  /** Mean loss over the steps of an epoch, [epochs x configurations]; empty unless `recordLoss`. */
  readonly losses: Float64Array;
  /** Share of the validation points classified correctly, [epochs x configurations]; empty without `validation`. */
  readonly accuracies: Float64Array;
  /** With `validation`: the models after each configuration's best epoch, the first of equally good ones. */
  readonly best: LinearModel[];
}

/** Keeps the losses and validation accuracies of a sweep, and the models of the best epochs. */
export class SweepRecord {
  private readonly losses: number[] = [];
  private readonly accuracies: number[] = [];
  private readonly best: LinearModel[] = [];
  private readonly bestAccuracies: Float64Array;
  private readonly score: (() => Float64Array) | undefined;
  private readonly steps: number;

  constructor(
    private readonly arena: Arena,
    private readonly plan: Plan,
    private readonly options: SweepOptions,
    private readonly precision: Precision,
  ) {
    const { validation, numClasses, configurations, X } = options;
    this.bestAccuracies = new Float64Array(configurations.length).fill(-1);
    this.steps = Math.ceil(X.rows / plan.fields.batchSize);
    if (validation) {
      const shape = { ...validation, numClasses, configurations: configurations.length, precision };
      this.score = placeScoring(arena, shape, plan.fields).score;
    }
  }

  /** Reads the epoch that has just been trained. */
  addEpoch(): void {
    const count = this.options.configurations.length;
    if (this.options.recordLoss) {
      const sums = this.arena.f64(this.plan.fields.losses, count);
      this.losses.push(...sums.map((sum) => sum / this.steps));
      sums.fill(0);
    }
    const scores = this.score?.();
    scores?.forEach((accuracy, lane) => {
      this.accuracies.push(accuracy);
      if (accuracy > this.bestAccuracies[lane]) {
        this.bestAccuracies[lane] = accuracy;
        this.best[lane] = this.model(lane);
      }
    });
  }

  result(): SweepResult {
    return {
      models: this.options.configurations.map((_, lane) => this.model(lane)),
      losses: Float64Array.from(this.losses),
      accuracies: Float64Array.from(this.accuracies),
      best: this.best,
    };
  }

  private model(lane: number): LinearModel {
    return unpackModel(this.arena, this.plan.fields, this.precision, lane);
  }
}
