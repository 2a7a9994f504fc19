import type { TensorInfo } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow-typings';
import { type KernelContext, sizeOf } from './kernel-call';
import { Scratch, writeIntegers } from './wasm-backend';

/** Attributes of MaxPoolGrad and AvgPoolGrad. */
export interface PoolingAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: Parameters<Tensorflow['maxPool']>[3];
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type Call = KernelContext<PoolingAttributes>;

/** The slope of each window goes to its largest value, of equal ones to the first. */
export function maxPoolGrad(tf: Tensorflow, call: Call): TensorInfo {
  return withPooling(tf, call, (pooling, dx) => {
    call.kernels.maxPoolGradient(pooling, call.at('input'), call.at('dy'), dx);
  });
}

/** The slope of each window goes to its values in equal parts; zeros around the image get none. */
export function avgPoolGrad(tf: Tensorflow, call: Call): TensorInfo {
  return withPooling(tf, call, (pooling, dx) => {
    call.kernels.averagePoolGradient(pooling, call.at('dy'), dx);
  });
}

function withPooling(tf: Tensorflow, call: Call, work: (pooling: number, dx: number) => void): TensorInfo {
  const { shape } = call.inputs.input;
  const { filterSize, strides, pad, dimRoundingMode } = call.attributes;
  const image = shape as [number, number, number, number];
  const info = tf.backend_util.computePool2DInfo(image, filterSize, strides, 1, pad, dimRoundingMode);
  const dx = call.output(shape);
  const fields = [
    ...[info.batchSize, info.inHeight, info.inWidth, info.inChannels, info.outHeight, info.outWidth],
    ...[info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth],
    ...[info.padInfo.top, info.padInfo.left],
  ];
  const scratch = new Scratch();
  const pooling = scratch.reserve(4 * fields.length);
  scratch.use(call.backend, () => {
    writeIntegers(call.backend, pooling(), fields);
    call.kernels.clear(dx.address, 4 * sizeOf(shape));
    work(pooling(), dx.address);
  });
  return dx.info;
}
