import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNotebook } from '../../lib/jupyter/notebook';
import type { NotebookError } from '../../lib/jupyter/notebook-error';
import { type RunOptions, runNotebook } from '../../lib/jupyter/run-notebook';

const fixtures = fileURLToPath(new URL('../notebooks', import.meta.url));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-notebook-test-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a fixture; gives why it stopped, if it did, and the outputs of its code cells. */
async function run(name: string, options: RunOptions = {}) {
  const output = join(folder, `${name}.ipynb`);
  const error = await runNotebook(join(fixtures, `${name}.ipynb`), { timeout: 60, ...options, output }).then(
    () => undefined,
    (reason: NotebookError) => reason,
  );
  const cells = readNotebook(output).cells.filter((cell) => cell.cell_type === 'code');
  return { error, output, cells, outputs: cells.map((cell) => cell.outputs ?? []) };
}

const result = (text: string) => ({
  output_type: 'execute_result',
  data: { 'text/plain': text },
  metadata: {},
  execution_count: null,
});
const stdout = (text: string) => ({ output_type: 'stream', name: 'stdout', text });

describe('runNotebook', () => {
  it('stores text, displays and last values; coalesces streams and resolves carriage returns', async () => {
    const { error, outputs } = await run('basics');
    expect(error).toBeUndefined();
    const lines = Array.from({ length: 3000 }, (_, i) => `${i % 2 ? 'odd' : 'even'} ${i}\n`);
    expect(outputs).toEqual([
      [stdout('answer 42\n'), { output_type: 'stream', name: 'stderr', text: 'to the error stream\n' }],
      [
        { output_type: 'display_data', data: { 'text/html': '<b>bold</b>' }, metadata: {} },
        stdout('first\nsecond\n'),
      ],
      [result('21')],
      [stdout('progress 100 %\n'), result('true')],
      [stdout(lines.join(''))],
    ]);
  });

  it('strips execution counts, and keeps them on demand', async () => {
    const stripped = await run('updates');
    expect(stripped.cells.map((cell) => cell.execution_count)).toEqual([null, null]);
    const kept = await run('updates', { keepCounts: true });
    expect(kept.cells.map((cell) => cell.execution_count)).toEqual([1, 2]);
  });

  it('follows a display that a later cell updates', async () => {
    const { outputs } = await run('updates');
    expect(outputs).toEqual([
      [{ output_type: 'display_data', data: { 'text/plain': '100 %' }, metadata: {} }],
      [stdout('done\n')],
    ]);
  });

  it('finds the library by its name, from the folder of the notebook', async () => {
    const { error, outputs } = await run('library');
    expect(error).toBeUndefined();
    expect(outputs).toEqual([[stdout('2 number\n')]]);
  });

  it('hands the environment to the kernel', async () => {
    const { outputs } = await run('environment', { env: { GENLABEL_PROFILE: 'paper' } });
    expect(outputs).toEqual([[stdout('paper\n')]]);
  });

  it('names cell, line and message of a cell that throws, and runs nothing after it', async () => {
    const { error, outputs } = await run('throws');
    expect(error).toMatchObject({
      name: 'NotebookError',
      cell: 2,
      line: 8,
      reason: 'RangeError: got -2, expected at least 0',
    });
    expect(error?.message).toMatch(/throws\.ipynb, cell 2, line 8: RangeError: got -2/);
    expect(outputs[1]).toMatchObject([
      stdout('before the error\n'),
      { output_type: 'error', ename: 'RangeError', evalue: 'got -2, expected at least 0' },
    ]);
    const [, failure] = outputs[1];
    const traceback = failure.output_type === 'error' ? failure.traceback : [];
    expect(traceback.slice(0, 3)).toEqual([
      'RangeError: got -2, expected at least 0',
      expect.stringContaining('In[1]:2:'),
      expect.stringContaining('In[2]:8:'),
    ]);
    expect(outputs[2]).toEqual([]);
  });

  it('names the line of a cell that does not type-check', async () => {
    const { error, outputs } = await run('type-error');
    const message = "Type 'string' is not assignable to type 'number'.";
    expect(error).toMatchObject({ cell: 1, line: 2, reason: `TypeScriptError: ${message}` });
    expect(outputs[0]).toMatchObject([{ output_type: 'error', ename: 'TypeScriptError', evalue: message }]);
    expect(outputs[1]).toEqual([]);
  });

  it('fails a cell that rejects a promise without handler', async () => {
    const { error, outputs } = await run('unhandled-rejection');
    expect(error).toMatchObject({ cell: 1, line: 2, reason: 'Error: nobody is listening' });
    expect(outputs[0]).toMatchObject([
      stdout('before the rejection\n'),
      { output_type: 'error', evalue: 'nobody is listening' },
    ]);
  });

  it('fails the cell that is running when an earlier cell rejects', async () => {
    const { error } = await run('late-rejection');
    expect(error).toMatchObject({ cell: 3, reason: 'Error: too late' });
  });

  it('fails a cell whose callback throws, though the cell would wait for ever', async () => {
    const { error } = await run('throws-in-callback');
    expect(error).toMatchObject({ cell: 1, line: 3, reason: 'TypeError: thrown in a callback' });
  });

  it('interrupts a loop without end', async () => {
    const { error, outputs } = await run('endless-loop', { timeout: 3 });
    expect(error).toMatchObject({ cell: 2, reason: 'took longer than 3 s' });
    expect(outputs).toMatchObject([[stdout('before the loop\n')], [{ ename: 'Interrupted' }], []]);
  });

  it('interrupts a cell that awaits what never comes', async () => {
    const { error, outputs } = await run('endless-await', { timeout: 3 });
    expect(error).toMatchObject({ cell: 1, reason: 'took longer than 3 s' });
    expect(outputs).toMatchObject([[{ ename: 'Interrupted' }]]);
  });

  it('interrupts a loop without end that comes after an await', async () => {
    const { error, outputs } = await run('endless-after-await', { timeout: 3 });
    expect(error?.reason).toBe('took longer than 3 s');
    expect(outputs[0].at(-1)).toMatchObject({ ename: 'Interrupted' });
  });

  it('reports a cell that ends its process, and keeps what it had printed', async () => {
    const { error, outputs } = await run('kills-kernel');
    expect(error).toMatchObject({ cell: 1 });
    expect(error?.reason).toMatch(/^CellProcessDied: .*exit status 3.*all variables are lost/);
    expect(outputs).toMatchObject([[stdout('before the end\n'), { ename: 'CellProcessDied' }], []]);
  });

  it('keeps beginning and end of 100 MB, and says what was cut', async () => {
    const { error, output, outputs } = await run('prints-100-mb');
    expect(error).toBeUndefined();
    expect(statSync(output).size).toBeLessThan(3e6);
    const texts = outputs.map(([only]) => (only.output_type === 'stream' ? only.text : ''));
    expect(texts[0]).toMatch(/^\.+1\n\.+2\n/);
    expect(texts[0]).toMatch(/\.+999999\n\.+1000000\n$/);
    expect(texts[0]).toContain('\n[98,951,424 characters cut here');
    expect(texts[1]).toMatch(/^<x+\n\[98,951,427 characters cut here[^\n]*\nx+>\n$/);
    expect(texts[2]).toBe('still here\n');
  });

  it('survives a cell that prints without end', async () => {
    const { error, output } = await run('endless-print', { timeout: 3 });
    expect(error?.reason).toBe('took longer than 3 s');
    expect(statSync(output).size).toBeLessThan(2e6);
  });

  it('stops on demand, and then writes nothing', async () => {
    const stop = new AbortController();
    const output = join(folder, 'stopped.ipynb');
    const running = runNotebook(join(fixtures, 'endless-await.ipynb'), {
      output,
      signal: stop.signal,
      onCell: () => setTimeout(() => stop.abort(), 200),
    });
    await expect(running).rejects.toThrow('stopped by the user');
    expect(readdirSync(folder)).not.toContain('stopped.ipynb');
  });

  it('leaves no temporary file', () => {
    expect(readdirSync(folder).filter((name) => !name.endsWith('.ipynb'))).toEqual([]);
    expect(readFileSync(join(folder, 'basics.ipynb'), 'utf8')).toMatch(/\}\n$/);
  });
});
