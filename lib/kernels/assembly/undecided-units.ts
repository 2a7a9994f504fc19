import { multiplyAdd, VECTOR } from './lanes';
import { Affine, layerOf, mapOf, Neighbourhood, PiecewiseNet, Undecided } from './piecewise-net';
import { reserve } from './reserve';
import { combineListed, norms, vectorBytes } from './row-sums';

// relu(p) = p [unit is on at the centre] + c, c = max(0, -p) if it is on and max(0, p) if not. So the net is the linear net
// of the centre's pattern, to which each unit adds its c times its effect on the later layers under that pattern. In a
// ball, c is zero but for the units that can change sign there. These are found layer by layer: a sum changes by no more
// than the radius times the norm of its map, and by what the undecided units before it add.

/** Room for the rounding of bounds. */
const SLACK: f64 = 1 + 1e-9;

/** Undecided units of a ball whose centre has been followed, and the local net made of them. */
export function localise(net: PiecewiseNet, place: Neighbourhood): void {
  place.numUndecided = net.linear ? 0 : findUndecided(net, place);
  const last = layerOf(net, net.last);
  place.localRow = vectorBytes(place.numUndecided + last.outputs);
  const bytes = <usize>(net.d + 3 + place.numUndecided) * place.localRow;
  if (bytes > place.capacity) place.capacity = bytes + (bytes >> 1), place.local = reserve(place.capacity);
  place.later = place.local + bytes - place.localRow, place.speeds = place.later - place.localRow;
  copyMaps(net, place, last);
  copyEffects(net, place, last);
  norms(place.local, net.d, place.localRow, place.speeds);
}

// @ts-ignore: decorator
@inline
function undecidedOf(net: PiecewiseNet, index: i32): Undecided {
  return changetype<Undecided>(net.undecided + <usize>index * offsetof<Undecided>());
}

function findUndecided(net: PiecewiseNet, place: Neighbourhood): i32 {
  const radius = f64x2.splat(place.radius * SLACK);
  for (let at: usize = 0, end = layerOf(net, net.last).offset; at < end; at += VECTOR) {
    const change = f64x2.mul(radius, v128.load(place.norms + at));
    v128.store(net.high + at, change), v128.store(net.low + at, f64x2.neg(change));
  }
  let count = 0;
  for (let l = 0; l < net.last; l++) {
    const first = count;
    const layer = layerOf(net, l);
    for (let at = layer.offset, end = at + layer.row; at < end; at += VECTOR) {
      const sums = v128.load(net.sums + at), zero = f64x2.splat(0);
      const falls = f64x2.le(f64x2.add(sums, v128.load(net.low + at)), zero);
      const rises = f64x2.gt(f64x2.add(sums, v128.load(net.high + at)), zero);
      const lanes = i64x2.bitmask(v128.and(falls, rises));
      if (lanes & 1) note(net, place, l, at, count++);
      if (lanes & 2) note(net, place, l, at + 8, count++);
    }
    spread(net, l, first, count);
  }
  return count;
}

function note(net: PiecewiseNet, place: Neighbourhood, l: i32, at: usize, index: i32): void {
  const layer = layerOf(net, l), unit = undecidedOf(net, index);
  unit.map = mapOf(net, place, l) + (at - layer.offset), unit.stride = layer.row;
  unit.place = at, unit.next = layerOf(net, l + 1).offset;
  unit.sign = load<f64>(net.sums + at) > 0 ? -1 : 1;
}

/** Effects of undecided units of a layer on the later ones, and what they may add there. */
function spread(net: PiecewiseNet, l: i32, first: i32, count: i32): void {
  const found = net.effects + <usize>first * net.width;
  for (let s = first; s < count; s++) {
    const layer = layerOf(net, l), next = layerOf(net, l + 1);
    const unit = <usize>(undecidedOf(net, s).place - layer.offset) >> 3;
    memory.copy(net.effects + <usize>s * net.width + next.offset, next.weights + unit * next.row, next.row);
  }
  for (let m = l + 2; m <= net.last; m++) {
    const before = layerOf(net, m - 1), layer = layerOf(net, m);
    combineListed(
      before.listOn, before.numOn, layer.weights, layer.row,
      found + before.offset, net.width, found + layer.offset, net.width, count - first,
    );
  }
  if (first < count) widen(net, layerOf(net, l + 1).offset, first, count);
}

/** Bounds of later sums by what units add, from a place on; two vectors at a time. */
function widen(net: PiecewiseNet, from: usize, first: i32, count: i32): void {
  const zero = f64x2.splat(0), width = net.width;
  for (let s = first; s < count; s++) {
    const unit = undecidedOf(net, s), sum = load<f64>(net.sums + unit.place);
    unit.most = sum > 0 ? -(sum + load<f64>(net.low + unit.place)) : sum + load<f64>(net.high + unit.place);
  }
  for (let at = from, end = layerOf(net, net.last).offset; at < end; at += 2 * VECTOR) {
    let high0 = v128.load(net.high + at), high1 = v128.load(net.high + at, VECTOR);
    let low0 = v128.load(net.low + at), low1 = v128.load(net.low + at, VECTOR);
    let effects = net.effects + <usize>first * width + at;
    for (let s = first; s < count; s++, effects += width) {
      const most = v128.load64_splat(changetype<usize>(undecidedOf(net, s)) + offsetof<Undecided>('most'));
      const effect0 = v128.load(effects), effect1 = v128.load(effects, VECTOR);
      high0 = multiplyAdd<f64>(high0, most, f64x2.pmax(effect0, zero));
      high1 = multiplyAdd<f64>(high1, most, f64x2.pmax(effect1, zero));
      low0 = multiplyAdd<f64>(low0, most, f64x2.pmin(effect0, zero));
      low1 = multiplyAdd<f64>(low1, most, f64x2.pmin(effect1, zero));
    }
    v128.store(net.high + at, high0), v128.store(net.low + at, low0);
    // The other vector may be the logits', which have no bounds.
    if (at + VECTOR < end) v128.store(net.high + at, high1, VECTOR), v128.store(net.low + at, low1, VECTOR);
  }
}

function copyMaps(net: PiecewiseNet, place: Neighbourhood, last: Affine): void {
  const count = place.numUndecided, row = place.localRow;
  const units = net.undecided, end = units + <usize>count * offsetof<Undecided>();
  for (let j = 0, to = place.local; j <= net.d; j++, to += row) {
    for (let at = units, column = to; at < end; at += offsetof<Undecided>(), column += 8) {
      const unit = changetype<Undecided>(at), coefficient = unit.map;
      unit.map = coefficient + unit.stride;
      store<f64>(column, unit.sign * load<f64>(coefficient));
    }
  }
  const map = mapOf(net, place, net.last);
  for (let j = 0, from = map, to = place.local + (<usize>count << 3); j <= net.d; j++, from += last.row, to += row) {
    copyNumbers(from, to, last.outputs);
  }
}

/** Row of an undecided unit: what it adds to the later units and to the logits. */
function copyEffects(net: PiecewiseNet, place: Neighbourhood, last: Affine): void {
  const count = place.numUndecided;
  let to = place.local + <usize>(net.d + 1) * place.localRow;
  let later = 0;
  for (let s = 0; s < count; s++, to += place.localRow) {
    const effects = net.effects + <usize>s * net.width, next = undecidedOf(net, s).next;
    while (later < count && undecidedOf(net, later).place < next) later++;
    store<i32>(place.later + (<usize>s << 2), later);
    for (let t = 0; t < later; t++) store<f64>(to + (<usize>t << 3), 0);
    for (let t = later; t < count; t++) {
      const unit = undecidedOf(net, t);
      store<f64>(to + (<usize>t << 3), unit.sign * load<f64>(effects + unit.place));
    }
    copyNumbers(effects + last.offset, to + (<usize>count << 3), last.outputs);
  }
}

/** For few numbers, where memory.copy is slow. */
// @ts-ignore: decorator
@inline
function copyNumbers(from: usize, to: usize, count: i32): void {
  for (let c: usize = 0; c < <usize>count << 3; c += 8) store<f64>(to + c, load<f64>(from + c));
}
