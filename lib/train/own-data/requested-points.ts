import { classConditional } from '../../density/class-conditional';
import { fitGaussian } from '../../density/gaussian';
import { relabel } from '../../genlabel/relabel';
import { gaussianSearch } from '../../genmix/gaussian-search';
import { genMix } from '../../genmix/gen-mix';
import { oneHot } from '../../mixup/one-hot';
import { type Matrix, stackRows } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import { fitFlow } from '../generative/flow';
import { mixedPool } from '../mixed-pool';
import type { LabelledPoints } from '../sweep';

/** Soft-labelled points for a weight of the generative label. */
export type Augmented = (gamma: number | undefined) => { readonly X: Matrix; readonly labels: Matrix };

/** Mixed points that a flow labels once, as many for each training point. */
export const mixedOfPoint = 20;
/** Half the steps of the library's default: two flows a class are fitted on every split. */
export const flow = { couplings: 4, steps: 1000 };

/** The points, and as many of GenMix+GM (Algorithm 4), lambda uniform. */
export function genMixed({ X, y }: LabelledPoints, numClasses: number, stream: RandomStream): Augmented {
  const model = classConditional(X, y, numClasses, (points) => fitGaussian(points, { ridge: 1e-4 }));
  const numPoints = Math.ceil(X.rows / (numClasses * (numClasses - 1)));
  const mixed = genMix({
    ...{ model, search: gaussianSearch(model), numPoints, stream: stream.split('mixed') },
    // Beta(1, 1) without its ends, where the level set is at infinity.
    lambda: (draws) => 0.001 + 0.998 * draws.uniform(),
  });
  const points = stackRows(X, mixed.points);
  const labels = stackRows(oneHot(y, numClasses), mixed.labels);
  return () => ({ X: points, labels });
}

/** Twenty mixed points a training point, labelled by a flow of each class (eq. 1) and by mixup, blended by gamma. */
export function flowLabelled({ X, y }: LabelledPoints, numClasses: number, stream: RandomStream): Augmented {
  const model = classConditional(X, y, numClasses, (points, c) =>
    fitFlow(points, { ...flow, stream: stream.split('flow').split(c) }),
  );
  const pool = mixedPool({ X, y }, numClasses, mixedOfPoint * X.rows, stream.split('mixed'));
  const generative = relabel(pool.X, pool.labels, { model, gamma: 1 });
  return (gamma = 1) => {
    const data = generative.data.map((value, p) => gamma * value + (1 - gamma) * pool.labels.data[p]);
    return { X: pool.X, labels: { ...pool.labels, data } };
  };
}
