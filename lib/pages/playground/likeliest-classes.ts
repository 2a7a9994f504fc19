import type { Matrix } from '../../numeric/matrix';

/** Class of the largest entry of each row, of equal ones the lowest. */
export function likeliestClasses({ data, rows, cols }: Matrix): Int32Array {
  return Int32Array.from({ length: rows }, (_, i) => {
    let best = 0;
    for (let c = 1; c < cols; c++) if (data[i * cols + c] > data[i * cols + best]) best = c;
    return best;
  });
}
