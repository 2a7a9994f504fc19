import type { NamedAttrMap, NamedTensorInfoMap, Tensor4D } from '@tensorflow/tfjs';
import type { Tensorflow } from './choose-backend';

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
 * One matrix product for each place (p, q) of the filter, of padded images [images places x inputs] and gradients
 * [images places x outputs].
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
  const { batchSize, outHeight, outWidth, inChannels, outChannels, strideHeight, strideWidth } = info;
  const gradients = tf.reshape(dy, [batchSize * outHeight * outWidth, outChannels]);
  const places: Tensor4D[] = [];
  for (let p = 0; p < info.filterHeight; p++) {
    for (let q = 0; q < info.filterWidth; q++) {
      const last = [
        batchSize,
        p + (outHeight - 1) * strideHeight + 1,
        q + (outWidth - 1) * strideWidth + 1,
        inChannels,
      ];
      const met = tf.stridedSlice(padded, [0, p, q, 0], last, [1, strideHeight, strideWidth, 1]);
      const inputs = tf.reshape(met, [batchSize * outHeight * outWidth, inChannels]);
      places.push(tf.reshape(tf.matMul(inputs, gradients, true), [1, 1, inChannels, outChannels]));
    }
  }
  return tf.reshape(tf.concat(places, 0), filterShape);
}
