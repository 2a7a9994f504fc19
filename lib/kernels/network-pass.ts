import type { Arena } from './arena';
import { type NetworkModel, numParameters } from './network-model';
import { placeNetworks } from './network-plan';
import { roundUp } from './round-up';
import type { Rows } from './rows';

/**
 * Passes of a batch through nets of one architecture, forwards and backwards, for losses that are computed outside. It
 * keeps what `backward` needs of the last `forward`, so both must be of one net and one batch.
 */
export interface NetworkPass {
  /** What the last `forward` gave, [capacity x outputs]. */
  readonly outputs: Float64Array;
  /** Gradient of the loss in them; to be filled before `backward`. */
  readonly slopes: Float64Array;
  /** @param X [numRows x inputs], at most the capacity of rows */
  forward(network: NetworkModel, X: Rows): void;
  /** @param gradient in all parameters, written in their order */
  backward(network: NetworkModel, X: Rows, gradient: Float64Array): void;
  /** Gradient in the inputs of the first rows, after `backward`. @returns [numRows x inputs] */
  inputGradient(network: NetworkModel, numRows: number): Rows;
}

/** Passes of up to `capacity` points, layer by layer in double precision, for as long as the arena lasts. */
export function placeNetworkPass(
  arena: Arena,
  architecture: NetworkModel['architecture'],
  capacity: number,
): NetworkPass {
  const { widths } = architecture;
  const [d, k] = [widths[0], widths[widths.length - 1]];
  const size = numParameters(widths);
  const { address, parameters, gradient, points, logits } = placePass(arena, architecture, capacity);
  const { networkForward, networkBackward, networkInputGradient } = arena.exports;
  const outputs = new Float64Array(capacity * k);
  const slopes = new Float64Array(capacity * k);
  return {
    ...{ outputs, slopes },
    forward(network, X) {
      arena.f64(parameters, size).set(network.parameters);
      arena.f64(points, X.rows * d).set(X.data);
      networkForward(address, X.rows);
      outputs.set(arena.f64(logits, X.rows * k));
    },
    backward(_, X, result) {
      arena.f64(logits, X.rows * k).set(slopes.subarray(0, X.rows * k));
      networkBackward(address, X.rows);
      result.set(arena.f64(gradient, size));
    },
    inputGradient(_, numRows) {
      networkInputGradient(address, numRows);
      return { data: arena.f64(points, numRows * d).slice(), rows: numRows, cols: d };
    },
  };
}

/** Memory of a pass; fields in the order of assembly/network-pass.ts. */
function placePass(arena: Arena, architecture: NetworkModel['architecture'], capacity: number) {
  const { widths } = architecture;
  const [d, k] = [widths[0], widths[widths.length - 1]];
  const pitch = roundUp(capacity, 8);
  const network = placeNetworks(arena, {
    ...{ architecture, pitch, batchSize: capacity },
    ...{ nets: 1, precision: 'double' },
  });
  const reals = (count: number) => arena.allocate(8 * count);
  const width = roundUp(1 + d, 4);
  const [byPoint, byFeature] = [reals(pitch * width), reals(pitch * width)];
  const [parameters, gradient] = [reals(numParameters(widths)), reals(numParameters(widths))];
  const [points, logits] = [reals(capacity * d), reals(capacity * k)];
  const inputSlopes = arena.allocate(roundUp(d, 4) * network.batchRow);
  const address = arena.placeI32([
    ...[network.address, byPoint, byFeature, parameters, gradient],
    ...[points, logits, inputSlopes],
  ]);
  return { address, parameters, gradient, points, logits };
}
