import type { ClassConditional } from '../density/class-conditional';
import type { GaussianDensity } from '../density/gaussian';
import { sigmoid } from '../numeric/logistic';
import { selectRows, zeros } from '../numeric/matrix';
import {
  type GaussianLevelSets,
  gaussianLevelSets,
  levelSetDraws,
  UnreachableLambdaError,
} from './gaussian-level-set';
import type { PairSearch } from './pair-search';

/**
 * Search of GenMix+GM (Appendix F.2): points of the quadrics where two Gaussian densities have the ratio that is sought.
 *
 * @param model Gaussian densities of all classes
 *
 * @example
 * const { X, y } = synthetic.moons({ n: 100, noise: 0.05, seed: 1 });
 * const model = classConditional(X, y, 2, (points) => fitGaussian(points, { ridge: 1e-4 }));
 * genMix({ model, search: gaussianSearch(model), lambda: 0.5, numPoints: 100, stream: randomStream(1) });
 */
export function gaussianSearch(model: ClassConditional<GaussianDensity>): PairSearch {
  const cache = new Map<string, GaussianLevelSets>();
  return ({ first, second, logRatios, stream }) => {
    const key = `${first} ${second}`;
    const sets = cache.get(key) ?? gaussianLevelSets(model.densities[first], model.densities[second]);
    cache.set(key, sets);
    const d = model.densities[first].numFeatures;
    const points = zeros(logRatios.length, d);
    const found: number[] = [];
    // Of one stream for all ratios: with lambdas of their own, as many as there are points, streams would cost more than the points.
    const draws = levelSetDraws(stream.split(logRatios[0]));
    for (const [logRatio, requests] of groupsOf(logRatios)) {
      try {
        const lambda = sigmoid(logRatio);
        const own = sets.sample(lambda, requests.length, draws);
        requests.forEach((request, n) => {
          points.data.set(own.data.subarray(n * d, (n + 1) * d), request * d);
          found.push(request);
        });
      } catch (error) {
        if (!(error instanceof UnreachableLambdaError)) throw error;
      }
    }
    const requests = Int32Array.from(found).sort();
    return { points: selectRows(points, requests), requests };
  };
}

/** Requests of each value: one bridge serves all of them. */
function groupsOf(values: Float64Array): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  values.forEach((value, i) => {
    const own = groups.get(value);
    if (own) own.push(i);
    else groups.set(value, [i]);
  });
  return groups;
}
