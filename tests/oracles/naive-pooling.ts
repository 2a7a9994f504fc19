import type { Geometry, Images } from './naive-convolution';

/** Indices in x [images, height, width, channels] of each window's values, row by row, in the order of dy. */
function windows(
  [images, height, width, channels]: Images['shape'],
  size: readonly [number, number],
  geometry: Geometry,
) {
  const { strides, before, out } = geometry;
  const all: number[][] = [];
  for (let b = 0; b < images; b++) {
    for (let i = 0; i < out[0]; i++) {
      for (let j = 0; j < out[1]; j++) {
        for (let c = 0; c < channels; c++) {
          const window: number[] = [];
          for (let p = 0; p < size[0]; p++) {
            for (let q = 0; q < size[1]; q++) {
              const [row, column] = [i * strides[0] + p - before[0], j * strides[1] + q - before[1]];
              if (row < 0 || column < 0 || row >= height || column >= width) continue;
              window.push(((b * height + row) * width + column) * channels + c);
            }
          }
          all.push(window);
        }
      }
    }
  }
  return all;
}

/** Gradient of sum(dy * maxPool(x)) in x: to the first of the largest values of each window. */
export function naiveMaxPoolGradient(
  x: Images,
  dy: ArrayLike<number>,
  size: readonly [number, number],
  geometry: Geometry,
): Float64Array {
  const dx = new Float64Array(x.data.length);
  windows(x.shape, size, geometry).forEach((window, k) => {
    const largest = window.reduce((best, i) => (x.data[i] > x.data[best] ? i : best), window[0]);
    dx[largest] += dy[k];
  });
  return dx;
}

/** Gradient of sum(dy * avgPool(x)) in x, zeros around the image not counted. */
export function naiveAveragePoolGradient(
  shape: Images['shape'],
  dy: ArrayLike<number>,
  size: readonly [number, number],
  geometry: Geometry,
): Float64Array {
  const dx = new Float64Array(shape[0] * shape[1] * shape[2] * shape[3]);
  windows(shape, size, geometry).forEach((window, k) => {
    for (const i of window) dx[i] += dy[k] / window.length;
  });
  return dx;
}
