import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import type { LinearModel } from '../../kernels/sweep-options';
import { limitedMemoryBfgs } from '../../numeric/limited-memory-bfgs';
import type { LabelledPoints } from '../sweep';
import { linearTraining } from './linear-methods';

/** Softmax regression that minimises its loss, and how far from that a trained one is. */
export interface ReferenceFit {
  readonly model: LinearModel;
  readonly loss: number;
  readonly iterations: number;
}

/**
 * Softmax regression fitted to convergence by L-BFGS: the minimum of the loss that vanilla training descends,
 *
 *   -(1/n) sum_i log softmax(W x_i + v)_(y_i) + (weightDecay / 2) (|W|^2 + |v|^2)
 *
 * @param points X [n x d], prepared
 */
export function fitReference(points: LabelledPoints, numClasses: number): ReferenceFit {
  const { cols } = points.X;
  const start = new Float64Array(numClasses * (cols + 1));
  const { x, value, iterations } = limitedMemoryBfgs(softmaxLoss(points, numClasses), start, {
    tolerance: 1e-4,
    maxIterations: 300,
  });
  return {
    model: {
      weights: { data: x.slice(0, numClasses * cols), rows: numClasses, cols },
      bias: x.slice(numClasses * cols),
    },
    loss: value,
    iterations,
  };
}

/** Norm of the gradient of that loss at a model, relative to the norm at the model of zeros. */
export function relativeGradient(points: LabelledPoints, { weights, bias }: LinearModel): number {
  const loss = softmaxLoss(points, bias.length);
  const parameters = Float64Array.from([...weights.data, ...bias]);
  const normAt = (x: Float64Array) => {
    const gradient = new Float64Array(x.length);
    loss(x, gradient);
    return Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0));
  };
  const start = normAt(new Float64Array(parameters.length));
  return start === 0 ? 0 : normAt(parameters) / start;
}

/** Parameters: the weights [numClasses x d] row by row, then the bias. */
function softmaxLoss({ X, y }: LabelledPoints, numClasses: number) {
  const { data, rows, cols } = X;
  const { weightDecay } = linearTraining;
  const offset = numClasses * cols;
  const logits = new Float64Array(numClasses);
  return (parameters: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    let total = 0;
    for (let i = 0; i < rows; i++) {
      const start = i * cols;
      let largest = Number.NEGATIVE_INFINITY;
      for (let c = 0; c < numClasses; c++) {
        let logit = parameters[offset + c];
        for (let j = 0; j < cols; j++) logit += parameters[c * cols + j] * data[start + j];
        logits[c] = logit;
        if (logit > largest) largest = logit;
      }
      total += largest - logits[y[i]];
      let sum = 0;
      for (let c = 0; c < numClasses; c++) {
        logits[c] = exp(logits[c] - largest);
        sum += logits[c];
      }
      total += ln(sum);
      for (let c = 0; c < numClasses; c++) {
        const slope = (logits[c] / sum - (c === y[i] ? 1 : 0)) / rows;
        gradient[offset + c] += slope;
        for (let j = 0; j < cols; j++) gradient[c * cols + j] += slope * data[start + j];
      }
    }
    let squares = 0;
    for (let p = 0; p < parameters.length; p++) {
      squares += parameters[p] ** 2;
      gradient[p] += weightDecay * parameters[p];
    }
    return total / rows + (weightDecay / 2) * squares;
  };
}
