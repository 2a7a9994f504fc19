import betainc from '@stdlib/math-base-special-betainc';

/**
 * P(T > t) for Student's law with `freedom` degrees of freedom, by the regularised incomplete beta function:
 *
 *   P(|T| > t) = I_{f / (f + t^2)}(f / 2, 1 / 2).
 *
 * @param t any number; Infinity has the tail 0
 * @throws RangeError if freedom is not positive or t is NaN
 */
export function studentTail(t: number, freedom: number): number {
  if (!(freedom > 0)) throw new RangeError(`freedom is ${freedom}, expected a positive number`);
  if (Number.isNaN(t)) throw new RangeError('t is NaN, expected a number');
  const both = Number.isFinite(t) ? betainc(freedom / (freedom + t * t), freedom / 2, 0.5, true, false) : 0;
  return t >= 0 ? both / 2 : 1 - both / 2;
}
