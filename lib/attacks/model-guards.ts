import type { Matrix } from '../numeric/matrix';
import type { AskedModel } from './boundary/asked-model';

/** A reason to doubt a robust accuracy, or a deviation that a reader must know of. */
export interface AttackWarning {
  readonly kind:
    | /** Equal queries got different answers: what was found may not be found again. */ 'randomised-model'
    | /** The gradient at the start of an ascent was 0: gradient attacks do not move. */ 'zero-gradient'
    | /** Square broke points that the gradient attacks did not: these may be deceived. */ 'square-stronger'
    | /** Too few classes for the loss DLR, which was replaced. */ 'dlr-substitute';
  readonly message: string;
}

/** Logits that differ by more than this share of their length between equal queries are random (the authors' number). */
const randomness = 1e-4;

/** Distance from a probability distribution that is one, but for rounding (the authors' number). */
const rounding = 1e-5;

/**
 * Whether a model can be attacked by its logits: asks twice.
 *
 * @param logits its answer about the points
 * @throws RangeError if it gives probabilities in place of logits
 */
export async function examineModel(
  model: AskedModel,
  points: Matrix,
  logits: Matrix,
): Promise<AttackWarning[]> {
  requireNoProbabilities(logits);
  const again = await model.logits(points);
  const { rows, cols } = logits;
  for (let i = 0; i < rows; i++) {
    let length = 0;
    let difference = 0;
    for (let p = i * cols; p < (i + 1) * cols; p++) {
      length += logits.data[p] ** 2;
      difference += (logits.data[p] - again.data[p]) ** 2;
    }
    if (Math.sqrt(difference) > randomness * Math.sqrt(length)) {
      const message =
        `two equal queries got different logits of point ${i}: the model is random, and what was found of it may not be ` +
        'found again; switch off dropout and the like, or average over the randomness';
      return [{ kind: 'randomised-model', message }];
    }
  }
  return [];
}

/** @throws RangeError if a class is none of the model's */
export function requireClasses({ numClasses }: AskedModel, y: ArrayLike<number>): void {
  for (let i = 0; i < y.length; i++) {
    if (y[i] < numClasses) continue;
    throw new RangeError(
      `class of point ${i} is ${y[i]}, but the model has the classes 0 to ${numClasses - 1}`,
    );
  }
}

/** The warning of points whose gradient is 0 where an ascent starts, if there are any. */
export function zeroGradientWarnings(count: number): AttackWarning[] {
  if (count === 0) return [];
  const message =
    `the gradient is 0 at the start of an ascent of ${count} ${count === 1 ? 'point' : 'points'}: gradient attacks do not ` +
    'move them. Saturated or dead units, rounding of the input or a constant model may be the cause; trust Square there';
  return [{ kind: 'zero-gradient', message }];
}

/** The warning of a model with too few classes for the targeted DLR. */
export function dlrSubstituteWarnings(numClasses: number): AttackWarning[] {
  if (numClasses > 3) return [];
  const message =
    `the targeted difference of logits ratio needs 4 classes, the model has ${numClasses}: APGD-T raised the difference of ` +
    "the target's and the true class's logits instead";
  return [{ kind: 'dlr-substitute', message }];
}

/** Rows that are all distributions, unless they are all the same: these may be the logits of a constant model. */
function requireNoProbabilities({ data, rows, cols }: Matrix): void {
  let constant = rows > 1;
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let c = 0; c < cols; c++) {
      const value = data[i * cols + c];
      if (value < -rounding || value > 1 + rounding) return;
      if (value !== data[c]) constant = false;
      sum += value;
    }
    if (Math.abs(sum - 1) > rounding) return;
  }
  if (constant) return;
  throw new RangeError(
    'the model gives probabilities (every row lies in [0, 1] and sums to 1), expected logits: take what goes into its ' +
      'softmax, since gradients of probabilities vanish and the attacks would fail for that alone',
  );
}
