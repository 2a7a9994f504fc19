/** What a convolution meets: [image, row, column, channel] of zero outside of its shape. */
export interface Images {
  readonly data: ArrayLike<number>;
  readonly shape: readonly [number, number, number, number];
}

/**
 * Gradient of sum(dy * conv2d(x, W)) in W [height, width, inputs, outputs], straight from the definition.
 *
 * @param before zeros above and to the left of each image
 */
export function naiveFilterGradient(
  x: Images,
  dy: Images,
  filter: readonly [number, number],
  strides: readonly [number, number],
  before: readonly [number, number],
): number[] {
  const [images, height, width, inputs] = x.shape;
  const [, outHeight, outWidth, outputs] = dy.shape;
  const at = (b: number, i: number, j: number, c: number): number =>
    i < 0 || j < 0 || i >= height || j >= width ? 0 : x.data[((b * height + i) * width + j) * inputs + c];
  const gradient: number[] = [];
  for (let p = 0; p < filter[0]; p++) {
    for (let q = 0; q < filter[1]; q++) {
      for (let c = 0; c < inputs; c++) {
        for (let o = 0; o < outputs; o++) {
          let sum = 0;
          for (let b = 0; b < images; b++) {
            for (let i = 0; i < outHeight; i++) {
              for (let j = 0; j < outWidth; j++) {
                const slope = dy.data[((b * outHeight + i) * outWidth + j) * outputs + o];
                sum += slope * at(b, i * strides[0] + p - before[0], j * strides[1] + q - before[1], c);
              }
            }
          }
          gradient.push(sum);
        }
      }
    }
  }
  return gradient;
}

/** What a convolution does along the two sides of images. */
export interface Geometry {
  readonly strides: readonly [number, number];
  /** Zeros above and to the left of each image. */
  readonly before: readonly [number, number];
  /** Places of the window. */
  readonly out: readonly [number, number];
}

/** Calls `visit` for every product of x and W [height, width, inputs, outputs] in a convolution, with flat indices. */
function products(
  [images, height, width, inputs]: readonly number[],
  [windowHeight, windowWidth, , outputs]: readonly number[],
  { strides, before, out }: Geometry,
  visit: (x: number, w: number, y: number) => void,
): void {
  for (let b = 0; b < images; b++) {
    for (let i = 0; i < out[0]; i++) {
      for (let j = 0; j < out[1]; j++) {
        for (let p = 0; p < windowHeight; p++) {
          for (let q = 0; q < windowWidth; q++) {
            const [row, column] = [i * strides[0] + p - before[0], j * strides[1] + q - before[1]];
            if (row < 0 || column < 0 || row >= height || column >= width) continue;
            const pixel = ((b * height + row) * width + column) * inputs;
            const place = ((b * out[0] + i) * out[1] + j) * outputs;
            for (let c = 0; c < inputs; c++) {
              const tap = ((p * windowWidth + q) * inputs + c) * outputs;
              for (let o = 0; o < outputs; o++) visit(pixel + c, tap + o, place + o);
            }
          }
        }
      }
    }
  }
}

/** conv2d(x, W), straight from the definition. */
export function naiveConvolution(x: Images, w: Images, geometry: Geometry): Float64Array {
  const y = new Float64Array(x.shape[0] * geometry.out[0] * geometry.out[1] * w.shape[3]);
  products(x.shape, w.shape, geometry, (i, j, k) => {
    y[k] += x.data[i] * w.data[j];
  });
  return y;
}

/** Gradient of sum(dy * conv2d(x, W)) in x, of that shape. */
export function naiveInputGradient(
  shape: Images['shape'],
  w: Images,
  dy: ArrayLike<number>,
  geometry: Geometry,
): Float64Array {
  const dx = new Float64Array(shape[0] * shape[1] * shape[2] * shape[3]);
  products(shape, w.shape, geometry, (i, j, k) => {
    dx[i] += w.data[j] * dy[k];
  });
  return dx;
}
