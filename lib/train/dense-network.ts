import type { RandomStream } from '../numeric/random';
import { requireChoice } from '../numeric/require';

/** What a hidden layer applies to its sums: max(0, x), or nothing (the authors' OpenML nets have no activation). */
export type Activation = 'relu' | 'identity';

/** Shape of a fully connected net: `widths` runs from the features to the classes; two widths are softmax regression. */
export interface Architecture {
  readonly widths: readonly number[];
  readonly activation: Activation;
}

/** Where a layer's parameters lie: weights [inputs x outputs] row-major, then the bias [outputs]. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: number;
  readonly bias: number;
}

/** A fully connected net whose last layer gives logits: an architecture and all its parameters in one array. */
export interface DenseNetwork {
  readonly architecture: Architecture;
  readonly parameters: Float64Array;
}

/**
 * Layers of an architecture in their order in the parameter array.
 *
 * @throws RangeError if there are fewer than two widths, or one is not a positive integer
 */
export function layersOf({ widths }: Architecture): Layer[] {
  if (widths.length < 2 || widths.some((width) => !Number.isInteger(width) || width < 1)) {
    throw new RangeError(`widths are [${widths}], expected at least two positive integers`);
  }
  let next = 0;
  return widths.slice(1).map((outputs, i) => {
    const inputs = widths[i];
    const weights = next;
    next += (inputs + 1) * outputs;
    return { inputs, outputs, weights, bias: weights + inputs * outputs };
  });
}

/** Number of weights and biases. */
export function numParameters(architecture: Architecture): number {
  return layersOf(architecture).reduce((sum, { inputs, outputs }) => sum + (inputs + 1) * outputs, 0);
}

/** @throws RangeError unless the net has an activation and as many parameters as its widths need, in a Float64Array */
export function requireNetwork({ architecture, parameters }: DenseNetwork): void {
  requireChoice('activation', architecture.activation, ['relu', 'identity']);
  const expected = numParameters(architecture);
  if (parameters instanceof Float64Array && parameters.length === expected) return;
  const found = ArrayBuffer.isView(parameters)
    ? `${parameters.constructor.name} of ${parameters.length}`
    : typeof parameters;
  throw new RangeError(
    `parameters of the net are ${found}, expected a Float64Array of ${expected} for widths [${architecture.widths}]`,
  );
}

/**
 * Net with random weights and biases, uniform on (-1/sqrt(inputs), 1/sqrt(inputs)) in each layer, which is what
 * PyTorch's nn.Linear starts from.
 *
 * @throws RangeError as `layersOf`, or if there is no such activation
 */
export function initialNetwork(architecture: Architecture, stream: RandomStream): DenseNetwork {
  requireChoice('activation', architecture.activation, ['relu', 'identity']);
  const parameters = new Float64Array(numParameters(architecture));
  for (const { inputs, outputs, weights } of layersOf(architecture)) {
    const bound = 1 / Math.sqrt(inputs);
    const end = weights + (inputs + 1) * outputs;
    for (let i = weights; i < end; i++) parameters[i] = bound * (2 * stream.uniform() - 1);
  }
  return { architecture, parameters };
}
