import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { logDensities } from '../../lib/kernels/log-densities';
import { trainAdaMixUpSweep } from '../../lib/kernels/train-ada-mixup-sweep';
import { trainNetworkSweep } from '../../lib/kernels/train-network-sweep';
import { trainSweep } from '../../lib/kernels/train-sweep';
import { matrix } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { trainAdaMixUpNetwork } from '../../lib/train/ada-mixup/train-ada-mixup-network';
import { adaMixUpOptionsOf } from '../oracles/ada-mixup-cases';
import { networkOptionsOf } from '../oracles/ada-mixup-network-cases';
import { normalPoints } from '../oracles/random-points';
import { densitiesOf, optionsOf } from '../oracles/sweep-cases';

const vectors = JSON.parse(readFileSync(new URL('../vectors/kernels.json', import.meta.url), 'utf8'));

function digest(arrays: Iterable<Float64Array>): string {
  const hash = createHash('sha256');
  for (const array of arrays) hash.update(Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  return hash.digest('hex');
}

/** Two classes of 600 points, whose kernels are broad in the one and narrow in the other. */
function manyKernels() {
  const X = normalPoints(1200, 6, randomStream('many kernels'));
  const half = (c: number) => ({ data: X.data.slice(c * 3600, (c + 1) * 3600), rows: 600, cols: 6 });
  const factor = (width: number) =>
    matrix(Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (_, j) => (i === j ? width : 0))));
  return {
    ...{ X, y: Int32Array.from({ length: 1200 }, (_, i) => Number(i >= 600)), numClasses: 2 },
    densities: [
      { centres: half(0), cholesky: factor(0.7) },
      { centres: half(1), cholesky: factor(0.05) },
    ],
    configurations: [
      { learningRate: 0.1, gamma: 0.5 },
      { learningRate: 0.01, gamma: 1 },
    ],
    ...({ epochs: 2, batchSize: 128, labels: 'mixup', shuffle: true, stream: randomStream('many') } as const),
  };
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
    for (const pairwiseMemory of [0, 2 ** 25]) {
      it(`softmax regression, labels of 600 kernels, ${precision}, tables of ${pairwiseMemory} bytes`, () => {
        const { models } = trainSweep({ ...manyKernels(), precision, pairwiseMemory });
        const parameters = models.flatMap(({ weights, bias }) => [weights.data, bias]);
        const name = `softmax 600 kernels ${precision}${pairwiseMemory ? ' table' : ''}`;
        expect(digest(parameters)).toBe(vectors.digests[name]);
      });
    }
    it(`log densities of 600 kernels, ${precision}`, () => {
      const { X, densities } = manyKernels();
      expect(digest([logDensities(X, densities, { precision })])).toBe(
        vectors.digests[`densities 600 kernels ${precision}`],
      );
    });
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
