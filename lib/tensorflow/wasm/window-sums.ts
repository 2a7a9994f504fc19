import { imagesTogether, panelBytes } from './convolution-shape';
import { type Sliding, type Span, spansOf } from './spans';
import type { TensorKernels } from './tensor-kernels';
import { type Scratch, type WasmBackend, writeIntegers } from './wasm-backend';

/** Sums over windows of images x [images, height, width, channels], channels last. */
export interface Windows {
  readonly images: number;
  readonly rows: Sliding;
  readonly columns: Sliding;
  readonly channels: number;
  readonly outChannels: number;
  /** Where sums go, in bytes: the first, and from a row, a column and an image to the next. */
  readonly out: {
    readonly start: number;
    readonly row: number;
    readonly column: number;
    readonly image: number;
  };
}

/** Sums over windows whose scratch is reserved. */
export interface WindowSums {
  /** Rows of the packed matrix: [window rows, window columns, channels]. */
  readonly depth: number;
  /** Where the matrix has to be packed to. */
  packed(): number;
  /** Computes all sums. @param bias 0: none */
  run(x: number, y: number, bias: number): void;
}

const FIELDS = 13;

/** Places whose windows meet the same part of the filter. */
interface Group {
  readonly row: Span;
  readonly column: Span;
  /** Of an image. */
  readonly places: number;
  readonly list: () => number;
  readonly outList: () => number;
  readonly plan: () => number;
}

/**
 * Reserves what sums over windows need.
 *
 * Windows that reach beyond the image by the same rows and columns are one group: only the part of the window that lies in
 * the image is summed, so that no image has to be copied amid zeros.
 */
export function windowSums(
  backend: WasmBackend,
  kernels: TensorKernels,
  scratch: Scratch,
  windows: Windows,
): WindowSums {
  const { images, rows, columns, channels, outChannels, out } = windows;
  const imageBytes = 4 * rows.length * columns.length * channels;
  const together = imagesTogether(imageBytes, images);
  const depth = rows.window * columns.window * channels;
  const packed = scratch.reserve(panelBytes(depth, outChannels));
  const start = scratch.reserve(4 * outChannels + 32);
  const tile = scratch.reserve(128);
  const groups = groupsOf(scratch, windows, together);
  return {
    ...{ depth, packed },
    run(x, y, bias) {
      kernels.clear(start(), 4 * outChannels + 32);
      if (bias) kernels.copy(bias, start(), 4 * outChannels);
      for (const group of groups) listPlaces(kernels, windows, group, together);
      for (let image = 0; image < images; image += together) {
        const count = Math.min(together, images - image);
        for (const group of groups) {
          // The plan differs only for the images that are left at last.
          if (image === 0 || count < together) {
            const fields = planOf(windows, group, count, packed());
            writeIntegers(backend, group.plan(), [...fields, start(), tile()]);
          }
          kernels.multiplyRows(group.plan(), x + image * imageBytes, y + image * out.image);
        }
      }
    },
  };
}

function groupsOf(scratch: Scratch, { rows, columns }: Windows, together: number): Group[] {
  return spansOf(rows).flatMap((row) =>
    spansOf(columns).map((column) => {
      const places = row.count * column.count;
      const list = scratch.reserve(4 * together * places);
      const outList = scratch.reserve(4 * together * places);
      return { row, column, places, list, outList, plan: scratch.reserve(4 * FIELDS) };
    }),
  );
}

/** Place of an image that the first window of a span meets first; any, if it meets none. */
function firstMet({ stride, before }: Sliding, { first, from, length }: Span): number {
  return length === 0 ? 0 : first * stride - before + from;
}

function listPlaces(
  kernels: TensorKernels,
  { rows, columns, channels, out }: Windows,
  { row, column, list, outList }: Group,
  together: number,
): void {
  const pixel = 4 * channels;
  const rowPitch = columns.length * pixel;
  const corner = firstMet(rows, row) * rowPitch + firstMet(columns, column) * pixel;
  kernels.listPlaces(
    ...([list(), corner, together, rows.length * rowPitch] as const),
    ...([row.count, row.length ? rows.stride * rowPitch : 0] as const),
    ...([column.count, column.length ? columns.stride * pixel : 0] as const),
  );
  const outCorner = out.start + row.first * out.row + column.first * out.column;
  kernels.listPlaces(
    ...([outList(), outCorner, together, out.image, row.count, out.row, column.count, out.column] as const),
  );
}

/** Fields of the kernel's plan, but for the last two. */
function planOf(
  { rows, columns, channels, outChannels }: Windows,
  group: Group,
  count: number,
  packed: number,
) {
  const { row, column, places, list, outList } = group;
  const runs = column.length === 0 ? 0 : row.length;
  return [
    ...[list(), outList(), count * places, runs, column.length * channels],
    ...[4 * columns.length * channels, packed, rows.window * columns.window * channels],
    ...[(row.from * columns.window + column.from) * channels, columns.window * channels, outChannels],
  ];
}
