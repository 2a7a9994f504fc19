import { trainAdversarially } from '../../attacks/train-adversarially';
import type { Experiment } from '../../runtime/experiment';
import { crossValidate } from '../../train/cross-validate';
import type { DenseNetwork } from '../../train/dense-network';
import { type NetworkTrainer, networkEpochs, networkTraining } from '../../train/network-methods';
import { learningRates } from '../../train/own-data/linear-methods';
import { datasetHash } from '../common/dataset-hash';
import type { LinearProblem } from '../common/linear-outcomes';
import { authorsRandomState, type Preprocessing, preprocessingOf } from '../common/openml-accuracy';
import { robustnessDatasets } from '../tabular/tabular-datasets';
import { attackBudgets } from './attack-budgets';
import { type NetworkFit, robustlyScored } from './fit-network';
import { robustProtocols } from './robust-protocols';
import { threatOf } from './robust-score';
import { attackOf, type RobustnessResult, robustnessResult } from './robustness-result';
import { robustProblem } from './robustness-trial';

/** Adversarial training on one data set with one seed: split, folds and attack of the trial of `authors-robustness` of the same number. */
export type AdversarialTrial = Preprocessing & {
  readonly dataset: number;
  readonly trial: number;
  readonly randomState: number;
  /** Of the ascent, for every batch. */
  readonly steps: number;
};

/** As many as Madry et al. (2018) take on CIFAR-10. */
const steps = 7;
const seeds = 5;
/** A small set, for profile `quick`. */
const quickDataset = 476;

/**
 * The method that Section 6.2 names as the stronger one, which the paper does not run: adversarial training by projected gradient ascent within the ball of Table 12, and
 * all else as in protocol `paper`: net, optimiser, choice of learning rate and epoch by robust held-out accuracy, attack.
 */
export const adversarialTraining: Experiment<AdversarialTrial, RobustnessResult> = {
  id: 'adversarial-training',
  jobs: (profile) => {
    if (profile === 'quick') return [adversarialTrial(quickDataset, 0)];
    return Array.from({ length: seeds }, (_, trial) =>
      robustnessDatasets.map((dataset) => adversarialTrial(dataset, trial)),
    ).flat();
  },
  run: runAdversarialTraining,
  dataHash: datasetHash,
};

function adversarialTrial(dataset: number, trial: number): AdversarialTrial {
  return { dataset, trial, randomState: authorsRandomState, steps, ...preprocessingOf(dataset) };
}

async function runAdversarialTraining(trial: AdversarialTrial): Promise<RobustnessResult> {
  const { problem, stream } = await robustProblem({ ...trial, protocol: 'paper' });
  const fit = fitAdversarially(problem, trial.steps);
  return robustnessResult(fit, attackOf(problem, fit.model, attackBudgets.full, stream.split('attack')));
}

/** Learning rate and epoch by robust held-out accuracy, then a fit to the whole training part; learning rate 0 if no score is positive, as `fitNetwork`. */
export function fitAdversarially(
  { training, numClasses, folds, keep, stream }: LinearProblem,
  ascents: number,
): NetworkFit & { readonly model: DenseNetwork } {
  const { epsilon, bounds } = threatOf(training);
  const { activation, selection } = robustProtocols.paper;
  const { hiddenWidths, batchSize, momentum, weightDecay } = networkTraining;
  const train: NetworkTrainer = (points, run) =>
    trainAdversarially({
      ...{
        ...points,
        ...run,
        numClasses,
        hiddenWidths,
        batchSize,
        activation,
        epsilon,
        bounds,
        steps: ascents,
      },
      optimiser: { kind: 'sgd', momentum, weightDecay },
    });
  const { configuration, epochs, score } = crossValidate(
    {
      ...{ training, folds, keep, epochs: networkEpochs },
      train: robustlyScored(training, { keep, stream, selection }, train),
      configurations: learningRates.map((learningRate) => ({ learningRate })),
    },
    stream,
  );
  const learningRate = score > 0 ? configuration.learningRate : 0;
  const run = { configurations: [{ learningRate }], epochs, stream: stream.split('refit') };
  const [model] = train(training, run).models;
  return { model, learningRate, gamma: undefined, epochs, score };
}
