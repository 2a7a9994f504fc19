import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import type { Matrix } from '../numeric/matrix';
import { requireDistributions, requireShape } from '../numeric/require';

/**
 * Mean soft cross-entropy of logits z against soft labels y (rows of y sum to 1), in nats.
 *
 *   -(1/n) sum_i sum_c y_ic log softmax(z_i)_c
 *
 * @param logits [n x numClasses]
 * @param labels [n x numClasses]
 * @throws RangeError if the shapes differ, there is no row, a logit is NaN or +Infinity, or a label is no distribution
 */
export function softCrossEntropy(logits: Matrix, labels: Matrix): number {
  requireShape('logits', logits);
  requireShape('labels', labels);
  const bad = logits.data.findIndex((value) => !(value < Number.POSITIVE_INFINITY));
  if (bad >= 0) {
    throw new RangeError(
      `logits hold ${logits.data[bad]} in row ${Math.floor(bad / logits.cols)}, expected numbers`,
    );
  }
  requireDistributions('labels', labels);
  return meanCrossEntropy(logits, labels);
}

/** `softCrossEntropy` within a training, whose logits may diverge. @throws RangeError if the shapes differ or there is no row */
export function meanCrossEntropy(logits: Matrix, labels: Matrix): number {
  const { rows, cols } = logits;
  if (labels.rows !== rows || labels.cols !== cols || rows === 0) {
    throw new RangeError(
      `logits are ${rows} x ${cols}, labels ${labels.rows} x ${labels.cols}: expected equal shapes, at least 1 row`,
    );
  }
  let total = 0;
  for (let start = 0; start < rows * cols; start += cols) {
    const largest = largestOf(logits.data, start, cols);
    let sum = 0;
    for (let c = 0; c < cols; c++) sum += exp(logits.data[start + c] - largest);
    const logSum = largest + ln(sum);
    for (let c = 0; c < cols; c++) {
      const label = labels.data[start + c];
      // A class of weight 0 adds 0, even where its logit is -Infinity.
      if (label !== 0) total += label * (logSum - logits.data[start + c]);
    }
  }
  return total / rows;
}

/**
 * Gradient of `softCrossEntropy` in the logits: (softmax(z) - y) / n, for rows of y that sum to 1.
 *
 * @param logits first `numRows * numClasses` entries are read
 * @param gradient written likewise
 */
export function softCrossEntropyGradient(
  logits: Float64Array,
  labels: Float64Array,
  numRows: number,
  numClasses: number,
  gradient: Float64Array,
): void {
  for (let i = 0; i < numRows; i++) {
    const start = i * numClasses;
    const largest = largestOf(logits, start, numClasses);
    let sum = 0;
    for (let c = start; c < start + numClasses; c++) {
      gradient[c] = exp(logits[c] - largest);
      sum += gradient[c];
    }
    for (let c = start; c < start + numClasses; c++) {
      gradient[c] = (gradient[c] / sum - labels[c]) / numRows;
    }
  }
}

function largestOf(values: Float64Array, start: number, count: number): number {
  let largest = values[start];
  for (let c = start + 1; c < start + count; c++) if (values[c] > largest) largest = values[c];
  return largest;
}
