import { findRoot } from './root';
import { studentTail } from './student-tail';

/**
 * The t with P(T <= t) = probability for Student's law with `freedom` degrees of freedom, a root of `studentTail`.
 *
 * @throws RangeError if freedom is not positive, or the probability not within (0, 1)
 */
export function studentQuantile(probability: number, freedom: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`probability is ${probability}, expected a number within (0, 1)`);
  }
  const tail = Math.min(probability, 1 - probability);
  const excess = (t: number) => studentTail(t, freedom) - tail;
  if (tail === 0.5 && excess(0) === 0) return 0;
  let high = 1;
  while (excess(high) > 0) high *= 2;
  const t = findRoot(excess, high === 1 ? 0 : high / 2, high);
  return probability < 0.5 ? -t : t;
}
