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
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth, strideHeight } = shape;
  const met = (first: number, rows: number) => {
    const top = first * strideHeight - shape.padInfo.top;
    const start = Math.max(0, top);
    const end = Math.min(inHeight, top + (rows - 1) * strideHeight + filterHeight);
    return { start, height: Math.max(0, end - start) };
  };
  return {
    ...{ groups: (filterWidth * inChannels) / 4, sets: filterWidth, length: inChannels, pixel: 16 },
    bytes: (count, rows) =>
      4 * count * Math.min(inHeight, (rows - 1) * strideHeight + filterHeight) * inWidth * inChannels,
    layout(band) {
      const { start, height } = met(band.first, band.rows);
      const row = 16 * inWidth;
      const image = height * row;
      return {
        ...{ row, image },
        rowParts: rowParts(shape, band, start),
        groupParts: groupParts(shape, band.count * image),
      };
    },
    pack(x, image, { count, first, rows }, to) {
      const { start, height } = met(first, rows);
      const row = 4 * inWidth * inChannels;
      const from = x + (image * inHeight + start) * row;
      kernels.packPlanes(from, inHeight * row, count, height * inWidth, inChannels, to);
    },
  };
}

/** Of each row of the window. @param start row of an image that is packed first */
function rowParts(shape: ConvolutionShape, { first, rows }: Band, start: number): Part[] {
  const { inHeight, inWidth, outHeight, filterHeight, strideHeight, padInfo } = shape;
  const [window, before] = [filterHeight, padInfo.top];
  const side = { places: outHeight, window, stride: strideHeight, before, length: inHeight };
  return Array.from({ length: filterHeight }, (_, p) => {
    const inside = placesInside(side, p);
    const begin = Math.max(first, inside.first);
    const count = Math.min(first + rows, inside.first + inside.count) - begin;
    const row = begin * strideHeight + p - before - start;
    return count > 0 ? [row * 16 * inWidth, begin - first, count] : [0, 0, 0];
  });
}

/** Of each four channels of each column of the window. @param plane bytes */
function groupParts(shape: ConvolutionShape, plane: number): Part[] {
  const { inWidth, inChannels, outWidth, filterWidth, strideWidth, padInfo } = shape;
  const [window, before] = [filterWidth, padInfo.left];
  const side = { places: outWidth, window, stride: strideWidth, before, length: inWidth };
  const fours = inChannels / 4;
  return Array.from({ length: filterWidth * fours }, (_, group): Part => {
    const q = Math.floor(group / fours);
    const { first, count } = placesInside(side, q);
    return [(group % fours) * plane + 16 * (first * strideWidth + q - before), first, count];
  });
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
