import type { BaseLabel, LinearModel, SweepConfiguration } from '../../kernels/sweep-options';
import { trainAdaMixUpSweep } from '../../kernels/train-ada-mixup-sweep';
import { trainSweep } from '../../kernels/train-sweep';
import type { DensityKind } from '../class-densities';
import type { Trainer } from '../cross-validate';
import { wideDensities } from '../wide-densities';
import type { Approximation } from './approximation';
import { sweepWork } from './sweep-work';

/** What a way of training softmax regression does to its batches. */
interface SweepMethod {
  readonly labels: BaseLabel;
  /** lambda ~ Beta(alpha, alpha) */
  readonly alpha: number;
  readonly mixing?: 'mixup' | 'cutmix';
  /** Of a batch to be cut by CutMix. */
  readonly cutProbability?: number;
  readonly excludeIntrusion?: boolean;
  /** Of the generative label, whose weight gamma is then chosen together with the learning rate. */
  readonly density?: DensityKind;
}

/**
 * Methods of Section 6.1, and of Table 8 those with CutMix, that train on batches of mixed points. Mixup's alpha is 1, the default of the authors' code
 * (the paper names alpha for Figure 6 only), but for those whose name says 2.
 */
const sweepMethods = {
  vanilla: { labels: 'hard', alpha: 1 },
  mixup: { labels: 'mixup', alpha: 1 },
  mixupWithoutIntrusion: { labels: 'mixup', alpha: 1, excludeIntrusion: true },
  logisticWithoutIntrusion: { labels: 'logistic', alpha: 1, excludeIntrusion: true },
  genLabelGaussian: { labels: 'mixup', alpha: 1, density: 'gaussian' },
  genLabelKernel: { labels: 'mixup', alpha: 1, density: 'kernel' },
  mixupAlpha2: { labels: 'mixup', alpha: 2 },
  genLabelGaussianAlpha2: { labels: 'mixup', alpha: 2, density: 'gaussian' },
  genLabelKernelAlpha2: { labels: 'mixup', alpha: 2, density: 'kernel' },
  cutmix: { labels: 'mixup', alpha: 1, mixing: 'cutmix' },
  cutmixGenLabelGaussian: { labels: 'mixup', alpha: 1, mixing: 'cutmix', density: 'gaussian' },
  cutmixGenLabelKernel: { labels: 'mixup', alpha: 1, mixing: 'cutmix', density: 'kernel' },
  cutmixHalf: { labels: 'mixup', alpha: 1, mixing: 'cutmix', cutProbability: 0.5 },
  cutmixHalfGenLabelGaussian: {
    ...{ labels: 'mixup', alpha: 1, mixing: 'cutmix', cutProbability: 0.5 },
    density: 'gaussian',
  },
  cutmixHalfGenLabelKernel: {
    ...{ labels: 'mixup', alpha: 1, mixing: 'cutmix', cutProbability: 0.5 },
    density: 'kernel',
  },
} as const satisfies Record<string, SweepMethod>;

export type SweptMethod = keyof typeof sweepMethods;

/** Methods that train models of their own. */
export type LinearMethod = SweptMethod | 'adaMixup';

/** Table 11, in the order in which the authors' code tries them. */
export const learningRates: readonly number[] = [0.1, 0.01, 0.001, 0.0001];

/** Table 11 and Section E.2: 0, 0.2, ..., 1. */
export const lossRatios: readonly number[] = [0, 1, 2, 3, 4, 5].map((i) => i / 5);

/** Among what cross-validation chooses, in the order of the authors' code, which settles ties. */
export function configurationsOf(method: LinearMethod): SweepConfiguration[] {
  const generative = method !== 'adaMixup' && 'density' in sweepMethods[method];
  if (!generative) return learningRates.map((learningRate) => ({ learningRate }));
  return learningRates.flatMap((learningRate) => lossRatios.map((gamma) => ({ learningRate, gamma })));
}

/** Table 11. */
export const linearTraining = { optimiser: 'adam', weightDecay: 1e-4, batchSize: 128 } as const;

/** Table 11. */
export const linearEpochs = 100;

/** How a protocol trains. */
export interface TrainingProtocol {
  /** Draw the order of the rows anew in every epoch. */
  readonly shuffle: boolean;
  /** Whether AdaMixUp's optimiser steps the net that makes lambda. */
  readonly trainsGenerator: boolean;
  /** Default none. */
  readonly approximation?: Approximation;
  /**
   * Whether time is saved where results change by rounding alone: logits of wide points are mixed in place of the points
   * (`mixesLogits`), slopes that are next to nothing taken as nothing (`flushSlopes`).
   */
  readonly upToRounding?: boolean;
  /** Told of the seconds of work that an epoch was. */
  readonly onWork?: (seconds: number) => void;
}

/** Training by a method, its densities and neighbours taken from the points that train. */
export function trainerOf(
  method: LinearMethod,
  {
    numClasses,
    shuffle,
    trainsGenerator,
    approximation,
    upToRounding,
    onWork,
  }: TrainingProtocol & { readonly numClasses: number },
): Trainer<LinearModel> {
  const { batchSize, weightDecay } = linearTraining;
  if (method === 'adaMixup') {
    return ({ X, y }, run) =>
      trainAdaMixUpSweep({
        ...{ X, y, numClasses, batchSize, weightDecay, shuffle, trainsGenerator },
        ...run,
      });
  }
  const { density, ...labelling }: SweepMethod = sweepMethods[method];
  return (points, run) => {
    const { X, y } = points;
    const limit = approximation && {
      mostCentres: run.validation ? approximation.mostCentresOfFold : approximation.mostCentres,
      stream: run.stream.split('centres'),
    };
    const fitted = density && wideDensities(points, numClasses, density, limit);
    const densityPoints = fitted?.points === X ? undefined : fitted?.points;
    const size = { rows: X.rows, inputs: X.cols, numClasses, density, approximation };
    const work = sweepWork({ ...size, ...run, configurations: run.configurations.length });
    const onEpoch = onWork && (() => onWork(work / run.epochs));
    const mixesLogits = upToRounding && X.cols >= X.rows;
    return trainSweep({
      ...{ ...linearTraining, ...labelling, X, y, numClasses, shuffle, onEpoch },
      // Vanilla training, with which all is compared, is not approximated.
      bankEpochs: labelling.labels === 'hard' ? undefined : approximation?.bankEpochs,
      ...{ densities: fitted?.densities, densityPoints, flushSlopes: upToRounding, mixesLogits },
      ...run,
    });
  };
}
