import { requireNumbers } from '../numeric/require';
import type { DrawStream } from './draws';
import { type NetworkModel, numParameters } from './network-model';
import type { LinearModel } from './sweep-options';

interface LinearShape {
  readonly numClasses: number;
  readonly d: number;
}

/** Softmax regression as PyTorch's nn.Linear starts: uniform on +-1/sqrt(d), weights, then biases. */
export function drawLinear({ numClasses, d }: LinearShape, stream: DrawStream): LinearModel {
  const bound = 1 / Math.sqrt(d);
  const draw = () => bound * (2 * stream.uniform() - 1);
  const data = Float64Array.from({ length: numClasses * d }, draw);
  return {
    weights: { data, rows: numClasses, cols: d },
    bias: Float64Array.from({ length: numClasses }, draw),
  };
}

/** Dense net as PyTorch's nn.Linear starts: uniform on +-1/sqrt(inputs), layer by layer. */
export function drawNetwork(architecture: NetworkModel['architecture'], stream: DrawStream): NetworkModel {
  const parameters = new Float64Array(numParameters(architecture.widths));
  let next = 0;
  architecture.widths.slice(1).forEach((outputs, i) => {
    const inputs = architecture.widths[i];
    const bound = 1 / Math.sqrt(inputs);
    const end = next + (inputs + 1) * outputs;
    for (; next < end; next++) parameters[next] = bound * (2 * stream.uniform() - 1);
  });
  return { architecture, parameters };
}

/** @throws RangeError if the model has another shape, or a parameter that is not finite */
export function requireLinear(name: string, { weights, bias }: LinearModel, shape: LinearShape): void {
  const { numClasses, d } = shape;
  if (weights.rows !== numClasses || weights.cols !== d || bias.length !== numClasses) {
    throw new RangeError(
      `${name} has ${weights.rows} x ${weights.cols} weights and ${bias.length} biases, ` +
        `expected ${numClasses} x ${d} and ${numClasses}`,
    );
  }
  requireNumbers(`the weights of ${name}`, weights.data, numClasses * d);
  requireNumbers(`the biases of ${name}`, bias);
}

/** @throws RangeError if the net has another architecture or number of parameters, or one that is not finite */
export function requireNetwork(
  name: string,
  model: NetworkModel,
  expected: NetworkModel['architecture'],
): void {
  const { widths, activation } = model.architecture;
  const count = numParameters(expected.widths);
  if (
    widths.join() !== expected.widths.join() ||
    activation !== expected.activation ||
    model.parameters.length !== count
  ) {
    throw new RangeError(
      `${name} is a net of [${widths}], ${activation}, with ${model.parameters.length} parameters, ` +
        `expected [${expected.widths}], ${expected.activation}, with ${count}`,
    );
  }
  requireNumbers(`the parameters of ${name}`, model.parameters);
}
