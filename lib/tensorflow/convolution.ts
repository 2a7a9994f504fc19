import type { NamedAttrMap, NamedTensorMap, Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs';
import { biasGradient } from './bias-gradient';
import { registerOperation } from './register-operation';
import { requireTensor } from './require-tensor';
import type { Tensorflow } from './tensorflow-typings';

/** What a convolution adds, how it goes over the image, and its activation. */
export interface ConvolutionOptions {
  /** [outputs] */
  readonly bias?: Tensor1D;
  /** Default 1. */
  readonly stride?: number;
  /** Zeros on every side, or what TensorFlow calls same or valid; default valid. */
  readonly padding?: number | 'same' | 'valid';
  /** Whether negative values become 0 at last. */
  readonly relu?: boolean;
}

/** Zeros before and after each side of [images, height, width, channels]. */
type Zeros = [[0, 0], [number, number], [number, number], [0, 0]];

interface Attributes {
  readonly strides: [number, number];
  readonly pad: Zeros | 'same' | 'valid';
  readonly activation: 'relu' | 'linear';
  readonly bias: boolean;
}

const geometry = { dataFormat: 'NHWC', dilations: [1, 1], dimRoundingMode: null };

/**
 * 2-D convolution with bias and activation in one operation, with its gradient in x, filter and bias, on any backend.
 *
 *   y = act(x * filter + bias)
 *
 * @param x [images, height, width, inputs]
 * @param filter [height, width, inputs, outputs]
 * @throws RangeError if shapes do not match, the window is larger than the padded images, or stride or padding is out of range
 * @throws TypeError if a tensor is not of single precision
 *
 * @example
 * import type * as tfjs from '@tensorflow/tfjs';
 * import { tensorflow } from 'genlabel';
 * import { convolution } from 'genlabel/tensorflow';
 *
 * const { tf } = await tensorflow<typeof tfjs>();
 * const [images, filter] = [tf.ones<tfjs.Rank.R4>([1, 8, 8, 3]), tf.ones<tfjs.Rank.R4>([3, 3, 3, 4])];
 * const bias = tf.zeros<tfjs.Rank.R1>([4]);
 * const hidden = convolution(tf, images, filter, { bias, padding: 1, relu: true });
 */
export function convolution(
  tf: Tensorflow,
  x: Tensor4D,
  filter: Tensor4D,
  { bias, stride = 1, padding = 'valid', relu = false }: ConvolutionOptions = {},
): Tensor4D {
  requireTensors(x, filter, bias);
  requireWindows(x, filter, stride, padding);
  const pad = zerosOf(padding);
  if (typeof pad === 'object' && tf.getBackend() !== 'wasm') {
    // TensorFlow's own library knows no other zeros than its own.
    return convolution(tf, tf.pad(x, pad) as Tensor4D, filter, { bias, stride, relu });
  }
  if (!bias && !relu) return tf.conv2d(x, filter, stride, pad);
  registerOperation(tf, {
    ...{ kernelName: 'BiasedConvolution', inputsToSave: ['x', 'filter'], outputsToSave: [true] },
    compute: (inputs, attributes) => tf.engine().runKernel('FusedConv2D', inputs, attributes) as Tensor,
    gradient: (dy, saved, attributes) => gradient(tf, dy, saved, attributes as unknown as Attributes),
  });
  const inputs: NamedTensorMap = { x, filter, ...(bias ? { bias } : {}) };
  const attributes = {
    ...{ ...geometry, strides: [stride, stride], pad, bias: bias !== undefined },
    ...{ activation: relu ? 'relu' : 'linear', leakyreluAlpha: 0 },
  };
  return tf
    .engine()
    .runKernel('BiasedConvolution', inputs, attributes as unknown as NamedAttrMap) as Tensor4D;
}

/** Side by side: of one number TensorFlow.js takes the window for square. */
function zerosOf(padding: number | 'same' | 'valid'): Zeros | 'same' | 'valid' {
  if (typeof padding === 'string') return padding;
  const sides: [number, number] = [padding, padding];
  return padding === 0 ? 'valid' : [[0, 0], sides, sides, [0, 0]];
}

function requireTensors(x: Tensor4D, filter: Tensor4D, bias: Tensor1D | undefined): void {
  requireTensor('x', x, ['images', 'height', 'width', 'inputs']);
  requireTensor('filter', filter, ['height', 'width', x.shape[3], 'outputs']);
  if (bias) requireTensor('bias', bias, [filter.shape[3]]);
}

function requireWindows(
  { shape: [, ...sides] }: Tensor4D,
  { shape: window }: Tensor4D,
  stride: number,
  padding: number | 'same' | 'valid',
): void {
  if (!Number.isInteger(stride) || stride < 1) {
    throw new RangeError(`stride is ${stride}, expected an integer of at least 1`);
  }
  if (padding === 'same') return;
  const zeros = padding === 'valid' ? 0 : padding;
  if (!Number.isInteger(zeros) || zeros < 0) {
    throw new RangeError(`padding is ${padding}, expected same, valid or an integer of at least 0`);
  }
  const [height, width] = sides.map((length) => length + 2 * zeros);
  if (height >= window[0] && width >= window[1]) return;
  throw new RangeError(
    `the window is ${window[0]} x ${window[1]}, expected at most ${height} x ${width}, the images with their padding: give more`,
  );
}

function gradient(
  tf: Tensorflow,
  dy: Tensor,
  saved: Tensor[],
  { strides, pad, activation, bias }: Attributes,
): Record<string, () => Tensor> {
  const [x, filter, y] = saved as Tensor4D[];
  const { slope, sums } = biasGradient(tf, dy as Tensor4D, {
    y: activation === 'relu' ? y : undefined,
    bias,
  });
  const attributes = { ...geometry, strides, pad, filterShape: filter.shape } as unknown as NamedAttrMap;
  const inputs = { x, dy: slope };
  return {
    x: () => tf.conv2dTranspose(slope, filter, x.shape, strides, pad),
    filter: () => tf.engine().runKernel('Conv2DBackpropFilter', inputs, attributes) as Tensor,
    bias: () => sums as Tensor,
  };
}
