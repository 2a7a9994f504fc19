import { type ClassConditional, classConditional } from '../../density/class-conditional';
import { relabel, requireGamma } from '../../genlabel/relabel';
import type { Augmentation } from '../../mixup/augmentation';
import { drawMixed } from '../../mixup/mixup';
import { type DenseNetwork, initialNetwork } from '../dense-network';
import { type GenLabelOptions, type GenLabelResult, relabelOptions, trainingOptions } from '../genlabel';
import { trainSweep } from '../sweep';
import { classifierOf, features, withClassifier } from './features';

/** What `latentGenLabel` takes: as `genLabel`, and the two stages of training. */
export interface LatentGenLabelOptions extends GenLabelOptions {
  /** At least one: the last of them holds the features. */
  readonly hiddenWidths: readonly number[];
  /**
   * `paper`: Algorithm 2 fine-tunes the last layer of a vanilla-trained net. `released`: the authors' code warms up for 20
   * epochs, draws a new last layer, and trains that for the rest.
   */
  readonly variant: 'paper' | 'released';
  /** Epochs of vanilla training; default `epochs` for `paper`, which gives no number, 20 for `released`. */
  readonly vanillaEpochs?: number;
  /** Epochs of the last layer; default `epochs` for `paper`, `epochs` less the vanilla ones for `released`. */
  readonly lastLayerEpochs?: number;
}

/** The classifier, the generative model of its features, and the net as vanilla training left it. */
export interface LatentGenLabelResult extends GenLabelResult {
  /** The net before its last layer was trained on mixed points; the other layers stay as they are here. */
  readonly vanilla: DenseNetwork;
}

/**
 * Algorithm 2, GenLabel on latent features: a vanilla-trained net f = f_cls o f_feature, densities of the features of each
 * class, and training of f_cls alone on features of points mixed in the input space.
 *
 *   z_mix = f_feature(lambda x_i + (1 - lambda) x_j)
 *   theta <- theta - eta grad {gamma l(y_gen(z_mix), f_cls(z_mix)) + (1 - gamma) l(y_mix, f_cls(z_mix))}
 *
 * The result's `model` is of features, not of inputs. ReLU leaves features that are 0 for a whole class: the density needs
 * a ridge. The optimiser starts anew for the last layer, as in the released code.
 *
 * @throws RangeError as `genLabel`, or if there is no hidden layer, or epochs are negative
 *
 * @example
 * const { X, y } = synthetic.moons({ n: 200, noise: 0.1, seed: 1 });
 * const { network } = latentGenLabel({
 *   X, y, numClasses: 2, density: (points) => fitGaussian(points, { ridge: 1e-4 }), gamma: 1, learningRate: 0.01,
 *   hiddenWidths: [16, 16], epochs: 50, variant: 'paper', stream: randomStream(1),
 * });
 * accuracy(network, X, y); // close to 1
 */
export function latentGenLabel(options: LatentGenLabelOptions): LatentGenLabelResult {
  const { X, y, numClasses, density, learningRate, stream } = options;
  requireGamma(options.gamma);
  const training = trainingOptions(options);
  const { vanillaEpochs, lastLayerEpochs } = epochsOf(options, training.epochs);
  const data = { training: { X, y }, numClasses };
  const vanillaOptions = { ...training, epochs: vanillaEpochs };
  const [{ network: vanilla }] = trainSweep(data, [learningRate], vanillaOptions, stream.split('vanilla'));
  const model = classConditional(features(vanilla, X), y, numClasses, density);
  const classifier = classifierOf(vanilla);
  const lastLayer = stream.split('last layer');
  const initial =
    options.variant === 'paper'
      ? classifier
      : initialNetwork(classifier.architecture, lastLayer.split('weights'));
  const augmentation = mixedFeatures(vanilla, model, options);
  const [{ network }] = trainSweep(
    { ...data, augmentation, initial },
    [learningRate],
    { ...training, epochs: lastLayerEpochs },
    lastLayer,
  );
  return { network: withClassifier(vanilla, network), model, vanilla };
}

/** Mixes inputs, and gives features with labels by their densities: lines 4 to 6 of Algorithm 2. */
function mixedFeatures(
  network: DenseNetwork,
  model: ClassConditional,
  { alpha = 1, ...options }: LatentGenLabelOptions,
): Augmentation {
  return (batch, stream) => {
    const mixed = drawMixed(batch, { alpha }, stream);
    const X = features(network, mixed.X);
    return { X, labels: relabel(X, mixed.labels, { ...relabelOptions(options), model }) };
  };
}

function epochsOf(options: LatentGenLabelOptions, epochs: number) {
  const isPaper = options.variant === 'paper';
  const vanillaEpochs = options.vanillaEpochs ?? (isPaper ? epochs : 20);
  const lastLayerEpochs = options.lastLayerEpochs ?? (isPaper ? epochs : epochs - vanillaEpochs);
  for (const [name, value] of Object.entries({ vanillaEpochs, lastLayerEpochs })) {
    if (!Number.isInteger(value) || value < 0) {
      throw new RangeError(
        `${name} is ${value}, expected an integer of at least 0: raise epochs, or give ${name}`,
      );
    }
  }
  return { vanillaEpochs, lastLayerEpochs };
}
