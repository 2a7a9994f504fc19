import { Foresight, foresightOf, ForeseenWalks } from './foreseen-walks';
import { multiplyAdd, VECTOR } from './lanes';
import { COLUMNS, reduceGap, SLACK } from './local-gap';
import { settle } from './local-network';
import { layerOf, Neighbourhood, PiecewiseNet, placeOf } from './piecewise-net';
import { addMultiple, combine } from './row-sums';

// Most candidates of a walk are of the attacked point's class and change nothing. This is certain without making them. Let s
// be the point, a its adversarial, t = s - a, D = |t|, n the random direction, o = n - (n.t / D^2) t. In real numbers, and
// where nothing is clipped, the candidate of ./proposals.ts is
//
//   q = a + (1 - k) t + k (p D / |o|) o,   k = (1 - b) / sqrt(1 + p^2),
//
// p and b the steps along the sphere and towards the point; with b = 0 it is the place on the sphere. |q - a| does not depend
// on n, so that all candidates lie in a ball around a that is the same until the walk moves. In that ball, the gap between the
// logits of the point's class and of another one is made of few maps m: its own, and those of the units of the local net
// (./local-network.ts) that may change sign in it. Of each, m(q) = m(a) + (1 - k) m.t + k (p D / |o|) (m.n - (n.t / D^2) m.t).
//
// Rounding, u = 2^-53: a sum over d terms errs by d u times the sum of absolute terms; |o| >= |n| / 32 is asked for, so that
// candidates as made, and m(q), err by less than 1024 (d + 16) u (D + L), L the largest coordinate, times the slope of what
// is made of them. ERROR is four times that. What is made of the local net errs by less than one made of the whole net does:
// three more of its margins cover it.

const OPEN: i32 = 0, REFUSED: i32 = 1, ADVERSARIAL_ON_SPHERE: i32 = 2;

const ERROR: f64 = 4096 * 1.1102230246251565e-16;
/** Least share of |o|^2 in |n|^2. */
const LEAST: f64 = 1.0 / 1024;
/** Radius of a ball, in distances of a candidate, from which on a smaller one is worth it. */
const WIDEST: f64 = 30;
/** Radius of a walk's first ball in distances of its candidates; later ones are to have about as many units that change sign. */
const FIRST_ROOM: f64 = 2.5, LEAST_ROOM: f64 = 2, MOST_ROOM: f64 = 8, UNITS: f64 = 24;
/** Sums of the units at work. */
const SUMS: usize = memory.data(COLUMNS * 8, 16);
const DOTS: usize = memory.data(COLUMNS * 8, 16);
/**
 * Sorts the next step's candidates of the active walks.
 *
 * @param recorded 1: the places on the sphere are asked about, too
 * @returns number of the walks left open
 */
export function foresee(address: usize, walksAddress: usize, count: i32, recorded: i32): i32 {
  const net = changetype<PiecewiseNet>(address), walks = changetype<ForeseenWalks>(walksAddress);
  const d = walks.d, common = net.last == 0 || net.linear;
  let size = walks.directionRow ? 0 : squareOf(walks.directions, d);
  let open = walks.open;
  for (let at: usize = 0, end = <usize>count << 2; at < end; at += 4) {
    const i = load<i32>(walks.active + at), direction = walks.directions + i * walks.directionRow;
    const known = foresightOf(walks, i);
    bringUpToDate(net, walks, placeOf(net, common ? 0 : i), known, i);
    if (walks.directionRow) size = squareOf(direction, d);
    const outcome = known.numUnits < 0 ? OPEN : outcomeOf(known, direction, d, size, recorded);
    store<i32>(walks.outcomes + at, outcome);
    store<i32>(open, i);
    open += outcome == OPEN ? 4 : 0;
  }
  return <i32>((open - walks.open) >> 2);
}

function squareOf(x: usize, d: i32): f64 {
  let sum: f64 = 0;
  for (const end = x + (<usize>d << 3); x < end; x += 8) sum += load<f64>(x) * load<f64>(x);
  return sum;
}

// @ts-ignore: decorator
@inline
function outcomeOf(known: Foresight, direction: usize, d: i32, size: f64, recorded: i32): i32 {
  let even = f64x2.splat(0), odd = even, pairs = known.pairs;
  const end = direction + (<usize>d << 3);
  let at = direction;
  for (; at + 8 < end; at += 16, pairs += 2 * VECTOR) {
    even = multiplyAdd<f64>(even, v128.load64_splat(at), v128.load(pairs));
    odd = multiplyAdd<f64>(odd, v128.load64_splat(at, 8), v128.load(pairs, VECTOR));
  }
  if (at < end) even = multiplyAdd<f64>(even, v128.load64_splat(at), v128.load(pairs));
  const dots = f64x2.add(even, odd);
  const along = f64x2.extract_lane(dots, 0), share = along / (known.distance * known.distance);
  const square = size - along * share;
  // Neither if the direction is too close to that of the point, or a number is NaN.
  if (!(square > LEAST * size)) return OPEN;
  const factor = known.reach / sqrt(square), turned = f64x2.extract_lane(dots, 1) - share * known.slope;
  let gap = known.candidate + known.candidateFactor * factor * turned, listed = false;
  if (!(gap - known.fall > known.least)) {
    if (known.numUnits == 0) return OPEN;
    combine(known.columns + <usize>d * known.row, direction, d, known.columns, known.row, DOTS);
    listed = true;
    if (!(gapOf(known, d, false, known.candidateFactor * factor, share) > known.least)) return OPEN;
  }
  if (!recorded) return REFUSED;
  gap = known.sphere + known.sphereFactor * factor * turned;
  if (gap - known.fall > known.least) return REFUSED;
  if (gap + known.rise < -known.least) return ADVERSARIAL_ON_SPHERE;
  if (known.numUnits == 0) return OPEN;
  if (!listed) combine(known.columns + <usize>d * known.row, direction, d, known.columns, known.row, DOTS);
  gap = gapOf(known, d, true, known.sphereFactor * factor, share);
  if (gap > known.least) return REFUSED;
  return gap < -known.least ? ADVERSARIAL_ON_SPHERE : OPEN;
}

/** Of a candidate or its place on the sphere, from DOTS. */
function gapOf(known: Foresight, d: i32, onSphere: bool, factor: f64, share: f64): f64 {
  const row = known.row, units = <usize>known.numUnits << 3;
  const slopes = known.columns + <usize>(d + 1) * row;
  let start = slopes + row;
  if (onSphere) start += row;
  const factors = f64x2.splat(factor), shares = f64x2.splat(share);
  for (let at: usize = 0; at < row; at += VECTOR) {
    const turned = f64x2.sub(v128.load(DOTS + at), f64x2.mul(shares, v128.load(slopes + at)));
    v128.store(SUMS + at, f64x2.add(v128.load(start + at), f64x2.mul(factors, turned)));
  }
  let effects = slopes + 3 * row;
  for (let at = SUMS + 8, end = at + units; at < end; at += 8, effects += row) {
    const added = load<f64>(at);
    if (added > 0) addMultiple(SUMS, added, effects, row);
  }
  return load<f64>(SUMS);
}

// @ts-ignore: decorator
@inline
function bringUpToDate(net: PiecewiseNet, walks: ForeseenWalks, place: Neighbourhood, known: Foresight, i: i32): void {
  const at = <usize>i << 3;
  const distance = load<f64>(walks.distances + at);
  const sphericalStep = load<f64>(walks.sphericalSteps + at), sourceStep = load<f64>(walks.sourceSteps + at);
  if (
    known.ball == place.ball && distance == known.distance
    && sphericalStep == known.sphericalStep && sourceStep == known.sourceStep
  ) return;
  known.ball = place.ball;
  known.distance = distance, known.sphericalStep = sphericalStep, known.sourceStep = sourceStep;
  known.numUnits = -1;
  measure(net, walks, place, known, i);
}

function measure(net: PiecewiseNet, walks: ForeseenWalks, place: Neighbourhood, known: Foresight, i: i32): void {
  const label = load<i32>(walks.labels + (<usize>i << 2)), numClasses = layerOf(net, net.last).outputs;
  if (label < 0 || label >= numClasses || numClasses < 2) return;
  const p = known.sphericalStep, b = known.sourceStep, distance = known.distance;
  if (!(b > 0 && b < 1)) return;
  const shrink = 1 / sqrt(1 + p * p), k = (1 - b) * shrink;
  known.reach = p * distance, known.candidateFactor = k, known.sphereFactor = shrink;
  const error = ERROR * <f64>(walks.d + 16) * (distance + max<f64>(abs(walks.low), abs(walks.high)));
  const longest = max<f64>(lengthOf(shrink, p), lengthOf(k, p)) * distance * SLACK + error;
  const offset = <usize>i * (<usize>walks.d << 3);
  const adversarial = walks.adversarials + offset;
  let far: f64 = 0, room = Infinity;
  for (let j: usize = 0, end = <usize>walks.d << 3; j < end; j += 8) {
    const a = load<f64>(adversarial + j), away = a - load<f64>(place.centre + j);
    store<f64>(walks.way + j, load<f64>(walks.points + offset + j) - a);
    far += away * away;
    room = min<f64>(room, min<f64>(a - walks.low, walks.high - a));
  }
  if (!(longest < room)) return;
  const within = place.switched >= 0 && sqrt(far) * SLACK + error + longest <= place.radius;
  if (!within || (place.numUndecided > 0 && place.radius > WIDEST * longest)) {
    if (place.room == 0) place.room = FIRST_ROOM;
    const settled = settle(net, place, adversarial, net.last == 0 || net.linear ? spanOf(walks) : longest, place.room);
    known.ball = place.ball;
    if (!settled) return;
    place.room = max<f64>(LEAST_ROOM, min<f64>(MOST_ROOM, place.room * sqrt(UNITS / <f64>(place.numUndecided + 1))));
  }
  reduceGap(walks, place, known, adversarial, numClasses, label, longest, error);
}

/** What no two points of the box are apart. */
function spanOf(walks: ForeseenWalks): f64 {
  return sqrt(<f64>walks.d) * max<f64>(abs(walks.low), abs(walks.high)) * 4;
}

/** |q - a| in units of the distance. */
// @ts-ignore: decorator
@inline
function lengthOf(k: f64, p: f64): f64 {
  return sqrt((1 - k) * (1 - k) + k * k * p * p);
}
