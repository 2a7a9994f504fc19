import { type Matrix, selectRows } from '../numeric/matrix';
import type { Augmentation } from './augmentation';
import { intrusions } from './manifold-intrusion';
import { type MixupOptions, mixBatch } from './mixup';
import { nearestNeighborSearch } from './nearest-neighbor';

export interface MixupWithoutIntrusionOptions extends MixupOptions {
  /** [numPoints x numFeatures] of the training set that the batches' indices refer to. */
  readonly points: Matrix;
  /** Their classes. */
  readonly labels: ArrayLike<number>;
}

/**
 * Mixup without manifold intrusion (Section 3.1): mixed points that intrude by Definition 1 are dropped, and the loss
 * is the mean over those that remain. The nearest neighbour is sought among all training points, not the batch alone.
 *
 * It draws what `mixup` draws: with equal streams both mix the same points with the same lambda. If every point
 * of a batch intrudes the result has no rows, which training takes as no step (the authors' code would average
 * over nothing).
 *
 * @throws RangeError if there is no point, a point is not finite, or labels and points differ in number
 */
export function mixupWithoutIntrusion(options: MixupWithoutIntrusionOptions): Augmentation {
  const { points, labels } = options;
  if (labels.length !== points.rows) {
    throw new RangeError(
      `labels has ${labels.length} entries for ${points.rows} points: expected one a point`,
    );
  }
  const search = nearestNeighborSearch(points);
  return (batch, stream) => {
    const mixed = mixBatch(batch, options, stream);
    const label1 = Int32Array.from(batch.indices, (index) => labels[index]);
    const label2 = mixed.partners.map((partner) => label1[partner]);
    const intrudes = intrusions(search, mixed.X, label1, label2, labels);
    const kept = Array.from(intrudes.keys()).filter((i) => !intrudes[i]);
    return { X: selectRows(mixed.X, kept), labels: selectRows(mixed.labels, kept) };
  };
}
