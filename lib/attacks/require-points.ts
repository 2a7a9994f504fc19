import type { Matrix } from '../numeric/matrix';
import { requireShape } from '../numeric/require';

/** What is attacked. */
export interface PointsToAttack {
  /** Points to attack, [n x d]. */
  readonly X: Matrix;
  /** Their classes, [n]. */
  readonly y: ArrayLike<number>;
  /** Smallest and largest value of a feature; adversarials stay within. */
  readonly bounds: readonly [number, number];
}

/** @throws RangeError if there is no point, a class is no integer from 0, or a point leaves the bounds */
export function requirePoints({ X, y, bounds }: PointsToAttack): void {
  requireShape('X', X);
  if (X.rows < 1 || X.cols < 1 || y.length !== X.rows) {
    throw new RangeError(
      `X is ${X.rows} x ${X.cols} with ${y.length} classes, expected at least one point and one class a point`,
    );
  }
  for (let i = 0; i < y.length; i++) {
    if (!Number.isInteger(y[i]) || y[i] < 0) {
      throw new RangeError(`class of point ${i} is ${y[i]}, expected an integer from 0`);
    }
  }
  const [min, max] = bounds;
  if (!(min < max && Number.isFinite(max - min))) {
    throw new RangeError(`bounds are [${bounds}], expected two finite numbers, the smaller first`);
  }
  const outside = X.data.findIndex((value) => !(value >= min && value <= max));
  if (outside >= 0) {
    throw new RangeError(
      `X holds ${X.data[outside]} in row ${Math.floor(outside / X.cols)}, column ${outside % X.cols}, outside the ` +
        `bounds [${bounds}]: widen them to the range of all data, or clip the points`,
    );
  }
}

/** More steps or queries would not end. */
const mostCount = 100_000_000;

/** @throws RangeError if an option that is given is no integer from `least` to 100 millions */
export function requireCount(name: string, value: number | undefined, least: number): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= mostCount)) {
    const most = (value ?? 0) > mostCount ? ` to ${mostCount}` : '';
    throw new RangeError(`${name} is ${value}, expected an integer from ${least}${most}`);
  }
}
