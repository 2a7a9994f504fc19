import { type ConvolutionShape, panelBytes } from './convolution-shape';
import { amidZeros, planes } from './image-packing';
import type { TensorKernels } from './tensor-kernels';
import { Scratch, type WasmBackend, writeIntegers } from './wasm-backend';

/** Places of dy that are summed at a time: their panels and planes stay in the first cache. */
const PLACES = 1024;

const FIELDS = 14;

/**
 * The gradient of sum(dy (x * filter)) in the filter:
 *
 *   gradient[p, q] = sum over images and places (i, j) of x[i stride + p, j stride + q]^T dy[i, j]
 *
 * Bands of images are packed, then added to all sums.
 */
export function filterGradient(
  backend: WasmBackend,
  kernels: TensorKernels,
  shape: ConvolutionShape,
  { x, dy, gradient }: { readonly x: number; readonly dy: number; readonly gradient: number },
): void {
  const { batchSize, outHeight, outWidth, outChannels, filterHeight } = shape;
  const packing = shape.inChannels % 4 === 0 ? planes(kernels, shape) : amidZeros(kernels, shape);
  const height = Math.max(1, Math.min(outHeight, Math.floor(PLACES / outWidth)));
  const fit = height < outHeight ? 1 : Math.floor(PLACES / (outHeight * outWidth));
  const together = Math.max(1, Math.min(batchSize, fit));
  const sumBytes = 16 * filterHeight * packing.groups * (panelBytes(1, outChannels) / 4);

  const scratch = new Scratch();
  const sums = scratch.reserve(sumBytes);
  const panels = scratch.reserve(panelBytes(together * height * outWidth, outChannels));
  const images = scratch.reserve(packing.bytes(together, height));
  const bandsOf = (count: number) =>
    Array.from({ length: Math.ceil(outHeight / height) }, (_, band) => ({
      ...{ count, first: band * height, rows: Math.min(height, outHeight - band * height) },
      plan: scratch.reserve(4 * FIELDS),
      rowParts: scratch.reserve(12 * filterHeight),
      groupParts: scratch.reserve(12 * packing.groups),
    }));
  const whole = bandsOf(together);
  const rest = bandsOf(batchSize % together);

  function prepare({ plan, rowParts, groupParts, ...band }: (typeof whole)[number]): void {
    const layout = packing.layout(band);
    writeIntegers(backend, rowParts(), layout.rowParts.flat());
    writeIntegers(backend, groupParts(), layout.groupParts.flat());
    writeIntegers(backend, plan(), [
      ...[images(), shape.strideHeight * layout.row, layout.image, shape.strideWidth * packing.pixel],
      ...[filterHeight, rowParts(), packing.groups, groupParts()],
      ...[panels(), band.count, band.rows, outWidth, outChannels, sums()],
    ]);
  }

  scratch.use(backend, () => {
    kernels.clear(sums(), sumBytes);
    for (const band of [...whole, ...rest]) prepare(band);
    for (let image = 0; image < batchSize; image += together) {
      for (const band of image + together <= batchSize ? whole : rest) {
        const places = band.count * band.rows * outWidth;
        packing.pack(x, image, band, images());
        const slopes = dy + 4 * (image * outHeight + band.first) * outWidth * outChannels;
        kernels.packPanels(slopes, places, outChannels, false, panels(), places, 0);
        kernels.addOuterProducts(band.plan());
      }
    }
    kernels.unpackSums(sums(), filterHeight, packing.sets, packing.length, outChannels, gradient);
  });
}
