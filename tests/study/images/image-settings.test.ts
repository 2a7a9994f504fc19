import { describe, expect, it } from 'vitest';
import {
  type ImageDataset,
  type ImageMethodName,
  imageMethods,
  imageSettings,
} from '../../../lib/study/images/image-settings';
import { imagesClean, imagesRobust } from '../../../lib/study/images/images-mnist';

describe('imageSettings', () => {
  it('is a row of Table 13 or 14, with what the paper leaves open', () => {
    expect(imageSettings('clean', 'MNIST', 'manifold-mixup-genlabel')).toEqual({
      ...{ model: 'LeNet-5', epochs: 200, milestones: [100, 150], batchSize: 128, learningRate: 0.1 },
      ...{ momentum: 0.9, weightDecay: 0.0001, attackRadius: 0.05 },
      mixing: { mixing: 'hidden', alpha: 2, genLabel: { lossRatio: 0.15, memoryRatio: 0.99 } },
      augmentation: { mean: [0], deviation: [1] },
    });
    const robust = imageSettings('robust', 'Tiny ImageNet', 'mixup-genlabel');
    expect(robust).toMatchObject({ model: 'PreAct ResNet-18', epochs: 50, milestones: [25, 38] });
    expect(robust).toMatchObject({ learningRate: 0.002, attackRadius: 1 / 255 });
    expect(robust.mixing).toMatchObject({ mixing: 'input', genLabel: { memoryRatio: 0.995 } });
    expect(imageSettings('robust', 'MNIST', 'vanilla').mixing).toEqual({
      mixing: 'none',
      genLabel: undefined,
    });
    expect(imageSettings('robust', 'MNIST', 'adamixup').mixing).toBeUndefined();
  });

  it('refuses rows that the paper does not have', () => {
    expect(() => imageSettings('clean', 'CIFAR-100', 'adamixup')).toThrow(
      'Table 13 has no AdaMixup for CIFAR-100',
    );
  });

  it('knows every printed row', () => {
    const sets: ImageDataset[] = ['MNIST', 'CIFAR-10', 'CIFAR-100', 'Tiny ImageNet'];
    const rows = sets.flatMap((dataset) =>
      (Object.keys(imageMethods) as ImageMethodName[]).filter((method) => {
        try {
          return imageSettings('clean', dataset, method).epochs === 200;
        } catch {
          return false;
        }
      }),
    );
    expect(rows).toHaveLength(22);
  });
});

it('runs trial by trial, all methods alike', () => {
  for (const [experiment, validation] of [
    [imagesRobust, 'robust'],
    [imagesClean, 'clean'],
  ] as const) {
    const jobs = experiment.jobs('paper');
    expect(jobs.slice(0, 7).map(({ method, trial }) => `${method} ${trial}`)).toEqual([
      ...Object.keys(imageMethods).map((method) => `${method} 0`),
      'vanilla 1',
    ]);
    expect(jobs.every((job) => job.dataset === 'MNIST' && job.validation === validation)).toBe(true);
    expect(experiment.jobs('quick')).toEqual([]);
  }
});
