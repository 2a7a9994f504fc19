/** What a 2-D convolution works on, channels last: the part used of TensorFlow.js' Conv2DInfo. */
export interface ConvolutionShape {
  readonly batchSize: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly padInfo: { readonly top: number; readonly left: number };
}

/** [rows x depth] [depth x columns] as a convolution of images of one pixel. */
export function productShape(rows: number, depth: number, columns: number): ConvolutionShape {
  return {
    ...{ batchSize: rows, inHeight: 1, inWidth: 1, inChannels: depth },
    ...{ outHeight: 1, outWidth: 1, outChannels: columns, filterHeight: 1, filterWidth: 1 },
    ...{ strideHeight: 1, strideWidth: 1, padInfo: { top: 0, left: 0 } },
  };
}

/** A sum of `depth` products of columns, A^T B, as the gradient of a convolution of images of one row in its filter. */
export function transposedShape(rows: number, depth: number, columns: number): ConvolutionShape {
  let width = Math.max(1, Math.min(depth, 1024));
  while (depth % width > 0) width--;
  const shape = productShape(depth / width, rows, columns);
  return { ...shape, inWidth: width, outWidth: width };
}

/** Images of that many bytes that are worked on together: they stay in the second cache. */
export function imagesTogether(bytes: number, images: number): number {
  return Math.max(1, Math.min(images, Math.floor(524_288 / bytes)));
}

/** Bytes of a matrix in panels of 8 columns, 4 for the last one if that is enough. */
export function panelBytes(depth: number, columns: number): number {
  const rest = columns % 8;
  return 4 * depth * (columns - rest + (rest === 0 ? 0 : rest > 4 ? 8 : 4));
}
