export interface NormalisationCase {
  /** [rows x channels], row by row. */
  readonly x: ArrayLike<number>;
  readonly gamma: ArrayLike<number>;
  readonly beta: ArrayLike<number>;
  readonly shortcut?: ArrayLike<number>;
  readonly relu: boolean;
  readonly epsilon: number;
}

/** Batch normalisation in double precision, straight from the definition. */
export function naiveNormalisation({ x, gamma, beta, shortcut, relu, epsilon }: NormalisationCase) {
  const channels = gamma.length;
  const rows = x.length / channels;
  const mean = new Float64Array(channels);
  const variance = new Float64Array(channels);
  for (let i = 0; i < x.length; i++) mean[i % channels] += x[i] / rows;
  for (let i = 0; i < x.length; i++) variance[i % channels] += (x[i] - mean[i % channels]) ** 2 / rows;
  const y = Float64Array.from(x, (value, i) => {
    const c = i % channels;
    const z = (value - mean[c]) / Math.sqrt(variance[c] + epsilon);
    const sum = gamma[c] * z + beta[c] + (shortcut ? shortcut[i] : 0);
    return relu ? Math.max(sum, 0) : sum;
  });
  return { y, mean, variance };
}

/** Central differences of sum(dy * y) in every value of an input. */
export function normalisationSlopes(
  of: NormalisationCase,
  input: 'x' | 'gamma' | 'beta' | 'shortcut',
  dy: ArrayLike<number>,
  step = 1e-6,
): Float64Array {
  const values = Float64Array.from(of[input] as ArrayLike<number>);
  return values.map((value, i) => {
    const at = (moved: number): number => {
      values[i] = moved;
      return naiveNormalisation({ ...of, [input]: values }).y.reduce((sum, y, k) => sum + dy[k] * y, 0);
    };
    const slope = (at(value + step) - at(value - step)) / (2 * step);
    values[i] = value;
    return slope;
  });
}
