import { reserve } from './reserve';
import { vectorBytes } from './row-sums';

/** Bytes of a number for every point that passes the whole net together. */
export const BLOCK_BYTES: usize = 32 << 3;

/** A layer of a net; arrays over its outputs are whole vectors, the padding zero. */
@unmanaged
export class Affine {
  inputs: i32;
  outputs: i32;
  /** Bytes of a number for every output. */
  row: usize;
  /** f64 [inputs + 1 rows], the last of them the bias */
  weights: usize;
  /** Where the outputs start in an array over the outputs of all layers, in bytes. */
  offset: usize;
  /** i32 [numOn], units that are on in the neighbourhood at work */
  listOn: usize;
  numOn: i32;
}

/** A dense net with ReLU units, or none, and room for work in any of its neighbourhoods. */
@unmanaged
export class PiecewiseNet {
  d: i32;
  /** Number of hidden layers; layer `last` gives the logits. */
  last: i32;
  /** Affine [last + 1] */
  layers: usize;
  /** 1: all units are on everywhere, the net has no activations */
  linear: i32;
  /** Bytes of an array over the outputs of all layers. */
  width: usize;
  /** f64 over all outputs: sums at the centre; the least and the most that a point of the ball adds to them */
  sums: usize;
  low: usize;
  high: usize;
  /** f64 [units] arrays over all outputs: what units that are not decided add to later layers, see undecided-units.ts */
  effects: usize;
  /** Undecided [units] */
  undecided: usize;
  /** f64 [d], a point with the largest coordinates; sums of a local net */
  farthest: usize;
  /** Units of the first layer that are switched, i32 [numSwitched]; with what signs, f64, and the same times their weights, f64 [d + 1 x numSwitched]. */
  switched: usize;
  numSwitched: i32;
  shifts: usize;
  multiples: usize;
  local: usize;
  /** f64 [outputs of a layer x a block of points], of this layer and of the one before; see whole-net.ts */
  inputs: usize;
  outputs: usize;
  /** Addresses of the neighbourhoods by their numbers, 0: none yet */
  places: usize;
  numPlaces: i32;
  /** How many balls have been made so far. */
  numBalls: i32;
  /** Largest coordinate for which `magnitude` holds; see rounding.ts. */
  reach: f64;
  magnitude: f64;
}

/** A unit that changes sign in the ball of a neighbourhood. */
@unmanaged
export class Undecided {
  /** Its next coefficient in the map of its layer, and the distance of the coefficients in bytes. */
  map: usize;
  stride: usize;
  /** Its place in an array over all outputs, and that of the next layer. */
  place: usize;
  next: usize;
  /** -1 if it is on at the centre, otherwise 1 */
  sign: f64;
  /** The most that it adds. */
  most: f64;
}

/**
 * A ball. The pattern of units that are on at its centre makes the net linear: what a point adds to the centre's sums is
 * linear, but for the units that change sign in the ball.
 */
@unmanaged
export class Neighbourhood {
  /** f64 [d] */
  centre: usize;
  radius: f64;
  /** Number of the ball, from 1; another one after every change */
  ball: i32;
  /** Units switched since the maps were made afresh; -1: not yet made */
  switched: i32;
  /** Points asked about in this ball, and the largest distance of them. */
  asked: i32;
  widest: f64;
  /** What foresight.ts gives the next ball. */
  room: f64;
  /** i64 over all outputs, -1 where a unit is on */
  on: usize;
  /** f64 [d + 1 rows] for every layer but the first: its sums in terms of (x, 1) under the pattern */
  maps: usize;
  /** f64 over all outputs, norms of the maps' columns without the constant */
  norms: usize;
  /** Undecided units, then logits, in terms of (x, 1) and of the former: f64 [d + 1 + undecided rows] */
  numUndecided: i32;
  localRow: usize;
  local: usize;
  capacity: usize;
  /** Behind the local net: norms of its columns without the constant, and i32 [undecided], the first in a later layer */
  speeds: usize;
  later: usize;
  /** Gap between the two largest logits from which on their order is certain. */
  margin: f64;
}

// @ts-ignore: decorator
@inline
export function layerOf(net: PiecewiseNet, index: i32): Affine {
  return changetype<Affine>(net.layers + <usize>index * offsetof<Affine>());
}

// @ts-ignore: decorator
@inline
export function mapOf(net: PiecewiseNet, place: Neighbourhood, index: i32): usize {
  const layer = layerOf(net, index);
  return index == 0 ? layer.weights : place.maps + <usize>(net.d + 1) * (layer.offset - layerOf(net, 1).offset);
}

/**
 * Net of parameters as `DenseNetwork` holds them.
 *
 * @param widths i32 [numLayers + 1]
 * @param parameters f64, layer by layer: weights [inputs x outputs], then the bias
 */
export function placeNet(widths: usize, numLayers: i32, linear: i32, parameters: usize): usize {
  const net = changetype<PiecewiseNet>(reserve(offsetof<PiecewiseNet>()));
  net.d = load<i32>(widths), net.last = numLayers - 1, net.linear = linear;
  net.layers = reserve(<usize>numLayers * offsetof<Affine>());
  // Products are made by four rows.
  let widest = <usize>net.d;
  for (let l = 0; l < numLayers; l++, widths += 4) {
    const layer = layerOf(net, l);
    layer.inputs = load<i32>(widths), layer.outputs = load<i32>(widths, 4);
    layer.row = vectorBytes(layer.outputs), layer.offset = net.width;
    layer.weights = reserve(<usize>(layer.inputs + 1) * layer.row);
    layer.listOn = reserve(<usize>layer.outputs << 2);
    net.width += layer.row;
    widest = max(widest, <usize>(layer.outputs + 3) & ~3);
    for (let i = 0, to = layer.weights; i <= layer.inputs; i++, to += layer.row) {
      memory.copy(to, parameters, <usize>layer.outputs << 3);
      parameters += <usize>layer.outputs << 3;
    }
  }
  const units = layerOf(net, net.last).offset >> 3;
  net.sums = reserve(net.width), net.low = reserve(net.width), net.high = reserve(net.width);
  net.effects = reserve(units * net.width), net.undecided = reserve(units * offsetof<Undecided>());
  const first = <usize>layerOf(net, 0).outputs;
  net.switched = reserve(first << 2), net.shifts = reserve(first << 3), net.multiples = reserve((<usize>net.d + 1) * first << 3);
  net.farthest = reserve(<usize>net.d << 3), net.local = reserve(net.width);
  net.inputs = reserve(widest * BLOCK_BYTES), net.outputs = reserve(widest * BLOCK_BYTES);
  return changetype<usize>(net);
}

/** Neighbourhood of a number from 0, made on first use. */
// @ts-ignore: decorator
@inline
export function placeOf(net: PiecewiseNet, number: i32): Neighbourhood {
  if (number >= net.numPlaces) growPlaces(net, number + 1);
  const address = net.places + (<usize>number << 2);
  if (!load<usize>(address)) store<usize>(address, newPlace(net));
  return changetype<Neighbourhood>(load<usize>(address));
}

function growPlaces(net: PiecewiseNet, least: i32): void {
  const count = max(least, 2 * net.numPlaces);
  const places = reserve(<usize>count << 2);
  memory.copy(places, net.places, <usize>net.numPlaces << 2);
  net.places = places, net.numPlaces = count;
}

function newPlace(net: PiecewiseNet): usize {
  const place = changetype<Neighbourhood>(reserve(offsetof<Neighbourhood>()));
  const columns = <usize>(net.d + 1);
  place.switched = -1;
  place.centre = reserve(<usize>net.d << 3);
  place.on = reserve(net.width), place.norms = reserve(net.width);
  place.maps = reserve(columns * (net.width - layerOf(net, 0).row));
  return changetype<usize>(place);
}
