import { classConditional } from '../../density/class-conditional';
import { type DistanceNorm, distanceNorms } from '../../density/distance-norm';
import { fitGaussian } from '../../density/gaussian';
import { fitKernelDensity } from '../../density/kernel-density';
import { pointManifold } from '../../density/manifold';
import { relabel } from '../../genlabel/relabel';
import { genMix } from '../../genmix/gen-mix';
import { manifoldSearch } from '../../genmix/manifold-search';
import { oneHot } from '../../mixup/one-hot';
import type { Matrix } from '../../numeric/matrix';
import { randomStream } from '../../numeric/random';
import type { Experiment, Profile } from '../../runtime/experiment';
import type { DenseNetwork } from '../../train/dense-network';
import { predict } from '../../train/forward';
import type { GanDensity } from '../../train/generative/gan';
import {
  type DecisionBoundary,
  decisionBoundary,
  planeGrid,
  planeMargins,
} from '../../train/margins/decision-boundary';
import { polylines } from '../../train/margins/polylines';
import { trainSoftNetwork } from '../../train/soft-labels/train-soft-network';
import type { LabelledPoints } from '../../train/sweep';
import { fitGenMixModel } from './genmix-models';
import { genMixLambda, genMixSettings } from './genmix-settings';
import { type MarginSet, marginSets, planeSettings } from './plane-sets';
import { type GenMixOutcome, mixWith, outcomeOf, withMixed } from './table-15';

/** How the nets are trained whose margins are compared. */
export type MarginMethod = 'vanilla' | 'mixup' | 'genlabel' | 'genmix';

/** Every `MarginMethod`, in the order of tables. */
export const marginMethods: readonly MarginMethod[] = ['vanilla', 'mixup', 'genlabel', 'genmix'];

/** One draw of a set in the plane. */
export type MarginTrial = { readonly dataset: MarginSet; readonly trial: number };

/** Distances to the decision boundary, negative where a point is on the wrong side. */
export type MethodMargins = {
  /** Least one of the training points, and that which 1 % of them do not exceed. */
  readonly least: number;
  readonly percentile: number;
  /** Least one of the true supports' points. */
  readonly support: number;
};

/** Points that F.3 finds by one norm for lambda = 1/2, between the first two classes. */
export type NormOutcome = {
  readonly points: number;
  readonly asked: number;
  /** Largest |d(x, M_0) - d(x, M_1)|, both by a dense grid of the latent interval instead of the inversion that found x. */
  readonly largestGap: number;
};

/** What Figures 12 to 14 draw; coordinates with three decimals. */
export type MarginPicture = {
  readonly points: readonly number[];
  readonly classes: string;
  readonly mixed: readonly number[];
  /** The pair of each mixed point, two digits each. */
  readonly pairs: string;
  readonly boundaries: { readonly [method in MarginMethod]: readonly (readonly number[])[] };
  readonly norms?: { readonly [norm in DistanceNorm]: readonly number[] };
};

/** Margins of every method on a draw, and how GenMix fared there. */
export type MarginResult = {
  readonly margins: { readonly [method in MarginMethod]: MethodMargins };
  readonly outcome: GenMixOutcome;
  readonly coverage:
    | readonly { readonly within: number; readonly coverage: number; readonly spill: number }[]
    | null;
  readonly norms?: { readonly [norm in DistanceNorm]: NormOutcome };
  readonly picture?: MarginPicture;
};

const trials = 10;

/** Margins of Figures 12 and 13, which the paper only draws, and the equidistance of Figure 14. */
export const genMixMargins: Experiment<MarginTrial, MarginResult> = {
  id: 'genmix-margins',
  jobs: (profile: Profile) =>
    profile === 'quick'
      ? [
          { dataset: 'four-gaussians', trial: 0 },
          { dataset: 'moon', trial: 0 },
        ]
      : Array.from({ length: trials }, (_, trial) =>
          marginSets.map((dataset) => ({ dataset, trial })),
        ).flat(),
  run: marginTrial,
};

/**
 * Trains all methods on one draw. GenLabel has gamma = 1 and the densities that Section 5.1's code has (kernel, h = 0.2; Gaussians for Gaussians).
 */
export function marginTrial({ dataset, trial }: MarginTrial): MarginResult {
  const setting = planeSettings[dataset];
  const training = setting.draw(`genmix margins ${trial}`);
  const numClasses = training.classNames.length;
  const stream = randomStream('genmix-margins').split(dataset).split(trial);
  const { models, training: options } = genMixSettings['circle-2d'];
  const fitted = fitGenMixModel(setting.model, training, {
    numClasses,
    settings: { ...models, within: setting.within },
    stream,
  });
  const mixed = mixWith(fitted, training.X.rows, numClasses, stream.split('genmix'));
  const plain = { X: training.X, labels: oneHot(training.y, numClasses) };
  const common = { ...options, ...plain, batchSize: 64, stream: stream.split('nets') };
  const densities = classConditional(training.X, training.y, numClasses, (points) =>
    setting.model === 'gaussian'
      ? fitGaussian(points, { ridge: 1e-4 })
      : fitKernelDensity(points, { bandwidth: 0.2 }),
  );
  const nets: { readonly [method in MarginMethod]: DenseNetwork } = {
    vanilla: trainSoftNetwork(common),
    mixup: trainSoftNetwork({ ...common, mixingDepths: [0] }),
    genlabel: trainSoftNetwork({
      ...{ ...common, mixingDepths: [0] },
      relabel: (points, labels) => relabel(points, labels, { model: densities, gamma: 1 }),
    }),
    genmix: trainSoftNetwork({ ...common, ...withMixed(plain, mixed) }),
  };
  const grid = gridAround(training.X);
  const boundaries = byMethod((method) => decisionBoundary((points) => predict(nets[method], points), grid));
  const support = setting.support();
  const margins = byMethod((method) => marginsOf(boundaries[method], nets[method], training, support));
  const gans = setting.model === 'gan' ? (fitted.model.densities as readonly GanDensity[]) : undefined;
  const norms = dataset === 'moon' && gans ? byNorm(gans, stream.split('norms')) : undefined;
  return {
    ...{ margins, outcome: outcomeOf(mixed), coverage: gans?.map(({ fit }) => fit) ?? null },
    ...(norms && { norms: mapNorms((norm) => norms[norm].outcome) }),
    ...(trial === 0 && {
      picture: {
        points: rounded(training.X.data),
        classes: Array.from(training.y).join(''),
        mixed: rounded(mixed.points.data),
        pairs: mixed.pairs
          .flatMap(({ first, second, points }) => new Array<string>(points).fill(`${first}${second}`))
          .join(''),
        boundaries: byMethod((method) => polylines(boundaries[method].segments).map((line) => rounded(line))),
        ...(norms && { norms: mapNorms((norm) => rounded(norms[norm].points.data)) }),
      },
    }),
  };
}

function byMethod<V>(value: (method: MarginMethod) => V): { readonly [method in MarginMethod]: V } {
  return Object.fromEntries(marginMethods.map((method) => [method, value(method)])) as {
    [method in MarginMethod]: V;
  };
}

function mapNorms<V>(value: (norm: DistanceNorm) => V): { readonly [norm in DistanceNorm]: V } {
  return Object.fromEntries(distanceNorms.map((norm) => [norm, value(norm)])) as {
    [norm in DistanceNorm]: V;
  };
}

const rounded = (values: ArrayLike<number>) => Array.from(values, (x) => Math.round(1000 * x) / 1000);

/** A margin as wide as the data around them, with 120 nodes along the longer side. */
function gridAround({ data, rows }: Matrix) {
  const side = (k: number) => {
    const own = Float64Array.from({ length: rows }, (_, i) => data[2 * i + k]).sort();
    return [own[0], own[rows - 1]] as const;
  };
  const [x, y] = [side(0), side(1)];
  const longest = Math.max(x[1] - x[0], y[1] - y[0]);
  return planeGrid(
    [x[0] - longest / 2, x[1] + longest / 2],
    [y[0] - longest / 2, y[1] + longest / 2],
    longest / 60,
  );
}

function marginsOf(
  boundary: DecisionBoundary,
  net: DenseNetwork,
  training: LabelledPoints,
  support: LabelledPoints,
): MethodMargins {
  const classify = (points: Matrix) => predict(net, points);
  const sorted = planeMargins(boundary, classify, training.X, training.y).sort();
  return {
    least: sorted[0],
    percentile: sorted[Math.ceil(0.01 * sorted.length) - 1],
    support: planeMargins(boundary, classify, support.X, support.y).sort()[0],
  };
}

/** F.3 with each norm, judged by a dense grid of both latent intervals. */
function byNorm(gans: readonly GanDensity[], stream: ReturnType<typeof randomStream>) {
  const nodes = 20_001;
  const latents = {
    data: Float64Array.from({ length: nodes }, (_, i) => (2 * i) / (nodes - 1) - 1),
    rows: nodes,
    cols: 1,
  };
  const images = gans.map(({ manifold }) => manifold.generate(latents));
  return mapNorms((norm) => {
    const own = gans.map((gan) => gan.withNorm(norm));
    const model = { densities: own, logDensities: logDensitiesOf(own) };
    const search = manifoldSearch({ densities: own, tolerance: 1e-4 });
    const result = genMix({
      model,
      search,
      lambda: genMixLambda,
      epsilon: 1e-3,
      numPoints: 100,
      pairs: [[0, 1]],
      stream: stream.split(norm),
    });
    const [first, second] = images.map(
      (points) => pointManifold(points, { norm }).project(result.points).distances,
    );
    const largestGap = first.reduce((largest, d, n) => Math.max(largest, Math.abs(d - second[n])), 0);
    return {
      points: result.points,
      outcome: { points: result.points.rows, asked: result.pairs[0].asked, largestGap },
    };
  });
}

function logDensitiesOf(densities: readonly GanDensity[]) {
  return (points: Matrix): Matrix => {
    const columns = densities.map((density) => density.logDensity(points));
    const data = Float64Array.from(
      { length: points.rows * columns.length },
      (_, p) => columns[p % columns.length][Math.floor(p / columns.length)],
    );
    return { data, rows: points.rows, cols: columns.length };
  };
}
