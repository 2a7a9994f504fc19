import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cifar10, cifar100 } from '../../../lib/data/images/cifar';
import { dataFolder } from './data-folder';

const { write } = dataFolder();

/** An image whose planes hold 1, 2 and 3, but for the first pixel. */
function image(labels: number[], first: number): Buffer {
  const planes = [1, 2, 3].map((value, c) => {
    const plane = Buffer.alloc(1024, value);
    plane[0] = first + c;
    return plane;
  });
  return Buffer.concat([Buffer.from(labels), ...planes]);
}

describe('cifar10', () => {
  it('joins the five official files, colours side by side', () => {
    for (let i = 1; i <= 5; i++) write(`cifar-10-batches-bin/data_batch_${i}.bin`, image([i], 10 * i));
    const { pixels, labels, shape, numClasses } = cifar10('training');
    expect([...labels]).toEqual([1, 2, 3, 4, 5]);
    expect(shape).toEqual([32, 32, 3]);
    expect(numClasses).toBe(10);
    expect([...pixels.subarray(3072, 3078)]).toEqual([20, 21, 22, 1, 2, 3]);
    expect(pixels.length).toBe(5 * 3072);
  });

  it('reads a subset of one file, and prefers the official files', () => {
    write('cifar10/test_200_per_class.bin', Buffer.concat([image([3], 0), image([7], 9)]));
    expect([...cifar10('test').labels]).toEqual([3, 7]);
    write('cifar-10-batches-bin/test_batch.bin', image([1], 0));
    expect([...cifar10('test').labels]).toEqual([1]);
  });

  it('refuses a file that is cut short, a class that there is not, and a missing part', () => {
    write('cifar10/test_200_per_class.bin', Buffer.concat([image([3], 0), image([7], 9)]).subarray(0, 4000));
    expect(() => cifar10('test')).toThrow('at byte 3073: 927 bytes, expected 3073 an image');
    write('cifar10/test_200_per_class.bin', Buffer.concat([image([3], 0), image([11], 9)]));
    expect(() => cifar10('test')).toThrow('at byte 3073: class 11, expected 0 to 9');
    write('cifar-10-batches-bin/data_batch_1.bin', image([1], 0));
    expect(() => cifar10('training')).toThrow(/CIFAR-10 is not available[\s\S]*data_batch_2.bin/);
  });
});

describe('the complete set', () => {
  const complete = { complete: true };
  /** Black images of class 0, without taking place on the disk. */
  const black = (name: string, bytes: number) => {
    write(name, Buffer.alloc(0));
    truncateSync(join(process.env.GENLABEL_DATA as string, name), bytes);
  };

  it('is read from the official files', () => {
    black('cifar-10-batches-bin/test_batch.bin', 10_000 * 3073);
    expect(cifar10('test', complete).labels).toHaveLength(10_000);
  });

  it('is refused as a subset: the missing file is named, with where to get it', () => {
    write('cifar10/test_200_per_class.bin', image([3], 0));
    write('cifar100/test_10_per_class.bin', image([1, 3], 0));
    expect(cifar10('test').labels).toHaveLength(1);
    expect(() => cifar10('test', complete)).toThrow(
      /CIFAR-10 \(complete\) is not available[\s\S]*cifar-10-batches-bin\/test_batch.bin[\s\S]*unpack https:.*cifar-10-binary.tar.gz.*a subset does not do here/,
    );
    expect(() => cifar100('test', complete)).toThrow(
      /cifar-100-binary\/test.bin[\s\S]*cifar-100-binary.tar.gz/,
    );
  });

  it('is refused with an image too few, or a file too few', () => {
    black('cifar-100-binary/test.bin', 9_999 * 3074);
    expect(() => cifar100('test', complete)).toThrow(
      'test.bin at byte 30736926: it ends after 9999 images, expected 10000',
    );
    for (const i of [1, 2, 4, 5]) write(`cifar-10-batches-bin/data_batch_${i}.bin`, image([i], 0));
    expect(() => cifar10('training', complete)).toThrow(/data_batch_3.bin/);
  });
});

describe('cifar100', () => {
  it('takes the fine label', () => {
    write('cifar-100-binary/test.bin', image([4, 99], 0));
    const { labels, numClasses } = cifar100('test');
    expect([...labels]).toEqual([99]);
    expect(numClasses).toBe(100);
    write('cifar-100-binary/test.bin', image([4, 100], 0));
    expect(() => cifar100('test')).toThrow('at byte 1: class 100, expected 0 to 99');
  });
});
