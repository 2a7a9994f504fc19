import type { Matrix } from '../../numeric/matrix';
import type { DenseNetwork } from '../../train/dense-network';
import type { DifferentiableModel, LogitsAndGradient, LogitWeights } from '../differentiable-model';
import { networkModel } from '../network-model';

/** A model whose every answer is checked. */
export class AskedModel {
  readonly numClasses: number;
  private readonly model: DifferentiableModel;

  /** @throws RangeError if the model does not have at least two classes */
  constructor(model: DenseNetwork | DifferentiableModel) {
    this.model = 'architecture' in model ? networkModel(model) : model;
    this.numClasses = this.model.numClasses;
    if (!(Number.isInteger(this.numClasses) && this.numClasses >= 2)) {
      throw new RangeError(
        `the model has ${this.numClasses} classes, expected at least 2: give a model of one logit a second one, 0`,
      );
    }
  }

  /** @throws RangeError if the answer is not one finite number a class and point */
  async logits(points: Matrix): Promise<Matrix> {
    const logits = await this.model.logits(points);
    this.requireLogits(logits, points);
    return logits;
  }

  /** @throws RangeError if an answer is not finite, or not of the shape of logits or points */
  async logitsAndGradient(points: Matrix, weights: LogitWeights): Promise<LogitsAndGradient> {
    const answer = await this.model.logitsAndGradient(points, (logits) => {
      this.requireLogits(logits, points);
      return weights(logits);
    });
    const { gradient } = answer;
    if (gradient?.rows !== points.rows || gradient.cols !== points.cols) {
      throw new RangeError(
        `the model gave gradients of ${shape(gradient)}, expected one number a feature: ${shape(points)}`,
      );
    }
    requireFinite('gradient', gradient);
    return answer;
  }

  private requireLogits(logits: Matrix, points: Matrix): void {
    if (logits?.rows !== points.rows || logits.cols !== this.numClasses) {
      throw new RangeError(
        `the model gave logits of ${shape(logits)}, expected ${points.rows} x ${this.numClasses}: one a point and class`,
      );
    }
    requireFinite('logit', logits);
  }
}

function shape(m: Matrix | undefined): string {
  return m ? `${m.rows} x ${m.cols}` : 'no shape';
}

function requireFinite(name: string, { data, rows, cols }: Matrix): void {
  for (let p = 0; p < rows * cols; p++) {
    if (!Number.isFinite(data[p])) {
      throw new RangeError(
        `the model gave the ${name} ${data[p]} in row ${Math.floor(p / cols)}, column ${p % cols} of a query, expected a ` +
          'finite number: has its training diverged?',
      );
    }
  }
}

/** Class of the largest of the numbers of row i; of equal ones the lowest. */
export function largestClass({ data, cols }: Matrix, i: number): number {
  const first = i * cols;
  let best = 0;
  for (let c = 1; c < cols; c++) if (data[first + c] > data[first + best]) best = c;
  return best;
}
