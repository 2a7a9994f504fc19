import type { ConvolutionShape } from './convolution-shape';
import { placesInside } from './spans';
import type { TensorKernels } from './tensor-kernels';

/** Some rows of dy of a number of images. */
export interface Band {
  readonly count: number;
  readonly first: number;
  readonly rows: number;
}

/** Rows (columns) of dy for which a row (group) of the window lies in the packed images: start in bytes, first, count. */
type Part = readonly [start: number, first: number, count: number];

/** How a band lies in memory once it is packed. */
export interface PackedImages {
  /** Bytes from a row and from an image to the next. */
  readonly row: number;
  readonly image: number;
  readonly rowParts: readonly Part[];
  readonly groupParts: readonly Part[];
}

/** A way to pack images for `addOuterProducts`, which takes four values of a row of the window at a time: a group. */
export interface ImagePacking {
  readonly groups: number;
  /** The groups hold that many sets of that many values, each set filled up to a multiple of four. */
  readonly sets: number;
  readonly length: number;
  /** Bytes from a column to the next. */
  readonly pixel: number;
  /** Room that a band needs. */
  bytes(count: number, rows: number): number;
  layout(band: Band): PackedImages;
  pack(x: number, image: number, band: Band, to: number): void;
}

/** Planes of four channels, for channels that are a multiple of 4: a group is four channels of a column of the window. */
export function planes(kernels: TensorKernels, shape: ConvolutionShape): ImagePacking {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth } = shape;
  const { strideHeight, strideWidth, padInfo } = shape;
  const fours = inChannels / 4;
  const rowsOf = (rows: number) => Math.min(inHeight, (rows - 1) * strideHeight + filterHeight);
  const side = {
    places: outHeight,
    window: filterHeight,
    stride: strideHeight,
    before: padInfo.top,
    length: inHeight,
  };
  const across = {
    places: outWidth,
    window: filterWidth,
    stride: strideWidth,
    before: padInfo.left,
    length: inWidth,
  };
  const range = (n: number) => Array.from({ length: n }, (_, i) => i);
  /** Rows of images that rows of dy meet. */
  const inside = (first: number, rows: number) => {
    const top = first * strideHeight - padInfo.top;
    const start = Math.max(0, top);
    const end = Math.min(inHeight, top + (rows - 1) * strideHeight + filterHeight);
    return { start, height: Math.max(0, end - start) };
  };
  return {
    ...{ groups: filterWidth * fours, sets: filterWidth, length: inChannels, pixel: 16 },
    bytes: (count, rows) => 4 * count * rowsOf(rows) * inWidth * inChannels,
    layout({ count, first, rows }) {
      const { start, height } = inside(first, rows);
      const [rowBytes, plane] = [16 * inWidth, 16 * count * height * inWidth];
      return {
        ...{ row: rowBytes, image: height * rowBytes },
        rowParts: range(filterHeight).map((p) => {
          const met = placesInside(side, p);
          const begin = Math.max(first, met.first);
          const n = Math.max(0, Math.min(first + rows, met.first + met.count) - begin);
          const at = begin * strideHeight + p - padInfo.top - start;
          return n > 0 ? ([at * rowBytes, begin - first, n] as const) : ([0, 0, 0] as const);
        }),
        groupParts: range(filterWidth).flatMap((q) => {
          const met = placesInside(across, q);
          const at = 16 * (met.first * strideWidth + q - padInfo.left);
          return range(fours).map((four) => [four * plane + at, met.first, met.count] as const);
        }),
      };
    },
    pack(x, image, { count, first, rows }, to) {
      const { start, height } = inside(first, rows);
      const row = 4 * inWidth * inChannels;
      const from = x + (image * inHeight + start) * row;
      kernels.packPlanes(from, inHeight * row, count, height * inWidth, inChannels, to);
    },
  };
}

/** Images amid zeros, for any channels: a group is four values one after the other, perhaps of two columns. */
export function amidZeros(kernels: TensorKernels, shape: ConvolutionShape): ImagePacking {
  const { inHeight, inWidth, inChannels, outWidth, filterHeight, filterWidth } = shape;
  const { strideHeight, strideWidth, padInfo } = shape;
  const length = filterWidth * inChannels;
  const groups = Math.ceil(length / 4);
  const columns = (outWidth - 1) * strideWidth + filterWidth;
  const rowBytes = 4 * columns * inChannels;
  const rowsOf = (rows: number) => (rows - 1) * strideHeight + filterHeight;
  return {
    ...{ groups, sets: 1, length, pixel: 4 * inChannels },
    // Four values of the last pixel may reach beyond it.
    bytes: (count, rows) => count * rowsOf(rows) * rowBytes + 16,
    layout: ({ rows }) => ({
      ...{ row: rowBytes, image: rowsOf(rows) * rowBytes },
      rowParts: Array.from({ length: filterHeight }, (_, p) => [p * rowBytes, 0, rows] as const),
      groupParts: Array.from({ length: groups }, (_, group) => [16 * group, 0, outWidth] as const),
    }),
    pack(x, image, { count, first, rows }, to) {
      const xImage = 4 * inHeight * inWidth * inChannels;
      kernels.padImages(
        ...([x + image * xImage, xImage, count, inHeight, inWidth, inChannels] as const),
        ...([first * strideHeight - padInfo.top, rowsOf(rows), padInfo.left, columns, to] as const),
      );
    },
  };
}
