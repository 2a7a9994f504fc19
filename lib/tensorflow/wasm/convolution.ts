import type { ConvolutionShape } from './convolution-shape';
import type { TensorKernels } from './tensor-kernels';
import { Scratch, type WasmBackend } from './wasm-backend';
import { windowSums } from './window-sums';

/** Addresses of a convolution: x [images, rows, columns, inputs], filter [height, width, inputs, outputs], y. */
export interface ConvolutionTensors {
  readonly x: number;
  readonly filter: number;
  /** [outputs]; 0: none */
  readonly bias: number;
  readonly y: number;
}

/**
 * y = x * filter + bias, without a matrix of windows: a row of a window is a run of consecutive values of its image, and
 * four places are summed at a time.
 */
export function convolve(
  backend: WasmBackend,
  kernels: TensorKernels,
  shape: ConvolutionShape,
  { x, filter, bias, y }: ConvolutionTensors,
): void {
  const { batchSize, inChannels, outHeight, outWidth, outChannels } = shape;
  const column = 4 * outChannels;
  const scratch = new Scratch();
  const sums = windowSums(backend, kernels, scratch, {
    ...{ images: batchSize, channels: inChannels, outChannels },
    rows: {
      ...{ places: outHeight, window: shape.filterHeight, stride: shape.strideHeight },
      ...{ before: shape.padInfo.top, length: shape.inHeight },
    },
    columns: {
      ...{ places: outWidth, window: shape.filterWidth, stride: shape.strideWidth },
      ...{ before: shape.padInfo.left, length: shape.inWidth },
    },
    out: { start: 0, row: outWidth * column, column, image: outHeight * outWidth * column },
  });
  scratch.use(backend, () => {
    kernels.packPanels(filter, sums.depth, outChannels, false, sums.packed(), sums.depth, 0);
    sums.run(x, y, bias);
  });
}
