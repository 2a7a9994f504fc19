import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { trainAdaMixUpSweep } from '../../lib/kernels/train-ada-mixup-sweep';
import { trainNetworkSweep } from '../../lib/kernels/train-network-sweep';
import { trainSweep } from '../../lib/kernels/train-sweep';
import { trainAdaMixUpNetwork } from '../../lib/train/ada-mixup/train-ada-mixup-network';
import { adaMixUpOptionsOf } from '../oracles/ada-mixup-cases';
import { networkOptionsOf } from '../oracles/ada-mixup-network-cases';
import { densitiesOf, optionsOf } from '../oracles/sweep-cases';

const vectors = JSON.parse(readFileSync(new URL('../vectors/kernels.json', import.meta.url), 'utf8'));

function digest(arrays: Iterable<Float64Array>): string {
  const hash = createHash('sha256');
  for (const array of arrays) hash.update(Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  return hash.digest('hex');
}

describe('trained models are the same bytes on every machine and Node version', () => {
  for (const precision of ['single', 'double'] as const) {
    for (const kind of ['gaussian', 'kernel'] as const) {
      it(`softmax regression, ${kind}, ${precision}`, () => {
        const { X, numClasses } = optionsOf('seven classes', {});
        const densities = densitiesOf(X, numClasses, kind);
        const { initial: _, ...options } = optionsOf('seven classes', {
          densities,
          precision,
          shuffle: true,
        });
        const { models } = trainSweep({ ...options, epochs: 20 });
        const parameters = models.flatMap(({ weights, bias }) => [weights.data, bias]);
        expect(digest(parameters)).toBe(vectors.digests[`softmax ${kind} ${precision}`]);
      });
    }
    it(`AdaMixUp, ${precision}`, () => {
      const { initial: _, ...options } = adaMixUpOptionsOf('seven classes', { precision });
      const { models, generators } = trainAdaMixUpSweep({ ...options, epochs: 20 });
      const parameters = models.flatMap(({ weights, bias }) => [weights.data, bias]);
      const all = [...parameters, ...generators.map((generator) => generator.parameters)];
      expect(digest(all)).toBe(vectors.digests[`ada-mixup ${precision}`]);
    });
    for (const activation of ['relu', 'identity'] as const) {
      it(`dense net, ${activation}, ${precision}`, () => {
        const { initial: _, ...options } = optionsOf('three classes', { precision, labels: 'logistic' });
        const { models } = trainNetworkSweep({ ...options, epochs: 20, hiddenWidths: [12, 7], activation });
        expect(digest(models.map(({ parameters }) => parameters))).toBe(
          vectors.digests[`net ${activation} ${precision}`],
        );
      });
    }
  }
  for (const activation of ['relu', 'identity'] as const) {
    it(`AdaMixUp for dense nets, ${activation}`, () => {
      const nets = { hiddenWidths: [8, 5], activation };
      const { initial: _, ...options } = networkOptionsOf('seven classes', nets, { epochs: 20 });
      const { models, generators, intrusions } = trainAdaMixUpNetwork(options);
      const all = [...models, ...generators, ...intrusions];
      expect(digest(all.map(({ parameters }) => parameters))).toBe(
        vectors.digests[`ada-mixup net ${activation}`],
      );
    });
  }
});
