/**
 * P values adjusted for their number by Holm's step-down rule, which bounds the probability of any false rejection:
 *
 *   the i-th smallest of m becomes max over j <= i of min(1, (m - j + 1) p_(j)).
 *
 * @returns in the order given
 * @throws RangeError if a value is outside [0, 1]
 */
export function holm(pValues: readonly number[]): number[] {
  pValues.forEach((p, i) => {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`p value ${i} is ${p}, expected a number in [0, 1]`);
  });
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a] - pValues[b]);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  order.forEach((index, i) => {
    largest = Math.max(largest, Math.min(1, (order.length - i) * pValues[index]));
    adjusted[index] = largest;
  });
  return adjusted;
}
