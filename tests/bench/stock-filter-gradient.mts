import type { NamedAttrMap, NamedTensorInfoMap, Tensor4D } from '@tensorflow/tfjs';

type Tensorflow = typeof import('@tensorflow/tfjs');

/** What TensorFlow.js hands to the kernel Conv2DBackpropFilter. */
interface FilterGradientAttributes {
  readonly strides: [number, number] | number;
  readonly pad: Parameters<Tensorflow['conv2d']>[3];
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
}

/**
 * The gradient of 2-D convolutions in their filters, which TensorFlow.js' wasm backend (4.22) lacks, of its own operations:
 * a convolution of the images, as channels, with the slopes as its filter.
 */
export function registerStockFilterGradient(tf: Tensorflow): void {
  const kernelFunc = ({ inputs, attrs }: { inputs: NamedTensorInfoMap; attrs?: NamedAttrMap }) =>
    tf.tidy(() => {
      const { x, dy } = inputs as unknown as { x: Tensor4D; dy: Tensor4D };
      return filterGradient(tf, x, dy, attrs as unknown as FilterGradientAttributes);
    });
  tf.registerKernel({ kernelName: 'Conv2DBackpropFilter', backendName: 'wasm', kernelFunc });
}

function filterGradient(
  tf: Tensorflow,
  x: Tensor4D,
  dy: Tensor4D,
  { strides, pad, dimRoundingMode, filterShape }: FilterGradientAttributes,
): Tensor4D {
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
