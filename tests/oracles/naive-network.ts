import type { Matrix } from '../../lib/numeric/matrix';
import { type DenseNetwork, layersOf } from '../../lib/train/dense-network';

/** Logits of one point, straight from the definition. */
export function naiveLogits({ architecture, parameters }: DenseNetwork, point: ArrayLike<number>): number[] {
  const layers = layersOf(architecture);
  let values = Array.from(point);
  layers.forEach(({ inputs, outputs, weights, bias }, index) => {
    const sums: number[] = [];
    for (let j = 0; j < outputs; j++) {
      let sum = 0;
      for (let i = 0; i < inputs; i++) sum += values[i] * parameters[weights + i * outputs + j];
      sums.push(sum + parameters[bias + j]);
    }
    const hidden = index < layers.length - 1 && architecture.activation === 'relu';
    values = hidden ? sums.map((sum) => Math.max(0, sum)) : sums;
  });
  return values;
}

/** Mean soft cross-entropy, straight from the definition. */
export function naiveLoss(network: DenseNetwork, X: Matrix, labels: Matrix): number {
  let total = 0;
  for (let i = 0; i < X.rows; i++) {
    const logits = naiveLogits(network, X.data.subarray(i * X.cols, (i + 1) * X.cols));
    const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    logits.forEach((logit, c) => {
      total += labels.data[i * labels.cols + c] * (logSum - logit);
    });
  }
  return total / X.rows;
}

/** Slopes of the logits of one point in its features [numClasses][numFeatures]: the chain rule, layer after layer from below. */
export function naiveLogitJacobian(
  { architecture, parameters }: DenseNetwork,
  point: ArrayLike<number>,
): number[][] {
  const layers = layersOf(architecture);
  let values = Array.from(point);
  let slopes = values.map((_, i) => values.map((_, j) => Number(i === j)));
  layers.forEach(({ inputs, outputs, weights, bias }, index) => {
    const sums: number[] = [];
    const steeper: number[][] = [];
    for (let c = 0; c < outputs; c++) {
      const weight = (i: number) => parameters[weights + i * outputs + c];
      let sum = parameters[bias + c];
      const slope = new Array<number>(point.length).fill(0);
      for (let i = 0; i < inputs; i++) {
        sum += values[i] * weight(i);
        for (let j = 0; j < point.length; j++) slope[j] += weight(i) * slopes[i][j];
      }
      const dead = index < layers.length - 1 && architecture.activation === 'relu' && sum <= 0;
      sums.push(dead ? 0 : sum);
      steeper.push(dead ? slope.fill(0) : slope);
    }
    values = sums;
    slopes = steeper;
  });
  return slopes;
}
