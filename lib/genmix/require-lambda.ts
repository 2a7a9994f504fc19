/** @throws RangeError if lambda is not strictly between 0 and 1 */
export function requireLambda(lambda: number): void {
  if (typeof lambda === 'number' && lambda > 0 && lambda < 1) return;
  throw new RangeError(
    `lambda is ${lambda}, expected a number above 0 and below 1: it is the share p_j / (p_i + p_j), and at 0 or 1 a density vanishes`,
  );
}
