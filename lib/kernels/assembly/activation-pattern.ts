import { multiplyAdd, VECTOR } from './lanes';
import { Affine, layerOf, mapOf, Neighbourhood, PiecewiseNet } from './piecewise-net';
import { addMultiple, combine, combineListed, norms } from './row-sums';

/** Beyond this the maps are made afresh, lest rounding adds up. */
const MOST_SWITCHED = 1000;

/**
 * Sums of all layers at a neighbourhood's centre; its pattern and maps become those of the centre. The map of the second
 * layer follows the units of the first that have changed, one by one; later ones are made from it.
 */
export function follow(net: PiecewiseNet, place: Neighbourhood): void {
  const afresh = place.switched < 0 || place.switched > MOST_SWITCHED;
  if (afresh) forget(net, place);
  let changed = afresh;
  for (let l = 0; l < net.last; l++) {
    const layer = layerOf(net, l), map = mapOf(net, place, l);
    if (l > 1 && changed) compose(net, place, l);
    if (l == 1) followSecond(net, place);
    else {
      if (l > 0 ? changed : afresh) norms(map, net.d, layer.row, place.norms + layer.offset);
      combine(map + <usize>net.d * layer.row, place.centre, net.d, map, layer.row, net.sums + layer.offset);
    }
    if (switchUnits(net, place, l)) changed = true;
    listOn(place, layer);
  }
  if (net.last == 1) followSecond(net, place);
  else if (net.last > 1 && changed) compose(net, place, net.last);
}

/** All units off: the second layer is its bias. */
function forget(net: PiecewiseNet, place: Neighbourhood): void {
  place.switched = 0;
  memory.fill(place.on, 0, net.width);
  if (net.last == 0) return;
  const layer = layerOf(net, 1), map = mapOf(net, place, 1);
  const constant = <usize>net.d * layer.row;
  memory.fill(map, 0, constant);
  memory.copy(map + constant, layer.weights + <usize>layer.inputs * layer.row, layer.row);
}

/** @returns whether a unit was switched */
function switchUnits(net: PiecewiseNet, place: Neighbourhood, l: i32): bool {
  const layer = layerOf(net, l);
  const sums = net.sums + layer.offset, on = place.on + layer.offset;
  const always = i64x2.splat(-<i64>net.linear), zero = f64x2.splat(0);
  let changed = false;
  if (l == 0) net.numSwitched = 0;
  for (let at: usize = 0; at < layer.row; at += VECTOR) {
    const now = v128.or(f64x2.gt(v128.load(sums + at), zero), always);
    const before = v128.load(on + at);
    if (!v128.any_true(v128.xor(now, before))) continue;
    changed = true;
    v128.store(on + at, now);
    if (l > 0) continue;
    const shifts = i64x2.sub(before, now);
    noteSwitch(net, <i32>(at >> 3), <f64>i64x2.extract_lane(shifts, 0));
    noteSwitch(net, <i32>(at >> 3) + 1, <f64>i64x2.extract_lane(shifts, 1));
  }
  return changed;
}

/** @param shift 1: the unit of the first layer comes in, -1: it goes out, 0: it stays */
function noteSwitch(net: PiecewiseNet, unit: i32, shift: f64): void {
  if (shift == 0 || unit >= layerOf(net, 0).outputs) return;
  const at = <usize>net.numSwitched;
  net.numSwitched++;
  store<i32>(net.switched + (at << 2), unit), store<f64>(net.shifts + (at << 3), shift);
}

/** Switches the noted units in the map of the second layer; its sums at the centre, its norms. */
function followSecond(net: PiecewiseNet, place: Neighbourhood): void {
  const first = layerOf(net, 0), second = layerOf(net, 1), map = mapOf(net, place, 1);
  const row = second.row, count = <usize>net.numSwitched;
  place.switched += net.numSwitched;
  const sums = net.sums + second.offset, norms = place.norms + second.offset;
  let to = net.multiples, coefficients = first.weights;
  for (let j = 0; j <= net.d; j++, coefficients += first.row) {
    for (let q: usize = 0; q < count; q++, to += 8) {
      const coefficient = load<f64>(coefficients + (<usize>load<i32>(net.switched + (q << 2)) << 3));
      store<f64>(to, load<f64>(net.shifts + (q << 3)) * coefficient);
    }
  }
  for (let at: usize = 0; at < row; ) {
    const four = at + 4 * VECTOR <= row;
    if (four) followFour(net, map + at, row, second.weights + at, place.centre, sums + at, norms + at);
    else followOne(net, map + at, row, second.weights + at, place.centre, sums + at, norms + at);
    at += four ? 4 * VECTOR : VECTOR;
  }
}

/** Four vectors of columns: the constant, then one feature after the other. */
function followFour(net: PiecewiseNet, map: usize, row: usize, effects: usize, centre: usize, sums: usize, norms: usize): void {
  const bytes = <usize>net.numSwitched << 2;
  let s0 = v128.load(map + <usize>net.d * row), s1 = v128.load(map + <usize>net.d * row, VECTOR);
  let s2 = v128.load(map + <usize>net.d * row, 2 * VECTOR), s3 = v128.load(map + <usize>net.d * row, 3 * VECTOR);
  let n0 = f64x2.splat(0), n1 = n0, n2 = n0, n3 = n0;
  let multiple = net.multiples + (<usize>net.d * bytes << 1);
  for (let at = net.switched, end = at + bytes; at < end; at += 4, multiple += 8) {
    const factor = v128.load64_splat(multiple), from = effects + <usize>load<i32>(at) * row;
    s0 = multiplyAdd<f64>(s0, factor, v128.load(from)), s1 = multiplyAdd<f64>(s1, factor, v128.load(from, VECTOR));
    s2 = multiplyAdd<f64>(s2, factor, v128.load(from, 2 * VECTOR)), s3 = multiplyAdd<f64>(s3, factor, v128.load(from, 3 * VECTOR));
  }
  if (bytes) {
    const to = map + <usize>net.d * row;
    v128.store(to, s0), v128.store(to, s1, VECTOR), v128.store(to, s2, 2 * VECTOR), v128.store(to, s3, 3 * VECTOR);
  }
  multiple = net.multiples;
  for (let x = centre, last = x + (<usize>net.d << 3); x < last; x += 8, map += row) {
    let m0 = v128.load(map), m1 = v128.load(map, VECTOR), m2 = v128.load(map, 2 * VECTOR), m3 = v128.load(map, 3 * VECTOR);
    for (let at = net.switched, end = at + bytes; at < end; at += 4, multiple += 8) {
      const factor = v128.load64_splat(multiple), from = effects + <usize>load<i32>(at) * row;
      m0 = multiplyAdd<f64>(m0, factor, v128.load(from)), m1 = multiplyAdd<f64>(m1, factor, v128.load(from, VECTOR));
      m2 = multiplyAdd<f64>(m2, factor, v128.load(from, 2 * VECTOR)), m3 = multiplyAdd<f64>(m3, factor, v128.load(from, 3 * VECTOR));
    }
    if (bytes) v128.store(map, m0), v128.store(map, m1, VECTOR), v128.store(map, m2, 2 * VECTOR), v128.store(map, m3, 3 * VECTOR);
    const factor = v128.load64_splat(x);
    s0 = multiplyAdd<f64>(s0, factor, m0), s1 = multiplyAdd<f64>(s1, factor, m1);
    s2 = multiplyAdd<f64>(s2, factor, m2), s3 = multiplyAdd<f64>(s3, factor, m3);
    n0 = multiplyAdd<f64>(n0, m0, m0), n1 = multiplyAdd<f64>(n1, m1, m1);
    n2 = multiplyAdd<f64>(n2, m2, m2), n3 = multiplyAdd<f64>(n3, m3, m3);
  }
  v128.store(sums, s0), v128.store(sums, s1, VECTOR), v128.store(sums, s2, 2 * VECTOR), v128.store(sums, s3, 3 * VECTOR);
  v128.store(norms, f64x2.sqrt(n0)), v128.store(norms, f64x2.sqrt(n1), VECTOR);
  v128.store(norms, f64x2.sqrt(n2), 2 * VECTOR), v128.store(norms, f64x2.sqrt(n3), 3 * VECTOR);
}

function followOne(net: PiecewiseNet, map: usize, row: usize, effects: usize, centre: usize, sums: usize, norms: usize): void {
  const list = net.switched, end = list + (<usize>net.numSwitched << 2), constant = map + <usize>net.d * row;
  let multiple = net.multiples, norm = f64x2.splat(0);
  for (let to = map; to <= constant; to += row) {
    let value = v128.load(to);
    for (let at = list; at < end; at += 4, multiple += 8) {
      value = multiplyAdd<f64>(value, v128.load64_splat(multiple), v128.load(effects + <usize>load<i32>(at) * row));
    }
    v128.store(to, value);
  }
  let sum = v128.load(constant);
  for (let x = centre; map < constant; x += 8, map += row) {
    const value = v128.load(map);
    sum = multiplyAdd<f64>(sum, v128.load64_splat(x), value), norm = multiplyAdd<f64>(norm, value, value);
  }
  v128.store(sums, sum), v128.store(norms, f64x2.sqrt(norm));
}

function listOn(place: Neighbourhood, layer: Affine): void {
  let to = layer.listOn;
  const on = place.on + layer.offset;
  for (let u = 0; u < layer.outputs; u++) {
    store<i32>(to, u);
    to += <usize>(load<i32>(on + (<usize>u << 3)) & 4);
  }
  layer.numOn = <i32>((to - layer.listOn) >> 2);
}

/** Map of a layer from that of the layer before. */
function compose(net: PiecewiseNet, place: Neighbourhood, l: i32): void {
  const before = layerOf(net, l - 1), layer = layerOf(net, l);
  const from = mapOf(net, place, l - 1), to = mapOf(net, place, l);
  const columns = net.d + 1;
  combineListed(
    before.listOn, before.numOn, layer.weights, layer.row, from, before.row, to, layer.row, columns,
  );
  addMultiple(to + <usize>net.d * layer.row, 1, layer.weights + <usize>layer.inputs * layer.row, layer.row);
}
