import { type Matrix, row, zeros } from './matrix';

/** A remainder that is shorter by more than this has lost digits, and directions are taken from it once more. */
const lossy = Math.SQRT1_2;

/** A remainder this much shorter than its row is rounding: the row depends on those before it. */
const dependentBelow = 1e-12;

/**
 * Coordinates of points in an orthonormal basis of the affine space that they span: all their distances, and those of
 * their mixtures, are kept, for at most as many coordinates as there are points. Gram and Schmidt's method, a row
 * twice where it loses digits (Golub and Van Loan, Section 5.2.9; Parlett, The Symmetric Eigenvalue Problem, Section 6.9).
 *
 * @param X [n x d]
 * @returns [n x r], r at most the smaller of n and d, at least 1
 */
export function spanCoordinates(X: Matrix): Matrix {
  const { rows: n, cols: d } = X;
  const means = new Float64Array(d);
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) means[j] += X.data[i * d + j] / n;
  const basis: Float64Array[] = [];
  const coordinates = Array.from({ length: n }, (_, i) => {
    const rest = row(X, i).map((value, j) => value - means[j]);
    const length = norm(rest);
    const own = basis.map(() => 0);
    const takeAll = () => {
      for (let k = 0; k < basis.length; k++) own[k] += takeAway(rest, basis[k]);
    };
    takeAll();
    if (norm(rest) < lossy * length) takeAll();
    const left = norm(rest);
    if (left > dependentBelow * length && basis.length < d) {
      basis.push(rest.map((value) => value / left));
      own.push(left);
    }
    return own;
  });
  const result = zeros(n, Math.max(1, basis.length));
  coordinates.forEach((own, i) => {
    result.data.set(own, i * result.cols);
  });
  return result;
}

/** Subtracts from a vector its part along a direction. @returns the length of that part */
function takeAway(vector: Float64Array, direction: Float64Array): number {
  let dot = 0;
  for (let j = 0; j < vector.length; j++) dot += direction[j] * vector[j];
  for (let j = 0; j < vector.length; j++) vector[j] -= dot * direction[j];
  return dot;
}

function norm(vector: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < vector.length; j++) sum += vector[j] * vector[j];
  return Math.sqrt(sum);
}
