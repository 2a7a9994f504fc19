import { layerOf, Neighbourhood, PiecewiseNet } from './piecewise-net';

/** Points whose coordinates are not below this are not classified: their sums might overflow. */
const FARTHEST: f64 = 1e100;

/**
 * Makes the bound on the logits hold for coordinates up to `extent`: the net with the absolute values of its parameters,
 * all units on.
 *
 * @returns false if there is no such bound
 */
export function reachOut(net: PiecewiseNet, extent: f64): bool {
  if (!(extent < FARTHEST)) return false;
  if (extent <= net.reach) return true;
  net.reach = max<f64>(1, 1.5 * extent);
  let layer = layerOf(net, 0);
  for (let i = 0; i < layer.inputs; i++) store<f64>(net.farthest + (<usize>i << 3), net.reach);
  let inputs = net.farthest;
  for (let l = 0; l <= net.last; l++) {
    layer = layerOf(net, l);
    const sums = net.sums + layer.offset;
    const bias = layer.weights + <usize>layer.inputs * layer.row;
    net.magnitude = 0;
    for (let u: usize = 0; u < <usize>layer.outputs << 3; u += 8) {
      let sum = abs(load<f64>(bias + u));
      for (let i = 0, weight = layer.weights + u; i < layer.inputs; i++, weight += layer.row) {
        sum += abs(load<f64>(weight)) * load<f64>(inputs + (<usize>i << 3));
      }
      store<f64>(sums + u, sum);
      // NaN stays.
      net.magnitude = max<f64>(net.magnitude, sum);
    }
    inputs = sums;
  }
  return true;
}

/**
 * Gap between two logits of a local net from which on they are in the same order in the plain forward pass. With u = 2^-53,
 * N the terms on a path through the net, F the units switched, A the net of absolute values:
 *
 * - the forward pass errs by N u A at most;
 * - the maps err by (2F + N) u of the sums of absolute paths: two roundings a switch, the later layers afresh; effects and
 *   local sums add N u each, errors of bounds (a unit wrongly decided is one whose sum is zero up to rounding) as much;
 * - the error of an undecided unit's sum passes on to the later ones, which doubles the bound with every layer.
 */
export function marginOf(net: PiecewiseNet, place: Neighbourhood): f64 {
  let terms: f64 = 0;
  for (let l = 0; l <= net.last; l++) terms += <f64>layerOf(net, l).inputs + 2;
  const unit: f64 = 1.1102230246251565e-16;
  const passes = <f64>(4 << net.last);
  return 2 * unit * net.magnitude * (terms + passes * (2 * <f64>place.switched + 4 * terms));
}
