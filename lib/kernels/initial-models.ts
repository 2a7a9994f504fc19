import { requireMatrix, requireNumbers } from '../numeric/require';
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
  requireMatrix(`${name}.weights`, weights, { rows: numClasses, cols: d });
  requireNumbers(`${name}.bias`, bias, numClasses);
}

/** @throws RangeError if the net has another architecture or number of parameters, or one that is not finite */
export function requireNetwork(
  name: string,
  model: NetworkModel,
  expected: NetworkModel['architecture'],
): void {
  const { widths, activation } = model.architecture;
  const [found, wanted] = [`[${widths}], ${activation}`, `[${expected.widths}], ${expected.activation}`];
  if (found !== wanted) throw new RangeError(`${name} is a net of ${found}, expected ${wanted}`);
  requireNumbers(`${name}.parameters`, model.parameters, numParameters(expected.widths));
}
