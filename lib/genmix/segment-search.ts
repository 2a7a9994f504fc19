import { type ClassConditional, logDensitiesOf } from '../density/class-conditional';
import { type Matrix, row, selectRows, zeros } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import { requireGiven } from '../numeric/require-given';
import type { PairSearch } from './pair-search';

/** Settings of the search on lines between points of two classes. */
export interface SegmentSearchOptions {
  /** Of all classes. */
  readonly model: Pick<ClassConditional, 'densities'>;
  /** Training points, [n x d], and their classes: the segments join a point of class i with one of class j. */
  readonly X: Matrix;
  readonly y: ArrayLike<number>;
  /** How far the line is searched beyond both points, in lengths of the segment, at most 1000; 0.5 unless given. */
  readonly reach?: number;
  /** Accepted difference of log ratios; 1e-9 unless given. Coordinates far from 0 may need more: their last places decide. */
  readonly tolerance?: number;
}

/** Between these places of a line a change of sign is sought: intervals of a segment, and most halvings of one. */
const [intervals, halvings] = [8, 60];
/** A longer line would take seconds a point. */
const mostReach = 1000;

/**
 * Search for any density, by values alone: on the line through a random point of class i and one of class j, where the log ratio
 * less that which is sought changes its sign, a root is found by bisection with false position. The ratio needs to be
 * continuous. Of several roots of a line one is chosen at random. A line without a change of sign gives no point.
 *
 * @throws RangeError if a class that is asked for has no point, a log density is no number, or an option is out of range
 *
 * @example
 * const { X, y } = synthetic.moons({ n: 100, noise: 0.05, seed: 1 });
 * const model = classConditional(X, y, 2, (points) => fitKernelDensity(points));
 * genMix({ model, search: segmentSearch({ model, X, y }), lambda: 0.5, numPoints: 100, stream: randomStream(1) });
 */
export function segmentSearch(options: SegmentSearchOptions): PairSearch {
  requireGiven('segmentSearch', options, { model: 'object', X: 'object', y: 'object' });
  const { model, X, y, reach = 0.5, tolerance = 1e-9 } = options;
  if (!(reach >= 0 && reach <= mostReach))
    throw new RangeError(`reach is ${reach}, expected a number from 0 to ${mostReach}`);
  if (!(tolerance > 0)) throw new RangeError(`tolerance is ${tolerance}, expected a number above 0`);
  if (y.length !== X.rows) throw new RangeError(`got ${y.length} labels for ${X.rows} points`);
  const rowsOf = (c: number) => {
    const rows = Array.from({ length: X.rows }, (_, n) => n).filter((n) => y[n] === c);
    if (rows.length === 0) throw new RangeError(`class ${c} has no points, so that no segment ends in it`);
    return rows;
  };
  const steps = Math.ceil(intervals * (1 + 2 * reach));
  const places = Array.from({ length: steps + 1 }, (_, s) => -reach + ((1 + 2 * reach) * s) / steps);
  return ({ first, second, logRatios, stream }) => {
    const [from, to] = [rowsOf(first), rowsOf(second)];
    const draw = (rows: number[], name: string) => {
      const own = stream.split(name);
      return selectRows(
        X,
        Array.from(logRatios, () => rows[own.integer(rows.length)]),
      );
    };
    const lines: Lines = { from: draw(from, 'first'), to: draw(to, 'second') };
    const excess = (points: Matrix, requests: ArrayLike<number>) => {
      const low = logDensitiesOf(model.densities[first], points, first);
      const high = logDensitiesOf(model.densities[second], points, second);
      return high.map((value, n) => value - low[n] - logRatios[requests[n]]);
    };
    const brackets = bracketsOf(lines, places, excess, stream.split('root'));
    return bisect(lines, brackets, excess, tolerance);
  };
}

interface Lines {
  readonly from: Matrix;
  readonly to: Matrix;
}

type Excess = (points: Matrix, requests: ArrayLike<number>) => Float64Array;

/** Two places of a line where the excess differs in sign. */
interface Bracket {
  readonly request: number;
  low: number;
  high: number;
  fLow: number;
  fHigh: number;
}

function pointsAt({ from, to }: Lines, requests: readonly number[], places: readonly number[]): Matrix {
  const result = zeros(requests.length, from.cols);
  requests.forEach((request, n) => {
    const [a, b] = [row(from, request), row(to, request)];
    for (let k = 0; k < from.cols; k++) result.data[n * from.cols + k] = a[k] + places[n] * (b[k] - a[k]);
  });
  return result;
}

function bracketsOf(
  lines: Lines,
  places: readonly number[],
  excess: Excess,
  stream: RandomStream,
): Bracket[] {
  const requests = Array.from({ length: lines.from.rows }, (_, n) => n);
  const values = places.map((place) =>
    excess(
      pointsAt(
        lines,
        requests,
        requests.map(() => place),
      ),
      requests,
    ),
  );
  return requests.flatMap((request): Bracket[] => {
    const changes = places.slice(1).flatMap((high, s): Bracket[] => {
      const [fLow, fHigh] = [values[s][request], values[s + 1][request]];
      return fLow < 0 !== fHigh < 0 && !Number.isNaN(fLow) && !Number.isNaN(fHigh)
        ? [{ request, low: places[s], high, fLow, fHigh }]
        : [];
    });
    return changes.length === 0 ? [] : [changes[stream.integer(changes.length)]];
  });
}

/** Halves or, every other time, cuts by false position, until the excess is within the tolerance. */
function bisect(lines: Lines, brackets: Bracket[], excess: Excess, tolerance: number) {
  const found = new Map<number, Float64Array>();
  let open = brackets;
  for (let step = 0; step < halvings && open.length > 0; step++) {
    const places = open.map(({ low, high, fLow, fHigh }) => {
      const cut = low + ((high - low) * fLow) / (fLow - fHigh);
      return step % 2 === 0 && cut > low && cut < high ? cut : (low + high) / 2;
    });
    const requests = open.map(({ request }) => request);
    const points = pointsAt(lines, requests, places);
    const values = excess(points, requests);
    open = open.filter((bracket, n) => {
      const value = values[n];
      if (Math.abs(value) <= tolerance) found.set(bracket.request, row(points, n).slice());
      if (Math.abs(value) <= tolerance || Number.isNaN(value)) return false;
      if (value < 0 === bracket.fLow < 0) [bracket.low, bracket.fLow] = [places[n], value];
      else [bracket.high, bracket.fHigh] = [places[n], value];
      return true;
    });
  }
  const requests = Int32Array.from(found.keys()).sort();
  const points = zeros(requests.length, lines.from.cols);
  requests.forEach((request, n) => {
    points.data.set(found.get(request) as Float64Array, n * points.cols);
  });
  return { points, requests };
}
