import type { TensorflowLike } from '../tensorflow/tensorflow-like';
import type { Tensorflow } from '../tensorflow/tensorflow-typings';
import { type DenseNetwork, layersOf } from './dense-network';

/**
 * A dense net as a TensorFlow.js model: one dense layer a layer, the last without activation, so that it gives logits
 * [numPoints x numClasses] of points [numPoints x numFeatures].
 *
 * The parameters are copied, rounded to single precision. `dispose()` of the model frees them.
 *
 * @param tf TensorFlow.js on the backend of the caller, as `(await tensorflow()).tf`
 * @returns a `Sequential` of it
 * @throws RangeError as `layersOf`
 *
 * @example
 * const network: DenseNetwork = {
 *   architecture: { widths: [2, 2], activation: 'identity' },
 *   parameters: Float64Array.of(-1, 1, 0, 0, 0, 0), // class 1 to the right of x1 = 0
 * };
 * const { tf } = await tensorflow();
 * const model = tensorflowNetwork(tf, network);
 * model.outputs[0].shape; // [null, 2]: logits
 */
export function tensorflowNetwork<Tf extends TensorflowLike>(
  tf: Tf,
  network: DenseNetwork,
): ReturnType<Tf['sequential']>;
export function tensorflowNetwork(tf: Tensorflow, { architecture, parameters }: DenseNetwork): object {
  const layers = layersOf(architecture);
  const model = tf.sequential();
  const hidden = architecture.activation === 'relu' ? 'relu' : 'linear';
  layers.forEach(({ inputs, outputs, weights, bias }, index) => {
    const activation = index < layers.length - 1 ? hidden : 'linear';
    // Weights of its own would be drawn only to be replaced.
    const kernelInitializer = 'zeros';
    const layer = tf.layers.dense({ units: outputs, inputShape: [inputs], activation, kernelInitializer });
    model.add(layer);
    tf.tidy(() => {
      const kernel = tf.tensor2d(Float32Array.from(parameters.subarray(weights, bias)), [inputs, outputs]);
      layer.setWeights([kernel, tf.tensor1d(Float32Array.from(parameters.subarray(bias, bias + outputs)))]);
    });
  });
  return model;
}
