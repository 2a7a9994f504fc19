import type { ConvolutionShape } from './convolution-shape';
import type { TensorKernels } from './tensor-kernels';
import { Scratch, type WasmBackend } from './wasm-backend';
import { windowSums } from './window-sums';

/** Every stride-th row (or column) of an image: they meet the same rows of the window. */
interface Phase {
  readonly first: number;
  readonly count: number;
  /** Rows of the window that they meet, in the order of the rows of dy. */
  readonly taps: readonly number[];
  /** Rows above dy that the first of them would meet; negative below its first. */
  readonly before: number;
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
    const above = taps.length - 1 - (first + before - remainder) / stride;
    if (count > 0) phases.push({ first, count, taps, before: above });
  }
  return phases;
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
  const { inHeight, inWidth, inChannels, outChannels, filterWidth, strideHeight, strideWidth } = shape;
  const rows = phasesOf(shape.filterHeight, strideHeight, shape.padInfo.top, inHeight);
  const columns = phasesOf(filterWidth, strideWidth, shape.padInfo.left, inWidth);
  const pixel = 4 * inChannels;
  const scratch = new Scratch();
  const phases = rows.flatMap((row) =>
    columns.map((column) => {
      const side = ({ count, taps, before }: Phase, length: number) => ({
        ...{ places: count, window: taps.length, stride: 1, before, length },
      });
      const sums = windowSums(backend, kernels, scratch, {
        ...{ images: shape.batchSize, channels: outChannels, outChannels: inChannels },
        ...{ rows: side(row, shape.outHeight), columns: side(column, shape.outWidth) },
        out: {
          start: (row.first * inWidth + column.first) * pixel,
          ...{ row: strideHeight * inWidth * pixel, column: strideWidth * pixel },
          image: inHeight * inWidth * pixel,
        },
      });
      return { row, column, sums };
    }),
  );
  scratch.use(backend, () => {
    for (const { row, column, sums } of phases) {
      let first = 0;
      for (const p of row.taps) {
        for (const q of column.taps) {
          const tap = filter + (p * filterWidth + q) * inChannels * outChannels * 4;
          kernels.packPanels(tap, outChannels, inChannels, true, sums.packed(), sums.depth, first);
          first += outChannels;
        }
      }
      sums.run(dy, dx, 0);
    }
  });
}
