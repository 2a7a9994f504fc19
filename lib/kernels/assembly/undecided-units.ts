import { multiplyAdd, VECTOR } from './lanes';
import { Affine, layerOf, mapOf, Neighbourhood, PiecewiseNet, Undecided } from './piecewise-net';
import { reserve } from './reserve';
import { combineListed, vectorBytes } from './row-sums';

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
  const bytes = <usize>(net.d + 1 + place.numUndecided) * place.localRow;
  if (bytes > place.capacity) place.capacity = bytes + (bytes >> 1), place.local = reserve(place.capacity);
  copyMaps(net, place, last);
  copyEffects(net, place, last);
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
  for (let s = first; s < count; s++) widen(net, undecidedOf(net, s), net.effects + <usize>s * net.width);
}

function widen(net: PiecewiseNet, unit: Undecided, effects: usize): void {
  const sum = load<f64>(net.sums + unit.place);
  const most = f64x2.splat(sum > 0 ? -(sum + load<f64>(net.low + unit.place)) : sum + load<f64>(net.high + unit.place));
  const zero = f64x2.splat(0);
  for (let at = unit.next, end = layerOf(net, net.last).offset; at < end; at += VECTOR) {
    const effect = v128.load(effects + at);
    v128.store(net.high + at, multiplyAdd<f64>(v128.load(net.high + at), most, f64x2.pmax(effect, zero)));
    v128.store(net.low + at, multiplyAdd<f64>(v128.load(net.low + at), most, f64x2.pmin(effect, zero)));
  }
}

function copyMaps(net: PiecewiseNet, place: Neighbourhood, last: Affine): void {
  const count = place.numUndecided, row = place.localRow;
  let column = place.local;
  for (let s = 0; s < count; s++, column += 8) {
    const unit = undecidedOf(net, s);
    for (let j = 0, from = unit.map, to = column; j <= net.d; j++, from += unit.stride, to += row) {
      store<f64>(to, unit.sign * load<f64>(from));
    }
  }
  const map = mapOf(net, place, net.last);
  for (let j = 0, from = map, to = column; j <= net.d; j++, from += last.row, to += row) {
    copyNumbers(from, to, last.outputs);
  }
}

/** Row of an undecided unit: what it adds to the later units and to the logits. */
function copyEffects(net: PiecewiseNet, place: Neighbourhood, last: Affine): void {
  const count = place.numUndecided;
  let to = place.local + <usize>(net.d + 1) * place.localRow;
  for (let s = 0; s < count; s++, to += place.localRow) {
    const effects = net.effects + <usize>s * net.width, next = undecidedOf(net, s).next;
    for (let t = 0; t < count; t++) {
      const later = undecidedOf(net, t);
      const effect = later.place < next ? 0 : later.sign * load<f64>(effects + later.place);
      store<f64>(to + (<usize>t << 3), effect);
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
