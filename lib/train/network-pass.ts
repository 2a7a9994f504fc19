import type { Matrix } from '../numeric/matrix';
import type { DenseNetwork } from './dense-network';

/**
 * Passes of a batch through nets of one architecture, forwards and backwards, for losses other than a cross-entropy.
 * It is made once; it keeps what `backward` needs of the last `forward`, so both are of one net and one batch.
 */
export interface NetworkPass {
  /** What the last `forward` gave, [capacity x outputs]. */
  readonly outputs: Float64Array;
  /** Gradient of the loss in them; to be filled before `backward`. */
  readonly slopes: Float64Array;
  /** @param X [numRows x inputs], at most the capacity of rows */
  forward(network: DenseNetwork, X: Matrix): void;
  /** @param gradient in all parameters, written in their order */
  backward(network: DenseNetwork, X: Matrix, gradient: Float64Array): void;
  /** Gradient in the inputs of the first rows, after `backward`. @returns [numRows x inputs] */
  inputGradient(network: DenseNetwork, numRows: number): Matrix;
}
