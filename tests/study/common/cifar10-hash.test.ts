import { expect, it } from 'vitest';
import { cifar10Hash } from '../../../lib/study/common/cifar10-hash';
import { hiddenFeatures } from '../../../lib/study/genmix/hidden-features';
import { dataFolder } from '../../data/images/data-folder';

const { write } = dataFolder();
const image = (label: number, value: number) => Buffer.concat([Buffer.of(label), Buffer.alloc(3072, value)]);

it('is that of pixels and classes of both parts, not of the files', async () => {
  const hashOf = (train: Buffer, test: Buffer) => {
    write('cifar10/train_1000_per_class.bin', train);
    write('cifar10/test_200_per_class.bin', test);
    return cifar10Hash();
  };
  const first = hashOf(image(1, 10), image(2, 20));
  expect(await hiddenFeatures.dataHash?.({ scale: 'full', trial: 0 })).toBe(first);
  for (const [train, test] of [
    [image(1, 11), image(2, 20)],
    [image(3, 10), image(2, 20)],
    [image(1, 10), image(2, 21)],
  ]) {
    expect(hashOf(train, test)).not.toBe(first);
  }
  for (let i = 1; i <= 5; i++) write(`cifar-10-batches-bin/data_batch_${i}.bin`, image(1, 10));
  expect(cifar10Hash()).not.toBe(first);
});
