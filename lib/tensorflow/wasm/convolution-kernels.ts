import type { TensorInfo } from '@tensorflow/tfjs';
import { requireShape } from '../require-tensor';
import type { Tensorflow } from '../tensorflow-typings';
import { type ActivationAttributes, activated } from './activation';
import { convolve } from './convolution';
import type { ConvolutionShape } from './convolution-shape';
import { filterGradient } from './filter-gradient';
import { inputGradient } from './input-gradient';
import type { KernelContext } from './kernel-call';
import {
  convolveOneChannel,
  filterGradientOneChannel,
  hasOneChannel,
  inputGradientOneChannel,
} from './one-channel';

type Shape4 = [number, number, number, number];

/** Attributes of Conv2D, FusedConv2D, Conv2DBackpropInput and Conv2DBackpropFilter. */
export interface ConvolutionAttributes extends ActivationAttributes {
  readonly strides: [number, number] | number;
  readonly pad: Parameters<Tensorflow['conv2d']>[3];
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly inputShape?: Shape4;
  readonly filterShape?: Shape4;
}

type Call = KernelContext<ConvolutionAttributes>;

/** @throws RangeError if channels do not come last or do not match, or the window is larger than the padded images */
function shapeOf(tf: Tensorflow, x: readonly number[], filter: readonly number[], { attributes }: Call) {
  const { strides, pad, dataFormat, dilations = 1, dimRoundingMode } = attributes;
  if (dataFormat !== 'NHWC') throw new RangeError(`dataFormat is ${dataFormat}, expected NHWC`);
  const shape = tf.backend_util.computeConv2DInfo(
    ...([x as Shape4, filter as Shape4, strides, dilations, pad, dimRoundingMode] as const),
  );
  requireShape('filter', { shape: filter }, ['height', 'width', shape.inChannels, 'outputs']);
  if (!(shape.outHeight > 0 && shape.outWidth > 0)) {
    throw new RangeError(
      `the filter is [${filter}], expected one that fits into images of [${x}], padding ${pad}`,
    );
  }
  return shape;
}

/** Whether the kernels here know it: places of a window that lie apart are left to TensorFlow.js. */
export function isDense({ attributes: { dilations = 1 } }: Call): boolean {
  return [dilations].flat().every((dilation) => dilation === 1);
}

/** Conv2D, and FusedConv2D with the activations of activation.ts. @throws RangeError if the bias has not one value an output */
export function conv2d(tf: Tensorflow, call: Call): TensorInfo {
  const { x, filter } = call.inputs;
  const shape: ConvolutionShape & { outShape: number[] } = shapeOf(tf, x.shape, filter.shape, call);
  if (call.inputs.bias) requireShape('bias', call.inputs.bias, [filter.shape[3]]);
  const tensors = { x: call.at('x'), filter: call.at('filter'), bias: call.at('bias') };
  const y = call.output(shape.outShape);
  const compute = hasOneChannel(shape) ? convolveOneChannel : convolve;
  compute(call.backend, call.kernels, shape, { ...tensors, y: y.address });
  return activated(tf, call, y);
}

export function conv2dBackpropInput(tf: Tensorflow, call: Call): TensorInfo {
  const shape = shapeOf(tf, call.attributes.inputShape!, call.inputs.filter.shape, call);
  requireShape('dy', call.inputs.dy, shape.outShape);
  const tensors = { dy: call.at('dy'), filter: call.at('filter') };
  const { info, address } = call.output(call.attributes.inputShape!);
  const compute = hasOneChannel(shape) ? inputGradientOneChannel : inputGradient;
  compute(call.backend, call.kernels, shape, { ...tensors, dx: address });
  return info;
}

export function conv2dBackpropFilter(tf: Tensorflow, call: Call): TensorInfo {
  const shape = shapeOf(tf, call.inputs.x.shape, call.attributes.filterShape!, call);
  requireShape('dy', call.inputs.dy, shape.outShape);
  const tensors = { x: call.at('x'), dy: call.at('dy') };
  const { info, address } = call.output(call.attributes.filterShape!);
  const compute = hasOneChannel(shape) ? filterGradientOneChannel : filterGradient;
  compute(call.backend, call.kernels, shape, { ...tensors, gradient: address });
  return info;
}
