import { type Matrix, row } from '../numeric/matrix';
import { minimise } from '../numeric/minimise';
import { integrate } from '../numeric/quadrature';
import { findRoot } from '../numeric/root';
import { defaultD, type Pair, pairsOfPoints } from './example-2-data';
import { type Labels, labelWeight, mixedPoints, scores } from './example-2-labels';

/** How far the scores p of a model are from the labels y of mixed points, along one pair. */
export interface LabelErrors {
  readonly pair: Pair;
  /** sup over lambda and classes of |p_c - y_c|. */
  readonly sup: number;
  /** The lambda of `sup`. */
  readonly supAt: number;
  /** int_0^1 sum_c |p_c - y_c| dlambda. */
  readonly meanL1: number;
  /** sup over lambda of |p_i / (p_i + p_j) - y_i|: the error that is left when the third class is left out. */
  readonly conditionalSup: number;
}

const CELLS = 1024;
const grid = Array.from({ length: CELLS + 1 }, (_, k) => k / CELLS);

/**
 * Distance of a model's scores from the labels on the three segments, for the claim p = y of Section 3.2.
 *
 * Suprema are refined from 1025 values of lambda by Brent's method; integrals are by quadrature between the sign changes
 * of p_c - y_c. Both are right to rounding as long as p and y vary over 1/1024 or more, d ||W|| < 1000 and sigma2 > 0.001.
 *
 * @param options.W [3 x 2]
 * @returns one entry for each of (x1, x2), (x1, x3), (x2, x3); lambda is the weight of the first
 * @throws RangeError for W, labeling, sigma2 or d out of range
 */
export function labelErrors({
  W,
  d = defaultD,
  ...labels
}: Labels & { W: Matrix; d?: number }): LabelErrors[] {
  const weight = labelWeight(labels);
  return pairsOfPoints.map((pair) => {
    const [i, j] = pair;
    const predict = (lambda: number) => scores(W, row(mixedPoints(pair, [lambda], d), 0));
    const third = 3 - i - j;
    const errors = [
      (lambda: number) => predict(lambda)[i] - weight(lambda),
      (lambda: number) => predict(lambda)[j] - (1 - weight(lambda)),
      (lambda: number) => predict(lambda)[third],
    ];
    const suprema = errors.map(supremum).sort((a, b) => b.value - a.value);
    const conditional = supremum((lambda) => {
      const p = predict(lambda);
      return p[i] / (p[i] + p[j]) - weight(lambda);
    });
    return {
      pair,
      sup: suprema[0].value,
      supAt: suprema[0].lambda,
      meanL1: errors.reduce((sum, error) => sum + integralOfAbsolute(error), 0),
      conditionalSup: conditional.value,
    };
  });
}

function supremum(error: (lambda: number) => number): { value: number; lambda: number } {
  const values = grid.map((lambda) => Math.abs(error(lambda)));
  const best = values.indexOf(Math.max(...values));
  const refined = minimise(
    (x) => -Math.abs(error(x)),
    grid[Math.max(best - 1, 0)],
    grid[Math.min(best + 1, CELLS)],
  );
  if (-refined.value > values[best]) return { value: -refined.value, lambda: refined.x };
  return { value: values[best], lambda: grid[best] };
}

function integralOfAbsolute(error: (lambda: number) => number): number {
  const values = grid.map(error);
  const breakpoints = [...grid];
  for (let k = 0; k < CELLS; k++) {
    if (values[k] * values[k + 1] < 0) breakpoints.push(findRoot(error, grid[k], grid[k + 1]));
  }
  return integrate((lambda) => Math.abs(error(lambda)), 0, 1, { order: 8, breakpoints });
}
