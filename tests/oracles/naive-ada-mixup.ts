import type { AdaMixUpModels } from '../../lib/kernels/ada-mixup-options';
import type { LinearModel } from '../../lib/kernels/sweep-options';

/** One pair with its draw, and the third point, all as rows. */
export interface NaiveTriple {
  readonly x1: number[];
  readonly x2: number[];
  readonly x3: number[];
  readonly y1: number;
  readonly y2: number;
  readonly e: number;
}

/** Affine map: weights [outputs][inputs], bias [outputs]. */
interface Affine {
  readonly weights: number[][];
  readonly bias: number[];
}

/** All layers in turn: classifier, the generator's, intrusion classifier. */
interface Layers {
  readonly classifier: Affine;
  readonly generator: Affine[];
  readonly intrusion: Affine;
}

/** Total loss of AdaMixUp over a batch, and its gradient in the order of `flatten`, layer by layer, point by point. */
export function naiveAdaMixUp(
  models: AdaMixUpModels,
  triples: readonly NaiveTriple[],
): { loss: number; gradient: number[] } {
  const layers = layersOf(models);
  const slopes = zeroLike(layers);
  let loss = 0;
  for (const triple of triples) loss += addTriple(layers, slopes, triple, 1 / triples.length);
  return { loss, gradient: flattenLayers(slopes) };
}

/** Parameters in one list: classifier, generator, intrusion classifier; weights before the bias. */
export function flatten({ classifier, generator, intrusion }: AdaMixUpModels): number[] {
  const linear = ({ weights, bias }: LinearModel) => [...weights.data, ...bias];
  return [...linear(classifier), ...generator.parameters, ...linear(intrusion)];
}

/** The inverse of `flatten`. */
export function unflatten(values: ArrayLike<number>, like: AdaMixUpModels): AdaMixUpModels {
  const all = Float64Array.from(values);
  let next = 0;
  const take = (count: number) => {
    next += count;
    return all.slice(next - count, next);
  };
  const linear = ({ weights, bias }: LinearModel): LinearModel => ({
    weights: { ...weights, data: take(weights.data.length) },
    bias: take(bias.length),
  });
  const classifier = linear(like.classifier);
  const generator = { ...like.generator, parameters: take(like.generator.parameters.length) };
  return { classifier, generator, intrusion: linear(like.intrusion) };
}

function addTriple(layers: Layers, slopes: Layers, triple: NaiveTriple, weight: number): number {
  const { x1, x2, x3, y1, y2, e } = triple;
  const { classifier, generator, intrusion } = layers;
  const inputs = [[...x1, ...x2]];
  for (const layer of generator) inputs.push(apply(layer, inputs[inputs.length - 1]));
  const s = softmax(inputs[inputs.length - 1]);
  const lambda = s[0] + e * s[1];
  const x = x1.map((value, j) => lambda * value + (1 - lambda) * x2[j]);
  const label = classifier.bias.map((_, c) => lambda * Number(y1 === c) + (1 - lambda) * Number(y2 === c));
  const oneHot = (y: number) => label.map((_, c) => Number(y === c));
  const mixed = entropy(classifier, slopes.classifier, x, label, weight);
  const intruding = entropy(intrusion, slopes.intrusion, x, [1, 0], weight);
  const others = [
    entropy(classifier, slopes.classifier, x1, oneHot(y1), weight),
    entropy(classifier, slopes.classifier, x2, oneHot(y2), weight),
    ...[x1, x2, x3].map((point) => entropy(intrusion, slopes.intrusion, point, [0, 1], weight)),
  ];
  let byLambda = mixed.byLabel[y1] - mixed.byLabel[y2];
  x1.forEach((value, j) => {
    byLambda += (mixed.byInput[j] + intruding.byInput[j]) * (value - x2[j]);
  });
  const bySoftmax = [byLambda, e * byLambda, 0];
  const mean = bySoftmax.reduce((sum, value, i) => sum + value * s[i], 0);
  let back = s.map((value, i) => value * (bySoftmax[i] - mean));
  for (let l = generator.length - 1; l >= 0; l--) {
    back = addLayer(generator[l], slopes.generator[l], inputs[l], back);
  }
  return others.reduce((sum, { loss }) => sum + loss, mixed.loss + intruding.loss);
}

/** Weighted cross-entropy of a softmax regression; adds its gradient. */
function entropy(layer: Affine, slopes: Affine, x: number[], label: number[], weight: number) {
  const logits = apply(layer, x);
  const largest = Math.max(...logits);
  const logSum = largest + Math.log(logits.reduce((sum, z) => sum + Math.exp(z - largest), 0));
  const byLabel = logits.map((z) => weight * (logSum - z));
  const back = logits.map((z, c) => weight * (Math.exp(z - logSum) - label[c]));
  return {
    loss: byLabel.reduce((sum, value, c) => sum + value * label[c], 0),
    byLabel,
    byInput: addLayer(layer, slopes, x, back),
  };
}

/** Adds the gradient of a layer's parameters; returns that of its inputs. */
function addLayer(layer: Affine, slopes: Affine, x: number[], back: number[]): number[] {
  const byInput = x.map(() => 0);
  back.forEach((slope, c) => {
    slopes.bias[c] += slope;
    x.forEach((value, j) => {
      slopes.weights[c][j] += slope * value;
      byInput[j] += slope * layer.weights[c][j];
    });
  });
  return byInput;
}

function apply({ weights, bias }: Affine, x: number[]): number[] {
  return weights.map((row, c) => row.reduce((sum, w, j) => sum + w * x[j], bias[c]));
}

function softmax(logits: number[]): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((z) => Math.exp(z - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

function layersOf({ classifier, generator, intrusion }: AdaMixUpModels): Layers {
  const linear = ({ weights, bias }: LinearModel): Affine => ({
    weights: Array.from(bias, (_, c) =>
      Array.from(weights.data.slice(c * weights.cols, (c + 1) * weights.cols)),
    ),
    bias: Array.from(bias),
  });
  const { widths } = generator.architecture;
  let next = 0;
  const take = () => generator.parameters[next++];
  const net = widths.slice(1).map((outputs, l) => {
    const byInput = Array.from({ length: widths[l] }, () => Array.from({ length: outputs }, take));
    const weights = Array.from({ length: outputs }, (_, c) => byInput.map((row) => row[c]));
    return { weights, bias: Array.from({ length: outputs }, take) };
  });
  return { classifier: linear(classifier), generator: net, intrusion: linear(intrusion) };
}

function zeroLike(layers: Layers): Layers {
  const zero = ({ weights, bias }: Affine): Affine => ({
    weights: weights.map((row) => row.map(() => 0)),
    bias: bias.map(() => 0),
  });
  return {
    classifier: zero(layers.classifier),
    generator: layers.generator.map(zero),
    intrusion: zero(layers.intrusion),
  };
}

function flattenLayers({ classifier, generator, intrusion }: Layers): number[] {
  const linear = ({ weights, bias }: Affine) => [...weights.flat(), ...bias];
  const byInput = ({ weights, bias }: Affine) => [
    ...weights[0].flatMap((_, j) => weights.map((row) => row[j])),
    ...bias,
  ];
  return [...linear(classifier), ...generator.flatMap(byInput), ...linear(intrusion)];
}
