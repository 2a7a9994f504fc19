import ln from '@stdlib/math-base-special-ln';
import { DoubleDouble } from '../numeric/double-double';
import { type GaussianClass, singularClass } from './canonical-log-ratio';

/** log p_j - log p_i of two Gaussian classes as a quadratic form whose coefficients have 32 digits. */
export interface ExactLogRatio {
  /** In 32 digits: right where doubles leave no digit of a difference. */
  exact(x: ArrayLike<number>): number;
  /** Whether doubles are enough to tell that the log ratio is within the tolerance of a value. */
  isNear(x: ArrayLike<number>, logRatio: number, tolerance: number): boolean;
}

/** Rows of a lower triangle, one after the other, as sums of two doubles. */
interface Triangle {
  readonly high: Float64Array;
  readonly low: Float64Array;
}

const triangle = (d: number): Triangle => ({
  high: new Float64Array(d * d),
  low: new Float64Array(d * d),
});

/**
 * Coefficients about u = x - m_i, e = m_i - m_j, with A = S_i^-1 - S_j^-1:
 *
 *   log p_j - log p_i = u'A u / 2 - u'S_j^-1 e - e'S_j^-1 e / 2 + (log |S_i| - log |S_j|) / 2
 *
 * @throws SingularCovarianceError if a covariance has no inverse, which rounding may hide from a factorisation in doubles
 */
export function exactLogRatio(first: GaussianClass, second: GaussianClass): ExactLogRatio {
  const d = first.mean.length;
  const own = inverseOf(first, 'first');
  const other = inverseOf(second, 'second');
  const [form, slope] = [triangle(d), triangle(d)];
  const value = new DoubleDouble();
  const constant = new DoubleDouble();
  const shift = Array.from({ length: d }, (_, i) => {
    value.difference(first.mean[i], second.mean[i]);
    return [value.high, value.low] as const;
  });
  for (let i = 0; i < d; i++) {
    value.set(0);
    for (let j = 0; j < d; j++) {
      const at = i >= j ? i * d + j : j * d + i;
      value.addProduct(-other.high[at], -other.low[at], ...shift[j]);
    }
    [slope.high[i], slope.low[i]] = [value.high, value.low];
    constant.addProduct(value.high / 2, value.low / 2, ...shift[i]);
    for (let j = 0; j <= i; j++) {
      const at = i * d + j;
      value.set(own.high[at], own.low[at]).addProduct(-1, 0, other.high[at], other.low[at]);
      const factor = i === j ? 0.5 : 1;
      [form.high[at], form.low[at]] = [factor * value.high, factor * value.low];
    }
  }
  constant.addProduct(1, 0, own.halfLogDeterminant - other.halfLogDeterminant, 0);
  return evaluation(first.mean, form, slope, constant);
}

function evaluation(
  mean: ArrayLike<number>,
  form: Triangle,
  slope: Triangle,
  constant: DoubleDouble,
): ExactLogRatio {
  const d = mean.length;
  const [uHigh, uLow] = [new Float64Array(d), new Float64Array(d)];
  const [sum, inner] = [new DoubleDouble(), new DoubleDouble()];
  return {
    exact(x) {
      sum.set(constant.high, constant.low);
      for (let i = 0; i < d; i++) {
        inner.difference(x[i], mean[i]);
        [uHigh[i], uLow[i]] = [inner.high, inner.low];
        inner.set(slope.high[i], slope.low[i]);
        for (let j = 0, at = i * d; j <= i; j++, at++) {
          inner.addProduct(form.high[at], form.low[at], uHigh[j], uLow[j]);
        }
        sum.addProduct(inner.high, inner.low, uHigh[i], uLow[i]);
      }
      return sum.high + sum.low;
    },
    isNear(x, logRatio, tolerance) {
      let value = constant.high - logRatio;
      let size = Math.abs(constant.high) + Math.abs(logRatio);
      for (let i = 0; i < d; i++) {
        const u = x[i] - mean[i];
        uHigh[i] = u;
        let [term, termSize] = [slope.high[i], Math.abs(slope.high[i])];
        for (let j = 0, at = i * d; j <= i; j++, at++) {
          const product = form.high[at] * uHigh[j];
          term += product;
          termSize += Math.abs(product);
        }
        value += term * u;
        size += termSize * Math.abs(u);
      }
      // Each sum rounds at most d + 1 times, each product and coordinate once or twice.
      return Math.abs(value) + (d + 8) * Number.EPSILON * size <= tolerance;
    },
  };
}

/** Lower triangle of S^-1 by Cholesky's factors, and half of log |S|. */
function inverseOf({ mean, covariance }: GaussianClass, name: string) {
  const d = mean.length;
  const factor = factorOf(covariance.data, d, name);
  const inverse = invertFactor(factor, d);
  const product = triangle(d);
  const value = new DoubleDouble();
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      value.set(0);
      for (let k = i; k < d; k++) {
        const [p, q] = [k * d + i, k * d + j];
        value.addProduct(inverse.high[p], inverse.low[p], inverse.high[q], inverse.low[q]);
      }
      [product.high[i * d + j], product.low[i * d + j]] = [value.high, value.low];
    }
  }
  let halfLogDeterminant = 0;
  for (let i = 0; i < d; i++) halfLogDeterminant += ln(factor.high[i * d + i]);
  return { ...product, halfLogDeterminant };
}

function factorOf(a: ArrayLike<number>, d: number, name: string): Triangle {
  const factor = triangle(d);
  const { high, low } = factor;
  const value = new DoubleDouble();
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      value.set(a[i * d + j]);
      for (let k = 0; k < j; k++) {
        value.addProduct(-high[i * d + k], -low[i * d + k], high[j * d + k], low[j * d + k]);
      }
      if (j < i) value.divide(high[j * d + j], low[j * d + j]);
      else if (value.high > 0) value.squareRoot();
      else throw singularClass(name);
      [high[i * d + j], low[i * d + j]] = [value.high, value.low];
    }
  }
  return factor;
}

function invertFactor({ high, low }: Triangle, d: number): Triangle {
  const inverse = triangle(d);
  const value = new DoubleDouble();
  for (let j = 0; j < d; j++) {
    for (let i = j; i < d; i++) {
      value.set(i === j ? 1 : 0);
      for (let k = j; k < i; k++) {
        const [p, q] = [i * d + k, k * d + j];
        value.addProduct(-high[p], -low[p], inverse.high[q], inverse.low[q]);
      }
      value.divide(high[i * d + i], low[i * d + i]);
      [inverse.high[i * d + j], inverse.low[i * d + j]] = [value.high, value.low];
    }
  }
  return inverse;
}
