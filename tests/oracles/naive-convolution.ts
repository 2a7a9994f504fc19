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
