import { type Augmentation, type kernels, type Matrix, matrix, mixBatch } from 'genlabel';

/** Mean and covariance (sum of squares over `divisor`, plus a ridge on the diagonal). */
export function covarianceOf(
  points: number[][],
  divisor: number,
  ridge: number,
): { mean: number[]; covariance: number[][] } {
  const mean = points[0].map((_, j) => points.reduce((sum, point) => sum + point[j], 0) / points.length);
  const covariance = mean.map((mi, i) =>
    mean.map((mj, j) => {
      const sum = points.reduce((total, point) => total + (point[i] - mi) * (point[j] - mj), 0);
      return sum / divisor + (i === j ? ridge : 0);
    }),
  );
  return { mean, covariance };
}

export function choleskyOf(covariance: number[][]): Matrix {
  const L = covariance.map((row) => row.map(() => 0));
  for (let i = 0; i < L.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = covariance[i][j];
      for (let k = 0; k < j; k++) sum -= L[i][k] * L[j][k];
      L[i][j] = i === j ? Math.sqrt(sum) : sum / L[j][j];
    }
  }
  return matrix(L);
}

/** Log densities [points x classes] by plain loops: points and centres are whitened by forward substitution. */
export function plainLogDensities(points: Matrix, densities: readonly PlainDensity[]): Matrix {
  const { rows, cols: d } = points;
  const data = new Float64Array(rows * densities.length);
  const white = new Float64Array(d);
  densities.forEach(({ cholesky, whitened, logScale }, c) => {
    const m = whitened.length / d;
    const exponents = new Float64Array(m);
    for (let b = 0; b < rows; b++) {
      solve(cholesky.data, points.data.subarray(b * d, (b + 1) * d), white);
      let largest = -Infinity;
      for (let i = 0; i < m; i++) {
        let square = 0;
        for (let j = 0; j < d; j++) square += (white[j] - whitened[i * d + j]) ** 2;
        exponents[i] = -0.5 * square;
        if (exponents[i] > largest) largest = exponents[i];
      }
      let sum = 0;
      for (let i = 0; i < m; i++) sum += Math.exp(exponents[i] - largest);
      data[b * densities.length + c] = logScale + largest + Math.log(sum / m);
    }
  });
  return { data, rows, cols: densities.length };
}

export interface PlainDensity {
  readonly cholesky: Matrix;
  /** L^-1 c_i */
  readonly whitened: Float64Array;
  readonly logScale: number;
}

export function plainDensity({ centres, cholesky }: kernels.ClassDensity): PlainDensity {
  const { rows, cols: d } = centres;
  const whitened = new Float64Array(rows * d);
  for (let i = 0; i < rows; i++) {
    solve(cholesky.data, centres.data.subarray(i * d, (i + 1) * d), whitened.subarray(i * d, (i + 1) * d));
  }
  let logScale = (-d / 2) * Math.log(2 * Math.PI);
  for (let j = 0; j < d; j++) logScale -= Math.log(cholesky.data[j * d + j]);
  return { cholesky, whitened, logScale };
}

function solve(L: Float64Array, right: Float64Array, out: Float64Array): void {
  const d = right.length;
  for (let i = 0; i < d; i++) {
    let sum = right[i];
    for (let j = 0; j < i; j++) sum -= L[i * d + j] * out[j];
    out[i] = sum / L[i * d + i];
  }
}

/** Mixup with labels blended by gamma, in plain loops, for lib/train. */
export function plainGenLabel(densities: readonly PlainDensity[], gamma: number): Augmentation {
  return (batch, stream) => {
    const mixed = mixBatch(batch, { alpha: 1 }, stream);
    const logs = plainLogDensities(mixed.X, densities);
    const k = densities.length;
    for (let b = 0; b < logs.rows; b++) {
      const row = logs.data.subarray(b * k, (b + 1) * k);
      const largest = Math.max(...row);
      const sum = row.reduce((total, value) => total + Math.exp(value - largest), 0);
      for (let c = 0; c < k; c++) {
        const at = b * k + c;
        const generative = Math.exp(row[c] - largest) / sum;
        mixed.labels.data[at] = (1 - gamma) * mixed.labels.data[at] + gamma * generative;
      }
    }
    return mixed;
  };
}
