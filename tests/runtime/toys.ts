import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import type { Experiment } from '../../lib/runtime/experiment';
import type { ExperimentRecord } from '../../lib/runtime/record';

/** Module of the toy experiments, as `registry` of the pool. */
export const registry = fileURLToPath(new URL('toy-registry.cjs', import.meta.url));
export const childScript = fileURLToPath(new URL('collect-child.cjs', import.meta.url));

export const toy = (id: string): Experiment => createRequire(import.meta.url)(registry).experimentOf(id);

export const appendScript = fileURLToPath(new URL('append-child.cjs', import.meta.url));

const folders: string[] = [];

/** Empty folder, removed after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'genlabel-records-'));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** What must not depend on interruptions, workers or order: everything but times. Every line of the store counts. */
export function storedResults(folder: string, id: string): unknown[] {
  const text = readFileSync(join(folder, `${id}.jsonl`), 'utf8');
  if (!text.endsWith('\n')) throw new Error(`the last line of ${id} is torn`);
  return resultsOf(
    text
      .slice(0, -1)
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
}

export function resultsOf(records: readonly ExperimentRecord[]): unknown[] {
  const contents = records.map(({ key, configuration, result }) => ({ key, configuration, result }));
  return contents.sort((a, b) => (a.key < b.key ? -1 : 1));
}
