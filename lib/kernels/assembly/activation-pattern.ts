import { VECTOR } from './lanes';
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
    if (l > 0 ? changed : afresh) norms(map, net.d, layer.row, place.norms + layer.offset);
    combine(map + <usize>net.d * layer.row, place.centre, net.d, map, layer.row, net.sums + layer.offset);
    if (switchUnits(net, place, l)) changed = true;
    listOn(place, layer);
  }
  if (net.last > 1 && changed) compose(net, place, net.last);
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
  for (let at: usize = 0; at < layer.row; at += VECTOR) {
    const now = v128.or(f64x2.gt(v128.load(sums + at), zero), always);
    const before = v128.load(on + at);
    if (!v128.any_true(v128.xor(now, before))) continue;
    changed = true;
    v128.store(on + at, now);
    if (l > 0) continue;
    const shifts = i64x2.sub(before, now);
    switchUnit(net, place, <i32>(at >> 3), <f64>i64x2.extract_lane(shifts, 0));
    switchUnit(net, place, <i32>(at >> 3) + 1, <f64>i64x2.extract_lane(shifts, 1));
  }
  return changed;
}

/** @param shift 1: the unit of the first layer comes in, -1: it goes out, 0: it stays */
function switchUnit(net: PiecewiseNet, place: Neighbourhood, unit: i32, shift: f64): void {
  const first = layerOf(net, 0), second = layerOf(net, 1);
  if (shift == 0 || unit >= first.outputs) return;
  place.switched++;
  const effect = second.weights + <usize>unit * second.row;
  let coefficient = first.weights + (<usize>unit << 3);
  let to = mapOf(net, place, 1);
  for (let j = 0; j <= net.d; j++, coefficient += first.row, to += second.row) {
    addMultiple(to, shift * load<f64>(coefficient), effect, second.row);
  }
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
