import type { ClassConditional } from '../../density/class-conditional';
import { nearestIndices } from '../../kernels/nearest-indices';
import { type Matrix, row, zeros } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import type { PlaneClassifier } from '../../train/margins/decision-boundary';
import type { LabelledPoints } from '../../train/sweep';

/** Mixed points with the classes of largest weight in their labels, and the classes they could be compared with. */
export interface TopLabels {
  /** [n x d] */
  readonly points: Matrix;
  /** Class of the parent of larger weight: argmax of the linear label. */
  readonly mixup: Int32Array;
  /** Likeliest class under the generative model: argmax of eq. (1). */
  readonly genlabel: Int32Array;
  /** Class of the nearest training point (Definition 1). */
  readonly nearest: Int32Array;
  /** Whether the nearest training point is of neither parent's class (Definition 1). */
  readonly intrudes: readonly boolean[];
}

/** Shares in [0, 1] of mixed points. */
export type LabelConflicts = {
  /** Points that suffer manifold intrusion (Definition 1). */
  readonly intrusion: number;
  readonly mixup: ConflictShares;
  readonly genlabel: ConflictShares;
};

/** Points whose top-1 label is not the class of the nearest training point, or not the class that a machine gives them. */
export type ConflictShares = {
  readonly nearest: number;
  readonly svm: number;
  readonly 'svm-other': number;
};

/**
 * Mixes random pairs of a set, every pair with a lambda of its own, and labels them both ways.
 *
 * @param lambda draws the weight of a pair's first point
 */
export function topLabels(
  { X, y }: LabelledPoints,
  densities: Pick<ClassConditional, 'logDensities'>,
  lambda: (stream: RandomStream) => number,
  draws: number,
  stream: RandomStream,
): TopLabels {
  const points = zeros(draws, X.cols);
  const mixup = new Int32Array(draws);
  const parents: (readonly [number, number])[] = [];
  for (let i = 0; i < draws; i++) {
    const [first, second] = [stream.integer(X.rows), stream.integer(X.rows)];
    const weight = lambda(stream);
    const [a, b] = [row(X, first), row(X, second)];
    points.data.set(
      a.map((value, j) => weight * value + (1 - weight) * b[j]),
      i * X.cols,
    );
    mixup[i] = y[weight > 0.5 ? first : second];
    parents.push([y[first], y[second]]);
  }
  const logDensities = densities.logDensities(points);
  const genlabel = mixup.map((_, i) => {
    const values = row(logDensities, i);
    return values.indexOf(Math.max(...values));
  });
  const nearest = nearestIndices(points, X).map((i) => y[i]);
  const intrudes = parents.map((classes, i) => !classes.includes(nearest[i]));
  return { points, mixup, genlabel, nearest, intrudes };
}

/** How often the top-1 labels conflict with the data and with the two support vector machines. */
export function labelConflicts(
  { points, mixup, genlabel, nearest, intrudes }: TopLabels,
  machines: { readonly [name in 'svm' | 'svm-other']: PlaneClassifier },
): LabelConflicts {
  const decided = { nearest, svm: machines.svm(points), 'svm-other': machines['svm-other'](points) };
  const conflicts = (given: Int32Array): ConflictShares => {
    const share = (name: keyof ConflictShares) =>
      given.filter((label, i) => label !== decided[name][i]).length / given.length;
    return { nearest: share('nearest'), svm: share('svm'), 'svm-other': share('svm-other') };
  };
  const intrusion = intrudes.filter(Boolean).length / intrudes.length;
  return { intrusion, mixup: conflicts(mixup), genlabel: conflicts(genlabel) };
}
