import { describe, expect, it } from 'vitest';
import { partnersOf } from '../../../lib/kernels/ada-mixup-draws';
import { withArena } from '../../../lib/kernels/arena';
import { placeNetworkPass } from '../../../lib/kernels/network-pass';
import { adaMixUpBatch } from '../../../lib/train/ada-mixup/ada-mixup-batch';
import { adaMixUpGradient, type EachNetwork } from '../../../lib/train/ada-mixup/ada-mixup-gradient';
import type { AdaMixUpNetworkOptions } from '../../../lib/train/ada-mixup/ada-mixup-network-options';
import { linearPass } from '../../../lib/train/linear-pass';
import { drawsOfAdaMixUp, triplesOf } from '../../oracles/ada-mixup-cases';
import { networkOptionsOf } from '../../oracles/ada-mixup-network-cases';
import { naiveAdaMixUpNetwork, networkNames } from '../../oracles/naive-ada-mixup-network';

/** Gradient of the first batch of training. */
function firstGradient(options: AdaMixUpNetworkOptions): EachNetwork<Float64Array> {
  const { X, y, numClasses, batchSize, initial } = options;
  const { classifier, generator, intrusion } = initial!;
  const draws = drawsOfAdaMixUp(options)();
  const batch = adaMixUpBatch({ X, y }, numClasses, {
    rows: draws.first.slice(0, batchSize),
    partners: partnersOf(draws, batchSize).slice(0, batchSize),
    uniforms: draws.uniforms.slice(0, batchSize),
  });
  const zeros = ({ parameters }: { parameters: Float64Array }) => new Float64Array(parameters.length);
  const gradients = {
    classifier: zeros(classifier),
    generator: zeros(generator),
    intrusion: zeros(intrusion),
  };
  withArena((arena) => {
    const passes = {
      classifier: placeNetworkPass(arena, classifier.architecture, 2 * batchSize),
      generator: linearPass(generator.architecture, batchSize),
      intrusion: linearPass(intrusion.architecture, 2 * batchSize),
    };
    const all = { trainsGenerator: true, recordLoss: false };
    adaMixUpGradient(initial!, batch, passes, gradients, all);
  });
  return gradients;
}

const h = 1e-6;

describe('the gradient of AdaMixUp is that of its total loss, by central differences', () => {
  for (const activation of ['relu', 'identity'] as const) {
    for (const name of ['three classes', 'one hidden unit', 'a batch larger than the data']) {
      it(`${activation}, ${name}`, () => {
        const options = networkOptionsOf(name, { hiddenWidths: [5, 6], activation });
        const [triples] = triplesOf(options, drawsOfAdaMixUp(options)());
        const networks = options.initial!;
        const gradients = firstGradient(options);
        const naive = naiveAdaMixUpNetwork(networks, triples);
        for (const part of networkNames) {
          const { parameters } = networks[part];
          parameters.forEach((value, i) => {
            parameters[i] = value + h;
            const above = naiveAdaMixUpNetwork(networks, triples).loss;
            parameters[i] = value - h;
            const below = naiveAdaMixUpNetwork(networks, triples).loss;
            parameters[i] = value;
            // Truncation is of order h^2, rounding of order 1e-16 / h.
            const slope = (above - below) / (2 * h);
            expect(gradients[part][i]).toBeCloseTo(slope, 8);
            expect(naive.gradients[part][i]).toBeCloseTo(slope, 8);
          });
          expect(Math.max(...gradients[part].map(Math.abs))).toBeGreaterThan(1e-3);
        }
      });
    }
  }
});
