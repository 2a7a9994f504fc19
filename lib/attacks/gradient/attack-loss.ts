import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';

/**
 * Loss of one point that an attack raises, from its logits: those from `at` on. Its slopes in the logits are written to
 * the same places of `slopes`.
 *
 * @param label class of the point
 * @param target class to lead it to; losses without a target ignore it
 */
export type AttackLoss = (
  logits: Float64Array,
  at: number,
  numClasses: number,
  label: number,
  target: number,
  slopes: Float64Array,
) => number;

/**
 * Cross-entropy ln(sum_c exp(z_c)) - z_y, whose slopes are p - e_y. That of the label is taken as minus the sum of the
 * others, so that a point classified with certainty still has a direction.
 */
export const crossEntropyLoss: AttackLoss = (logits, at, numClasses, label, _, slopes) => {
  let largest = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < numClasses; c++) largest = Math.max(largest, logits[at + c]);
  let sum = 0;
  for (let c = 0; c < numClasses; c++) {
    slopes[at + c] = exp(logits[at + c] - largest);
    sum += slopes[at + c];
  }
  let others = 0;
  for (let c = 0; c < numClasses; c++) {
    slopes[at + c] /= sum;
    if (c !== label) others += slopes[at + c];
  }
  slopes[at + label] = -others;
  return largest + ln(sum) - logits[at + label];
};

/**
 * Difference z_t - z_y. It stands for the targeted DLR where there are two or three classes: a function of two logits that
 * depends neither on their shift nor on their scale is constant, so a scale cannot be divided out. The ascent does not
 * need it: its steps keep of a gradient the sign or the direction, and it compares losses with each other only, so it
 * goes the same way on all positive multiples of the logits.
 */
export const targetedDifference: AttackLoss = (logits, at, numClasses, label, target, slopes) => {
  slopes.fill(0, at, at + numClasses);
  slopes[at + target] = 1;
  slopes[at + label] = -1;
  return logits[at + target] - logits[at + label];
};

/** Keeps the quotient finite where all logits are equal, as the authors do. */
const tiny = 1e-12;

/**
 * Targeted difference of logits ratio (Croce and Hein 2020, eq. 7), for four classes or more:
 *
 *   (z_t - z_y) / (z_(1) - (z_(3) + z_(4)) / 2), z_(r) the r-th largest logit.
 */
export const targetedDifferenceRatio: AttackLoss = (logits, at, numClasses, label, target, slopes) => {
  const [first, , third, fourth] = fourLargest(logits, at, numClasses);
  const difference = logits[at + target] - logits[at + label];
  const scale = logits[first] - (logits[third] + logits[fourth]) / 2 + tiny;
  const ratio = difference / scale;
  slopes.fill(0, at, at + numClasses);
  slopes[at + target] += 1 / scale;
  slopes[at + label] -= 1 / scale;
  slopes[first] -= ratio / scale;
  slopes[third] += ratio / scale / 2;
  slopes[fourth] += ratio / scale / 2;
  return ratio;
};

const places = new Int32Array(4);

/** Where the four largest of the logits from `at` on are, the largest first. */
function fourLargest(logits: Float64Array, at: number, numClasses: number): Int32Array {
  let known = 0;
  for (let p = at; p < at + numClasses; p++) {
    let r = Math.min(known, 4);
    while (r > 0 && logits[p] > logits[places[r - 1]]) {
      if (r < 4) places[r] = places[r - 1];
      r--;
    }
    if (r < 4) places[r] = p;
    known++;
  }
  return places;
}
