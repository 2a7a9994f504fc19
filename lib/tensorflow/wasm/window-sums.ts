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
  const pixel = 4 * channels;
  const imageBytes = rows.length * columns.length * pixel;
  const together = imagesTogether(imageBytes, images);
  const depth = rows.window * columns.window * channels;
  const packed = scratch.reserve(panelBytes(depth, outChannels));
  const start = scratch.reserve(4 * outChannels + 32);
  const tile = scratch.reserve(128);
  const groups = spansOf(rows).flatMap((row) =>
    spansOf(columns).map((column) => {
      const places = row.count * column.count;
      const list = scratch.reserve(4 * together * places);
      const outList = scratch.reserve(4 * together * places);
      return { row, column, places, list, outList, plan: scratch.reserve(4 * FIELDS) };
    }),
  );
  const place = (side: Sliding, { first, from, length }: Span) =>
    length === 0 ? 0 : first * side.stride - side.before + from;

  function list({ row, column, list, outList }: (typeof groups)[number]): void {
    const rowPitch = columns.length * pixel;
    kernels.listPlaces(
      ...([
        list(),
        place(rows, row) * rowPitch + place(columns, column) * pixel,
        together,
        imageBytes,
      ] as const),
      ...([row.count, row.length ? rows.stride * rowPitch : 0] as const),
      ...([column.count, column.length ? columns.stride * pixel : 0] as const),
    );
    kernels.listPlaces(
      ...([
        outList(),
        out.start + row.first * out.row + column.first * out.column,
        together,
        out.image,
      ] as const),
      ...([row.count, out.row, column.count, out.column] as const),
    );
  }

  function plan({ row, column, places, list, outList, plan }: (typeof groups)[number], count: number): void {
    const empty = row.length === 0 || column.length === 0;
    writeIntegers(backend, plan(), [
      ...[list(), outList(), count * places, empty ? 0 : row.length, column.length * channels],
      ...[columns.length * pixel, packed(), depth],
      ...[(row.from * columns.window + column.from) * channels, columns.window * channels],
      ...[outChannels, start(), tile()],
    ]);
  }

  return {
    ...{ depth, packed },
    run(x, y, bias) {
      kernels.clear(start(), 4 * outChannels + 32);
      if (bias) kernels.copy(bias, start(), 4 * outChannels);
      for (const group of groups) list(group);
      for (let image = 0; image < images; image += together) {
        const count = Math.min(together, images - image);
        if (image === 0 || count < together) for (const group of groups) plan(group, count);
        for (const group of groups) {
          kernels.multiplyRows(group.plan(), x + image * imageBytes, y + image * out.image);
        }
      }
    },
  };
}
