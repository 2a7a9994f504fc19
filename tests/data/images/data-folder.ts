import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A folder for GENLABEL_DATA, new for every test. */
export function dataFolder(): { write(name: string, bytes: Uint8Array): void } {
  const before = process.env.GENLABEL_DATA;
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'images-'));
    process.env.GENLABEL_DATA = folder;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    if (before === undefined) delete process.env.GENLABEL_DATA;
    else process.env.GENLABEL_DATA = before;
  });
  return {
    write(name, bytes) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    },
  };
}
