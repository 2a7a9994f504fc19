import { type ConvolutionShape, imagesTogether, panelBytes } from './convolution-shape';
import type { TensorKernels } from './tensor-kernels';
import { Scratch, type WasmBackend } from './wasm-backend';

/** Addresses of a convolution: x [images, rows, columns, inputs], filter [height, width, inputs, outputs], y. */
export interface ConvolutionTensors {
  readonly x: number;
  readonly filter: number;
  /** [outputs]; 0: none */
  readonly bias: number;
  readonly y: number;
}

/**
 * y = x * filter + bias, without a matrix of windows: a row of a window is a run of consecutive values of its image, once
 * that lies amid zeros, and four places are summed at a time.
 */
export function convolve(
  backend: WasmBackend,
  kernels: TensorKernels,
  shape: ConvolutionShape,
  { x, filter, bias, y }: ConvolutionTensors,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = shape;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = shape;
  const pixel = 4 * inChannels;
  const rows = Math.max((outHeight - 1) * strideHeight + filterHeight, padInfo.top + inHeight);
  const columns = Math.max((outWidth - 1) * strideWidth + filterWidth, padInfo.left + inWidth);
  const padded = rows > inHeight || columns > inWidth;
  const imageBytes = rows * columns * pixel;
  const together = imagesTogether(imageBytes, batchSize);
  const depth = filterHeight * filterWidth * inChannels;
  const outImage = 4 * outHeight * outWidth * outChannels;
  const placesOf = outHeight * outWidth;

  const scratch = new Scratch();
  const packed = scratch.reserve(panelBytes(depth, outChannels));
  const start = scratch.reserve(4 * outChannels + 32);
  const tile = scratch.reserve(128);
  const places = scratch.reserve(4 * together * placesOf);
  const outPlaces = scratch.reserve(4 * together * placesOf);
  const images = scratch.reserve(padded ? together * imageBytes : 0);
  scratch.use(backend, () => {
    kernels.packPanels(filter, depth, outChannels, false, packed(), depth, 0);
    kernels.clear(start(), 4 * outChannels + 32);
    if (bias) kernels.copy(bias, start(), 4 * outChannels);
    const [rowPitch, columnPitch] = [strideHeight * columns * pixel, strideWidth * pixel];
    kernels.listPlaces(
      ...([places(), 0, together, imageBytes, outHeight, rowPitch, outWidth, columnPitch] as const),
    );
    kernels.listPlaces(outPlaces(), 0, 1, 0, 1, 0, together * placesOf, 4 * outChannels);
    for (let first = 0; first < batchSize; first += together) {
      const count = Math.min(together, batchSize - first);
      const from = x + first * inHeight * inWidth * pixel;
      if (padded) {
        kernels.padImages(
          ...([from, inHeight * inWidth * pixel, count, inHeight, inWidth, inChannels] as const),
          ...([-padInfo.top, rows, padInfo.left, columns, images()] as const),
        );
      }
      kernels.multiplyRows(
        ...([
          padded ? images() : from,
          places(),
          y + first * outImage,
          outPlaces(),
          count * placesOf,
        ] as const),
        ...([filterHeight, filterWidth * inChannels, columns * pixel] as const),
        ...([packed(), outChannels, start(), tile()] as const),
      );
    }
  });
}
