import type { NamedAttrMap, NamedTensorInfoMap, Tensor4D } from '@tensorflow/tfjs';
import type { Tensorflow } from './tensorflow-typings';

/** What TensorFlow.js hands to the kernel Conv2DBackpropFilter. */
interface FilterGradientAttributes {
  readonly strides: [number, number] | number;
  readonly pad: Parameters<Tensorflow['conv2d']>[3];
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
}

/**
 * Gives a backend the gradient of 2-D convolutions in their filters, which wasm lacks (TensorFlow.js 4.22), so that
 * convolutional nets train there.
 *
 *   dW[p, q] = sum over images and places (i, j) of x[i stride + p, j stride + q]^T dy[i, j]
 *
 * It is a convolution itself, with the images as channels: of x [inputs, height, width, images], padded, with dy
 * [height, width, images, outputs] as its filter, dilated by the stride.
 */
export function registerFilterGradient(tf: Tensorflow, backendName: string): void {
  const kernelName = 'Conv2DBackpropFilter';
  if (tf.getKernel(kernelName, backendName)) return;
  const kernelFunc = ({ inputs, attrs }: { inputs: NamedTensorInfoMap; attrs?: NamedAttrMap }) =>
    tf.tidy(() => {
      const { x, dy } = inputs as unknown as { x: Tensor4D; dy: Tensor4D };
      return filterGradient(tf, x, dy, attrs as unknown as FilterGradientAttributes);
    });
  tf.registerKernel({ kernelName, backendName, kernelFunc });
}

function filterGradient(
  tf: Tensorflow,
  x: Tensor4D,
  dy: Tensor4D,
  { strides, pad, dataFormat, dimRoundingMode, filterShape }: FilterGradientAttributes,
): Tensor4D {
  if (dataFormat !== 'NHWC') throw new RangeError(`dataFormat is ${dataFormat}, expected NHWC`);
  const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
  const { top, bottom, left, right } = info.padInfo;
  const padded = tf.pad(x, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
  const exchanged = tf.conv2d(
    tf.transpose(padded, [3, 1, 2, 0]),
    tf.transpose(dy, [1, 2, 0, 3]),
    1,
    'valid',
    'NHWC',
    [info.strideHeight, info.strideWidth],
  );
  // Rows and columns that no place of the filter met, where the stride does not divide the image.
  const [height, width, inputs, outputs] = filterShape;
  const gradient = tf.slice(exchanged, [0, 0, 0, 0], [inputs, height, width, outputs]);
  return tf.transpose(gradient, [1, 2, 0, 3]);
}
