import type { Dataset } from '../../data/dataset';
import { type Approximation, approximationFor } from './approximation';
import type { ClassifierOptions } from './classifier-options';
import { type ComparisonPart, testFraction } from './comparison-part';
import { learningRates, linearEpochs, lossRatios } from './linear-methods';
import { leftInFolds } from './race';
import { type SweepSize, sweepWork } from './sweep-work';

/** Sweeps of a cross-validation, by their density: two without, that of mixup being one with a Gaussian. */
const densities = [undefined, 'gaussian', 'kernel'] as const;

/** Seconds that the sweeps of a part take, as `sweepWork` tells them. */
export function partWork(data: Dataset, options: ClassifierOptions, part: ComparisonPart): number {
  const { folds = 6, epochs = linearEpochs, exact } = options;
  const all = part === 'final' ? data.X.rows : Math.floor((1 - testFraction) * data.X.rows);
  const held = Math.round(all / folds);
  const size = {
    inputs: inputsOf(data, options),
    numClasses: data.classNames.length,
    epochs,
    approximation: approximationFor(data.X.rows, exact),
  };
  const sweeps = densities.map((density) => {
    const inFolds = configurationsInFolds(density, folds, size.approximation);
    const validation = { X: { rows: held } };
    const fold: Omit<SweepSize, 'configurations'> = { ...size, rows: all - held, validation, density };
    const refit: SweepSize = { ...size, rows: all, configurations: 1, density };
    return (
      inFolds.reduce((sum, configurations) => sum + sweepWork({ ...fold, configurations }), 0) +
      sweepWork(refit)
    );
  });
  return sweeps.reduce((sum, seconds) => sum + seconds, 0);
}

/** Configurations that the sweep of each fold trains: those of `fitMethods`. */
function configurationsInFolds(
  density: (typeof densities)[number],
  folds: number,
  approximation: Approximation | undefined,
): number[] {
  if (!density) return new Array<number>(folds).fill(learningRates.length);
  const always = density === 'gaussian' ? learningRates.length : 0;
  const generative = learningRates.length * (lossRatios.length - 1);
  const racing = approximation?.halving
    ? leftInFolds(generative, folds)
    : new Array<number>(folds).fill(generative);
  return racing.map((count) => always + count);
}

/** Of all splits and the fit to all rows. */
export function comparisonWork(data: Dataset, options: ClassifierOptions): number {
  const { splits = 10 } = options;
  return partWork(data, options, 'final') + splits * partWork(data, options, 0);
}

/** Columns of the prepared features. */
export function inputsOf(
  { features }: Dataset,
  { nominal = 'one-hot' }: Pick<ClassifierOptions, 'nominal'>,
): number {
  const width = (feature: Dataset['features'][number]) =>
    feature.kind === 'nominal' && nominal === 'one-hot' ? feature.categories.length : 1;
  return features.reduce((sum, feature) => sum + width(feature), 0);
}
