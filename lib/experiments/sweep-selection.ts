import type { Fold } from '../data/splits';
import type { TrainingOptions } from '../kernels';
import { accuracies, type SweepConfiguration, type SweepOptions, trainSweep } from '../kernels';
import type { RandomStream } from '../numeric/random';
import { selectPoints } from '../train/cross-validate';
import type { LabelledPoints } from '../train/sweep';

/** One method of training softmax regression: labels and, for a training set, the densities that relabel. */
export interface SweepMethod {
  readonly labels: SweepOptions['labels'];
  readonly configurations: readonly SweepConfiguration[];
  /** Densities of the classes of a training set, in the fold that it is the training part of, or `refit`. */
  readonly densitiesOf?: (training: LabelledPoints, part: number | 'refit') => TrainingOptions['densities'];
}

/** What the folds chose, and how good it was on the test part. */
export interface SweepOutcome {
  readonly configuration: SweepConfiguration;
  readonly epochs: number;
  /** Share of right test points in [0, 1]. */
  readonly accuracy: number;
}

export interface SweepProblem {
  readonly training: LabelledPoints;
  readonly test: LabelledPoints;
  readonly numClasses: number;
  readonly folds: readonly Fold[];
  /** What all methods and folds share. */
  readonly options: Pick<TrainingOptions, 'epochs' | 'batchSize' | 'shuffle' | 'alpha'>;
}

/** Mean accuracies nearer than this are equal: distinct ones differ by far more, sums of rounded ones by far less. */
const tieTolerance = 1e-9;

/** A choice among configurations: those that it admits. */
export type Admits = (configuration: SweepConfiguration) => boolean;

/**
 * For each choice (one among all configurations, if none is given): chooses configuration and number of epochs of highest mean held-out accuracy over the folds (ties: the configuration
 * that comes first, then the earlier epoch), refits to the whole training part for that many epochs, and measures that
 * model on the test part. Trained by the SIMD kernels.
 *
 * Methods given the same stream have the same initial parameters, order of batches, partners and lambdas.
 */
export function selectBySweep(
  problem: SweepProblem,
  method: SweepMethod,
  stream: RandomStream,
  choices: readonly Admits[] = [() => true],
): SweepOutcome[] {
  const { training, test, numClasses, folds, options } = problem;
  const { labels, configurations, densitiesOf } = method;
  const scores = new Float64Array(options.epochs * configurations.length);
  folds.forEach((fold, f) => {
    const part = selectPoints(training, fold.train);
    const { accuracies: held } = trainSweep({
      ...{ ...options, ...part, numClasses, labels, configurations },
      densities: densitiesOf?.(part, f),
      validation: selectPoints(training, fold.test),
      stream: stream.split('fold').split(f),
    });
    held.forEach((value, i) => {
      scores[i] += value / folds.length;
    });
  });
  const densities = densitiesOf?.(training, 'refit');
  return choices.map((admits) => {
    const { chosen, epochs } = best(scores, configurations.map(admits));
    const configuration = configurations[chosen];
    const { models } = trainSweep({
      ...{ ...options, ...training, numClasses, labels, epochs, densities },
      configurations: [configuration],
      stream: stream.split('refit'),
    });
    return { configuration, epochs, accuracy: accuracies(models, test)[0] };
  });
}

/** @param scores [epochs x configurations] @throws RangeError if no configuration is admitted */
function best(scores: Float64Array, admitted: readonly boolean[]): { chosen: number; epochs: number } {
  const count = admitted.length;
  let highest = -Infinity;
  let result: { chosen: number; epochs: number } | undefined;
  for (let chosen = 0; chosen < count; chosen++) {
    if (!admitted[chosen]) continue;
    for (let epoch = 0; epoch * count < scores.length; epoch++) {
      const value = scores[epoch * count + chosen];
      if (value > highest + tieTolerance) {
        highest = value;
        result = { chosen, epochs: epoch + 1 };
      }
    }
  }
  if (!result) throw new RangeError('a choice admits no configuration, expected one at least');
  return result;
}
