import type { ClassConditional } from '../../density/class-conditional';
import { type GenMixResult, genMix } from '../../genmix/gen-mix';
import { oneHot } from '../../mixup/one-hot';
import { type Matrix, stackRows } from '../../numeric/matrix';
import { type RandomStream, randomStream } from '../../numeric/random';
import type { Experiment, JobProgress, Profile } from '../../runtime/experiment';
import type { DenseNetwork } from '../../train/dense-network';
import { accuracy } from '../../train/forward';
import type { Coverage } from '../../train/generative/coverage';
import type { GanDensity } from '../../train/generative/gan';
import { trainSoftNetwork } from '../../train/soft-labels/train-soft-network';
import type { LabelledPoints } from '../../train/sweep';
import { digitsHash } from './digits-hash';
import { type FittedModel, fitGenMixModel, type GenMixModel, genMixModels } from './genmix-models';
import { drawGenMixSet, type GenMixSet, genMixSets, modelPoints } from './genmix-sets';
import { genMixLambda, genMixSettings } from './genmix-settings';

/** Rows of Table 15, and GenMix with our other models. */
export type Table15Method = 'vanilla' | 'mixup' | 'manifold-mixup' | GenMixModel;

/** Every `Table15Method`, in the order of the table. */
export const table15Methods: readonly Table15Method[] = [
  'vanilla',
  'mixup',
  'manifold-mixup',
  ...genMixModels,
];

/** One draw of a set of Table 15. */
export type Table15Trial = { readonly dataset: GenMixSet; readonly trial: number };

/** What became of GenMix with one model. */
export type GenMixOutcome = {
  /** Mixed points that were added. */
  readonly points: number;
  /** Candidates that were asked for, and those dropped by intrusion. */
  readonly asked: number;
  readonly intruding: number;
};

/** Test errors of every method on one draw, and how GenMix fared. */
export type Table15Result = {
  readonly testSize: number;
  /** Share of wrong test points, in [0, 1]; null where the model was refused, so that there is no GenMix. */
  readonly error: { readonly [method in Table15Method]: number | null };
  readonly outcome: { readonly [model in GenMixModel]: GenMixOutcome | null };
  /** Coverage and spill of the GAN of each class; null where it was refused (the message is in `refused`). */
  readonly coverage: readonly Coverage_[] | null;
  readonly refused: { readonly [model in GenMixModel]?: string };
};

type Coverage_ = { readonly within: number; readonly coverage: number; readonly spill: number };

const trials = 10;
const quick: readonly Table15Trial[] = [{ dataset: 'circle-2d', trial: 0 }];

/** Table 15 (Appendix F.5.2): test errors of all schemes on the same draws, from the same initial parameters. */
export const table15: Experiment<Table15Trial, Table15Result> = {
  id: 'table-15',
  jobs: (profile: Profile) =>
    profile === 'quick'
      ? [...quick]
      : // Trial by trial, so that an unfinished run has all sets alike.
        Array.from({ length: trials }, (_, trial) =>
          genMixSets.map((dataset) => ({ dataset, trial })),
        ).flat(),
  run: table15Trial,
  dataHash: digitsHash,
};

/** One trial of Table 15. */
export function table15Trial({ dataset, trial }: Table15Trial, onProgress?: JobProgress): Table15Result {
  const draw = drawGenMixSet(dataset, `trial ${trial}`);
  const { training, test, components } = draw;
  const space = modelPoints(draw, training);
  const stream = randomStream('table-15').split(dataset).split(trial);
  const errorOf = (network: DenseNetwork) => 1 - accuracy(network, test.X, test.y);
  const train = (data: SoftPoints, mixingDepths?: readonly number[]) =>
    trainSoftNetwork({
      ...genMixSettings[dataset].training,
      ...data,
      batchSize: 64,
      mixingDepths,
      stream: stream.split('nets'),
    });
  const plain = { X: training.X, labels: oneHot(training.y, 2) };
  const error: { [method in Table15Method]?: number | null } = {
    vanilla: errorOf(train(plain)),
    mixup: errorOf(train(plain, [0])),
    'manifold-mixup': errorOf(train(plain, [0, 1, 2])),
  };
  const outcome: { [model in GenMixModel]?: GenMixOutcome | null } = {};
  const refused: { [model in GenMixModel]?: string } = {};
  let coverage: Coverage[] | null = null;
  for (const [i, kind] of genMixModels.entries()) {
    onProgress?.((i + 1) / (genMixModels.length + 1));
    const fitted = fitOrRefuse(kind, space, dataset, stream);
    if (typeof fitted === 'string') {
      Object.assign(refused, { [kind]: fitted });
      [error[kind], outcome[kind]] = [null, null];
      continue;
    }
    if (kind === 'gan')
      coverage = (fitted.model as ClassConditional<GanDensity>).densities.map(({ fit }) => fit);
    const mixed = mixWith(fitted, training.X.rows, 2, stream.split('genmix').split(kind));
    outcome[kind] = outcomeOf(mixed);
    const points = components ? components.invert(mixed.points) : mixed.points;
    error[kind] = errorOf(train(withMixed(plain, { ...mixed, points })));
  }
  return { testSize: test.X.rows, error, outcome, coverage, refused } as Table15Result;
}

interface SoftPoints {
  readonly X: Matrix;
  readonly labels: Matrix;
}

function fitOrRefuse(
  kind: GenMixModel,
  training: LabelledPoints,
  dataset: GenMixSet,
  stream: RandomStream,
): FittedModel | string {
  try {
    return fitGenMixModel(kind, training, {
      numClasses: 2,
      settings: genMixSettings[dataset].models,
      stream,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return error.message;
  }
}

/** As many mixed points as there are training points, shared by the ordered pairs. */
export function mixWith(
  { model, search }: FittedModel,
  numTraining: number,
  numClasses: number,
  stream: RandomStream,
): GenMixResult {
  const numPoints = Math.ceil(numTraining / (numClasses * (numClasses - 1)));
  return genMix({ model, search, numPoints, lambda: genMixLambda, epsilon: 1e-3, stream });
}

/** D and D_mixup together. */
export function withMixed({ X, labels }: SoftPoints, mixed: GenMixResult): SoftPoints {
  return { X: stackRows(X, mixed.points), labels: stackRows(labels, mixed.labels) };
}

export function outcomeOf({ points, pairs }: GenMixResult): GenMixOutcome {
  const sum = (of: 'asked' | 'intruding') => pairs.reduce((total, pair) => total + pair[of], 0);
  return { points: points.rows, asked: sum('asked'), intruding: sum('intruding') };
}
