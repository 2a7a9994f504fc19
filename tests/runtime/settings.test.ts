import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { libraryVersion } from '../../lib/data/package-folder';
import { compiledModule, recordsFolder, shownPath } from '../../lib/runtime/paths';
import { currentProfile } from '../../lib/runtime/profile';
import { workerCount } from '../../lib/runtime/threads';
import { experimentIds, experimentOf } from '../../lib/study/experiments';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

afterEach(() => vi.unstubAllEnvs());

describe('paths', () => {
  it('finds the library from where it lies, compiled or not, whatever the current folder', async () => {
    const compiled = await import(compiledModule('runtime/paths'));
    expect([shownPath(root), compiled.shownPath(join(root, 'lib'))]).toEqual(['', 'lib']);
    const { version } = JSON.parse(readFileSync(join(root, 'lib/package.json'), 'utf8'));
    expect([
      libraryVersion(),
      (await import(compiledModule('data/package-folder'))).libraryVersion(),
    ]).toEqual([version, version]);
  });

  it('puts records into the repository unless told otherwise', () => {
    vi.stubEnv('GENLABEL_FIGURES', '');
    vi.stubEnv('GENLABEL_RECORDS', '');
    expect(recordsFolder()).toBe(join(root, 'figures', 'records'));
    vi.stubEnv('GENLABEL_FIGURES', 'elsewhere');
    expect(recordsFolder()).toBe(resolve('elsewhere/records'));
    vi.stubEnv('GENLABEL_RECORDS', '/kept');
    expect(recordsFolder()).toBe(resolve('/kept'));
  });

  it('shows paths of the repository relative to it, others as they are', () => {
    expect(shownPath(join(root, 'figures', 'records', 'a.jsonl'))).toBe('figures/records/a.jsonl');
    expect(shownPath('/elsewhere/a.jsonl')).toBe('/elsewhere/a.jsonl');
  });

  it('tells to build what is not compiled', () => {
    expect(existsSync(compiledModule('runtime/worker'))).toBe(true);
    expect(() => compiledModule('runtime/none')).toThrow(
      'lib/dist/runtime/none.js is not there: run `npm run build`',
    );
  });
});

describe('currentProfile', () => {
  it('is quick unless GENLABEL_PROFILE says paper', () => {
    for (const [value, profile] of [
      ['', 'quick'],
      ['quick', 'quick'],
      ['paper', 'paper'],
    ]) {
      vi.stubEnv('GENLABEL_PROFILE', value);
      expect(currentProfile()).toBe(profile);
    }
    vi.stubEnv('GENLABEL_PROFILE', 'Paper');
    expect(currentProfile).toThrow('GENLABEL_PROFILE is Paper, expected quick or paper');
  });
});

describe('workerCount', () => {
  it('is what GENLABEL_WORKERS says, or at least one', () => {
    vi.stubEnv('GENLABEL_WORKERS', '5');
    expect(workerCount()).toBe(5);
    vi.stubEnv('GENLABEL_WORKERS', '');
    expect(workerCount()).toBeGreaterThanOrEqual(1);
    for (const value of ['0', '1.5', 'two']) {
      vi.stubEnv('GENLABEL_WORKERS', value);
      expect(workerCount).toThrow(/GENLABEL_WORKERS is .*, expected a positive integer/);
    }
  });
});

describe('experiments', () => {
  it('are found by their ids, which are those of their files', () => {
    expect(new Set(experimentIds()).size).toBe(experimentIds().length);
    for (const id of experimentIds()) expect(experimentOf(id).id).toBe(id);
    expect(() => experimentOf('table-99')).toThrow(/no experiment table-99; there are: /);
  });

  it('have quick jobs that are paper jobs, each once', () => {
    for (const experiment of experimentIds().map(experimentOf)) {
      const paper = experiment.jobs('paper').map((job) => JSON.stringify(job));
      const quick = experiment.jobs('quick').map((job) => JSON.stringify(job));
      expect(new Set(paper).size).toBe(paper.length);
      expect(quick.filter((job) => !paper.includes(job))).toEqual([]);
    }
  });
});
