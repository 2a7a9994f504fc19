/**
 * The shape that Square adds to a window in L2 (Andriushchenko et al. 2020, eq. 2): a peak over its upper half, a trough
 * over its lower, each a sum of rectangles that grow from the middle with weights 1, 1/4, 1/9, ..., all of length 1.
 *
 * @returns [side x side], row-major
 */
export function squarePyramid(side: number): Float64Array {
  const shape = new Float64Array(side * side);
  const upper = Math.floor(side / 2);
  addPeak(shape, side, 0, upper, 1);
  addPeak(shape, side, upper, side - upper, -1);
  return scaled(shape, 0, shape.length);
}

/** Adds a peak over the rows from `top` on, of length 1. */
function addPeak(shape: Float64Array, side: number, top: number, height: number, sign: number): void {
  const peak = new Float64Array(height * side);
  const middleRow = Math.floor(height / 2);
  const middleColumn = Math.floor(side / 2);
  for (let ring = 0; ring <= Math.max(middleRow, middleColumn); ring++) {
    const weight = 1 / (ring + 1) ** 2;
    for (let r = Math.max(0, middleRow - ring); r <= Math.min(height - 1, middleRow + ring); r++) {
      const last = Math.min(side - 1, middleColumn + ring);
      for (let q = Math.max(0, middleColumn - ring); q <= last; q++) peak[r * side + q] += weight;
    }
  }
  scaled(peak, 0, peak.length).forEach((value, j) => {
    shape[top * side + j] = sign * value;
  });
}

function scaled(values: Float64Array, from: number, to: number): Float64Array {
  let square = 0;
  for (let j = from; j < to; j++) square += values[j] ** 2;
  if (square > 0) for (let j = from; j < to; j++) values[j] /= Math.sqrt(square);
  return values;
}
