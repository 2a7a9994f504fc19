import { layerOf, Network } from './network';
import { backward, forward } from './train-network';
import { multiply } from './gemm';
import { transpose } from './transpose';

/**
 * Passes through one net in f64 for losses that are computed outside; filled by ../network-pass.ts. Outside, everything
 * is by points, and parameters are in the order of a model: layer by layer weights [inputs x outputs], then the bias.
 */
@unmanaged
export class NetworkPass {
  network: usize;
  /** f64 [pitch x rows4(1 + d)], 1 and the features; the same by features */
  byPoint: usize;
  byFeature: usize;
  /** f64 in the order of a model: parameters and their gradient */
  parameters: usize;
  gradient: usize;
  /** f64 [capacity x d], points or the gradient in them */
  points: usize;
  /** f64 [capacity x classes], logits or the gradient in them */
  logits: usize;
  /** f64 [rows4(d) x batchRow], the gradient in the features, by features */
  inputSlopes: usize;
}

const REAL: usize = 8;

/** From `parameters` and `points` to `logits`. */
export function passForward(pass: NetworkPass, count: i32): void {
  const network = changetype<Network>(pass.network);
  copyParameters(network, pass.parameters, network.parameters, true);
  placePoints(pass, network, count);
  forward<f64>(network, network.parameters, pass.byFeature, count, true);
  const last = layerOf(network, network.depth - 1);
  toPoints(last.byUnit + network.batchRow, network.batchRow, last.outputs, count, pass.logits);
}

/** From the gradient in `logits` to `gradient`, after `passForward`. */
export function passBackward(pass: NetworkPass, count: i32): void {
  const network = changetype<Network>(pass.network);
  const last = layerOf(network, network.depth - 1);
  toUnits(pass.logits, last.outputs, count, last.slopes, network.batchRow);
  transpose<f64>(last.slopes, network.batchRow, last.slopesByPoint, last.row, last.outputs, count);
  for (let index = network.depth - 1; index >= 0; index--) {
    backward<f64>(network, network.parameters, index, pass.byPoint, count);
  }
  copyParameters(network, pass.gradient, 0, false);
}

/** Gradient in the first points, to `points`, after `passBackward`. */
export function passInputGradient(pass: NetworkPass, count: i32): void {
  const network = changetype<Network>(pass.network);
  const first = layerOf(network, 0);
  const weights = network.parameters + first.offset + first.row;
  transpose<f64>(weights, first.row, first.transposed, first.transposedRow, first.inputs, first.outputs);
  multiply<f64>(
    first.transposed, first.transposedRow, first.slopes, network.batchRow,
    pass.inputSlopes, network.batchRow, (first.inputs + 3) & ~3, (count + 1) / 2, first.outputs,
  );
  toPoints(pass.inputSlopes, network.batchRow, first.inputs, count, pass.points);
}

/** From a model's order to a net's parameters, or from the layers' gradient to a model's order. */
function copyParameters(network: Network, model: usize, parameters: usize, place: bool): void {
  for (let index = 0; index < network.depth; index++) {
    const layer = layerOf(network, index);
    const width = <usize>layer.outputs * REAL;
    let row = place ? parameters + layer.offset : layer.gradient;
    const bias = model + <usize>layer.inputs * width;
    if (place) memory.copy(row, bias, width);
    else memory.copy(bias, row, width);
    for (; model < bias; model += width) {
      row += layer.row;
      if (place) memory.copy(row, model, width);
      else memory.copy(model, row, width);
    }
    model = bias + width;
  }
}

function placePoints(pass: NetworkPass, network: Network, count: i32): void {
  const d = layerOf(network, 0).inputs;
  const columns = (d + 4) & ~3;
  const row = <usize>columns * REAL, width = <usize>d * REAL;
  let to = pass.byPoint;
  for (let b: usize = 0; b < <usize>count; b++, to += row) {
    store<f64>(to, 1);
    memory.copy(to + REAL, pass.points + b * width, width);
  }
  transpose<f64>(pass.byPoint, row, pass.byFeature, network.inputRow, count, columns);
}

function toPoints(from: usize, fromRow: usize, units: i32, count: i32, to: usize): void {
  for (let b: usize = 0; b < <usize>count; b++) {
    for (let c: usize = 0; c < <usize>units; c++, to += REAL) {
      store<f64>(to, load<f64>(from + c * fromRow + b * REAL));
    }
  }
}

function toUnits(from: usize, units: i32, count: i32, to: usize, toRow: usize): void {
  for (let b: usize = 0; b < <usize>count; b++) {
    for (let c: usize = 0; c < <usize>units; c++, from += REAL) {
      store<f64>(to + c * toRow + b * REAL, load<f64>(from));
    }
  }
}
