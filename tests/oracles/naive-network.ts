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
