import type { GaussianClass } from '../../lib/genmix/canonical-log-ratio';
import { Rational } from './rational';

/** log p_j(x) - log p_i(x) of Gaussian classes by elimination in fractions: only the logarithm of the determinants' ratio is rounded, and the result. */
export function gaussianLogRatio(first: GaussianClass, second: GaussianClass, x: ArrayLike<number>): number {
  const [i, j] = [first, second].map((own) => eliminate(own, x));
  const squares = i.square.minus(j.square).times(new Rational(1n, 2n)).toNumber();
  return squares + 0.5 * Math.log(i.determinant.over(j.determinant).toNumber());
}

/** (x - m)' S^-1 (x - m) and |S|. */
function eliminate({ mean, covariance }: GaussianClass, x: ArrayLike<number>) {
  const d = mean.length;
  const rows = Array.from({ length: d }, (_, i) => [
    ...Array.from({ length: d }, (_, j) => Rational.of(covariance.data[i * d + j])),
    Rational.of(x[i]).minus(Rational.of(mean[i])),
  ]);
  let [square, determinant] = [new Rational(0n), new Rational(1n)];
  for (let p = 0; p < d; p++) {
    const [pivot, rest] = [rows[p][p], rows[p][d]];
    determinant = determinant.times(pivot);
    square = square.plus(rest.times(rest).over(pivot));
    for (let i = p + 1; i < d; i++) {
      const factor = rows[i][p].over(pivot);
      for (let k = p; k <= d; k++) rows[i][k] = rows[i][k].minus(factor.times(rows[p][k]));
    }
  }
  return { square, determinant };
}
