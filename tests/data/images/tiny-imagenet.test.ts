import { encode } from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { parseTar } from '../../../lib/data/images/tar';
import { tinyImageNet } from '../../../lib/data/images/tiny-imagenet';
import { dataFolder } from './data-folder';

const { write } = dataFolder();

/** A JPEG image of one colour. */
function picture(colour: readonly [number, number, number], side = 64): Buffer {
  const data = Buffer.alloc(side * side * 4, 255);
  for (let p = 0; p < side * side; p++) for (let c = 0; c < 3; c++) data[4 * p + c] = colour[c];
  return encode({ data, width: side, height: side }, 100).data as Buffer;
}

const files: Record<string, Buffer> = {
  'wnids.txt': Buffer.from('n02\nn01\n'),
  'train/n01/images/n01_0.JPEG': picture([200, 10, 10]),
  'train/n02/images/n02_0.JPEG': picture([10, 10, 200]),
  'train/n02/images/n02_1.JPEG': picture([10, 200, 10]),
  'val/images/val_1.JPEG': picture([0, 0, 0]),
  'val/val_annotations.txt': Buffer.from('val_0.JPEG\tn01\t0\t0\t1\t1\nval_1.JPEG\tn01\t0\t0\t1\t1\n'),
};

function tarEntry(name: string, bytes: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write('0', 156);
  const sum = header.reduce((total, value) => total + value, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

const tar = (entries: Record<string, Buffer>): Buffer =>
  Buffer.concat([
    ...Object.entries(entries).map(([name, bytes]) => tarEntry(`tiny-imagenet-200/${name}`, bytes)),
    Buffer.alloc(1024),
  ]);

const archive = 'tinyimagenet/tiny_imagenet_50train_10val_per_class.tar';
const writeFolder = (entries: Record<string, Buffer>) => {
  for (const [name, bytes] of Object.entries(entries)) write(`tiny-imagenet-200/${name}`, bytes);
};

describe('tinyImageNet', () => {
  it.each(['folder', 'archive'])('reads images and classes of a %s', (kind) => {
    if (kind === 'folder') writeFolder(files);
    else write(archive, tar(files));
    const training = tinyImageNet('training');
    expect([...training.labels]).toEqual([1, 0, 0]);
    expect(training.shape).toEqual([64, 64, 3]);
    expect(training.numClasses).toBe(2);
    [200, 10, 10].forEach((value, c) => {
      expect(Math.abs(training.pixels[c] - value)).toBeLessThan(4);
    });
    // Of the annotations those count whose image is there.
    expect([...tinyImageNet('test').labels]).toEqual([1]);
  });

  it('refuses an image that is cut short, of another size, or of no class', () => {
    const name = 'train/n02/images/n02_1.JPEG';
    writeFolder({ ...files, [name]: files[name].subarray(0, 300) });
    expect(() => tinyImageNet('training')).toThrow(
      /n02_1.JPEG at byte 300: the file ends without the end marker/,
    );
    writeFolder({ [name]: picture([1, 2, 3], 32) });
    expect(() => tinyImageNet('training')).toThrow(/n02_1.JPEG is 32 x 32, expected 64 x 64/);
    writeFolder({ [name]: Buffer.from([1, 2, 3, 0xff, 0xd9]) });
    expect(() => tinyImageNet('training')).toThrow(/n02_1.JPEG is no JPEG image/);
    writeFolder({ [name]: picture([1, 2, 3]), 'wnids.txt': Buffer.from('n02\n') });
    expect(() => tinyImageNet('training')).toThrow(
      /n01_0.JPEG is of class n01, which wnids.txt does not list/,
    );
  });

  it('is complete in the official folder alone, with all of its images', () => {
    write(archive, tar(files));
    expect(() => tinyImageNet('test', { complete: true })).toThrow(
      /Tiny ImageNet \(complete\) is not available[\s\S]*tiny-imagenet-200\/wnids.txt[\s\S]*unpack http:.*tiny-imagenet-200.zip.*a part of it does not do here/,
    );
    writeFolder(files);
    expect(() => tinyImageNet('training', { complete: true })).toThrow(
      /tiny-imagenet-200 has 3 images for training, expected 100000; unpack the archive again/,
    );
  });

  it('says where it looked', () => {
    expect(() => tinyImageNet('test')).toThrow(/Tiny ImageNet is not available[\s\S]*tinyimagenet/);
  });
});

describe('parseTar', () => {
  const bytes = tar({ a: Buffer.from('one'), b: Buffer.alloc(700, 1) });

  it('reads files of any length', () => {
    const found = parseTar({ path: 'x.tar', bytes });
    expect([...found.keys()]).toEqual(['tiny-imagenet-200/a', 'tiny-imagenet-200/b']);
    expect(found.get('tiny-imagenet-200/b')?.length).toBe(700);
  });

  it('names the byte at which an archive ends or is damaged', () => {
    expect(() => parseTar({ path: 'x.tar', bytes: bytes.subarray(0, 1600) })).toThrow(
      'x.tar at byte 1600: the archive ends within a file of 700 bytes that begins at byte 1536',
    );
    expect(() => parseTar({ path: 'x.tar', bytes: bytes.subarray(0, 1100) })).toThrow(
      'x.tar at byte 1100: the archive ends without its last blocks',
    );
    const damaged = Buffer.from(bytes);
    damaged[1030] ^= 1;
    expect(() => parseTar({ path: 'x.tar', bytes: damaged })).toThrow(
      'x.tar at byte 1024: a header whose checksum is wrong',
    );
  });
});
