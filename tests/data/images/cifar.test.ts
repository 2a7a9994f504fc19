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
