import type { ClassConditional } from '../density/class-conditional';
import { sigmoid } from '../numeric/logistic';
import { type Matrix, zeros } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import { requireInteger } from '../numeric/require';
import { requireGiven } from '../numeric/require-given';
import { logOdds } from './gaussian-level-set';
import type { PairSearch } from './pair-search';

/** What Algorithm 4 mixes, and how many points. */
export interface GenMixOptions {
  /** Densities p_c of all classes. */
  readonly model: ClassConditional;
  /** Finds candidates: `gaussianSearch`, `manifoldSearch`, or `segmentSearch` for any other density. */
  readonly search: PairSearch;
  /**
   * p_j / (p_i + p_j), of which j is the second class of a pair, in (0, 1); or a function that draws one for each point. A Beta law of
   * small parameters rounds to 0 or 1 now and then: draw again.
   */
  readonly lambda: number | ((stream: RandomStream) => number);
  /** Accepted |p_j / (p_i + p_j) - lambda|, above 0; 1e-6 unless given. */
  readonly epsilon?: number;
  /** n_aug, points of each pair, at most 10,000,000. */
  readonly numPoints: number;
  /** Ordered pairs [i, j]; all with i != j unless given, as in Algorithm 4. */
  readonly pairs?: readonly (readonly [number, number])[];
  /** Rounds of the search, each for the points that still lack, before a pair is given up; 20 unless given. */
  readonly maxRounds?: number;
  readonly stream: RandomStream;
}

/** How a pair fared. */
export interface GenMixPair {
  readonly first: number;
  readonly second: number;
  /** Points that were kept. */
  readonly points: number;
  /** Candidates that the search was asked for. */
  readonly asked: number;
  /** Candidates of the right ratio that were dropped as a third class is more likely there. */
  readonly intruding: number;
  /**
   * `complete`; `unreached`, if the search found no point of that ratio (lambda may not be reachable: see `reachableLambdas` and
   * `gaussianLevelSets`); `intruding`, if all that it found intrude; or `short`, if some points were kept, but too few.
   */
  readonly status: 'complete' | 'short' | 'intruding' | 'unreached';
}

/** Mixed points, their labels, and what became of each pair. */
export interface GenMixResult {
  /** [m x d], pair by pair */
  readonly points: Matrix;
  /** Soft labels, [m x numClasses], rows sum to 1 */
  readonly labels: Matrix;
  readonly pairs: readonly GenMixPair[];
}

/**
 * GenMix (Algorithm 4, Appendix F.1): mixed points made by class-conditional densities. For every pair (i, j) points x with
 *
 *   |p_j(x) / (p_i(x) + p_j(x)) - lambda| <= epsilon  (eq. 26),
 *
 * dropped unless min(p_i, p_j) >= p_l for all other classes l (manifold intrusion), labelled p_i / (p_i + p_j) e_i + p_j / (p_i + p_j) e_j.
 * A classifier is then trained on the training points and these.
 *
 * @throws RangeError if there are fewer than two classes, a pair is none, lambda is not in (0, 1), epsilon or a number is not positive
 * Deviations: lambda is the weight of the second class, as in (26) and Algorithm 4; Section 7.2 gives it to the first. The loop of
 * Algorithm 4 need not end, as a lambda may have no point: here each pair has a status.
 *
 * @example
 * const { X, y } = synthetic.fourGaussians({ n: 100, seed: 1 });
 * const model = classConditional(X, y, 4, (points) => fitGaussian(points));
 * const { points, labels, pairs } = genMix({
 *   model, search: gaussianSearch(model), lambda: 0.5, numPoints: 200, stream: randomStream(1),
 * });
 */
export function genMix(options: GenMixOptions): GenMixResult {
  requireGiven('genMix', options, { model: 'object', search: 'given', numPoints: 'given', stream: 'object' });
  if (typeof options.search !== 'function') {
    throw new TypeError(
      `search is ${options.search}, expected gaussianSearch, manifoldSearch or segmentSearch`,
    );
  }
  const numClasses = options.model.densities.length;
  requireOptions(options);
  const { pairs = allPairs(numClasses), stream } = options;
  const results = pairs.map((pair) => mixPair(options, pair, stream.split(pair[0]).split(pair[1])));
  const rows = results.flatMap(({ kept }) => kept);
  const points = zeros(rows.length, rows[0]?.from.cols ?? options.model.densities[0].numFeatures);
  const labels = zeros(rows.length, numClasses);
  const d = points.cols;
  rows.forEach(({ from, at, first, second, share }, n) => {
    for (let k = 0; k < d; k++) points.data[n * d + k] = from.data[at * d + k];
    labels.data[n * numClasses + first] = 1 - share;
    labels.data[n * numClasses + second] = share;
  });
  return { points, labels, pairs: results.map(({ outcome }) => outcome) };
}

/** All ordered pairs of different classes. */
export function allPairs(numClasses: number): [number, number][] {
  const classes = Array.from({ length: numClasses }, (_, c) => c);
  return classes.flatMap((i) => classes.filter((j) => j !== i).map((j): [number, number] => [i, j]));
}

interface KeptPoint {
  /** Row of what a search found. */
  readonly from: Matrix;
  readonly at: number;
  readonly first: number;
  readonly second: number;
  /** p_j / (p_i + p_j) */
  readonly share: number;
}

function mixPair(options: GenMixOptions, [first, second]: readonly [number, number], stream: RandomStream) {
  const { model, search, lambda, epsilon = 1e-6, numPoints, maxRounds = 20 } = options;
  const kept: KeptPoint[] = [];
  let [asked, intruding] = [0, 0];
  for (let round = 0; round < maxRounds && kept.length < numPoints; round++) {
    const own = stream.split(round);
    const draws = own.split('lambda');
    const wanted = numPoints - kept.length;
    const lambdas = Array.from({ length: wanted }, () =>
      typeof lambda === 'number' ? lambda : lambda(draws),
    );
    const logRatios = Float64Array.from(lambdas, logOdds);
    asked += wanted;
    const { points, requests } = search({ first, second, logRatios, stream: own.split('search') });
    if (points.rows === 0) continue;
    const logDensities = model.logDensities(points);
    const k = logDensities.cols;
    for (let n = 0; n < points.rows; n++) {
      const share = sigmoid(logDensities.data[n * k + second] - logDensities.data[n * k + first]);
      // A ratio of two densities that are both 0 or infinite is NaN, and so none of those that are sought.
      if (!(Math.abs(share - lambdas[requests[n]]) <= epsilon)) continue;
      if (intrudes(logDensities, n, first, second)) intruding++;
      else kept.push({ from: points, at: n, first, second, share });
    }
  }
  const status =
    kept.length >= numPoints
      ? 'complete'
      : kept.length > 0
        ? 'short'
        : intruding > 0
          ? 'intruding'
          : 'unreached';
  const outcome: GenMixPair = { first, second, points: kept.length, asked, intruding, status };
  return { kept, outcome };
}

/** Whether a third class is more likely at point n than one of the two. */
function intrudes({ data, cols }: Matrix, n: number, first: number, second: number): boolean {
  const least = Math.min(data[n * cols + first], data[n * cols + second]);
  for (let c = 0; c < cols; c++) {
    if (c !== first && c !== second && data[n * cols + c] > least) return true;
  }
  return false;
}

/** More would not fit. */
const mostPoints = 10_000_000;

function requireOptions({
  model,
  lambda,
  epsilon = 1e-6,
  numPoints,
  pairs = [],
  maxRounds = 20,
}: GenMixOptions): void {
  const numClasses = model.densities.length;
  if (numClasses < 2) {
    throw new RangeError(`the model has ${numClasses} class, expected at least 2: there is nothing to mix`);
  }
  if (typeof lambda !== 'function') logOdds(lambda);
  if (!(epsilon > 0)) throw new RangeError(`epsilon is ${epsilon}, expected a number above 0`);
  requireInteger('numPoints', numPoints, 1, mostPoints);
  requireInteger('maxRounds', maxRounds, 1);
  const wrong = Array.from(pairs, (pair) => pair ?? []).find(
    ([i, j]) => i === j || !(i in model.densities) || !(j in model.densities),
  );
  if (wrong) {
    throw new RangeError(`pair [${wrong}] is no pair of two different classes from 0 to ${numClasses - 1}`);
  }
}
