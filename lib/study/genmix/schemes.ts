import type { ClassConditional } from '../../density/class-conditional';
import { classConditional } from '../../density/class-conditional';
import { fitGaussian } from '../../density/gaussian';
import { gaussianLevelSets } from '../../genmix/gaussian-level-set';
import { manifoldSearch } from '../../genmix/manifold-search';
import { oneHot } from '../../mixup/one-hot';
import { type Matrix, row, selectRows } from '../../numeric/matrix';
import { randomStream } from '../../numeric/random';
import type { FigureSpec } from '../../report/spec';
import { predictLogits } from '../../train/forward';
import type { GanDensity } from '../../train/generative/gan';
import { invertGenerator } from '../../train/generative/invert-generator';
import { splitNetwork } from '../../train/soft-labels/split-network';
import { trainSoftNetwork } from '../../train/soft-labels/train-soft-network';
import type { LabelledPoints } from '../../train/sweep';
import { type PlanePanel, planePanels } from './plane-panels';

const flat = ({ data }: Matrix) => Array.from(data);
const digits = (y: ArrayLike<number>) => Array.from(y).join('');

/** Figure 10, of a real run: a random start, its nearest points on two learned manifolds, and where the search of F.3 ends for lambda = 1/2. @throws RangeError if it ends nowhere from that start */
export function figure10(
  model: ClassConditional<GanDensity>,
  { X, y }: LabelledPoints,
  start: readonly [number, number],
): FigureSpec {
  const search = manifoldSearch({
    densities: model.densities,
    start: () => Float64Array.from(start),
    tolerance: 1e-4,
  });
  const { points } = search({
    first: 0,
    second: 1,
    logRatios: new Float64Array(1),
    stream: randomStream('figure 10'),
  });
  if (points.rows === 0)
    throw new RangeError(`the search from (${start.join(', ')}) ends nowhere: give it another start`);
  const nodes = 200;
  const latents = {
    data: Float64Array.from({ length: nodes }, (_, i) => (2 * i) / (nodes - 1) - 1),
    rows: nodes,
    cols: 1,
  };
  const curves = model.densities.map(({ manifold }) => ({
    path: flat(manifold.generate(latents)),
    color: '#7f7f7f',
  }));
  const at = (x: Matrix, title: string): PlanePanel => ({
    ...{ title, points: flat(X), classes: digits(y), mixed: flat(x) },
    lines: [
      ...curves,
      ...model.densities.map(({ manifold }) => ({
        path: [...row(x, 0), ...row(manifold.project(x).points, 0)],
        dash: 'dash' as const,
      })),
    ],
  });
  const from = { data: Float64Array.from(start), rows: 1, cols: 2 };
  return planePanels(
    [[at(from, 'a random start x, projected on both'), at(points, 'the end: d(x, M1) = d(x, M2)')]],
    380,
  );
}

/** What Figure 11 shows, made by a net with two hidden features. */
export interface HiddenMixing {
  readonly features: Matrix;
  readonly mixedFeatures: Matrix;
  /** Inputs whose features are those, up to `errors`. */
  readonly mixed: Matrix;
  readonly errors: Float64Array;
}

/**
 * GenMix in the hidden feature space (Appendix F.4) at the scale of the plane: features of a dense net's last hidden layer, Gaussians fitted to
 * them, points of the level set lambda = 1/2, and inputs found by descent on |z - f(x)| from the training points nearest in feature.
 *
 * @param training points in [-1, 1]^2 of two classes
 */
export function hiddenMixing({ X, y }: LabelledPoints, seed: string): HiddenMixing {
  const network = trainSoftNetwork({
    ...{
      X,
      labels: oneHot(y, 2),
      hiddenWidths: [32, 32, 2],
      steps: 1000,
      batchSize: 64,
      learningRate: 0.003,
    },
    stream: randomStream(seed),
  });
  const front = splitNetwork(network, 3).front!;
  const features = predictLogits(front, X);
  const { densities } = classConditional(features, y, 2, (points) => fitGaussian(points, { ridge: 1e-4 }));
  const mixedFeatures = gaussianLevelSets(densities[0], densities[1]).sample(
    0.5,
    60,
    randomStream(seed).split('level set'),
  );
  const starts = selectRows(X, nearestRows(mixedFeatures, features));
  const { latents, distances } = invertGenerator(front, mixedFeatures, starts, {
    norm: 'l2',
    steps: 60,
    firstStep: 0.05,
  });
  return { features, mixedFeatures, mixed: latents, errors: distances };
}

function nearestRows(queries: Matrix, points: Matrix): Int32Array {
  const square = (i: number, j: number) =>
    (queries.data[2 * i] - points.data[2 * j]) ** 2 + (queries.data[2 * i + 1] - points.data[2 * j + 1]) ** 2;
  return Int32Array.from({ length: queries.rows }, (_, i) => {
    let best = 0;
    for (let j = 1; j < points.rows; j++) if (square(i, j) < square(i, best)) best = j;
    return best;
  });
}

/** Figure 11, of a real run in the plane. */
export function figure11(
  { X, y }: LabelledPoints,
  { features, mixedFeatures, mixed }: HiddenMixing,
): FigureSpec {
  return planePanels(
    [
      [
        { title: 'input domain: training points', points: flat(X), classes: digits(y) },
        {
          title: 'feature domain: points of equal density',
          points: flat(features),
          classes: digits(y),
          mixed: flat(mixedFeatures),
        },
        {
          title: 'inverted back to the input domain',
          points: flat(X),
          classes: digits(y),
          mixed: flat(mixed),
        },
      ],
    ],
    300,
  );
}
