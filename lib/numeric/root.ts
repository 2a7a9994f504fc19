/**
 * Root of a continuous function between two points where its signs differ, by Brent's method (Algorithms for
 * Minimization without Derivatives, 1973, chapter 4): interpolation where it converges, bisection where it does not.
 *
 * @param options.tolerance accepted distance from the sign change, beside 4 units in the last place; default 0
 * @throws RangeError if an end or a value of f is not finite, if f(a) and f(b) have the same sign, or tolerance < 0
 */
export function findRoot(
  f: (x: number) => number,
  a: number,
  b: number,
  { tolerance = 0 }: { readonly tolerance?: number } = {},
): number {
  if (!(tolerance >= 0)) throw new RangeError(`tolerance is ${tolerance}, expected 0 or more`);
  let before = evaluate(f, a);
  let best = evaluate(f, b);
  if (before.f * best.f > 0 || (before.f !== 0 && Math.sign(before.f) === Math.sign(best.f))) {
    throw new RangeError(
      `f(${a}) = ${before.f} and f(${b}) = ${best.f} have the same sign: choose ends at which the signs of f differ`,
    );
  }
  let opposite = before;
  let move = b - a;
  let moveBefore = move;
  for (;;) {
    if (Math.abs(opposite.f) < Math.abs(best.f)) [before, best, opposite] = [best, opposite, best];
    const reach = 2 * Number.EPSILON * Math.abs(best.x) + tolerance / 2 + Number.MIN_VALUE;
    const half = (opposite.x - best.x) / 2;
    if (Math.abs(half) <= reach || best.f === 0) return best.x;
    const jump = interpolate(before, best, opposite, half);
    const trusted =
      Math.abs(moveBefore) >= reach &&
      Math.abs(before.f) > Math.abs(best.f) &&
      jump / half > 0 &&
      Math.abs(jump) < Math.min(1.5 * Math.abs(half) - reach / 2, Math.abs(moveBefore) / 2);
    moveBefore = trusted ? move : half;
    move = trusted ? jump : half;
    before = best;
    best = evaluate(f, best.x + (Math.abs(move) > reach ? move : Math.sign(half) * reach));
    if (Math.sign(best.f) === Math.sign(opposite.f)) {
      opposite = before;
      move = best.x - before.x;
      moveBefore = move;
    }
  }
}

interface Point {
  readonly x: number;
  readonly f: number;
}

/** Move from `best` to the root of the secant (two distinct points) or of the inverse quadratic (three). */
function interpolate(before: Point, best: Point, opposite: Point, half: number): number {
  const s = best.f / before.f;
  if (before.x === opposite.x) return (2 * half * s) / (s - 1);
  const q = before.f / opposite.f;
  const r = best.f / opposite.f;
  const p = s * (2 * half * q * (q - r) - (best.x - before.x) * (r - 1));
  return -p / ((q - 1) * (r - 1) * (s - 1));
}

function evaluate(f: (x: number) => number, x: number): Point {
  if (!Number.isFinite(x)) throw new RangeError(`end of the bracket is ${x}, expected a finite number`);
  const value = f(x);
  if (!Number.isFinite(value)) throw new RangeError(`f(${x}) is ${value}, expected a finite number`);
  return { x, f: value };
}
