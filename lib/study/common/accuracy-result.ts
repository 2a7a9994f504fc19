/**
 * Result of a job: for every method the share of right test points in [0, 1], and what was chosen. All methods of a job
 * have the same data, initial parameters, order of batches and, where they mix, the same lambdas and partners, so
 * that their differences are paired.
 */
export type AccuracyResult = {
  readonly testSize: number;
  readonly accuracy: { readonly [method: string]: number };
  /** Learning rate that was used, of methods that have one. */
  readonly learningRate: { readonly [method: string]: number };
  /** Number of epochs after which the net was kept, of methods that train. */
  readonly epochs: { readonly [method: string]: number };
  /** Loss ratio that was chosen, of methods that have one. */
  readonly gamma?: { readonly [method: string]: number };
  /** Method whose model was taken, of those that choose. */
  readonly selected?: { readonly [method: string]: string };
};

/** An outcome of training, to be told as one entry of an `AccuracyResult`. */
export interface MethodOutcome {
  readonly method: string;
  readonly accuracy: number;
  readonly learningRate?: number;
  readonly epochs?: number;
  readonly gamma?: number;
  readonly selected?: string;
}

/** The outcomes of a job's methods as its result. */
export function accuracyResult(testSize: number, outcomes: readonly MethodOutcome[]): AccuracyResult {
  const gamma = byMethod(outcomes, (outcome) => outcome.gamma);
  const selected = byMethod(outcomes, (outcome) => outcome.selected);
  return {
    testSize,
    accuracy: byMethod(outcomes, ({ accuracy }) => accuracy),
    learningRate: byMethod(outcomes, ({ learningRate }) => learningRate),
    epochs: byMethod(outcomes, ({ epochs }) => epochs),
    ...(Object.keys(gamma).length > 0 && { gamma }),
    ...(Object.keys(selected).length > 0 && { selected }),
  };
}

function byMethod<T>(
  outcomes: readonly MethodOutcome[],
  value: (outcome: MethodOutcome) => T | undefined,
): { [method: string]: T } {
  const entries: { [method: string]: T } = {};
  for (const outcome of outcomes) {
    const known = value(outcome);
    if (known !== undefined) entries[outcome.method] = known;
  }
  return entries;
}
