import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageSet } from '../../../lib/data/images/image-set';
import type { ImagePart } from '../../../lib/data/images/mnist';
import { randomStream } from '../../../lib/numeric/random';
import { removeCheckpoint } from '../../../lib/study/images/checkpoint-place';
import type { ColourDataset } from '../../../lib/study/images/colour-sets';
import { imageSettings } from '../../../lib/study/images/image-settings';
import {
  coloursLine,
  imagesColoursClean,
  imagesColoursRobust,
  runColourTrial,
  whereGpu,
} from '../../../lib/study/images/images-colours';
import { findGpu } from '../../../lib/tensorflow/find-gpu';

const none = { name: undefined, reason: 'webgpu is not installed' };
const webgpu = { name: 'webgpu', reason: 'adapter H100' } as const;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'colours-'));
  vi.stubEnv('GENLABEL_CHECKPOINTS', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe('the jobs of CIFAR-10, CIFAR-100 and Tiny-ImageNet in full', () => {
  it('are those of Tables 13 and 14, trial by trial', () => {
    for (const [experiment, validation] of [
      [imagesColoursRobust, 'robust'],
      [imagesColoursClean, 'clean'],
    ] as const) {
      const jobs = experiment.jobs('paper');
      expect(jobs).toHaveLength(3 * (6 + 5 + 5));
      expect(jobs.slice(0, 16).every(({ trial }) => trial === 0)).toBe(true);
      // Settings of every job: none is without a row.
      for (const job of jobs) imageSettings(job.validation, job.dataset, job.method);
      expect(new Set(jobs.map((job) => job.validation))).toEqual(new Set([validation]));
      expect(experiment.jobs('quick')).toEqual([]);
    }
  });

  it('are listed where a GPU is, under its name, and nowhere else', () => {
    expect(whereGpu(imagesColoursClean, none).jobs('paper')).toEqual([]);
    expect(whereGpu(imagesColoursClean, webgpu).jobs('paper')[0]).toEqual({
      ...{ dataset: 'CIFAR-10', validation: 'clean', method: 'vanilla', trial: 0, backend: 'webgpu' },
    });
    expect(whereGpu(imagesColoursClean, { ...webgpu, name: 'wasm' }).jobs('paper')[0]).not.toHaveProperty(
      'backend',
    );
  });

  it('are said to be left out, or where they run', () => {
    expect(coloursLine('paper', none)).toBe(
      'CIFAR-10, CIFAR-100 and Tiny-ImageNet in full: left out, for no GPU is found (webgpu is not installed). ' +
        'environment.md says how; GENLABEL_BACKEND names a backend to compute them on all the same.',
    );
    expect(coloursLine('paper', webgpu)).toContain('on webgpu (adapter H100)');
    expect(coloursLine('quick', none)).toContain('with profile paper');
  });

  it('refuse subsets', async () => {
    vi.stubEnv('GENLABEL_DATA', folder);
    const [job] = imagesColoursClean.jobs('paper');
    expect(() => imagesColoursClean.dataHash?.(job)).toThrow(/CIFAR-10 \(complete\) is not available/);
    await expect(imagesColoursClean.run(job)).rejects.toThrow(/data_batch_1.bin/);
  });
});

/** Images of a set's shape: a class is told by the colour of one band. */
function bands(dataset: ColourDataset, n: number, part: ImagePart): ImageSet {
  const side = dataset === 'Tiny ImageNet' ? 64 : 32;
  const numClasses = { 'CIFAR-10': 10, 'CIFAR-100': 100, 'Tiny ImageNet': 200 }[dataset];
  const stream = randomStream('bands').split(part);
  const labels = Int32Array.from({ length: n }, (_, i) => i % 4);
  const size = side * side * 3;
  const pixels = new Uint8Array(n * size);
  for (let i = 0; i < n; i++) {
    for (let p = 0; p < size; p++) {
      const band = Math.floor((4 * p) / size);
      pixels[i * size + p] = 90 + (band === labels[i] ? 100 : 0) + Math.floor(40 * stream.uniform());
    }
  }
  return { name: dataset, pixels, shape: [side, side, 3], labels, numClasses };
}

const gpu = (await findGpu()).name;
/** Of jobs: wasm has no name. A card, or what GENLABEL_BACKEND names, is tried beside it. */
const tried = [undefined, ...(gpu === undefined || gpu === 'wasm' ? [] : [gpu])];

// The timeout is that of a card in software.
describe.each(tried)(
  'the code of a full training, at a small scale, backend %s',
  { timeout: 900_000 },
  (backend) => {
    const own = backend === undefined ? {} : { backend };
    const sizes = { heldOut: 8, attacked: 2, selection: 2, width: 4 };
    const run = (
      dataset: ColourDataset,
      validation: 'clean' | 'robust',
      method: 'mixup-genlabel' | 'vanilla',
      onProgress?: (share: number) => void,
    ) => {
      const printed = imageSettings(validation, dataset, method, validation === 'clean' ? 2 : 5);
      return runColourTrial(
        `test-${validation}`,
        { dataset, validation, method, trial: 0, ...own },
        onProgress,
        {
          // Within this radius the first attack breaks all: the others would take minutes.
          settings: { ...printed, batchSize: 16, learningRate: 0.05, attackRadius: 0.5 },
          sizes,
          load: (part) => bands(dataset, part === 'training' ? 56 : 20, part),
        },
      );
    };

    it.each(['CIFAR-100', 'Tiny ImageNet'] as const)('chooses by clean accuracy: %s', async (dataset) => {
      const result = await run(dataset, 'clean', 'mixup-genlabel');
      expect(result).toMatchObject({ heldOutSize: 8, testSize: 20, diverged: null });
      expect(result.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
      expect(result.attacked).toBeUndefined();
      // What it kept stays until its result is stored: the training that is killed begins anew.
      expect(readdirSync(folder)).toHaveLength(1);
      await removeCheckpoint('test-clean', {
        dataset,
        validation: 'clean',
        method: 'mixup-genlabel',
        trial: 0,
        ...own,
      });
      expect(readdirSync(folder)).toEqual([]);
      // Killed after the first epoch: the second call goes on from it.
      const shares: number[] = [];
      const kill = (share: number) => {
        shares.push(share);
        if (shares.length === 1) throw new Error('killed');
      };
      await expect(run(dataset, 'clean', 'mixup-genlabel', kill)).rejects.toThrow('killed');
      expect(readdirSync(folder)).toHaveLength(1);
      expect(await run(dataset, 'clean', 'mixup-genlabel', kill)).toEqual(result);
      expect(shares).toEqual([0.5, 1]);
    });

    it('chooses by robust accuracy, and attacks the chosen nets: CIFAR-10', async () => {
      const { epochs, attacked } = await run('CIFAR-10', 'robust', 'vanilla');
      expect(epochs.map(({ epoch }) => epoch)).toEqual([5]);
      expect(epochs[0].test).toBeGreaterThan(5);
      const net = attacked?.heldOut;
      expect(net).toMatchObject({ epoch: 5, images: 2 });
      expect(net?.broken['apgd-ce']).toBe((net?.clean ?? 0) - (net?.robust ?? 0));
      expect(net?.clean).toBeGreaterThan(0);
      expect(net?.robust).toBe(0);
    });
  },
);
