import type { Dataset } from '../../data/dataset';
import type { ClassConditional } from '../../density/class-conditional';
import type { MixtureDensity } from '../../density/equal-mixture';
import type { NetworkModel } from '../../kernels/network-model';
import type { SweepResult } from '../../kernels/sweep-record';
import { type NetworkSweepOptions, trainNetworkSweep } from '../../kernels/train-network-sweep';
import { randomStream } from '../../numeric/random';
import type { Protocol } from '../common/protocol';
import { syntheticDensities } from './synthetic-densities';
import {
  clipNorms,
  generativeClasses,
  type SyntheticName,
  syntheticLearningRate,
  syntheticSettings,
  syntheticTraining,
} from './synthetic-settings';

/** One trial of dense nets on one synthetic set. */
export type SyntheticTrial = {
  readonly dataset: SyntheticName;
  readonly trial: number;
  readonly protocol: Protocol;
};

/** Methods of Table 10, and GenLabel with the alternative densities. Mixup's alpha is 1, the default of the code. */
export type SyntheticMethod = 'vanilla' | 'mixup' | 'genlabel' | 'genlabelAlternative';

/** The methods of Table 10. */
export const syntheticMethods: readonly SyntheticMethod[] = ['vanilla', 'mixup', 'genlabel'];

/** A net that a method leaves, and the number of epochs after which it was kept. */
export interface SyntheticNet {
  readonly method: SyntheticMethod;
  readonly model: NetworkModel;
  readonly epochs: number;
}

/** What a trial draws and trains. */
export interface SyntheticRun {
  readonly training: Dataset;
  readonly test: Dataset;
  /** Generative models of GenLabel and of its alternative. */
  readonly densities: ClassConditional<MixtureDensity>;
  readonly alternative: ClassConditional<MixtureDensity>;
  /** One a method, in their order. */
  readonly nets: readonly SyntheticNet[];
}

/**
 * Nets of methods on one draw of a synthetic set (Appendix E.1): training, validation and test set are all new. All
 * start from the same parameters; mixup and GenLabel mix the same points with the same lambdas.
 *
 * `paper` keeps the first epoch of highest validation accuracy and does not clip gradients. `released` keeps the last
 * epoch and clips them at norm 5. The validation set is as large as the training set, as in the code.
 *
 * @example
 * const { training, nets } = trainSynthetic({ dataset: 'cube2d', trial: 0, protocol: 'paper' });
 * nets.map(({ method, model }) => [method, accuracy(model, training.X, training.y)]);
 */
export function trainSynthetic(
  { dataset, trial, protocol }: SyntheticTrial,
  methods: readonly SyntheticMethod[] = syntheticMethods,
): SyntheticRun {
  const setting = syntheticSettings[dataset];
  const draw = (part: string, n: number) => setting.draw(n, `${dataset} ${trial} ${part}`, protocol);
  const training = draw('training', setting.n);
  const densities = syntheticDensities(training, setting.density[protocol], protocol);
  const alternative = syntheticDensities(training, setting.alternative[protocol], protocol);
  const options: Omit<NetworkSweepOptions, 'labels' | 'configurations'> = {
    ...syntheticTraining,
    ...{ X: training.X, y: training.y, numClasses: training.classNames.length },
    epochs: setting.epochs,
    hiddenWidths: setting.hiddenWidths[protocol],
    milestones: setting.milestones[protocol],
    clipNorm: clipNorms[protocol],
    validation: protocol === 'paper' ? draw('validation', setting.n) : undefined,
    generativeClasses: generativeClasses[protocol],
    stream: randomStream('synthetic').split(dataset).split(trial),
  };
  const nets = methods.map((method): SyntheticNet => {
    const labels = method === 'vanilla' ? 'hard' : 'mixup';
    const model = {
      genlabel: densities,
      genlabelAlternative: alternative,
      vanilla: undefined,
      mixup: undefined,
    }[method];
    const result = trainNetworkSweep({
      ...options,
      labels,
      densities: model?.densities,
      configurations: [{ learningRate: syntheticLearningRate, gamma: model ? setting.lossRatio : 0 }],
    });
    return { method, ...kept(result, setting.epochs) };
  });
  return { training, test: draw('test', setting.testN), densities, alternative, nets };
}

/** The only model of a sweep: after its best epoch if it was validated, else after the last. */
function kept(
  { models, best, accuracies }: SweepResult<NetworkModel>,
  numEpochs: number,
): { model: NetworkModel; epochs: number } {
  if (accuracies.length === 0) return { model: models[0], epochs: numEpochs };
  return { model: best[0], epochs: 1 + accuracies.indexOf(Math.max(...accuracies)) };
}
