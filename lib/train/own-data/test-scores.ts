import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import type { LinearModel } from '../../kernels/sweep-options';
import type { LabelledPoints } from '../sweep';

/** What a model is worth beside its accuracy. */
export interface TestScores {
  /** Mean over the classes of the share of their points that are classified correctly, in [0, 1]. */
  readonly balancedAccuracy: number;
  /** Mean of -ln p(class of the point), in nats: small where the probabilities are right, not the classes alone. */
  readonly logLoss: number;
}

/**
 * Balanced accuracy and log loss of softmax regression on prepared points; classes without a point do not count.
 *
 * @param points X [n x d], y [n]
 */
export function testScores({ weights, bias }: LinearModel, { X, y }: LabelledPoints): TestScores {
  const numClasses = bias.length;
  const counts = new Float64Array(numClasses);
  const right = new Float64Array(numClasses);
  const logits = new Float64Array(numClasses);
  let loss = 0;
  for (let i = 0; i < X.rows; i++) {
    let best = 0;
    for (let c = 0; c < numClasses; c++) {
      logits[c] = bias[c];
      for (let j = 0; j < X.cols; j++) logits[c] += weights.data[c * X.cols + j] * X.data[i * X.cols + j];
      if (logits[c] > logits[best]) best = c;
    }
    let sum = 0;
    for (const logit of logits) sum += exp(logit - logits[best]);
    loss += logits[best] - logits[y[i]] + ln(sum);
    counts[y[i]]++;
    if (best === y[i]) right[best]++;
  }
  const present = [...counts.keys()].filter((c) => counts[c] > 0);
  const balancedAccuracy = present.reduce((total, c) => total + right[c] / counts[c], 0) / present.length;
  return { balancedAccuracy, logLoss: loss / X.rows };
}
