import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { RandomStream } from '../../numeric/random';
import { requireChoice, requireInteger, requirePositive } from '../../numeric/require';
import { FeatureDensities, logDensities, topTwoLabels } from './feature-densities';
import { type ImageNetwork, imageFeatures, logitsOfFeatures } from './image-network';
import { mixHidden, type Pairing } from './mix-hidden';
import type { MixupMethodOptions } from './mixup-options';
import { stopGradient } from './stop-gradient';
import { crossEntropy, type ImageBatch, type TrainingMethod } from './training-method';

/**
 * Training by the cross-entropy of images (vanilla), or of mixed ones: mixup (Zhang et al. 2018) or manifold mixup (Verma et al. 2019),
 * with the labels of the mix or, with GenLabel, by Algorithm 3,
 *
 *   gamma CE(y_gen, f(x_mix)) + (1 - gamma) CE(y_mix, f(x_mix)),
 *
 * where y_gen comes from Gaussian densities of the classes in the penultimate layer, updated by every batch. With gamma 0 this is training
 * without GenLabel, to the bit.
 *
 * @throws RangeError if an option is out of range
 */
export function mixupMethod(network: ImageNetwork, options: MixupMethodOptions): TrainingMethod {
  const { tf } = network;
  const { mixing, alpha = 1, genLabel } = options;
  requireChoice('mixing', mixing, ['none', 'input', 'hidden']);
  requirePositive('alpha', alpha);
  if (genLabel && mixing === 'none') throw new RangeError('GenLabel relabels mixed images: mixing is none');
  // Before the densities, which hold memory.
  const fixed = genLabel?.form?.pairing === 'once' ? fixedPairing(options) : undefined;
  const densities = genLabel && new FeatureDensities(tf, network.numClasses, network.numFeatures, genLabel);
  return {
    parameters: [],
    state: densities?.variables ?? [],
    prepare(batch) {
      const { images, labels, stream } = batch;
      if (mixing === 'none') {
        return () =>
          crossEntropy(
            tf,
            labels,
            logitsOfFeatures(network, imageFeatures(network, images, { training: true })),
          );
      }
      const pairing = drawPairing(stream, images.shape[0], alpha, fixed);
      const stage = mixing === 'input' ? 0 : stream.split('stage').integer(network.stages.length);
      const mixed = () =>
        imageFeatures(
          network,
          images,
          { training: true },
          { stage, apply: (hidden) => mixHidden(tf, hidden, pairing) },
        );
      const mixedLabels = mixHidden(tf, labels, pairing);
      if (!genLabel || !densities) {
        return () => crossEntropy(tf, mixedLabels, logitsOfFeatures(network, mixed()));
      }
      const relabel = relabelling(network, densities, batch);
      return () => {
        const z = mixed();
        const target = tf.add(
          tf.mul(relabel(z), genLabel.lossRatio),
          tf.mul(mixedLabels, 1 - genLabel.lossRatio),
        );
        return crossEntropy(tf, target, logitsOfFeatures(network, z));
      };
    },
    dispose: () => densities?.dispose(),
  };
}

/** Takes the batch into the densities. @returns labels of features of mixed images, to be called while gradients are recorded */
function relabelling(
  network: ImageNetwork,
  densities: FeatureDensities,
  { images, labels }: ImageBatch,
): (mixed: Tensor2D) => Tensor {
  const { tf } = network;
  const { classes, exponent, labelGradient } = densities.form;
  // Only the mixed images are recorded by batch normalisation, as without GenLabel.
  const moments = () =>
    densities.update(imageFeatures(network, images, { training: true, records: false }), labels);
  const label = (z: Tensor2D, known: ReturnType<typeof moments>) =>
    topTwoLabels(tf, logDensities(tf, z, known, exponent), classes);
  if (labelGradient) return (z) => label(z, moments());
  const known = moments();
  return (z) => stopGradient(tf, (values) => label(values as Tensor2D, known), z);
}

/** Partners of a permutation that is drawn once, among the images of a batch. */
type FixedPairing = (size: number) => Int32Array;

function fixedPairing({ stream, batchSize }: MixupMethodOptions): FixedPairing {
  if (!stream || batchSize === undefined) {
    throw new RangeError('a pairing that is drawn once needs a stream and the size of the largest batch');
  }
  requireInteger('batchSize', batchSize, 1);
  const partners = stream.split('pairing').permutation(batchSize);
  // Of a smaller batch those that it has, in the same order.
  return (size) => {
    requireInteger('the size of a batch, whose pairing is drawn once,', size, 1, batchSize);
    return partners.filter((partner) => partner < size);
  };
}

function drawPairing(stream: RandomStream, size: number, alpha: number, fixed?: FixedPairing): Pairing {
  const lambda = stream.split('lambda').beta(alpha, alpha);
  return { lambda, partners: fixed ? fixed(size) : stream.split('partners').permutation(size) };
}
