import erfc from '@stdlib/math-base-special-erfc';

/** P(Z > z) for a standard normal Z. */
export function normalTail(z: number): number {
  return erfc(z * Math.SQRT1_2) / 2;
}
