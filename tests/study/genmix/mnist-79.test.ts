import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mnist79 } from '../../../lib/study/genmix/mnist-79';

const variable = process.env.GENLABEL_DATA;
let folder: string;

function write(name: string, sizes: number[], values: number[], cut = 0): void {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt32BE(0x800 + sizes.length, 0);
  sizes.forEach((size, k) => {
    header.writeUInt32BE(size, 4 + 4 * k);
  });
  const bytes = Buffer.concat([header, Buffer.from(values)]);
  writeFileSync(join(folder, 'mnist', name), gzipSync(bytes.subarray(0, bytes.length - cut)));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-79-'));
  mkdirSync(join(folder, 'mnist'));
  process.env.GENLABEL_DATA = folder;
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  if (variable === undefined) delete process.env.GENLABEL_DATA;
  else process.env.GENLABEL_DATA = variable;
});

describe('mnist79', () => {
  it('keeps sevens (class 0) and nines (class 1), grey levels in [0, 1]', () => {
    write('train-images-idx3-ubyte.gz', [3, 1, 2], [0, 255, 1, 2, 51, 102]);
    write('train-labels-idx1-ubyte.gz', [3], [9, 3, 7]);
    const { X, y } = mnist79('training');
    expect([...y]).toEqual([1, 0]);
    expect([...X.data]).toEqual([0, 1, 0.2, 0.4]);
  });

  it('says where it looked, and which file is cut short', () => {
    expect(() => mnist79('test')).toThrow(/MNIST is not available[\s\S]*t10k-images-idx3-ubyte.gz/);
    write('train-images-idx3-ubyte.gz', [3, 1, 2], [0, 255, 1, 2, 51, 102], 1);
    write('train-labels-idx1-ubyte.gz', [3], [9, 3, 7]);
    expect(() => mnist79('training')).toThrow(/at byte 21: the file ends, expected 6 values of \[3,1,2\]/);
  });
});
