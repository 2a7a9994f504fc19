import { crossValidate } from '../../train/cross-validate';
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
import type { LinearProblem } from '../common/linear-outcomes';
import { type RobustProtocol, type SelectionCriterion, scoredEvery } from './robust-protocols';
import { robustScorer, type Threat, threatOf } from './robust-score';

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
function chooseBy(
  { training, numClasses, folds, keep, stream }: LinearProblem,
  { method, selection, ...protocol }: NetworkChoice,
  vanilla?: VanillaTraining,
) {
  const train = networkTrainerOf(method, { ...protocol, numClasses, vanilla });
  const configurations = networkConfigurations(method, protocol);
  const scored = selection === 'clean' ? train : scoredByRobustness(train, threatOf(training), keep);
  const input = { training, train: scored, configurations, epochs: networkEpochs, folds, keep };
  const { configuration: best, epochs, score } = crossValidate(input, stream);
  const configuration = score > 0 ? best : { ...best, learningRate: 0 };
  return {
    train,
    configuration,
    epochs,
    score,
    vanilla: { learningRate: configuration.learningRate, epochs },
  };
}

/** A trainer that scores by robust accuracy: every fifth epoch, or the last alone if it is kept. */
function scoredByRobustness(train: NetworkTrainer, threat: Threat, keep: 'best' | 'last'): NetworkTrainer {
  return (points, { validation, ...run }) => {
    if (!validation) return train(points, run);
    const score = robustScorer(validation, threat);
    const every = keep === 'best' ? scoredEvery : run.epochs;
    return train(points, {
      ...run,
      scoreModel: (model, epochs) => (epochs % every === 0 ? score(model()) : Number.NaN),
    });
  };
}
