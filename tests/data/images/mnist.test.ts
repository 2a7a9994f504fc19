import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { mnist } from '../../../lib/data/images/mnist';
import { dataFolder } from './data-folder';

const { write } = dataFolder();

function idx(sizes: number[], values: number[], magic = 0x800 + sizes.length): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt32BE(magic, 0);
  sizes.forEach((size, k) => {
    header.writeUInt32BE(size, 4 + 4 * k);
  });
  return Buffer.concat([header, Buffer.from(values)]);
}

const pixels = [0, 255, 1, 2, 51, 102];
const images = idx([3, 1, 2], pixels);
const labels = idx([3], [9, 3, 7]);

describe('mnist', () => {
  it('reads packed files, plain ones, and those of torchvision', () => {
    for (const folder of ['mnist', 'MNIST/raw']) {
      write(`${folder}/train-images-idx3-ubyte.gz`, gzipSync(images));
      write(`${folder}/train-labels-idx1-ubyte`, labels);
      const set = mnist('training');
      expect({ ...set, pixels: [...set.pixels], labels: [...set.labels] }).toEqual({
        ...{ name: 'MNIST', pixels, shape: [1, 2, 1], labels: [9, 3, 7], numClasses: 10 },
      });
    }
  });

  it('says where it looked', () => {
    expect(() => mnist('test')).toThrow(
      /MNIST is not available[\s\S]*mnist\/t10k-images-idx3-ubyte.gz[\s\S]*MNIST\/raw[\s\S]*put mnist\/t10k/,
    );
    delete process.env.GENLABEL_DATA;
    expect(() => mnist('test')).toThrow(/\$GENLABEL_DATA is not set/);
  });

  it.each([
    [
      'ends within its values',
      images.subarray(0, 20),
      'at byte 20: the file ends, expected 6 values of [3,1,2]',
    ],
    [
      'is too long',
      Buffer.concat([images, Buffer.of(1, 2)]),
      'at byte 22: 2 bytes too many, expected 6 values',
    ],
    [
      'ends within its header',
      images.subarray(0, 9),
      'at byte 9: the file ends, expected a header of 16 bytes',
    ],
    ['is empty', Buffer.alloc(0), 'at byte 0: the file ends, expected a header of 16 bytes'],
    [
      'is something else',
      idx([3, 1, 2], pixels, 0x504b0304),
      'at byte 0: magic number 0x504b0304, expected 0x00000803',
    ],
    [
      'has other values',
      idx([3, 1, 2], pixels, 0xd03),
      'at byte 0: magic number 0x00000d03, expected 0x00000803 (unsigned bytes, 3 dimensions)',
    ],
  ])('refuses a file that %s', (_, bytes, message) => {
    write('mnist/train-images-idx3-ubyte', bytes);
    write('mnist/train-labels-idx1-ubyte', labels);
    expect(() => mnist('training')).toThrow(message);
  });

  it('refuses a packed file that is cut short', () => {
    write('mnist/train-images-idx3-ubyte.gz', gzipSync(images).subarray(0, 25));
    expect(() => mnist('training')).toThrow(/is cut short or damaged \(25 packed bytes\)/);
  });

  it('refuses classes that there are not, and labels of other images', () => {
    write('mnist/train-images-idx3-ubyte', images);
    write('mnist/train-labels-idx1-ubyte', idx([3], [9, 10, 7]));
    expect(() => mnist('training')).toThrow('at byte 9: class 10, expected 0 to 9');
    write('mnist/train-labels-idx1-ubyte', idx([2], [9, 1]));
    expect(() => mnist('training')).toThrow(/has 2 labels, .* has 3 images/);
  });
});
