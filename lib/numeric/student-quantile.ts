import { studentTail } from './student-tail';

/**
 * The t with P(T <= t) = probability for Student's law with `freedom` degrees of freedom: the root of `studentTail`, halved down to neighbouring doubles.
 *
 * @throws RangeError if freedom is not positive, or the probability not within (0, 1)
 */
export function studentQuantile(probability: number, freedom: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`probability is ${probability}, expected a number within (0, 1)`);
  }
  const tail = Math.min(probability, 1 - probability);
  let [low, high] = [0, 1];
  while (studentTail(high, freedom) > tail) [low, high] = [high, 2 * high];
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (studentTail(middle, freedom) > tail) low = middle;
    else high = middle;
  }
  return probability < 0.5 ? -high : tail === 0.5 ? 0 : high;
}
