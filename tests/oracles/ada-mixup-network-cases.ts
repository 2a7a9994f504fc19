import { drawNetwork } from '../../lib/kernels/initial-models';
import type { EachNetwork } from '../../lib/train/ada-mixup/ada-mixup-gradient';
import type { AdaMixUpNetworkOptions } from '../../lib/train/ada-mixup/ada-mixup-network-options';
import type { Activation, DenseNetwork } from '../../lib/train/dense-network';
import { adaMixUpOptionsOf, adaMixUpShapes, drawsOfAdaMixUp, triplesOf } from './ada-mixup-cases';
import { naiveAdaMixUpNetwork, networkNames } from './naive-ada-mixup-network';

/** Shapes of data and batches as for softmax regression, and what is a net's. */
export function networkOptionsOf(
  name: string,
  { hiddenWidths, activation }: { hiddenWidths: readonly number[]; activation: Activation },
  extra: Partial<AdaMixUpNetworkOptions> = {},
): AdaMixUpNetworkOptions {
  const { initial: _, precision: __, hiddenWidth: generatorWidth, ...options } = adaMixUpOptionsOf(name);
  const { d, k, scale = 1 } = adaMixUpShapes[name];
  const stream = options.stream.split('nets');
  const net = (widths: number[], part: keyof EachNetwork<unknown>): DenseNetwork => {
    const network = drawNetwork(
      { widths, activation: part === 'classifier' ? activation : 'identity' },
      stream,
    );
    const first = widths[0] * widths[1];
    // Twice nn.Linear's start, that mixing coefficients and probabilities differ.
    network.parameters.forEach((value, i) => {
      network.parameters[i] = (2 * value) / (i < first ? scale : 1);
    });
    return network;
  };
  const initial = {
    classifier: net([d, ...hiddenWidths, k], 'classifier'),
    generator: net([2 * d, generatorWidth!, generatorWidth!, 3], 'generator'),
    intrusion: net([d, 2], 'intrusion'),
  };
  return { ...options, generatorWidth, hiddenWidths, activation, initial, ...extra };
}

/** Training by PyTorch's documented optimisers along the naive gradient, of all nets or of the classifier alone. */
export function naiveNetworkTraining(
  options: AdaMixUpNetworkOptions,
  learningRate: number,
): { networks: EachNetwork<DenseNetwork>; losses: number[] } {
  const { initial, epochs, trainsGenerator = true, optimiser = 'adam' } = options;
  const { weightDecay = 1e-4, momentum = 0.9 } = options;
  const draws = options.draws ?? drawsOfAdaMixUp(options);
  const copy = ({ architecture, parameters }: DenseNetwork) => ({
    architecture,
    parameters: parameters.slice(),
  });
  const networks = {
    classifier: copy(initial!.classifier),
    generator: copy(initial!.generator),
    intrusion: copy(initial!.intrusion),
  };
  const moments = networkNames.map((name) =>
    [0, 1].map(() => new Float64Array(networks[name].parameters.length)),
  );
  const losses: number[] = [];
  let t = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const batches = triplesOf(options, draws());
    let total = 0;
    for (const triples of batches) {
      const { loss, gradients } = naiveAdaMixUpNetwork(networks, triples);
      total += loss;
      t++;
      networkNames.forEach((name, which) => {
        if (name !== 'classifier' && !trainsGenerator) return;
        const { parameters } = networks[name];
        const [first, second] = moments[which];
        gradients[name].forEach((slope, i) => {
          const g = slope + weightDecay * parameters[i];
          if (optimiser === 'sgd') {
            first[i] = momentum * first[i] + g;
            parameters[i] -= learningRate * first[i];
            return;
          }
          first[i] = 0.9 * first[i] + 0.1 * g;
          second[i] = 0.999 * second[i] + 0.001 * g * g;
          const scale = Math.sqrt(second[i] / (1 - 0.999 ** t)) + 1e-8;
          parameters[i] -= (learningRate * (first[i] / (1 - 0.9 ** t))) / scale;
        });
      });
    }
    losses.push(total / batches.length);
  }
  return { networks, losses };
}
