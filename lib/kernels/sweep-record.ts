import type { TrainingOptions } from './sweep-options';

/** What a sweep leaves: one model a configuration, in their order. */
export interface SweepResult<Model> {
  /** After the last epoch. */
  readonly models: Model[];
  /** Mean loss over the steps of an epoch, [epochs x configurations]; empty unless `recordLoss`. */
  readonly losses: Float64Array;
  /** Share of the validation points classified correctly, [epochs x configurations]; empty without `validation`. */
  readonly accuracies: Float64Array;
  /** With `validation`: the models after each configuration's best epoch, the first of equally good ones. */
  readonly best: Model[];
}

/** What a sweep's memory holds after an epoch. */
export interface SweepState<Model> {
  model(configuration: number): Model;
  /** View of the losses summed over the epoch's steps. */
  losses(): Float64Array;
  /** Accuracies on the validation set, if there is one. */
  readonly score?: () => Float64Array;
}

/** Keeps the losses and validation accuracies of a sweep, and the models of the best epochs. */
export class SweepRecord<Model> {
  private readonly losses: number[] = [];
  private readonly accuracies: number[] = [];
  private readonly best: Model[] = [];
  private readonly bestAccuracies: number[];

  constructor(
    private readonly state: SweepState<Model>,
    private readonly options: Pick<TrainingOptions, 'recordLoss' | 'X' | 'batchSize' | 'configurations'>,
  ) {
    this.bestAccuracies = options.configurations.map(() => -1);
  }

  /** Reads the epoch that has just been trained. */
  addEpoch(): void {
    const { recordLoss, X, batchSize } = this.options;
    if (recordLoss) {
      const steps = Math.ceil(X.rows / batchSize);
      const sums = this.state.losses();
      for (const sum of sums) this.losses.push(sum / steps);
      sums.fill(0);
    }
    this.state.score?.().forEach((accuracy, i) => {
      this.accuracies.push(accuracy);
      if (accuracy > this.bestAccuracies[i]) {
        this.bestAccuracies[i] = accuracy;
        this.best[i] = this.state.model(i);
      }
    });
  }

  result(): SweepResult<Model> {
    return {
      models: this.options.configurations.map((_, i) => this.state.model(i)),
      losses: Float64Array.from(this.losses),
      accuracies: Float64Array.from(this.accuracies),
      best: this.best,
    };
  }
}
