import { DataUnavailableError } from '../../data/data-errors';
import { pointManifold } from '../../density/manifold';
import { type Matrix, selectRows, stackRows } from '../../numeric/matrix';
import { type Coverage, coverageOf } from '../../train/generative/coverage';
import type { LabelledPoints } from '../../train/sweep';
import { drawGenMixSet, type GenMixSet, modelPoints } from './genmix-sets';
import { type MarginSet, planeSettings } from './plane-sets';

/** Fresh points of a class that stand for a generator: as many as the points that tell a GAN's spill. */
const count = 1000;

/** A set of Table 15, or of Figures 12 and 13. */
export type CoveredSet = GenMixSet | MarginSet;

/** The training points of a trial, and fresh ones of the same law. */
interface TrueDraws {
  readonly training: LabelledPoints;
  /** At least `count` a class. */
  readonly fresh: LabelledPoints;
}

/**
 * Coverage and spill of the truth, by which those of a GAN are to be read: a finite training set does not meet all of its own law. In place of generated points
 * there are 1000 fresh ones of the class; of digits, training images that the trial did not draw.
 *
 * @param within distance that counts as met in the GAN of that trial
 * @returns a value a class; null if the data are not on this machine
 */
export function freshCoverage(
  dataset: CoveredSet,
  trial: number,
  within: readonly number[],
): Coverage[] | null {
  try {
    const { training, fresh } = drawsOf(dataset, trial);
    return within.map((own, c) => {
      const points = ofClass(fresh, c, count);
      return coverageOf(pointManifold(points), ofClass(training, c), points, own);
    });
  } catch (error) {
    if (error instanceof DataUnavailableError) return null;
    throw error;
  }
}

function drawsOf(dataset: CoveredSet, trial: number): TrueDraws {
  if (dataset === 'mnist-79' || dataset === 'circle-2d' || dataset === 'circle-3d') {
    const draw = drawGenMixSet(dataset, `trial ${trial}`, 'held-out');
    return { training: modelPoints(draw, draw.training), fresh: modelPoints(draw, draw.test) };
  }
  const { draw } = planeSettings[dataset];
  const training = draw(`genmix margins ${trial}`);
  const perClass = training.X.rows / training.classNames.length;
  const draws = Array.from({ length: Math.ceil(count / perClass) + 1 }, (_, r) =>
    draw(`fresh ${trial} ${r}`),
  );
  return {
    training,
    fresh: {
      X: draws.map(({ X }) => X).reduce(stackRows),
      y: Int32Array.from(draws.flatMap(({ y }) => Array.from(y))),
    },
  };
}

function ofClass({ X, y }: LabelledPoints, c: number, most = Infinity): Matrix {
  const rows = Array.from({ length: X.rows }, (_, i) => i).filter((i) => y[i] === c);
  return selectRows(X, rows.slice(0, most));
}
