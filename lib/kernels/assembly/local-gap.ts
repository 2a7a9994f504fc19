import { Foresight, ForeseenWalks, workOf } from './foreseen-walks';
import { VECTOR } from './lanes';
import { Neighbourhood } from './piecewise-net';
import { reserve } from './reserve';
import { addMultiple, combine, vectorBytes } from './row-sums';

// The gap between two logits of a local net (./local-network.ts) in a small ball around a walk's adversarial: a linear map, and
// what the few units add that may change sign there.

export const SLACK: f64 = 1 + 1e-9;
/** The gap and such units at most. */
export const COLUMNS: i32 = 24;
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

/** The local net in the ball around the adversarial: units that are on there become part of the maps, few may change sign. */
export function reduceGap(
  walks: ForeseenWalks, place: Neighbourhood, known: Foresight, adversarial: usize, numClasses: i32, label: i32, longest: f64, error: f64,
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

function keep(walks: ForeseenWalks, known: Foresight, maps: usize, columns: usize, listed: i32): void {
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
