import type { Arena } from '../../kernels/arena';
import { type NetworkPass, placeNetworkPass } from '../../kernels/network-pass';
import { type Matrix, zeros } from '../../numeric/matrix';
import type { DenseNetwork } from '../dense-network';
import { softCrossEntropyGradient } from '../soft-cross-entropy';
import { type SplitNetwork, splitNetwork } from './split-network';

/** How the rows of a batch are mixed with each other. */
export interface Mixing {
  /** Hidden layer whose outputs are mixed; 0: the points. */
  readonly depth: number;
  readonly lambda: number;
  /** Row that each row is mixed with. */
  readonly partners: Int32Array;
  /** Replaces the labels of mixed points, at depth 0: GenLabel's, say. */
  readonly relabel?: (mixed: Matrix, labels: Matrix) => Matrix;
}

/** Computes gradients of one net, whose parameters may change between calls. */
export type MixedGradient = (
  X: Matrix,
  labels: Matrix,
  mixing: Mixing | undefined,
  gradient: Float64Array,
) => void;

/**
 * Gradient of the mean soft cross-entropy of a batch in all parameters, the outputs h of hidden layer `depth` mixed (manifold mixup, Verma et
 * al. 2019; mixup at depth 0),
 *
 *   h <- lambda h_i + (1 - lambda) h_j,  y <- lambda y_i + (1 - lambda) y_j.
 *
 * @param capacity most rows of a batch
 * @param depths that will be asked for
 */
export function mixedGradient(
  arena: Arena,
  network: DenseNetwork,
  capacity: number,
  depths: readonly number[],
): MixedGradient {
  const placed = new Map(
    [0, ...depths].map((depth) => [depth, placeSplit(arena, splitNetwork(network, depth), capacity)]),
  );
  return (X, labels, mixing, gradient) => {
    const { front, back, frontPass, backPass, cut } = placed.get(mixing?.depth ?? 0) as PlacedSplit;
    if (front) frontPass?.forward(front, X);
    const hidden = front && frontPass ? activated(frontPass.outputs, X.rows, front) : X;
    const mixed = mixing ? mixRows(hidden, mixing) : hidden;
    const blended = mixing ? mixRows(labels, mixing) : labels;
    const soft = mixing?.relabel?.(mixed, blended) ?? blended;
    backPass.forward(back, mixed);
    softCrossEntropyGradient(backPass.outputs, soft.data, X.rows, labels.cols, backPass.slopes);
    backPass.backward(back, mixed, gradient.subarray(cut));
    if (!front || !frontPass) return;
    const slopes = unmix(backPass.inputGradient(back, X.rows), mixing);
    const isRelu = front.architecture.activation === 'relu';
    for (let p = 0; p < slopes.length; p++)
      frontPass.slopes[p] = !isRelu || hidden.data[p] > 0 ? slopes[p] : 0;
    frontPass.backward(front, X, gradient.subarray(0, cut));
  };
}

interface PlacedSplit extends SplitNetwork {
  readonly frontPass: NetworkPass | undefined;
  readonly backPass: NetworkPass;
}

function placeSplit(arena: Arena, split: SplitNetwork, capacity: number): PlacedSplit {
  const { front, back } = split;
  return {
    ...split,
    frontPass: front && placeNetworkPass(arena, front.architecture, capacity),
    backPass: placeNetworkPass(arena, back.architecture, capacity),
  };
}

function activated(sums: Float64Array, rows: number, { architecture }: DenseNetwork): Matrix {
  const cols = architecture.widths[architecture.widths.length - 1];
  const data = sums.slice(0, rows * cols);
  if (architecture.activation === 'relu') for (let p = 0; p < data.length; p++) if (data[p] < 0) data[p] = 0;
  return { data, rows, cols };
}

function mixRows(m: Matrix, { lambda, partners }: Mixing): Matrix {
  const result = zeros(m.rows, m.cols);
  for (let i = 0; i < m.rows; i++) {
    for (let j = 0; j < m.cols; j++) {
      result.data[i * m.cols + j] =
        lambda * m.data[i * m.cols + j] + (1 - lambda) * m.data[partners[i] * m.cols + j];
    }
  }
  return result;
}

/** Slopes in the rows, from those in their mixtures. */
function unmix(
  { data, rows, cols }: { data: Float64Array; rows: number; cols: number },
  mixing: Mixing | undefined,
): Float64Array {
  if (!mixing) return data;
  const { lambda, partners } = mixing;
  const result = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      result[i * cols + j] += lambda * data[i * cols + j];
      result[partners[i] * cols + j] += (1 - lambda) * data[i * cols + j];
    }
  }
  return result;
}
