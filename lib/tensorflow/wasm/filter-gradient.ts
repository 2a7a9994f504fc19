import { type ConvolutionShape, panelBytes } from './convolution-shape';
import { amidZeros, planes } from './image-packing';
import type { TensorKernels } from './tensor-kernels';
import { Scratch, type WasmBackend, writeIntegers } from './wasm-backend';

/** Places of dy that are summed at a time: their panels and planes stay in the first cache. */
const PLACES = 512;

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
  const plan = scratch.reserve(4 * FIELDS);
  const rowParts = scratch.reserve(12 * filterHeight);
  const groupParts = scratch.reserve(12 * packing.groups);
  scratch.use(backend, () => {
    kernels.clear(sums(), sumBytes);
    for (let image = 0; image < batchSize; image += together) {
      const count = Math.min(together, batchSize - image);
      for (let first = 0; first < outHeight; first += height) {
        const rows = Math.min(height, outHeight - first);
        const places = count * rows * outWidth;
        const packed = packing.pack(x, { image, count, first, rows }, images());
        const slopes = dy + 4 * (image * outHeight + first) * outWidth * outChannels;
        kernels.packPanels(slopes, places, outChannels, false, panels(), places, 0);
        writeIntegers(backend, rowParts(), packed.rowParts.flat());
        writeIntegers(backend, groupParts(), packed.groupParts.flat());
        writeIntegers(backend, plan(), [
          ...[images(), shape.strideHeight * packed.row, packed.image, shape.strideWidth * packing.pixel],
          ...[filterHeight, rowParts(), packing.groups, groupParts()],
          ...[panels(), count, rows, outWidth, outChannels, sums()],
        ]);
        kernels.addOuterProducts(plan());
      }
    }
    kernels.unpackSums(sums(), filterHeight, packing.sets, packing.length, outChannels, gradient);
  });
}
