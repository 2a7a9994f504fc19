import { posterior } from '../../density/posterior';
import type { Matrix } from '../../numeric/matrix';
import { randomStream } from '../../numeric/random';
import type { Experiment, Profile } from '../../runtime/experiment';
import { mixedPool } from '../../train/mixed-pool';
import { densityPlan } from './density-plan';
import { drawKnownSet, type KnownSet, knownSets } from './known-densities';
import { densityTuner, heldOutRows, type LabellingDensity, labellingDensities } from './labelling-densities';

/** One draw of a set whose densities are known. */
export type DensityTrial = { readonly dataset: KnownSet; readonly trial: number };

/** How far the labels of each density are from the truth. */
export type DensityResult = {
  /** Mean total variation distance of labels of mixed points from the true posterior, in [0, 1]; of mixup's labels too. */
  readonly distance: { readonly [label in LabellingDensity | 'mixup']: number };
};

/** Which density labels best, by the first half of the plan of `densityPlan`. */
export const densityComparison: Experiment<DensityTrial, DensityResult> = {
  id: 'genmix-densities',
  jobs: (profile: Profile) =>
    profile === 'quick'
      ? [{ dataset: 'bent', trial: 0 }]
      : Array.from({ length: densityPlan.trials }, (_, trial) =>
          knownSets.map((dataset) => ({ dataset, trial })),
        ).flat(),
  run: densityTrial,
};

/** One trial of one set. */
export function densityTrial({ dataset, trial }: DensityTrial): DensityResult {
  const draw = drawKnownSet(dataset, `trial ${trial}`);
  const stream = randomStream('genmix-densities').split(dataset).split(trial);
  const numClasses = Math.max(...draw.y) + 1;
  const { X: points, labels } = mixedPool(draw, numClasses, densityPlan.mixedPoints, stream.split('mixed'));
  const right = posterior(draw.truth.logDensities(points));
  const held = heldOutRows(draw.y, numClasses, stream.split('held out'));
  const tuned = densityTuner(draw, held, densityPlan.candidates, stream);
  const distances = labellingDensities.map((kind) => [
    kind,
    totalVariation(posterior(tuned(kind).all.logDensities(points)), right),
  ]);
  return {
    distance: { mixup: totalVariation(labels, right), ...Object.fromEntries(distances) },
  } as DensityResult;
}

/** Mean over rows of half the sum of absolute differences. */
function totalVariation(p: Matrix, q: Matrix): number {
  return p.data.reduce((sum, value, k) => sum + Math.abs(value - q.data[k]) / 2, 0) / p.rows;
}
