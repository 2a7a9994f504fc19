import { VECTOR } from './lanes';
import { Layer, Network } from './network';
import { transpose } from './transpose';

// A unit that is active at no point of a batch has slopes of 0 there. To the slopes of the layer below it adds +0, which
// changes no sum that began at +0, and its own gradient is +0. Where many units are so, which large learning rates bring
// about, products are made of the others alone: the same bytes, of finite parameters, for less work.

/** The slopes of a hidden layer's outputs become those of its sums, by units and by points. */
export function rectifySlopes<T>(network: Network, layer: Layer, count: i32): void {
  layer.live = layer.outputs;
  if (network.rectify) listLive<T>(network, layer, <usize>count * sizeof<T>());
  let slopes = layer.slopes;
  if (layer.live < layer.outputs) {
    slopes = layer.liveSlopes;
    packRows(layer, layer.slopes, network.batchRow, slopes);
    placeColumns<T>(layer);
  }
  transpose<T>(slopes, network.batchRow, layer.slopesByPoint, layer.row, layer.live, count);
}

/** Slopes of a unit are 0 where it is not active. The others are listed, if at least an eighth are active nowhere. */
function listLive<T>(network: Network, layer: Layer, width: usize): void {
  const zero = v128.splat<T>(0);
  let slopes = layer.slopes, outputs = layer.byUnit + network.batchRow;
  let live = 0;
  for (let unit = 0; unit < layer.outputs; unit++) {
    let any = zero;
    for (let at: usize = 0; at < width; at += VECTOR) {
      const slope = v128.and(v128.load(slopes + at), v128.gt<T>(v128.load(outputs + at), zero));
      v128.store(slopes + at, slope);
      any = v128.or(any, slope);
    }
    store<i32>(layer.units + (<usize>live << 2), unit);
    live += i32(v128.any_true(any));
    slopes += network.batchRow, outputs += network.batchRow;
  }
  // None at all is as one whose slopes are 0.
  if (8 * live <= 7 * layer.outputs) layer.live = max(live, 1);
}

/** The rows of the live units, one behind the other. */
export function packRows(layer: Layer, rows: usize, row: usize, to: usize): void {
  for (let i: usize = 0; i < <usize>layer.live; i++, to += row) {
    memory.copy(to, rows + <usize>load<i32>(layer.units + (i << 2)) * row, row);
  }
}

/** Where in a row of the live units' gradient every unit's is, in bytes: of all others, behind it. */
function placeColumns<T>(layer: Layer): void {
  let next: usize = 0;
  for (let unit = 0; unit < layer.outputs; unit++) {
    const isLive = next < <usize>layer.live && load<i32>(layer.units + (next << 2)) == unit;
    store<i32>(layer.places + (<usize>unit << 2), (isLive ? <i32>next : layer.live) * <i32>sizeof<T>());
    next += usize(isLive);
  }
}

/** From the gradient of the live units' parameters to that of all. */
export function spreadGradient<T>(layer: Layer): void {
  let from = layer.liveGradient, to = layer.gradient;
  const end = layer.places + (<usize>layer.outputs << 2);
  for (let i = 0; i <= layer.inputs; i++, from += layer.row, to += layer.row) {
    store<T>(from + <usize>layer.live * sizeof<T>(), 0);
    let column = to;
    for (let place = layer.places; place < end; place += 4, column += sizeof<T>()) {
      store<T>(column, load<T>(from + <usize>load<i32>(place)));
    }
  }
}
