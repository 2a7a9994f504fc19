import { describe, expect, it } from 'vitest';
import {
  cholesky,
  inverseSymmetric,
  logDeterminant,
  multiply,
  NotPositiveDefiniteError,
  solve,
  solveLower,
  solveLowerTransposed,
  solveSymmetric,
  transpose,
} from '../../lib/numeric/linear-algebra';
import { type Matrix, matrix } from '../../lib/numeric/matrix';
import vectors from '../vectors/numeric.json';

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));
const largest = (a: ArrayLike<number>) => Math.max(...Array.from(a, Math.abs));
const hilbert = (n: number) =>
  matrix(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => 1 / (i + j + 1))));
const symmetric = [
  [4, 2, -2],
  [2, 10, 5],
  [-2, 5, 9],
];

describe('multiply and transpose', () => {
  it('follow the definition', () => {
    const a = matrix([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect([...multiply(a, transpose(a)).data]).toEqual([14, 32, 32, 77]);
    expect([...transpose(a).data]).toEqual([1, 4, 2, 5, 3, 6]);
    expect(() => multiply(a, a)).toThrow(/2 x 3 and 2 x 3: the inner sizes differ/);
  });
});

describe('cholesky', () => {
  it('factors a matrix with a factor in integers exactly', () => {
    // [2 0 0; 1 3 0; -1 2 2] times its transpose.
    expect([...cholesky(matrix(symmetric)).data]).toEqual([2, 0, 0, 1, 3, 0, -1, 2, 2]);
  });

  it('reads the lower triangle only', () => {
    const lower = matrix(symmetric.map((row, i) => row.map((value, j) => (j > i ? Number.NaN : value))));
    expect([...cholesky(lower).data]).toEqual([2, 0, 0, 1, 3, 0, -1, 2, 2]);
  });

  it.each(vectors.definite)('agrees with scipy on a matrix of condition $condition', (reference) => {
    const l = cholesky(matrix(reference.a));
    expect(largestDifference(l.data, reference.cholesky.flat())).toBeLessThan(1e-15 * reference.condition);
    expect(largestDifference(multiply(l, transpose(l)).data, reference.a.flat())).toBeLessThan(1e-13);
  });

  it('names the failing pivot and the cure', () => {
    const indefinite = matrix([
      [1, 2],
      [2, 1],
    ]);
    expect(() => cholesky(indefinite)).toThrow(NotPositiveDefiniteError);
    expect(() => cholesky(indefinite)).toThrow(
      /pivot 1 of the 2 x 2 matrix is -3, .* add a ridge to its diagonal/,
    );
    expect(() => cholesky(indefinite)).toThrow(expect.objectContaining({ pivot: 1, value: -3, size: 2 }));
    expect(() => cholesky(matrix([[Number.NaN]]))).toThrow(NotPositiveDefiniteError);
  });

  it('refuses a covariance that is singular but for rounding', () => {
    const third = 1 / 3;
    const dependent = [
      [0.1, 0.3 * third, 0.1],
      [0.3 * third, 0.1, 0.1],
      [0.1, 0.1, 0.1 + 1e-17],
    ];
    expect(() => cholesky(matrix(dependent))).toThrow(/pivot 1/);
  });

  it('accepts features of very different scales', () => {
    const scales = [1e-9, 1, 1e9];
    const scaled = matrix(symmetric.map((row, i) => row.map((value, j) => value * scales[i] * scales[j])));
    const l = cholesky(scaled);
    expect(l.data[0]).toBeCloseTo(2e-9, 20);
    expect(l.data[8]).toBeCloseTo(2e9, 3);
  });

  it('refuses a matrix that is not square', () => {
    expect(() => cholesky(matrix([[1, 2]]))).toThrow(/1 x 2, expected a square one/);
  });
});

describe('solving and inverting', () => {
  it.each(vectors.definite)('a definite matrix of condition $condition: agrees with scipy', (reference) => {
    const a = matrix(reference.a);
    const bound = 1e-14 * reference.condition;
    const x = solveSymmetric(a, reference.b);
    expect(largestDifference(x, reference.solution)).toBeLessThan(bound * largest(x));
    const inverse = inverseSymmetric(a);
    expect(largestDifference(inverse.data, reference.inverse.flat())).toBeLessThan(
      bound * largest(inverse.data),
    );
    expect([...transpose(inverse).data]).toEqual([...inverse.data]);
    expect(Math.abs(logDeterminant(a) - reference.logDeterminant)).toBeLessThan(1e-12);
  });

  it.each(vectors.general)('a general matrix of condition $condition: agrees with scipy', (reference) => {
    const x = solve(matrix(reference.a), reference.b);
    expect(largestDifference(x, reference.solution)).toBeLessThan(1e-14 * reference.condition * largest(x));
  });

  it('inverts the Hilbert matrix, whose inverse is in integers', () => {
    const inverse = inverseSymmetric(hilbert(4));
    const exact = [
      16, -120, 240, -140, -120, 1200, -2700, 1680, 240, -2700, 6480, -4200, -140, 1680, -4200, 2800,
    ];
    expect(largestDifference(inverse.data, exact)).toBeLessThan(1e-8);
    expect(logDeterminant(hilbert(4))).toBeCloseTo(-Math.log(6048000), 11);
  });

  it('solves triangular systems with either triangle', () => {
    const l = cholesky(matrix(symmetric));
    expect([...solveLower(l, [2, 7, 7])]).toEqual([1, 2, 2]);
    expect([...solveLowerTransposed(l, [1, 7, 2])]).toEqual([0.16666666666666663, 1.6666666666666667, 1]);
  });

  it('has a log determinant where the determinant overflows', () => {
    const n = 200;
    const big: Matrix = matrix(
      Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 1e9 : 0))),
    );
    expect(logDeterminant(big)).toBeCloseTo(n * Math.log(1e9), 9);
  });

  it('solves where elimination without pivoting divides by zero', () => {
    const swap = matrix([
      [0, 1],
      [1, 0],
    ]);
    expect([...solve(swap, [3, 4])]).toEqual([4, 3]);
  });

  it('refuses singular systems and wrong lengths', () => {
    const singular = matrix([
      [1, 2],
      [2, 4],
    ]);
    expect(() => solve(singular, [1, 2])).toThrow(/column 1 of the 2 x 2 matrix depends on those before it/);
    expect(() => solve(singular, [1])).toThrow(/right-hand side has 1 entries, the matrix 2 rows/);
    expect(() => solveSymmetric(singular, [1, 2, 3])).toThrow(RangeError);
  });
});
