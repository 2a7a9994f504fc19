import { type ConvolutionShape, imagesTogether, panelBytes } from './convolution-shape';
import type { TensorKernels } from './tensor-kernels';
import { Scratch, type WasmBackend } from './wasm-backend';

/** Rows (or columns) of an image that meet the same rows of the window: every stride-th one. */
interface Phase {
  /** The first of them, and how many there are. */
  readonly first: number;
  readonly count: number;
  /** Rows of the window that they meet, in the order of the rows of dy. */
  readonly taps: readonly number[];
  /** Row of dy that the first of them meets first: above dy if negative. */
  readonly start: number;
}

/**
 *   dx[i] = sum over p, with p = i + before modulo the stride, of filter[p]^T dy[(i + before - p) / stride]
 */
function phasesOf(window: number, stride: number, before: number, length: number): Phase[] {
  const phases: Phase[] = [];
  for (let remainder = 0; remainder < stride; remainder++) {
    const first = (((remainder - before) % stride) + stride) % stride;
    const taps: number[] = [];
    for (let p = remainder; p < window; p += stride) taps.unshift(p);
    const count = Math.ceil((length - first) / stride);
    const start = (first + before - remainder) / stride - (taps.length - 1);
    if (count > 0) phases.push({ first, count, taps, start });
  }
  return phases;
}

/** Zeros before and after the rows of dy, so that every phase finds all that it meets. */
function margins(phases: readonly Phase[], length: number): { before: number; total: number } {
  const before = Math.max(0, ...phases.map(({ start }) => -start));
  const ends = phases.map(({ start, count, taps }) => start + count - 1 + taps.length);
  return { before, total: before + Math.max(length, ...ends) };
}

/**
 * dx, the gradient of sum(dy (x * filter)) in x: one convolution of dy for each phase of the strides, with the filter's
 * rows and columns of that phase, turned round and transposed.
 */
export function inputGradient(
  backend: WasmBackend,
  kernels: TensorKernels,
  shape: ConvolutionShape,
  { dy, filter, dx }: { readonly dy: number; readonly filter: number; readonly dx: number },
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = shape;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = shape;
  const rowPhases = phasesOf(filterHeight, strideHeight, padInfo.top, inHeight);
  const columnPhases = phasesOf(filterWidth, strideWidth, padInfo.left, inWidth);
  const pairs = rowPhases.flatMap((row) => columnPhases.map((column) => ({ row, column })));
  const met = pairs.filter(({ row, column }) => row.taps.length > 0 && column.taps.length > 0);
  const [vertical, horizontal] = [margins(rowPhases, outHeight), margins(columnPhases, outWidth)];
  const padded = vertical.total > outHeight || horizontal.total > outWidth;
  const [pixel, outPixel] = [4 * outChannels, 4 * inChannels];
  const rowPitch = horizontal.total * pixel;
  const imageBytes = vertical.total * rowPitch;
  const together = imagesTogether(imageBytes, batchSize);

  const scratch = new Scratch();
  const start = scratch.reserve(4 * inChannels + 32);
  const tile = scratch.reserve(128);
  const images = scratch.reserve(padded ? together * imageBytes : 0);
  const parts = met.map(({ row, column }) => {
    const depth = row.taps.length * column.taps.length * outChannels;
    return {
      ...{ row, column, depth, packed: scratch.reserve(panelBytes(depth, inChannels)) },
      places: scratch.reserve(4 * together * row.count * column.count),
      outPlaces: scratch.reserve(4 * together * row.count * column.count),
    };
  });
  scratch.use(backend, () => {
    kernels.clear(start(), 4 * inChannels + 32);
    if (met.length < pairs.length) kernels.clear(dx, batchSize * inHeight * inWidth * outPixel);
    for (const { row, column, depth, packed, places, outPlaces } of parts) {
      let first = 0;
      for (const p of row.taps) {
        for (const q of column.taps) {
          const tap = filter + (p * filterWidth + q) * inChannels * outChannels * 4;
          kernels.packPanels(tap, outChannels, inChannels, true, packed(), depth, first);
          first += outChannels;
        }
      }
      const corner = (row.start + vertical.before) * rowPitch + (column.start + horizontal.before) * pixel;
      kernels.listPlaces(
        ...([places(), corner, together, imageBytes, row.count, rowPitch, column.count, pixel] as const),
      );
      const outRow = inWidth * outPixel;
      kernels.listPlaces(
        ...([
          outPlaces(),
          row.first * outRow + column.first * outPixel,
          together,
          inHeight * outRow,
        ] as const),
        ...([row.count, strideHeight * outRow, column.count, strideWidth * outPixel] as const),
      );
    }
    for (let image = 0; image < batchSize; image += together) {
      const count = Math.min(together, batchSize - image);
      const from = dy + image * outHeight * outWidth * pixel;
      if (padded) {
        kernels.padImages(
          ...([from, outHeight * outWidth * pixel, count, outHeight, outWidth, outChannels] as const),
          ...([-vertical.before, vertical.total, horizontal.before, horizontal.total, images()] as const),
        );
      }
      const to = dx + image * inHeight * inWidth * outPixel;
      for (const { row, column, packed, places, outPlaces } of parts) {
        kernels.multiplyRows(
          ...([
            padded ? images() : from,
            places(),
            to,
            outPlaces(),
            count * row.count * column.count,
          ] as const),
          ...([row.taps.length, column.taps.length * outChannels, rowPitch] as const),
          ...([packed(), inChannels, start(), tile()] as const),
        );
      }
    }
  });
}
