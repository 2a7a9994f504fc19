import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openmlHash } from '../../lib/data/openml-hash';

const arff = '@relation r\n@attribute a numeric\n@attribute c {x,y}\n@data\n1,x\n2,y\n';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'genlabel-hash-'));
  vi.stubEnv('GENLABEL_DATA', folder);
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  vi.stubEnv('OPENML_CACHE_DIR', join(folder, 'openml-cache'));
  vi.stubEnv('GENLABEL_OFFLINE', '1');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function place(id: number, description?: object): string {
  const path = join(folder, 'openml', String(id));
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'dataset.arff'), arff);
  if (description) {
    writeFileSync(join(path, 'description.json'), JSON.stringify({ data_set_description: description }));
  }
  return join(path, 'dataset.arff');
}

it('is equal for equal data, and another when the file changes, also within one process', async () => {
  const path = place(1);
  place(2);
  const before = await openmlHash(1);
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  expect(await openmlHash(2)).toBe(before);
  appendFileSync(path, '3,x\n');
  expect(await openmlHash(1)).not.toBe(before);
});

it('depends on the class attribute and on what is ignored', async () => {
  place(1);
  place(2, { id: '2', default_target_attribute: 'c' });
  place(3, { id: '3', default_target_attribute: 'c', ignore_attribute: 'a' });
  const hashes = await Promise.all([1, 2, 3].map(openmlHash));
  expect(new Set(hashes).size).toBe(3);
});

it('names the cure where the set is missing', async () => {
  await expect(openmlHash(4)).rejects.toMatchObject({ name: 'DataUnavailableError', id: 'OpenML 4' });
});
