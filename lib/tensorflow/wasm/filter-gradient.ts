import { type ConvolutionShape, panelBytes } from './convolution-shape';
import type { TensorKernels } from './tensor-kernels';
import { Scratch, type WasmBackend } from './wasm-backend';

/** Places of dy that are summed at a time: their panels and planes stay in the first cache. */
const PLACES = 512;

/**
 * The gradient of sum(dy (x * filter)) in the filter:
 *
 *   gradient[p, q] = sum over images and places (i, j) of x[i stride + p, j stride + q]^T dy[i, j]
 *
 * Parts of images are packed, then added to all sums.
 */
export function filterGradient(
  backend: WasmBackend,
  kernels: TensorKernels,
  shape: ConvolutionShape,
  { x, dy, gradient }: { readonly x: number; readonly dy: number; readonly gradient: number },
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = shape;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = shape;
  // Channels by fours are planes; others stay as they lie, and four values may belong to two pixels.
  const planes = inChannels % 4 === 0;
  const fours = planes ? inChannels / 4 : 0;
  const groups = planes ? filterWidth * fours : Math.ceil((filterWidth * inChannels) / 4);
  const bandRows = Math.max(1, Math.min(outHeight, Math.floor(PLACES / outWidth)));
  const together =
    bandRows < outHeight ? 1 : Math.max(1, Math.min(batchSize, Math.floor(PLACES / (outHeight * outWidth))));
  const rowsOf = (count: number) => (count - 1) * strideHeight + filterHeight;
  const columns = (outWidth - 1) * strideWidth + filterWidth;
  const pixel = planes ? 16 : 4 * inChannels;
  const sumBytes = 16 * filterHeight * groups * (panelBytes(1, outChannels) / 4);

  const scratch = new Scratch();
  const sums = scratch.reserve(sumBytes);
  const starts = scratch.reserve(4 * groups);
  const panels = scratch.reserve(panelBytes(together * bandRows * outWidth, outChannels));
  // Four values of the last pixel may reach beyond it.
  const images = scratch.reserve(4 * together * rowsOf(bandRows) * columns * inChannels + 16);
  scratch.use(backend, () => {
    kernels.clear(sums(), sumBytes);
    for (let image = 0; image < batchSize; image += together) {
      const count = Math.min(together, batchSize - image);
      for (let band = 0; band < outHeight; band += bandRows) {
        const outRows = Math.min(bandRows, outHeight - band);
        const rows = rowsOf(outRows);
        const xImage = 4 * inHeight * inWidth * inChannels;
        const pack = planes ? kernels.packPlanes : kernels.padImages;
        pack(
          ...([x + image * xImage, xImage, count, inHeight, inWidth, inChannels] as const),
          ...([band * strideHeight - padInfo.top, rows, padInfo.left, columns, images()] as const),
        );
        const places = count * outRows * outWidth;
        const slopes = dy + 4 * (image * outHeight + band) * outWidth * outChannels;
        kernels.packPanels(slopes, places, outChannels, false, panels(), places, 0);
        const plane = count * rows * columns * 16;
        if (planes) kernels.listPlaces(starts(), 0, 1, 0, filterWidth, 16, fours, plane);
        else kernels.listPlaces(starts(), 0, 1, 0, 1, 0, groups, 16);
        const row = columns * pixel;
        kernels.addOuterProducts(
          ...([images(), strideHeight * row, rows * row, strideWidth * pixel, starts(), groups] as const),
          ...([filterHeight, row, panels(), count, outRows, outWidth, outChannels, sums()] as const),
        );
      }
    }
    const [sets, length] = planes ? [filterWidth, inChannels] : [1, filterWidth * inChannels];
    kernels.unpackSums(sums(), filterHeight, sets, length, outChannels, gradient);
  });
}
