import { multiplyAdd, VECTOR } from './lanes';
import { settle } from './local-network';
import { layerOf, Neighbourhood, PiecewiseNet, placeOf } from './piecewise-net';
import { reserve } from './reserve';
import { addMultiple, combine, vectorBytes } from './row-sums';

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

/** Walks of n points in the neighbourhoods of the same numbers; filled by ../foresight.ts. */
@unmanaged
class Walks {
  d: i32;
  /** Bytes from the direction of a point to that of the next; 0: one for all */
  directionRow: i32;
  low: f64;
  high: f64;
  /** f64 [n x d] */
  points: usize;
  adversarials: usize;
  /** f64 [n], distances of the adversarials, and step sizes in units of them */
  distances: usize;
  sphericalSteps: usize;
  sourceSteps: usize;
  /** f64 [n x d], or [d] */
  directions: usize;
  /** i32 [n], classes of the points */
  labels: usize;
  /** i32 [n], numbers of the points that walk; then of those that are left open, and OPEN or what is certain */
  active: usize;
  open: usize;
  outcomes: usize;
  /** Foresight [n] */
  foresights: usize;
  /** f64 [d], the way to a point */
  way: usize;
  /** Room for a local net at work. */
  work: usize;
  capacity: usize;
}

const OPEN: i32 = 0, REFUSED: i32 = 1, ADVERSARIAL_ON_SPHERE: i32 = 2;

/** What is known of a walk until it moves. */
@unmanaged
class Foresight {
  /** Of which ball, distance and steps. */
  ball: i32;
  /** Units that may change sign; -1: nothing can be told */
  numUnits: i32;
  distance: f64;
  sphericalStep: f64;
  sourceStep: f64;
  /** p D, k, and k with b = 0 */
  reach: f64;
  candidateFactor: f64;
  sphereFactor: f64;
  /** The gap's start, of candidates and on the sphere, and what the way to the point adds. */
  candidate: f64;
  sphere: f64;
  slope: f64;
  /** Gap from which on the class is certain; the most by which units lower and raise it */
  least: f64;
  fall: f64;
  rise: f64;
  /** f64 [d x 2], the way to the point and the gap's map */
  pairs: usize;
  /** f64 [rows of columns], the gap and the units in their order: their maps, starts, slopes, and what each unit adds */
  columns: usize;
  capacity: usize;
  row: usize;
}

const SLACK: f64 = 1 + 1e-9;
const ERROR: f64 = 4096 * 1.1102230246251565e-16;
/** Least share of |o|^2 in |n|^2. */
const LEAST: f64 = 1.0 / 1024;
/** Radius of a ball, in distances of a candidate, from which on a smaller one is worth it. */
const WIDEST: f64 = 30;
/** Radius of a walk's first ball in distances of its candidates; later ones are to have about as many units that change sign. */
const FIRST_ROOM: f64 = 2.5, LEAST_ROOM: f64 = 2, MOST_ROOM: f64 = 8, UNITS: f64 = 24;
/** Columns at most. */
const COLUMNS: i32 = 24;
/** Sums of the units at work. */
const SUMS: usize = memory.data(COLUMNS * 8, 16);
const DOTS: usize = memory.data(COLUMNS * 8, 16);
/** Units that are not off: their places in the local net; 1 if on; -1 or 1 if they may change sign, -1 if on. */
const LISTED_MOST: i32 = 64;
const LISTED: usize = memory.data(LISTED_MOST * 4, 16);
const ON: usize = memory.data(LISTED_MOST * 4, 16);
const SIGNS: usize = memory.data(LISTED_MOST * 4, 16);
let numListed: i32 = 0;
/** In the order of columns: their places and signs; by their number in the list, their places among the columns. */
const PLACES: usize = memory.data(LISTED_MOST * 4, 16);
const FACTORS: usize = memory.data(LISTED_MOST * 8, 16);
const RANKS: usize = memory.data(LISTED_MOST * 4, 16);

export function placeWalks(n: i32, d: i32, own: i32, low: f64, high: f64): usize {
  const walks = changetype<Walks>(reserve(offsetof<Walks>()));
  const row = <usize>d << 3;
  walks.d = d, walks.directionRow = own ? <i32>row : 0, walks.low = low, walks.high = high;
  walks.points = reserve(<usize>n * row), walks.adversarials = reserve(<usize>n * row);
  walks.distances = reserve(<usize>n << 3);
  walks.sphericalSteps = reserve(<usize>n << 3), walks.sourceSteps = reserve(<usize>n << 3);
  walks.directions = reserve(own ? <usize>n * row : row);
  walks.labels = reserve(<usize>n << 2), walks.active = reserve(<usize>n << 2);
  walks.open = reserve(<usize>n << 2), walks.outcomes = reserve(<usize>n << 2);
  walks.foresights = reserve(<usize>n * offsetof<Foresight>()), walks.way = reserve(row);
  // One after the other, as they are read.
  let pairs = reserve(<usize>n * row * 2);
  for (let i = 0; i < n; i++, pairs += row * 2) foresightOf(walks, i).pairs = pairs;
  return changetype<usize>(walks);
}

// @ts-ignore: decorator
@inline
function foresightOf(walks: Walks, i: i32): Foresight {
  return changetype<Foresight>(walks.foresights + <usize>i * offsetof<Foresight>());
}

/**
 * Sorts the next step's candidates of the active walks.
 *
 * @param recorded 1: the places on the sphere are asked about, too
 * @returns number of the walks left open
 */
export function foresee(address: usize, walksAddress: usize, count: i32, recorded: i32): i32 {
  const net = changetype<PiecewiseNet>(address), walks = changetype<Walks>(walksAddress);
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
function bringUpToDate(net: PiecewiseNet, walks: Walks, place: Neighbourhood, known: Foresight, i: i32): void {
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

function measure(net: PiecewiseNet, walks: Walks, place: Neighbourhood, known: Foresight, i: i32): void {
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
  reduce(walks, place, known, adversarial, numClasses, label, longest, error);
}

/** What no two points of the box are apart. */
function spanOf(walks: Walks): f64 {
  return sqrt(<f64>walks.d) * max<f64>(abs(walks.low), abs(walks.high)) * 4;
}

/** |q - a| in units of the distance. */
// @ts-ignore: decorator
@inline
function lengthOf(k: f64, p: f64): f64 {
  return sqrt((1 - k) * (1 - k) + k * k * p * p);
}

/** The local net in the ball around the adversarial: units that are on there become part of the maps, few may change sign. */
function reduce(
  walks: Walks, place: Neighbourhood, known: Foresight, adversarial: usize, numClasses: i32, label: i32, longest: f64, error: f64,
): void {
  const d = walks.d, row = place.localRow, units = <usize>place.numUndecided << 3;
  const values = workOf(walks, 2 * row), speeds = values + row;
  combine(place.local + <usize>d * row, adversarial, d, place.local, row, values);
  memory.copy(speeds, place.speeds, row);
  const listed = list(place, d, values, speeds, longest);
  if (listed < 0) return;
  const rival = rivalOf(values + units, speeds + units, numClasses, label, longest, 4 * place.margin);
  if (rival < 0) return;
  const own = units + (<usize>label << 3), other = units + (<usize>rival << 3);
  known.least = 4 * place.margin + (load<f64>(speeds + own) + load<f64>(speeds + other)) * error;
  // Rows of the gap, the kept units and the others: maps, then what the units add, then values.
  const kept = order(), columns = vectorBytes(listed + 1);
  const maps = workOf(walks, 2 * row + <usize>(d + listed + 2) * columns) + 2 * row;
  let from = place.local, to = maps;
  for (let j = 0; j < d; j++, from += row, to += columns) gather(from, to, listed, own, other);
  from += row;
  const effects = to;
  for (let q: usize = 0; q < <usize>listed; q++, to += columns) {
    gather(from + (<usize>load<i32>(PLACES + (q << 2)) >> 3) * row, to, listed, own, other);
  }
  gather(walks.work, to, listed, own, other);
  turnOn(maps, effects, to, columns, listed);
  let fall: f64 = 0, rise: f64 = 0;
  for (let q: usize = 0; q < <usize>kept; q++) {
    const s = <usize>load<i32>(PLACES + (q << 2)), effect = load<f64>(effects + q * columns);
    const most = longest * load<f64>(walks.work + row + s) * SLACK - abs(load<f64>(walks.work + s));
    fall -= most * min<f64>(0, effect), rise += most * max<f64>(0, effect);
  }
  known.fall = fall * SLACK, known.rise = rise * SLACK, known.numUnits = kept;
  keep(walks, known, maps, columns, listed);
}

/** Places of the listed units, those that are kept first, with the signs of their columns; by rank, where they have got to. */
function order(): i32 {
  let kept: usize = 0, others: usize = 0;
  const listed = <usize>numListed;
  for (let q: usize = 0; q < listed; q++) kept += load<i32>(SIGNS + (q << 2)) ? 1 : 0;
  others = kept, kept = 0;
  for (let q: usize = 0; q < listed; q++) {
    const sign = load<i32>(SIGNS + (q << 2));
    const to = sign ? kept++ : others++;
    store<i32>(PLACES + (to << 2), load<i32>(LISTED + (q << 2)));
    store<f64>(FACTORS + (to << 3), sign ? <f64>sign : 1);
    store<i32>(RANKS + (q << 2), <i32>to);
  }
  return <i32>kept;
}

function workOf(walks: Walks, bytes: usize): usize {
  if (bytes > walks.capacity) {
    const before = walks.work, kept = walks.capacity;
    walks.capacity = 2 * bytes, walks.work = reserve(2 * bytes);
    memory.copy(walks.work, before, kept);
  }
  return walks.work;
}

/**
 * Lists the units that are not off in the whole ball; values become those at its centre, speeds how fast they may change.
 *
 * @returns their number; -1: too many
 */
function list(place: Neighbourhood, d: i32, values: usize, speeds: usize, longest: f64): i32 {
  const row = place.localRow;
  let listed: usize = 0, kept = 0, effect = place.local + <usize>(d + 1) * row;
  for (let s: usize = 0, end = <usize>place.numUndecided << 3; s < end; s += 8, effect += row) {
    const value = load<f64>(values + s), speed = load<f64>(speeds + s), change = longest * speed * SLACK;
    if (value + change <= 0) continue;
    const sure = value - change >= 0;
    if (listed == LISTED_MOST || kept == COLUMNS - 1) return -1;
    const later = <usize>(load<i32>(place.later + (s >> 1)) & ~1) << 3, rest = row - later;
    addAbsolute(speeds + later, speed * SLACK, effect + later, rest);
    if (value > 0) addMultiple(values + later, value, effect + later, rest);
    store<i32>(LISTED + (listed << 2), <i32>s);
    store<i32>(ON + (listed << 2), value > 0 ? 1 : 0);
    store<i32>(SIGNS + (listed << 2), sure ? 0 : value > 0 ? -1 : 1);
    listed++, kept += sure ? 0 : 1;
  }
  numListed = <i32>listed;
  return numListed;
}

/** to += factor |from|. */
// @ts-ignore: decorator
@inline
function addAbsolute(to: usize, factor: f64, from: usize, row: usize): void {
  const factors = f64x2.splat(factor);
  for (const end = to + row; to < end; to += VECTOR, from += VECTOR) {
    v128.store(to, f64x2.add(v128.load(to), f64x2.mul(factors, f64x2.abs(v128.load(from)))));
  }
}

/** The class whose logit is the closest to that of the point's class; -1 if another may come as close. */
function rivalOf(logits: usize, speeds: usize, numClasses: i32, label: i32, longest: f64, margin: f64): i32 {
  const own = load<f64>(logits + (<usize>label << 3)), ownSpeed = load<f64>(speeds + (<usize>label << 3));
  let largest = -Infinity, choice = -1;
  for (let c = 0; c < numClasses; c++) {
    const logit = load<f64>(logits + (<usize>c << 3));
    if (c != label && logit > largest) largest = logit, choice = c;
  }
  for (let c = 0; c < numClasses; c++) {
    if (c == label || c == choice) continue;
    const change = longest * (ownSpeed + load<f64>(speeds + (<usize>c << 3))) * SLACK;
    if (!(own - load<f64>(logits + (<usize>c << 3)) - change > margin)) return -1;
  }
  return choice;
}

/** The gap between two logits, and numbers of the listed units. */
function gather(from: usize, to: usize, listed: i32, own: usize, other: usize): void {
  store<f64>(to, load<f64>(from + own) - load<f64>(from + other));
  to += 8;
  for (let at = PLACES, factor = FACTORS, end = at + (<usize>listed << 2); at < end; at += 4, factor += 8, to += 8) {
    store<f64>(to, load<f64>(factor) * load<f64>(from + <usize>load<i32>(at)));
  }
  if (to & 8) store<f64>(to, 0);
}

/** Units that are on at the centre become part of the maps and effects, from the first to the last. */
function turnOn(maps: usize, effects: usize, values: usize, columns: usize, listed: i32): void {
  for (let q: usize = 0; q < <usize>listed; q++) {
    if (!load<i32>(ON + (q << 2))) continue;
    const rank = <usize>load<i32>(RANKS + (q << 2)), at: usize = 8 + (rank << 3), sign = load<f64>(FACTORS + (rank << 3));
    const effect = effects + rank * columns;
    for (let to = maps; to < values; to += columns) {
      const factor = load<f64>(to + at);
      if (factor != 0) addMultiple(to, sign * factor, effect, columns);
    }
  }
}

function keep(walks: Walks, known: Foresight, maps: usize, columns: usize, listed: i32): void {
  const d = <usize>walks.d, kept = known.numUnits;
  const effects = maps + d * columns, values = effects + <usize>listed * columns;
  let slope: f64 = 0, from = maps;
  for (let j: usize = 0, to = known.pairs; j < d; j++, from += columns, to += VECTOR) {
    const t = load<f64>(walks.way + (j << 3)), g = load<f64>(from);
    store<f64>(to, t), store<f64>(to, g, 8);
    slope += t * g;
  }
  const candidate = 1 - known.candidateFactor, sphere = 1 - known.sphereFactor;
  known.slope = slope;
  known.candidate = load<f64>(values) + candidate * slope, known.sphere = load<f64>(values) + sphere * slope;
  if (kept == 0) return;
  const row = vectorBytes(1 + kept), bytes = (d + 4 + <usize>kept) * row;
  known.row = row;
  if (bytes > known.capacity) known.capacity = bytes + (bytes >> 1), known.columns = reserve(known.capacity);
  copyRows(maps, columns, known.columns, row, <i32>d);
  // Where sums over features start.
  const zeros = known.columns + d * row, slopes = zeros + row, starts = slopes + row;
  memory.fill(zeros, 0, row);
  combine(zeros, walks.way, walks.d, known.columns, row, slopes);
  copyRows(values, 0, starts, row, 2);
  addMultiple(starts, candidate, slopes, row), addMultiple(starts + row, sphere, slopes, row);
  copyRows(effects, columns, starts + 2 * row, row, kept);
}

/** The first `row` bytes of rows. */
function copyRows(from: usize, fromRow: usize, to: usize, row: usize, count: i32): void {
  for (let j = 0; j < count; j++, from += fromRow) {
    for (let at: usize = 0; at < row; at += VECTOR, to += VECTOR) v128.store(to, v128.load(from + at));
  }
}
