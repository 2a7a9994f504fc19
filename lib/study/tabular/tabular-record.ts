import type { AccuracyResult } from '../common/accuracy-result';
import type { Protocol } from '../common/protocol';

/** Of the training part that a generative classifier gets right; null where its densities cannot be fitted. */
export type GenerativeFit = {
  readonly gaussian: number | null;
  readonly gaussianWithPriors: number | null;
  readonly kernel: number | null;
  readonly kernelWithPriors: number | null;
};

/** Result of a job, as short as it can be told: there are thousands. */
export type TabularResult = {
  readonly testSize: number;
  /** Rows of each class in the whole data set. */
  readonly classCounts: readonly number[];
  /** Numbers of training rows. */
  readonly fit: GenerativeFit;
  /** By method the right test points; of those that are trained also learning rate, epochs, and the loss ratio of GenLabel. */
  readonly outcomes: { readonly [method: string]: readonly number[] };
  /** Method whose model GenLabel (CV) took. */
  readonly selected: { readonly [method: string]: string };
};

/** A data set that cannot be used, and why. */
export type TabularRefusal = { readonly refused: string };

/** What summaries read of a record. */
export interface TabularRecord {
  readonly configuration: {
    readonly dataset: number;
    readonly trial: number;
    readonly protocol: Protocol;
  };
  readonly result: TabularResult | TabularRefusal;
}

/** A trial that was run, told at length. */
export interface TabularOutcome {
  readonly configuration: TabularRecord['configuration'];
  readonly result: AccuracyResult & {
    /** Shares of training rows, in [0, 1]. */
    readonly fit: GenerativeFit;
    readonly classCounts: readonly number[];
  };
}

/** What a trial found as its record tells it. */
export function tabularResultOf(
  { testSize, accuracy, learningRate, epochs, gamma = {}, selected = {} }: AccuracyResult,
  fit: GenerativeFit,
  classCounts: readonly number[],
): TabularResult {
  const trainSize = sum(classCounts) - testSize;
  const outcomes = Object.entries(accuracy)
    .filter(([method]) => selected[method] === undefined)
    .map(([method, share]) => {
      const chosen = [learningRate[method], epochs[method], gamma[method]];
      return [method, [Math.round(share * testSize), ...chosen.filter((value) => value !== undefined)]];
    });
  return {
    testSize,
    classCounts,
    fit: mapFit(fit, (share) => Math.round(share * trainSize)),
    outcomes: Object.fromEntries(outcomes),
    selected,
  };
}

/** Right test points of every method, whole numbers, those of GenLabel (CV) among them. */
export function correctOf({ outcomes, selected }: TabularResult): { [method: string]: number } {
  return mapValues(withSelected(outcomes, selected), ([correct]) => correct);
}

/** Shares of the training rows that the generative classifiers get right, in [0, 1]. */
export function fitOf({ fit, classCounts, testSize }: TabularResult): GenerativeFit {
  return mapFit(fit, (right) => right / (sum(classCounts) - testSize));
}

/** The trials that were run, without refusals. */
export function tabularOutcomes(records: readonly TabularRecord[]): TabularOutcome[] {
  return records.flatMap(({ configuration, result }) => {
    if ('refused' in result) return [];
    const { testSize, classCounts, selected } = result;
    const outcomes = withSelected(result.outcomes, selected);
    const chosen = (place: number) =>
      mapValues(
        Object.fromEntries(Object.entries(outcomes).filter(([, values]) => values.length > place)),
        (values) => values[place],
      );
    return {
      configuration,
      result: {
        testSize,
        accuracy: mapValues(outcomes, ([correct]) => correct / testSize),
        learningRate: chosen(1),
        epochs: chosen(2),
        gamma: chosen(3),
        selected,
        fit: fitOf(result),
        classCounts,
      },
    };
  });
}

/** Why each refused data set is, once a set. */
export function refusals(
  records: readonly TabularRecord[],
): { readonly dataset: number; readonly reason: string }[] {
  const reasons = new Map<number, string>();
  for (const { configuration, result } of records) {
    if ('refused' in result) reasons.set(configuration.dataset, result.refused);
  }
  return [...reasons].map(([dataset, reason]) => ({ dataset, reason })).sort((a, b) => a.dataset - b.dataset);
}

function withSelected(
  outcomes: TabularResult['outcomes'],
  selected: TabularResult['selected'],
): TabularResult['outcomes'] {
  return { ...outcomes, ...mapValues(selected, (method) => outcomes[method]) };
}

function mapFit(fit: GenerativeFit, change: (value: number) => number): GenerativeFit {
  const of = (value: number | null) => (value === null ? null : change(value));
  return {
    gaussian: of(fit.gaussian),
    gaussianWithPriors: of(fit.gaussianWithPriors),
    kernel: of(fit.kernel),
    kernelWithPriors: of(fit.kernelWithPriors),
  };
}

function mapValues<A, B>(
  values: { readonly [key: string]: A },
  change: (value: A) => B,
): { [key: string]: B } {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
