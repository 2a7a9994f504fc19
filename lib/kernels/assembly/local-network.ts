import { follow } from './activation-pattern';
import { multiplyAdd, VECTOR } from './lanes';
import { layerOf, Neighbourhood, PiecewiseNet, placeOf } from './piecewise-net';
import { marginOf, reachOut } from './rounding-margin';
import { addMultiple, combine } from './row-sums';
import { localise } from './undecided-units';

/** Radius of a ball in distances of the point that it is made for, and from how many points on a smaller one is worth it. */
const ROOM: f64 = 2;
const MANY = 16;

/**
 * Classes of points, each by the local net of its neighbourhood; of equal logits the first, -1 where rounding might decide.
 *
 * @param points f64 [count x d]
 * @param owners i32 [count]
 * @param centres f64 [owners x d], middles of the neighbourhoods; 0: the points themselves
 * @param classes i32 [count]
 */
export function classifyNeighbours(
  address: usize, points: usize, count: i32, owners: usize, centres: usize, classes: usize,
): void {
  const net = changetype<PiecewiseNet>(address);
  const bytes = <usize>net.d << 3;
  for (let i = 0; i < count; i++, points += bytes, owners += 4, classes += 4) {
    const owner = load<i32>(owners);
    const place = placeOf(net, net.last == 0 || net.linear ? 0 : owner);
    const apart = distance(place.centre, points, bytes);
    let ready = place.switched >= 0 && apart <= place.radius && !wasteful(place, apart);
    if (!ready) {
      const centre = centres ? centres + <usize>owner * bytes : points;
      ready = settle(net, place, centre, distance(centre, points, bytes), ROOM);
    }
    store<i32>(classes, ready ? classOf(net, place, points) : -1);
  }
}

/** Whether a smaller ball would have done for many points. */
// @ts-ignore: decorator
@inline
function wasteful(place: Neighbourhood, apart: f64): bool {
  place.widest = max<f64>(place.widest, apart);
  if (++place.asked < MANY) return false;
  place.asked = 0;
  const narrow = place.numUndecided > 0 && ROOM * ROOM * place.widest < place.radius;
  place.widest = 0;
  return narrow;
}

/**
 * Moves a ball, and makes it large enough for points that are `apart` from its centre.
 *
 * @param room its radius in units of that
 * @returns false if they are too far away to be sure of anything
 */
export function settle(net: PiecewiseNet, place: Neighbourhood, centre: usize, apart: f64, room: f64): bool {
  const bytes = <usize>net.d << 3;
  let extent: f64 = 0;
  for (let at: usize = 0; at < bytes; at += 8) extent = max<f64>(extent, abs(load<f64>(centre + at)));
  const radius = net.last == 0 || net.linear ? 2 * (apart + extent) : room * apart;
  place.radius = -1, place.ball = ++net.numBalls;
  if (!reachOut(net, extent + radius)) return false;
  for (let at: usize = 0; at < bytes; at += 8) store<f64>(place.centre + at, load<f64>(centre + at));
  follow(net, place);
  place.radius = radius, place.asked = 0, place.widest = 0;
  localise(net, place);
  place.margin = marginOf(net, place);
  return true;
}

function classOf(net: PiecewiseNet, place: Neighbourhood, x: usize): i32 {
  const row = place.localRow, sums = net.local;
  const constants = place.local + <usize>net.d * row;
  combine(constants, x, net.d, place.local, row, sums);
  let effects = constants + row;
  let at = sums;
  for (const end = sums + (<usize>place.numUndecided << 3); at < end; at += 8, effects += row) {
    const added = load<f64>(at);
    if (added > 0) addMultiple(sums, added, effects, row);
  }
  let largest = -Infinity, second = -Infinity;
  let choice = 0;
  const numClasses = layerOf(net, net.last).outputs;
  for (let c = 0; c < numClasses; c++, at += 8) {
    const logit = load<f64>(at);
    if (logit > largest) second = largest, largest = logit, choice = c;
    else if (logit > second) second = logit;
  }
  // Not so if any of them is NaN.
  return largest - second > place.margin ? choice : -1;
}

function distance(a: usize, b: usize, bytes: usize): f64 {
  let pairs = f64x2.splat(0);
  const end = a + bytes;
  for (; a + VECTOR <= end; a += VECTOR, b += VECTOR) {
    const difference = f64x2.sub(v128.load(a), v128.load(b));
    pairs = multiplyAdd<f64>(pairs, difference, difference);
  }
  let sum = f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
  if (a < end) {
    const difference = load<f64>(a) - load<f64>(b);
    sum += difference * difference;
  }
  return sqrt(sum);
}
