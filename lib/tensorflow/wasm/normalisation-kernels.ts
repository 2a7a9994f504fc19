import type { TensorInfo } from '@tensorflow/tfjs';
import { type KernelContext, sizeOf } from './kernel-call';
import { Scratch } from './wasm-backend';

export interface NormalisationAttributes {
  readonly epsilon: number;
  readonly relu: boolean;
  readonly shortcut: boolean;
}

type Call = KernelContext<NormalisationAttributes>;

function layoutOf({ inputs: { x } }: Call): { channels: number; rows: number } {
  const channels = x.shape.at(-1) as number;
  return { channels, rows: sizeOf(x.shape) / channels };
}

/** BatchNormalisation: y, mean and variance, as ../batch-normalisation.ts says. */
export function batchNormalisationForward(call: Call): TensorInfo[] {
  const { kernels, attributes } = call;
  const { channels, rows } = layoutOf(call);
  const y = call.output(call.inputs.x.shape);
  const mean = call.output([channels]);
  const variance = call.output([channels]);
  const scratch = new Scratch();
  const totals = scratch.reserve(16 * channels);
  const scale = scratch.reserve(4 * channels);
  const offset = scratch.reserve(4 * channels);
  scratch.use(call.backend, () => {
    kernels.channelMoments(call.at('x'), rows, channels, totals(), mean.address, variance.address);
    kernels.scaleAndOffset(
      ...([call.at('gamma'), call.at('beta'), mean.address, variance.address] as const),
      ...([channels, attributes.epsilon, scale(), offset()] as const),
    );
    kernels.normalise(
      ...([call.at('x'), rows, channels, scale(), offset()] as const),
      ...([call.at('shortcut'), attributes.relu, y.address] as const),
    );
  });
  return [y.info, mean.info, variance.info];
}

/** BatchNormalisationGrad: dx, dgamma, dbeta and, where a shortcut was cut off as well, its slope. */
export function batchNormalisationBackward(call: Call): TensorInfo[] {
  const { kernels, attributes } = call;
  const { channels, rows } = layoutOf(call);
  const dx = call.output(call.inputs.x.shape);
  const dgamma = call.output([channels]);
  const dbeta = call.output([channels]);
  const dshortcut = attributes.shortcut && attributes.relu ? call.output(call.inputs.x.shape) : undefined;
  const y = attributes.relu ? call.at('y') : 0;
  const scratch = new Scratch();
  const totals = scratch.reserve(16 * channels);
  const factors = scratch.reserve(12 * channels);
  scratch.use(call.backend, () => {
    const [dy, x, mean] = [call.at('dy'), call.at('x'), call.at('mean')];
    kernels.slopeSums(dy, x, y, rows, channels, mean, totals());
    kernels.slopeFactors(
      ...([totals(), call.at('gamma'), call.at('variance'), rows, channels] as const),
      ...([attributes.epsilon, dgamma.address, dbeta.address, factors()] as const),
    );
    kernels.normalisationGradient(
      ...([dy, x, y, rows, channels, mean, factors(), dx.address, dshortcut?.address ?? 0] as const),
    );
  });
  const all = [dx, dgamma, dbeta, ...(dshortcut ? [dshortcut] : [])];
  return all.map(({ info }) => info);
}
