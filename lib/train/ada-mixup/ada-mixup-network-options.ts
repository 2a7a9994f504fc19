import type { AdaMixUpOptions } from '../../kernels/ada-mixup-options';
import { drawNetwork, requireNetwork } from '../../kernels/initial-models';
import {
  type OptimiserOptions,
  requireBetween,
  requireInteger,
  requireTrainingOptions,
} from '../../kernels/sweep-options';
import type { ScoreModel } from '../../kernels/train-network-sweep';
import { requireChoice } from '../../numeric/require';
import type { Activation, DenseNetwork } from '../dense-network';
import type { OptimiserSpecification } from '../optimiser';
import type { EachNetwork } from './ada-mixup-gradient';

/** As for softmax regression (`AdaMixUpOptions`), and what a net with hidden layers has besides. */
export interface AdaMixUpNetworkOptions
  extends Omit<AdaMixUpOptions, 'initial' | 'precision' | 'hiddenWidth'>,
    Pick<OptimiserOptions, 'optimiser' | 'momentum'> {
  /** Widths of the classifier's hidden layers. */
  readonly hiddenWidths: readonly number[];
  readonly activation: Activation;
  /** Width of the generator's two hidden layers, which have no activations. Default 100. */
  readonly generatorWidth?: number;
  /** Start of all configurations. Default: as PyTorch's nn.Linear, from the stream. */
  readonly initial?: EachNetwork<DenseNetwork>;
  /** Scores the classifiers after every epoch, in place of their accuracy on the validation points. */
  readonly scoreModel?: ScoreModel;
}

/**
 * Checks the options.
 *
 * @returns the nets to start from; the classifier is that of `trainNetworkSweep` for the same stream
 */
export function startOf(options: AdaMixUpNetworkOptions): EachNetwork<DenseNetwork> {
  const {
    X,
    numClasses,
    hiddenWidths,
    activation,
    generatorWidth = 100,
    stream,
    draws: _,
    ...others
  } = options;
  requireTrainingOptions({ ...others, X, numClasses, stream, labels: 'hard' });
  requireChoice('activation', activation, ['relu', 'identity']);
  for (const width of hiddenWidths) requireInteger('a hidden width', width, 1);
  requireInteger('generatorWidth', generatorWidth, 1);
  requireBetween('weightDecay', options.weightDecay ?? 0, 0, Number.MAX_VALUE);
  requireBetween('momentum', options.momentum ?? 0, 0, 1);
  const d = X.cols;
  const architectures = {
    classifier: { widths: [d, ...hiddenWidths, numClasses], activation },
    generator: { widths: [2 * d, generatorWidth, generatorWidth, 3], activation: 'identity' },
    intrusion: { widths: [d, 2], activation: 'identity' },
  } as const;
  const { initial } = options;
  if (!initial) {
    return {
      classifier: drawNetwork(architectures.classifier, stream.split('initial')),
      generator: drawNetwork(architectures.generator, stream.split('initial generator')),
      intrusion: drawNetwork(architectures.intrusion, stream.split('initial intrusion')),
    };
  }
  requireNetwork('initial.classifier', initial.classifier, architectures.classifier);
  requireNetwork('initial.generator', initial.generator, architectures.generator);
  requireNetwork('initial.intrusion', initial.intrusion, architectures.intrusion);
  return initial;
}

/** The optimiser of the options, with their defaults. */
export function optimiserOf({
  optimiser = 'adam',
  weightDecay = 1e-4,
  momentum = 0.9,
}: AdaMixUpNetworkOptions): OptimiserSpecification {
  return optimiser === 'adam' ? { kind: 'adam', weightDecay } : { kind: 'sgd', weightDecay, momentum };
}
