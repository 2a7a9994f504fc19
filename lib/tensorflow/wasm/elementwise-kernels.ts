import type { TensorInfo } from '@tensorflow/tfjs';
import { type KernelContext, sizeOf } from './kernel-call';
import { Scratch } from './wasm-backend';

type Call = KernelContext<object>;

/** BiasGradient: sums of the slopes over all but channels and, where y is given, the slopes where it was not cut off. */
export function biasGradientKernel(call: Call): TensorInfo[] {
  const { shape } = call.inputs.dy;
  const channels = shape.at(-1) as number;
  const rows = sizeOf(shape) / channels;
  const sums = call.output([channels]);
  const slope = call.inputs.y ? call.output(shape) : undefined;
  const scratch = new Scratch();
  const totals = scratch.reserve(8 * channels);
  scratch.use(call.backend, () => {
    call.kernels.biasGradient(
      ...([
        call.at('dy'),
        call.at('y'),
        rows,
        channels,
        totals(),
        sums.address,
        slope?.address ?? 0,
      ] as const),
    );
  });
  return [sums.info, ...(slope ? [slope.info] : [])];
}

/** ReluGrad: dy where x is positive. */
export function reluGrad(call: Call): TensorInfo {
  const { shape } = call.inputs.dy;
  const dx = call.output(shape);
  call.kernels.keepPositive(call.at('dy'), call.at('x'), sizeOf(shape), dx.address);
  return dx.info;
}

/** Identity: the same values under another handle. The stock kernel copies them. */
export function identity({ backend, inputs: { x } }: Call): TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}
