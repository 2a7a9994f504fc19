import type { ClassConditional } from '../../density/class-conditional';
import { relabel } from '../../genlabel/relabel';
import type { GenMixResult } from '../../genmix/gen-mix';
import { nearestIndices } from '../../kernels/nearest-indices';
import { type Matrix, row, selectRows, zeros } from '../../numeric/matrix';
import { type RandomStream, randomStream } from '../../numeric/random';
import type { PlaneData } from './data-set';
import type { MethodName, Setting } from './setting';

/** Mixed points with the labels that a method gives them. */
export interface MixedSample {
  /** [m x 2] */
  readonly points: Matrix;
  /** [m x numClasses], rows sum to 1 */
  readonly labels: Matrix;
  /** Whether the class of largest weight is not that of the nearest training point. */
  readonly conflicts: readonly boolean[];
  /** Share of points with a conflict; null without points. */
  readonly conflictShare: number | null;
}

/** Pairs that are mixed. */
export const sampleSize = 300;

/**
 * A sample of the mixed points of a method: random pairs of training points, each with a lambda of its own, the same for all methods of a
 * setting. Mixup without manifold intrusion leaves out what intrudes (Definition 1); GenMix has the points that it made; vanilla training has none.
 */
export function mixedSample(
  method: MethodName,
  data: PlaneData,
  setting: Setting,
  { densities, made }: { readonly densities?: ClassConditional; readonly made?: GenMixResult },
): MixedSample {
  if (method === 'vanilla') return judged({ points: zeros(0, 2), labels: zeros(0, data.numClasses) }, data);
  if (method === 'genmix')
    return judged(
      made ? first(made, sampleSize) : { points: zeros(0, 2), labels: zeros(0, data.numClasses) },
      data,
    );
  const mixed = mixPairs(data, setting.alpha, randomStream(setting.seed).split('sample'));
  if (method === 'mixup-without-mi') return judged(withoutIntrusion(mixed, data), data);
  if (!densities) return judged(mixed, data);
  const labels = relabel(mixed.points, mixed.labels, { model: densities, gamma: setting.gamma });
  return judged({ points: mixed.points, labels }, data);
}

interface Labelled {
  readonly points: Matrix;
  readonly labels: Matrix;
}

function mixPairs({ X, y, numClasses }: PlaneData, alpha: number, stream: RandomStream): Labelled {
  const points = zeros(sampleSize, 2);
  const labels = zeros(sampleSize, numClasses);
  for (let i = 0; i < sampleSize; i++) {
    const [a, b] = [stream.integer(X.rows), stream.integer(X.rows)];
    const lambda = stream.beta(alpha, alpha);
    for (const j of [0, 1])
      points.data[2 * i + j] = lambda * X.data[2 * a + j] + (1 - lambda) * X.data[2 * b + j];
    labels.data[i * numClasses + y[a]] += lambda;
    labels.data[i * numClasses + y[b]] += 1 - lambda;
  }
  return { points, labels };
}

/** Those whose nearest training point has the class of a parent, whose weight in the label is not 0. */
function withoutIntrusion({ points, labels }: Labelled, { X, y }: PlaneData): Labelled {
  const nearest = nearestIndices(points, X);
  const kept = Array.from(nearest.keys()).filter((i) => row(labels, i)[y[nearest[i]]] > 0);
  return { points: selectRows(points, kept), labels: selectRows(labels, kept) };
}

/** Evenly spread ones, as they come pair by pair. */
function first({ points, labels }: Labelled, most: number): Labelled {
  const count = Math.min(most, points.rows);
  const rows = Array.from({ length: count }, (_, i) => Math.floor((i * points.rows) / count));
  return { points: selectRows(points, rows), labels: selectRows(labels, rows) };
}

function judged({ points, labels }: Labelled, { X, y }: PlaneData): MixedSample {
  if (points.rows === 0) return { points, labels, conflicts: [], conflictShare: null };
  const nearest = nearestIndices(points, X);
  const conflicts = Array.from(nearest, (at, i) => {
    const label = row(labels, i);
    return label[y[at]] < Math.max(...label);
  });
  const conflictShare = conflicts.filter(Boolean).length / points.rows;
  return { points, labels, conflicts, conflictShare };
}
