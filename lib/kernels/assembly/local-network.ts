import { classificationCost, classifyUnits, copy, ReluUnits } from './relu-units';
import { reduce, Reduction } from './unit-reduction';

/** A net reduced to a ball, and that once more to a smaller ball; filled by ../neighbour-classifier.ts. */
@unmanaged
export class LocalNetwork {
  net: usize;
  outer: usize;
  inner: usize;
  started: i32;
}

const GROWTH: f64 = 1.5;

/**
 * Classes of points, each by the local network of its neighbourhood; -1 where they are not certain. Radii follow the work:
 * a ball that is left before it has paid for itself makes the next one larger, one that has served long a smaller one.
 *
 * @param points f64 [count x d]
 * @param locals u32 [count]
 * @param classes i32 [count]
 */
export function classifyNeighbours(
  points: usize, count: i32, locals: usize, reduction: usize, scratch: usize, classes: usize,
): void {
  for (let i = 0; i < count; i++, locals += 4, classes += 4) {
    const local = changetype<LocalNetwork>(load<usize>(locals));
    const inner = changetype<ReluUnits>(local.inner);
    centreOn(local, points, changetype<Reduction>(reduction));
    inner.spent += classificationCost(inner);
    store<i32>(classes, classifyUnits(inner, points, scratch));
    points += <usize>inner.d << 3;
  }
}

/** Reduces anew what does not hold at a point, or is worth a smaller ball. */
function centreOn(local: LocalNetwork, x: usize, reduction: Reduction): void {
  const net = changetype<ReluUnits>(local.net);
  const outer = changetype<ReluUnits>(local.outer), inner = changetype<ReluUnits>(local.inner);
  if (local.started) {
    if (!worn(inner) && distance(inner, x) <= inner.radius) return;
    adapt(inner);
  }
  if (!local.started || worn(outer) || distance(outer, x) + inner.radius > outer.radius) {
    if (local.started) adapt(outer);
    outer.radius = max(outer.radius, 2 * inner.radius);
    build(net, outer, x, reduction);
  }
  build(outer, inner, x, reduction);
  outer.spent += inner.cost;
  local.started = 1;
}

function build(from: ReluUnits, into: ReluUnits, x: usize, reduction: Reduction): void {
  copy(x, into.centre, <usize>into.d << 3);
  reduce(from, x, into, reduction);
  into.spent = 0;
}

function adapt(ball: ReluUnits): void {
  if (ball.spent < ball.cost) ball.radius *= GROWTH;
  else if (ball.n > 0) ball.radius /= GROWTH;
}

/** Whether a ball has been used so much that a smaller one is worth its cost. */
function worn(ball: ReluUnits): bool {
  return ball.n > 0 && ball.spent > 3 * ball.cost;
}

function distance(ball: ReluUnits, x: usize): f64 {
  let sum: f64 = 0;
  for (let at = ball.centre, end = at + (<usize>ball.d << 3); at < end; at += 8, x += 8) {
    const difference = load<f64>(x) - load<f64>(at);
    sum += difference * difference;
  }
  return sqrt(sum);
}
