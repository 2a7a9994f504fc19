import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeKernelspec } from '../../lib/jupyter/kernelspec';
import { type Output, readNotebook } from '../../lib/jupyter/notebook';
import { OutputCollector } from '../../lib/jupyter/output-collector';
import { runNotebook } from '../../lib/jupyter/run-notebook';
import { findPython } from './find-python';
import { fixtures } from './fixture-repository';

const python = findPython('nbclient', 'nbformat');
if (!python) console.warn('nbclient.test: no Python with nbclient (name one in GENLABEL_PYTHON); skipped');

/** Executes as `jupyter execute` does; a failed cell ends the run, its outputs are written all the same. */
const execute = `
import sys, nbformat, nbclient
source, target, folder = sys.argv[1:]
notebook = nbformat.read(source, 4)
client = nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}})
try:
    client.execute()
except nbclient.exceptions.CellExecutionError:
    pass
nbformat.validate(notebook)
nbformat.write(notebook, target)
`;

const validate = 'import sys, nbformat; nbformat.validate(nbformat.read(sys.argv[1], nbformat.NO_CONVERT))';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nbclient-test-'));
  writeKernelspec(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function runPython(code: string, ...args: string[]): void {
  const env = { ...process.env, JUPYTER_PATH: folder };
  const { status, stderr } = spawnSync(python ?? '', ['-c', code, ...args], { env, encoding: 'utf8' });
  expect(`${stderr}${status}`).toMatch(/0$/);
}

/** nbclient leaves the joining of texts to those who show them. */
function joinTexts(outputs: readonly Output[]): Output[] {
  const joined: Output[] = [];
  for (const output of outputs) {
    const last = joined.at(-1);
    if (output.output_type !== 'stream') joined.push(output);
    else if (last?.output_type === 'stream' && last.name === output.name) last.text += output.text;
    else joined.push({ ...output });
  }
  OutputCollector.finish(joined);
  return joined;
}

const contentsOf = (path: string) =>
  readNotebook(path)
    .cells.filter((cell) => cell.cell_type === 'code')
    .map((cell) => ({ count: cell.execution_count, outputs: joinTexts(cell.outputs ?? []) }));

describe.skipIf(!python)('our runner', () => {
  it.each([
    'basics',
    'library',
    'updates',
    'throws',
    'type-error',
    'unhandled-rejection',
    'throws-in-callback',
    'prints-100-mb',
  ])(
    'gives %s the counts and outputs that nbclient gives it, in a valid file',
    async (name) => {
      const source = join(fixtures, `${name}.ipynb`);
      const [ours, theirs] = ['ours', 'theirs'].map((who) => join(folder, `${name}-${who}.ipynb`));
      await runNotebook(source, { output: ours, timeout: 120, keepCounts: true }).catch(() => {});
      runPython(validate, ours);
      runPython(execute, source, theirs, fixtures);
      expect(contentsOf(ours)).toEqual(contentsOf(theirs));
    },
    240_000,
  );
});
