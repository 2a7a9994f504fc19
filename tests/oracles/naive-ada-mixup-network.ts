import type { EachNetwork } from '../../lib/train/ada-mixup/ada-mixup-gradient';
import type { DenseNetwork } from '../../lib/train/dense-network';
import type { NaiveTriple } from './naive-ada-mixup';

type Networks = EachNetwork<DenseNetwork>;
export const networkNames = ['classifier', 'generator', 'intrusion'] as const;

/** Total loss of AdaMixUp over a batch, and its gradient in all parameters, point by point and unit by unit. */
export function naiveAdaMixUpNetwork(
  networks: Networks,
  triples: readonly NaiveTriple[],
): { loss: number; gradients: EachNetwork<Float64Array> } {
  const zeros = ({ parameters }: DenseNetwork) => new Float64Array(parameters.length);
  const gradients = {
    classifier: zeros(networks.classifier),
    generator: zeros(networks.generator),
    intrusion: zeros(networks.intrusion),
  };
  let loss = 0;
  for (const triple of triples) loss += addTriple(networks, gradients, triple, 1 / triples.length);
  return { loss, gradients };
}

function addTriple(
  networks: Networks,
  gradients: EachNetwork<Float64Array>,
  { x1, x2, x3, y1, y2, e }: NaiveTriple,
  weight: number,
): number {
  const { classifier, generator, intrusion } = networks;
  const values = activationsOf(generator, [...x1, ...x2]);
  const s = softmax(values[values.length - 1]);
  const lambda = s[0] + e * s[1];
  const x = x1.map((value, j) => lambda * value + (1 - lambda) * x2[j]);
  const { widths } = classifier.architecture;
  const classes = Array.from({ length: widths[widths.length - 1] }, (_, c) => c);
  const oneHot = (y: number) => classes.map((c) => (c === y ? 1 : 0));
  const label = classes.map((c) => lambda * oneHot(y1)[c] + (1 - lambda) * oneHot(y2)[c]);
  const classify = (point: number[], soft: number[]) =>
    crossEntropy(classifier, gradients.classifier, point, soft, weight);
  const detect = (point: number[], soft: number[]) =>
    crossEntropy(intrusion, gradients.intrusion, point, soft, weight);
  const mixed = classify(x, label);
  const intruding = detect(x, [1, 0]);
  const others = [classify(x1, oneHot(y1)), classify(x2, oneHot(y2))];
  for (const point of [x1, x2, x3]) others.push(detect(point, [0, 1]));
  // The loss is linear in the label.
  let byLambda = mixed.byLabel[y1] - mixed.byLabel[y2];
  x1.forEach((value, j) => {
    byLambda += (mixed.byInput[j] + intruding.byInput[j]) * (value - x2[j]);
  });
  const bySoftmax = [byLambda, e * byLambda, 0];
  const slopes = s.map((si, i) => {
    let sum = 0;
    for (let j = 0; j < 3; j++) sum += bySoftmax[j] * s[j] * ((i === j ? 1 : 0) - si);
    return sum;
  });
  backwards(generator, values, slopes, gradients.generator);
  return others.reduce((sum, { loss }) => sum + loss, mixed.loss + intruding.loss);
}

/** Weighted cross-entropy of one point; adds its gradient. */
function crossEntropy(
  network: DenseNetwork,
  gradient: Float64Array,
  x: number[],
  label: number[],
  weight: number,
) {
  const values = activationsOf(network, x);
  const p = softmax(values[values.length - 1]);
  const byLabel = p.map((value) => -weight * Math.log(value));
  const slopes = p.map((value, c) => weight * (value - label[c]));
  const byInput = backwards(network, values, slopes, gradient);
  return { loss: byLabel.reduce((sum, value, c) => sum + value * label[c], 0), byLabel, byInput };
}

/** The input, and what every layer gives. */
function activationsOf({ architecture, parameters }: DenseNetwork, x: number[]): number[][] {
  const { widths, activation } = architecture;
  const values = [x];
  let next = 0;
  for (let l = 1; l < widths.length; l++) {
    const below = values[l - 1];
    const sums = Array.from(parameters.slice(next + widths[l - 1] * widths[l])).slice(0, widths[l]);
    for (const value of below) for (let j = 0; j < widths[l]; j++) sums[j] += value * parameters[next++];
    next += widths[l];
    const rectified = activation === 'relu' && l < widths.length - 1;
    values.push(rectified ? sums.map((sum) => Math.max(0, sum)) : sums);
  }
  return values;
}

/** Adds the gradient in the parameters, and returns that in the input. */
function backwards(
  { architecture, parameters }: DenseNetwork,
  values: number[][],
  slopes: number[],
  gradient: Float64Array,
): number[] {
  const { widths, activation } = architecture;
  let back = slopes;
  let end = parameters.length;
  for (let l = widths.length - 1; l > 0; l--) {
    const [inputs, outputs] = [widths[l - 1], widths[l]];
    const weights = end - (inputs + 1) * outputs;
    const below = values[l - 1].map(() => 0);
    for (let j = 0; j < outputs; j++) {
      gradient[weights + inputs * outputs + j] += back[j];
      for (let i = 0; i < inputs; i++) {
        gradient[weights + i * outputs + j] += values[l - 1][i] * back[j];
        below[i] += parameters[weights + i * outputs + j] * back[j];
      }
    }
    const rectified = activation === 'relu' && l > 1;
    back = below.map((slope, i) => (rectified && values[l - 1][i] === 0 ? 0 : slope));
    end = weights;
  }
  return back;
}

function softmax(logits: number[]): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((z) => Math.exp(z - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
