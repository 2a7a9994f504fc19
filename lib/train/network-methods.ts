import { fitNearestNeighbor } from '../density/nearest-neighbor-density';
import { logDensities } from '../kernels/log-densities';
import type { NetworkModel } from '../kernels/network-model';
import type { BaseLabel, SweepConfiguration } from '../kernels/sweep-options';
import type { SweepResult } from '../kernels/sweep-record';
import { type ScoreModel, trainNetworkSweep } from '../kernels/train-network-sweep';
import { type Matrix, selectRows } from '../numeric/matrix';
import { trainAdaMixUpNetwork } from './ada-mixup/train-ada-mixup-network';
import { fitClassDensities } from './class-densities';
import type { TrainerRun } from './cross-validate';
import { type LatentDensities, trainLatentSweep, type VanillaTraining } from './latent/latent-sweep';
import { learningRates, lossRatios } from './own-data/linear-methods';
import type { LabelledPoints } from './sweep';

/** Methods of Section 6.2, in the order of Table 7. */
export const networkMethods = [
  'vanilla',
  'adaMixup',
  'mixup',
  'mixupWithoutIntrusion',
  'genLabelGaussian',
  'genLabelNearest',
] as const;

/** One of `networkMethods`. */
export type NetworkMethod = (typeof networkMethods)[number];

/** Table 12: what all methods and protocols share. */
export const networkTraining = {
  hiddenWidths: [128, 128],
  batchSize: 128,
  momentum: 0.9,
  weightDecay: 1e-4,
} as const;

/** Table 12. */
export const networkEpochs = 100;

/** How a protocol trains dense nets. */
export interface NetworkProtocol {
  readonly activation: 'relu' | 'identity';
  readonly optimiser: 'sgd' | 'adam';
  /** Draw the order of the rows anew in every epoch. */
  readonly shuffle: boolean;
  /**
   * `fine-tune`: Algorithm 2, the last layer of the net that vanilla training gave. `restart`: the authors' code, of the epochs 20
   * vanilla ones, then a new last layer.
   */
  readonly latent: 'fine-tune' | 'restart';
  /**
   * GenLabel (NN): `posterior` takes eq. (1) of nearest-neighbour densities of latent features; `label` trains the whole net with the
   * class of the nearest training point in the input space, as the authors' code does.
   */
  readonly nearest: 'posterior' | 'label';
  /** Whether AdaMixUp's optimiser steps the net that makes lambda. */
  readonly trainsGenerator: boolean;
}

/** Vanilla epochs of the authors' code before it draws a new last layer. */
export const warmUpEpochs = 20;

const labelsOf = {
  vanilla: { labels: 'hard' },
  mixup: { labels: 'mixup' },
  mixupWithoutIntrusion: { labels: 'mixup', excludeIntrusion: true },
  genLabelNearest: { labels: 'nearest' },
} as const satisfies Record<string, { readonly labels: BaseLabel; readonly excludeIntrusion?: boolean }>;

/** Whether a method trains the last layer on latent features, and so has a loss ratio. */
export function isLatent(method: NetworkMethod, { nearest }: NetworkProtocol): boolean {
  return method === 'genLabelGaussian' || (method === 'genLabelNearest' && nearest === 'posterior');
}

/** Among what cross-validation chooses, in the order of the authors' code, which settles ties. */
export function networkConfigurations(
  method: NetworkMethod,
  protocol: NetworkProtocol,
): SweepConfiguration[] {
  if (!isLatent(method, protocol)) return learningRates.map((learningRate) => ({ learningRate }));
  return learningRates.flatMap((learningRate) => lossRatios.map((gamma) => ({ learningRate, gamma })));
}

/** Trainer of dense nets; `scoreModel` scores every epoch's nets in place of the accuracy on validation points. */
export type NetworkTrainer = (
  training: LabelledPoints,
  run: TrainerRun & { readonly scoreModel?: ScoreModel },
) => SweepResult<NetworkModel>;

/**
 * Training of dense nets by a method, densities and neighbours taken from the points that train. Methods given the same stream
 * have the same initial parameters, order of batches and, but for GenLabel on latent features, mixed points.
 *
 * @param protocol with `vanilla`, how GenLabel on latent features is to train vanilla; default: at each learning rate, for 100
 *   epochs or the 20 of `restart`
 */
export function networkTrainerOf(
  method: NetworkMethod,
  protocol: NetworkProtocol & { readonly numClasses: number; readonly vanilla?: VanillaTraining },
): NetworkTrainer {
  const { activation, optimiser, shuffle, numClasses, trainsGenerator, latent } = protocol;
  const common = { ...networkTraining, activation, optimiser, shuffle, numClasses };
  if (method === 'adaMixup') {
    return (points, run) => trainAdaMixUpNetwork({ ...common, trainsGenerator, ...points, ...run });
  }
  if (isLatent(method, protocol)) {
    const fitDensities = method === 'genLabelGaussian' ? fitGaussians : fitNearestNeighbours;
    const densities = (Z: Matrix, y: Int32Array) => fitDensities(Z, y, numClasses);
    const { vanilla = { epochs: latent === 'restart' ? warmUpEpochs : networkEpochs } } = protocol;
    return (points, run) =>
      trainLatentSweep({ ...common, latent, vanilla, ...points, ...run, fitDensities: densities });
  }
  return (points, run) =>
    trainNetworkSweep({ ...common, ...labelsOf[method as keyof typeof labelsOf], ...points, ...run });
}

/** @throws RangeError as `fitClassDensities` */
function fitGaussians(Z: Matrix, y: Int32Array, numClasses: number): LatentDensities {
  const densities = fitClassDensities(Z, y, numClasses, 'gaussian');
  return {
    densities,
    logDensities: (points) => ({
      data: logDensities(points, densities),
      rows: points.rows,
      cols: numClasses,
    }),
  };
}

/** One neighbour; a class without points has probability 0. */
function fitNearestNeighbours(Z: Matrix, y: Int32Array, numClasses: number): LatentDensities {
  const rowsOf = Array.from({ length: numClasses }, (_, c) => Array.from(y.keys()).filter((i) => y[i] === c));
  const densities = rowsOf.map((rows) =>
    rows.length === 0 ? undefined : fitNearestNeighbor(selectRows(Z, rows)),
  );
  return {
    logDensities(points) {
      const data = new Float64Array(points.rows * numClasses).fill(Number.NEGATIVE_INFINITY);
      densities.forEach((density, c) => {
        density?.logDensity(points).forEach((value, i) => {
          data[i * numClasses + c] = value;
        });
      });
      return { data, rows: points.rows, cols: numClasses };
    },
  };
}
