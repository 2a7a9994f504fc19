export {
  type MinimiseSmoothOptions,
  minimiseSmooth,
  type SmoothMinimum,
  type SmoothValue,
} from './minimise-smooth';

/** Where a function of one variable is least. */
export interface Minimum {
  readonly x: number;
  readonly value: number;
  /** How often f was evaluated. */
  readonly evaluations: number;
}

/**
 * Local minimum of f in [a, b] by Brent's method (Algorithms for Minimization without Derivatives, 1973, chapter 5):
 * parabolas where they converge, golden sections where they do not. It is the global minimum where f has one valley.
 *
 * The ends themselves are never evaluated. Within about sqrt(epsilon) = 1.5e-8 (relative) of a smooth minimum f changes
 * by rounding only, so x is known no better; where it must be, find the root of the derivative (`findRoot`).
 *
 * @param options.tolerance accepted relative error of x, beside 1e-15 absolute; default 1.5e-8
 * @throws RangeError if a or b is not finite, if a > b, if f is NaN at a point, or if the tolerance is not positive
 */
export function minimise(
  f: (x: number) => number,
  a: number,
  b: number,
  { tolerance = 1.5e-8 }: { readonly tolerance?: number } = {},
): Minimum {
  if (!Number.isFinite(a) || !Number.isFinite(b) || a > b) {
    throw new RangeError(`interval is [${a}, ${b}], expected finite ends in ascending order`);
  }
  if (!(tolerance > 0)) throw new RangeError(`tolerance is ${tolerance}, expected a number greater than 0`);
  let search = start(f, a, b);
  for (let evaluations = 1; ; evaluations++) {
    const { best, low, high } = search;
    const reach = tolerance * Math.abs(best.x) + 1e-15;
    if (Math.abs(best.x - (low + high) / 2) <= 2 * reach - (high - low) / 2) return { ...best, evaluations };
    search = narrow(f, chooseMove(search, reach), reach);
  }
}

interface Point {
  readonly x: number;
  readonly value: number;
}

/** The minimum lies in [low, high]; best, second and third are the lowest points so far. */
interface Search {
  readonly low: number;
  readonly high: number;
  readonly best: Point;
  readonly second: Point;
  readonly third: Point;
  readonly move: number;
  readonly moveBefore: number;
}

const GOLDEN = (3 - Math.sqrt(5)) / 2;

function start(f: (x: number) => number, low: number, high: number): Search {
  const best = evaluate(f, low + GOLDEN * (high - low));
  return { low, high, best, second: best, third: best, move: 0, moveBefore: 0 };
}

function chooseMove(search: Search, reach: number): Search {
  const { low, high, best, move, moveBefore } = search;
  const upward = best.x < (low + high) / 2;
  const jump = parabolaMove(search);
  const target = best.x + jump;
  // A parabola is trusted while its moves halve every second time.
  if (
    Math.abs(moveBefore) > reach &&
    Math.abs(jump) < Math.abs(moveBefore) / 2 &&
    target > low &&
    target < high
  ) {
    const nearEnd = target - low < 2 * reach || high - target < 2 * reach;
    return { ...search, move: nearEnd ? (upward ? reach : -reach) : jump, moveBefore: move };
  }
  const rest = (upward ? high : low) - best.x;
  return { ...search, move: GOLDEN * rest, moveBefore: rest };
}

function narrow(f: (x: number) => number, search: Search, reach: number): Search {
  const { best, second, third, move } = search;
  const tried = evaluate(f, best.x + (Math.abs(move) >= reach ? move : move > 0 ? reach : -reach));
  if (tried.value <= best.value) {
    const side = tried.x < best.x ? { high: best.x } : { low: best.x };
    return { ...search, ...side, best: tried, second: best, third: second };
  }
  const side = tried.x < best.x ? { low: tried.x } : { high: tried.x };
  if (tried.value <= second.value || second === best)
    return { ...search, ...side, second: tried, third: second };
  if (tried.value <= third.value || third === best || third === second)
    return { ...search, ...side, third: tried };
  return { ...search, ...side };
}

/** From the best point to the vertex of the parabola through the three lowest; NaN where they lie on a line. */
function parabolaMove({ best, second, third }: Search): number {
  const r = (best.x - second.x) * (best.value - third.value);
  const q = (best.x - third.x) * (best.value - second.value);
  return -((best.x - third.x) * q - (best.x - second.x) * r) / (2 * (q - r));
}

function evaluate(f: (x: number) => number, x: number): Point {
  const value = f(x);
  if (Number.isNaN(value)) throw new RangeError(`f(${x}) is NaN, expected a number`);
  return { x, value };
}
