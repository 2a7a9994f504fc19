import { type CrossValidationInput, crossValidate } from '../../train/cross-validate';
import type { DenseNetwork } from '../../train/dense-network';
import type { VanillaTraining } from '../../train/latent/latent-sweep';
import {
  isLatent,
  type NetworkMethod,
  type NetworkTrainer,
  networkConfigurations,
  networkEpochs,
  networkTrainerOf,
} from '../../train/network-methods';
import type { LabelledPoints } from '../../train/sweep';
import type { LinearProblem } from '../common/linear-outcomes';
import { type RobustProtocol, type SelectionCriterion, scoredEvery } from './robust-protocols';
import { type RobustCriterion, robustScorer, threatOf } from './robust-score';

/** A net trained by a method, with what cross-validation chose. */
export interface NetworkFit {
  readonly model: DenseNetwork;
  readonly learningRate: number;
  /** Loss ratio, of methods that have one. */
  readonly gamma: number | undefined;
  /** Epochs of the last layer for GenLabel that fine-tunes it, else of the net. */
  readonly epochs: number;
  /** Mean held-out accuracy of the choice; -Infinity if none had one. */
  readonly score: number;
}

/**
 * Trains a dense net by a method: learning rate and loss ratio (and, where the best epoch is kept, the number of epochs) by
 * cross-validation on clean or robust held-out accuracy, then a fit to the whole training part.
 *
 * As in the authors' code, whose search starts from score 0, the learning rate is 0 if no score is positive.
 *
 * @param vanillaChoice what the folds choose for vanilla training, from whose net Algorithm 2 starts
 */
export function fitNetwork(
  problem: LinearProblem,
  choice: NetworkChoice,
  vanillaChoice: () => VanillaTraining = () => chooseVanilla(problem, choice),
): NetworkFit {
  const { method, latent } = choice;
  const isFineTuned = isLatent(method, choice) && latent === 'fine-tune';
  const vanilla = isFineTuned ? vanillaChoice() : undefined;
  const { train, configuration, epochs, score } = chooseBy(problem, choice, vanilla);
  const run = { configurations: [configuration], epochs, stream: problem.stream.split('refit') };
  const [model] = train(problem.training, run).models;
  return { model, learningRate: configuration.learningRate, gamma: configuration.gamma, epochs, score };
}

/** What the folds choose for vanilla training. */
export function chooseVanilla(problem: LinearProblem, choice: NetworkChoice): VanillaTraining {
  const { configuration, epochs } = chooseBy(problem, { ...choice, method: 'vanilla' });
  return { learningRate: configuration.learningRate, epochs };
}

/** A method, and how it is trained and chosen. */
export type NetworkChoice = RobustProtocol & {
  readonly method: NetworkMethod;
  readonly selection: SelectionCriterion;
};

/** What the folds choose. */
function chooseBy(problem: LinearProblem, choice: NetworkChoice, vanilla?: VanillaTraining) {
  const input = networkCrossValidation(problem, choice, vanilla);
  const { configuration: best, epochs, score } = crossValidate(input, problem.stream);
  return {
    train: input.train,
    configuration: score > 0 ? best : { ...best, learningRate: 0 },
    epochs,
    score,
  };
}

/** The cross-validation that chooses a net. */
export function networkCrossValidation(
  { training, numClasses, folds, keep, stream }: LinearProblem,
  { method, selection, ...protocol }: NetworkChoice,
  vanilla?: VanillaTraining,
): CrossValidationInput<DenseNetwork> {
  const train = networkTrainerOf(method, { ...protocol, numClasses, vanilla });
  return {
    ...{ training, folds, keep, epochs: networkEpochs },
    train: robustlyScored(training, { selection, keep, stream }, train),
    configurations: networkConfigurations(method, protocol),
  };
}

/** A trainer that scores the nets on validation points by a criterion, with the threat of the whole training part; as it is for clean accuracy. */
export function robustlyScored(
  training: LabelledPoints,
  { selection, keep, stream }: Pick<LinearProblem, 'keep' | 'stream'> & Pick<NetworkChoice, 'selection'>,
  train: NetworkTrainer,
): NetworkTrainer {
  if (selection === 'clean') return train;
  const threat = threatOf(training);
  const scorerOf = (points: LabelledPoints) =>
    robustScorer(points, threat, selection as RobustCriterion, stream.split('attack'));
  return scoredBy(scorerOf, train, keep);
}

/** A trainer that scores the nets on validation points every fifth epoch, or after the last alone if that is kept. */
function scoredBy(
  scorerOf: (points: LabelledPoints) => (model: DenseNetwork) => number,
  train: NetworkTrainer,
  keep: 'best' | 'last',
): NetworkTrainer {
  return (points, { validation, ...run }) => {
    if (!validation) return train(points, run);
    const score = scorerOf(validation);
    const every = keep === 'best' ? scoredEvery : run.epochs;
    return train(points, {
      ...run,
      scoreModel: (model, epochs) => (epochs % every === 0 ? score(model()) : Number.NaN),
    });
  };
}
