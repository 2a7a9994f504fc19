import type { DenseNetwork } from '../dense-network';
import { layersOf } from '../dense-network';

/** The layers before a cut and those after it, as nets that share their parameters with the whole. */
export interface SplitNetwork {
  /** To the sums of hidden layer `depth`; undefined at depth 0. */
  readonly front: DenseNetwork | undefined;
  readonly back: DenseNetwork;
  /** Index of the first parameter of `back`. */
  readonly cut: number;
}

/**
 * Splits a net after its hidden layer `depth`, 0 before the first.
 *
 * @throws RangeError if the net has no such layer
 */
export function splitNetwork({ architecture, parameters }: DenseNetwork, depth: number): SplitNetwork {
  const { widths, activation } = architecture;
  if (!Number.isInteger(depth) || depth < 0 || depth > widths.length - 2) {
    throw new RangeError(
      `depth is ${depth}, expected an integer from 0 to ${widths.length - 2}, the number of hidden layers`,
    );
  }
  const cut = layersOf(architecture)[depth].weights;
  const part = (from: number, to: number, own: Float64Array): DenseNetwork => ({
    architecture: { widths: widths.slice(from, to), activation },
    parameters: own,
  });
  return {
    front: depth === 0 ? undefined : part(0, depth + 1, parameters.subarray(0, cut)),
    back: part(depth, widths.length, parameters.subarray(cut)),
    cut,
  };
}
