import { type Matrix, selectRows } from '../numeric/matrix';
import type { Augmentation } from './augmentation';
import { mixedNeighborSearch } from './mixed-neighbor';
import { drawMixed, type MixupOptions } from './mixup';

/** What `mixupWithoutIntrusion` takes: as `mixup`, and the training set in which intrusion is looked for. */
export interface MixupWithoutIntrusionOptions extends MixupOptions {
  /** [numPoints x numFeatures] of the training set that the batches' indices refer to. */
  readonly points: Matrix;
  /** Their classes. */
  readonly labels: ArrayLike<number>;
}

/**
 * Mixup without manifold intrusion (Section 3.1): mixed points that intrude by Definition 1 (`hasManifoldIntrusion`)
 * are dropped, and the loss is the mean over those that remain. The nearest neighbour is sought among all training
 * points, not the batch alone.
 *
 * It draws what `mixup` draws: with equal streams both mix the same points with the same lambda. If every point
 * of a batch intrudes the result has no rows, which training takes as no step (the authors' code would average
 * over nothing).
 *
 * @throws RangeError if there is no point, a coordinate is not finite, or labels and points differ in number
 */
export function mixupWithoutIntrusion(options: MixupWithoutIntrusionOptions): Augmentation {
  const { points, labels } = options;
  if (labels.length !== points.rows) {
    throw new RangeError(
      `labels has ${labels.length} entries for ${points.rows} points: expected one a point`,
    );
  }
  const search = mixedNeighborSearch(points);
  return (batch, stream) => {
    const { X, labels: mixedLabels, lambda, partners } = drawMixed(batch, options, stream);
    const kept: number[] = [];
    for (let i = 0; i < X.rows; i++) {
      const first = batch.indices[i];
      const second = batch.indices[partners[i]];
      const nearest = labels[search.find(X, i, first, second, lambda)];
      if (nearest === labels[first] || nearest === labels[second]) kept.push(i);
    }
    return { X: selectRows(X, kept), labels: selectRows(mixedLabels, kept) };
  };
}
