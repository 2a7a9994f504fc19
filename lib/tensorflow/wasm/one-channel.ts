import { type ConvolutionShape, imagesTogether } from './convolution-shape';
import type { TensorKernels } from './tensor-kernels';
import { Scratch, type WasmBackend, writeIntegers } from './wasm-backend';

const FIELDS = 12;
const GRADIENT_FIELDS = 13;

/** Whether the kernels for images of one channel know it. */
export function hasOneChannel({ inChannels, strideHeight, strideWidth }: ConvolutionShape): boolean {
  return inChannels === 1 && strideHeight === 1 && strideWidth === 1;
}

/** Images amid zeros, so that 8 places can be read from every place of a row of dy on. */
function padding({ batchSize, outHeight, outWidth, filterHeight, filterWidth }: ConvolutionShape) {
  const rows = outHeight + filterHeight - 1;
  const columns = Math.ceil(outWidth / 8) * 8 + filterWidth - 1;
  return { rows, columns, together: imagesTogether(4 * rows * columns, batchSize) };
}

/** As `convolve`, of images of one channel, stride 1. */
export function convolveOneChannel(
  backend: WasmBackend,
  kernels: TensorKernels,
  shape: ConvolutionShape,
  {
    x,
    filter,
    bias,
    y,
  }: { readonly x: number; readonly filter: number; readonly bias: number; readonly y: number },
): void {
  const { outHeight, outWidth, outChannels, filterHeight, filterWidth } = shape;
  const window = filterHeight * filterWidth;
  const threes = 3 * Math.ceil(outChannels / 3);
  const scratch = new Scratch();
  const packed = scratch.reserve(4 * window * threes);
  const start = scratch.reserve(4 * threes);
  const part = byParts(backend, kernels, shape, scratch, packed, start);
  scratch.use(backend, () => {
    kernels.packThrees(filter, window, outChannels, packed());
    kernels.clear(start(), 4 * threes);
    if (bias) kernels.copy(bias, start(), 4 * outChannels);
    part(x, (plan, image) => {
      kernels.convolveOneChannel(plan, y + 4 * image * outHeight * outWidth * outChannels);
    });
  });
}

/** As `filterGradient`, of images of one channel, stride 1. */
export function filterGradientOneChannel(
  backend: WasmBackend,
  kernels: TensorKernels,
  shape: ConvolutionShape,
  { x, dy, gradient }: { readonly x: number; readonly dy: number; readonly gradient: number },
): void {
  const { outHeight, outWidth, outChannels, filterHeight, filterWidth } = shape;
  const window = filterHeight * filterWidth;
  const fours = Math.ceil(window / 4);
  const { columns } = padding(shape);
  const scratch = new Scratch();
  const offsets = scratch.reserve(16 * fours);
  const sumBytes = 128 * fours * Math.ceil(outChannels / 2);
  const sums = scratch.reserve(sumBytes);
  const part = byParts(backend, kernels, shape, scratch, offsets, sums);
  scratch.use(backend, () => {
    // Beyond the window its last place is summed again.
    const places = Array.from({ length: 4 * fours }, (_, place) => {
      const k = Math.min(place, window - 1);
      return 4 * (Math.floor(k / filterWidth) * columns + (k % filterWidth));
    });
    writeIntegers(backend, offsets(), places);
    kernels.clear(sums(), sumBytes);
    part(x, (plan, image) => {
      kernels.addOneChannel(plan, dy + 4 * image * outHeight * outWidth * outChannels);
    });
    kernels.sumOneChannel(sums(), window, outChannels, gradient);
  });
}

/**
 * As `inputGradient`, of images of one channel, stride 1: dy by outputs in planes amid zeros, where every place of dx meets a
 * whole window.
 */
export function inputGradientOneChannel(
  backend: WasmBackend,
  kernels: TensorKernels,
  shape: ConvolutionShape,
  { dy, filter, dx }: { readonly dy: number; readonly filter: number; readonly dx: number },
): void {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, outChannels, filterHeight, filterWidth } = shape;
  // Three rows of eight places are summed at a time.
  const rows = Math.ceil(inHeight / 3) * 3 + filterHeight - 1;
  const columns = Math.ceil(inWidth / 8) * 8 + filterWidth - 1;
  const planeBytes = 4 * rows * columns;
  const scratch = new Scratch();
  const termBytes = 8 * filterHeight * filterWidth * outChannels;
  const terms = scratch.reserve(termBytes);
  const planes = scratch.reserve(outChannels * planeBytes);
  const plan = scratch.reserve(4 * GRADIENT_FIELDS);
  scratch.use(backend, () => {
    kernels.listTerms(
      ...([filter, filterHeight, filterWidth, outChannels, 4 * columns, planeBytes, terms()] as const),
    );
    kernels.clear(planes(), outChannels * planeBytes);
    writeIntegers(backend, plan(), [
      ...[
        planes(),
        rows,
        columns,
        filterHeight - 1 - shape.padInfo.top,
        filterWidth - 1 - shape.padInfo.left,
      ],
      ...[batchSize, outHeight, outWidth, outChannels, inHeight, inWidth, terms(), terms() + termBytes],
    ]);
    kernels.inputGradientOneChannel(plan(), dy, dx);
  });
}

/** Reserves room for parts of the images. @returns what calls `work` with the plan of each part and its first image */
function byParts(
  backend: WasmBackend,
  kernels: TensorKernels,
  shape: ConvolutionShape,
  scratch: Scratch,
  window: () => number,
  sums: () => number,
) {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, outChannels, filterHeight, filterWidth } = shape;
  const { rows, columns, together } = padding(shape);
  const images = scratch.reserve(4 * together * rows * columns + 32);
  const evenOutputs = 2 * Math.ceil(outChannels / 2);
  const planes = scratch.reserve(16 * evenOutputs * outHeight * Math.ceil(outWidth / 4));
  const plan = scratch.reserve(4 * FIELDS);
  return (x: number, work: (plan: number, image: number) => void): void => {
    for (let image = 0; image < batchSize; image += together) {
      const count = Math.min(together, batchSize - image);
      kernels.padImages(
        ...([
          x + 4 * image * inHeight * inWidth,
          4 * inHeight * inWidth,
          count,
          inHeight,
          inWidth,
          1,
        ] as const),
        ...([-shape.padInfo.top, rows, shape.padInfo.left, columns, images()] as const),
      );
      writeIntegers(backend, plan(), [
        ...[images(), count, rows, columns, outHeight, outWidth, outChannels],
        ...[filterHeight, filterWidth, window(), sums(), planes()],
      ]);
      work(plan(), image);
    }
  };
}
