import { withArena } from '../../kernels/arena';
import { placeNetworkPass } from '../../kernels/network-pass';
import { type Matrix, zeros } from '../../numeric/matrix';
import { type DenseNetwork, layersOf } from '../dense-network';
import { requireInput } from '../forward';

/**
 * Latent features of points: what the last hidden layer hands to the classifying layer, after its activation.
 *
 * @param X [numPoints x numFeatures]
 * @returns [numPoints x width of the last hidden layer]
 * @throws RangeError if the net has no hidden layer, or as `predictLogits`
 */
export function features(network: DenseNetwork, X: Matrix): Matrix {
  const extractor = featureExtractor(network);
  const { widths } = extractor.architecture;
  requireInput(network, X);
  const z = zeros(X.rows, widths[widths.length - 1]);
  withArena((arena) => {
    const capacity = Math.min(128, X.rows);
    const pass = placeNetworkPass(arena, extractor.architecture, capacity);
    for (let first = 0; first < X.rows; first += capacity) {
      const rows = Math.min(capacity, X.rows - first);
      const data = X.data.subarray(first * X.cols, (first + rows) * X.cols);
      pass.forward(extractor, { data, rows, cols: X.cols });
      z.data.set(pass.outputs.subarray(0, rows * z.cols), first * z.cols);
    }
  });
  if (network.architecture.activation === 'relu') {
    for (let i = 0; i < z.data.length; i++) if (z.data[i] < 0) z.data[i] = 0;
  }
  return z;
}

/** All layers but the last; a view of the net's parameters. */
function featureExtractor({ architecture, parameters }: DenseNetwork): DenseNetwork {
  const { widths } = architecture;
  const layers = layersOf(architecture);
  if (layers.length < 2) {
    throw new RangeError(`a net of widths [${widths}] has no latent features: give it a hidden layer`);
  }
  return {
    architecture: { ...architecture, widths: widths.slice(0, -1) },
    parameters: parameters.subarray(0, layers[layers.length - 1].weights),
  };
}

/** The last layer alone, a softmax regression on the latent features; its parameters are a copy. */
export function classifierOf({ architecture, parameters }: DenseNetwork): DenseNetwork {
  const layers = layersOf(architecture);
  return {
    architecture: { ...architecture, widths: architecture.widths.slice(-2) },
    parameters: parameters.slice(layers[layers.length - 1].weights),
  };
}

/** The net with another last layer. @throws RangeError if its shape differs */
export function withClassifier(network: DenseNetwork, classifier: DenseNetwork): DenseNetwork {
  const { architecture, parameters } = network;
  const layers = layersOf(architecture);
  const { weights } = layers[layers.length - 1];
  if (classifier.parameters.length !== parameters.length - weights) {
    throw new RangeError(
      `the classifier has widths [${classifier.architecture.widths}], the net's last layer [${architecture.widths.slice(-2)}]`,
    );
  }
  const result = parameters.slice();
  result.set(classifier.parameters, weights);
  return { architecture, parameters: result };
}
