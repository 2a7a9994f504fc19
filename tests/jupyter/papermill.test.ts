import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeKernelspec } from '../../lib/jupyter/kernelspec';
import { papermillParameters } from '../../lib/jupyter/language/papermill';
import { formatNotebook, readNotebook } from '../../lib/jupyter/notebook';
import { findPython } from './find-python';

const python = findPython('papermill');
if (!python) console.warn('papermill.test: no Python with papermill (name one in GENLABEL_PYTHON); skipped');

describe('parameters of papermill', () => {
  it('are Python literals as TypeScript', () => {
    const python = [
      '# Parameters',
      'profile = "paper # True \\"None\\""',
      'on = True',
      'nothing = {\'a\': None, "b": [1, 2.5, False]}',
      "bounds = [float('-inf'), float('nan')]  # help",
    ].join('\n');
    expect(papermillParameters(python)?.split('\n')).toEqual([
      '// Parameters',
      'profile = "paper # True \\"None\\""',
      'on = true',
      'nothing = {\'a\': null, "b": [1, 2.5, false]}',
      'bounds = [-Infinity, Number.NaN]  // help',
    ]);
  });

  it('are nothing else', () => {
    expect(papermillParameters('const a = None;')).toBeUndefined();
    expect(papermillParameters('// # Parameters\na = 1')).toBeUndefined();
  });
});

describe.skipIf(!python)('stock papermill', () => {
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'papermill-test-'));
    writeKernelspec(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const code = (id: string, source: string, tags?: string[]) => ({
    id,
    cell_type: 'code' as const,
    source,
    metadata: tags ? { tags } : {},
    outputs: [],
  });

  it.each([
    [
      '-p',
      'name',
      'Ada',
      '-p',
      'count',
      '3',
      '-y',
      'sizes: [1, 2]\noptions: {deep: {flag: true, none: null}}',
    ],
  ])(
    'sets scalars, lists and dictionaries: %s %s %s …',
    (...parameters) => {
      const [source, output] = ['source', 'output'].map((name) => join(folder, `${name}.ipynb`));
      const metadata = { kernelspec: { name: 'genlabel', display_name: 'x', language: 'typescript' } };
      const declared =
        "let name = 'nobody', count = 1, sizes: number[] = []; let options: { deep?: { flag: boolean; none: null } } = {};";
      const shown = 'console.log(JSON.stringify({ name, count, sizes, options }));';
      const cells = [code('a', declared, ['parameters']), code('b', shown)];
      writeFileSync(source, formatNotebook({ metadata, cells }));
      const run = spawnSync(
        python ?? '',
        ['-m', 'papermill', '--language', 'python', '--no-progress-bar', ...parameters, source, output],
        { env: { ...process.env, JUPYTER_PATH: folder }, encoding: 'utf8' },
      );
      expect(`${run.stderr}${run.status}`).toMatch(/0$/);
      const texts = readNotebook(output).cells.flatMap(({ outputs = [] }) =>
        outputs.map((found) => (found.output_type === 'stream' ? found.text : '')),
      );
      expect(JSON.parse(texts.join(''))).toEqual({
        name: 'Ada',
        count: 3,
        sizes: [1, 2],
        options: { deep: { flag: true, none: null } },
      });
    },
    120_000,
  );
});
