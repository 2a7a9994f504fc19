/** Log densities of one class from their definitions, with explicit inverses and sums outside log space. */

type Rows = readonly (readonly number[])[];

/** (1/divisor) sum (x - mean)(x - mean)', entry by entry. */
export function naiveCovariance(points: Rows, divisor: number): number[][] {
  const means = points[0].map((_, j) => points.reduce((sum, x) => sum + x[j], 0) / points.length);
  return means.map((_, j) =>
    means.map((_, k) => points.reduce((sum, x) => sum + (x[j] - means[j]) * (x[k] - means[k]), 0) / divisor),
  );
}

/** N(x; mean, covariance) by the inverse and determinant of Gauss-Jordan elimination. */
export function naiveNormal(
  x: readonly number[],
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
): number {
  const d = x.length;
  const work = covariance.map((entries, i) => [...entries, ...entries.map((_, j) => (i === j ? 1 : 0))]);
  let determinant = 1;
  for (let j = 0; j < d; j++) {
    const pivot = work[j][j];
    determinant *= pivot;
    work[j] = work[j].map((value) => value / pivot);
    for (let i = 0; i < d; i++) {
      if (i === j) continue;
      const factor = work[i][j];
      work[i] = work[i].map((value, k) => value - factor * work[j][k]);
    }
  }
  let square = 0;
  for (let j = 0; j < d; j++) {
    for (let k = 0; k < d; k++) square += (x[j] - mean[j]) * work[j][d + k] * (x[k] - mean[k]);
  }
  return Math.exp(-square / 2) / Math.sqrt((2 * Math.PI) ** d * determinant);
}

/** k / (n V) with the ball volume of the textbook: pi^(d/2) / Gamma(d/2 + 1) r^d. */
export function naiveNearest(x: readonly number[], points: Rows, k: number): number {
  const radii = points.map((p) => Math.hypot(...p.map((value, j) => value - x[j]))).sort((a, b) => a - b);
  const d = x.length;
  let gamma = d % 2 === 0 ? 1 : Math.sqrt(Math.PI);
  for (let z = d % 2 === 0 ? 1 : 0.5; z <= d / 2; z++) gamma *= z;
  return k / (points.length * (Math.PI ** (d / 2) / gamma) * radii[k - 1] ** d);
}
