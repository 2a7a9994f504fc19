import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatNotebook, type Notebook, parseNotebook, writeNotebook } from '../../lib/jupyter/notebook';
import { fixtures } from './fixture-repository';

const notebook: Notebook = {
  metadata: {
    kernelspec: { name: 'genlabel', display_name: 'TypeScript (GenLabel)', language: 'typescript' },
    language_info: { name: 'typescript', version: '5.0.4' },
    widgets: { volatile: true },
  },
  cells: [
    { id: 'a', cell_type: 'markdown', source: '# Title\n\ntext', metadata: { collapsed: true } },
    {
      id: 'b',
      cell_type: 'code',
      source: 'one;\ntwo;',
      metadata: { tags: ['slow'], execution: { 'iopub.status.busy': 'now' } },
      execution_count: 7,
      outputs: [
        { output_type: 'stream', name: 'stdout', text: 'x\ny\n' },
        {
          output_type: 'execute_result',
          execution_count: 7,
          metadata: {},
          data: { 'text/plain': 'a\nb', 'application/vnd.plotly.v1+json': { z: ['a', 'b'], a: [1] } },
        },
        { output_type: 'error', ename: 'E', evalue: 'v', traceback: ['t'] },
      ],
    },
  ],
};

describe('formatNotebook', () => {
  it('writes nbformat 4.5 as Jupyter lays it out, without counts and volatile metadata', () => {
    const file = JSON.parse(formatNotebook(notebook));
    expect(file).toEqual({
      cells: [
        { cell_type: 'markdown', id: 'a', metadata: {}, source: ['# Title\n', '\n', 'text'] },
        {
          cell_type: 'code',
          execution_count: null,
          id: 'b',
          metadata: { tags: ['slow'] },
          outputs: [
            { name: 'stdout', output_type: 'stream', text: ['x\n', 'y\n'] },
            {
              data: {
                'application/vnd.plotly.v1+json': { a: [1], z: ['a', 'b'] },
                'text/plain': ['a\n', 'b'],
              },
              execution_count: null,
              metadata: {},
              output_type: 'execute_result',
            },
            { ename: 'E', evalue: 'v', output_type: 'error', traceback: ['t'] },
          ],
          source: ['one;\n', 'two;'],
        },
      ],
      metadata: {
        kernelspec: { display_name: 'TypeScript (GenLabel)', language: 'typescript', name: 'genlabel' },
        language_info: { name: 'typescript', version: '5.0.4' },
      },
      nbformat: 4,
      nbformat_minor: 5,
    });
  });

  it('keeps counts on demand', () => {
    const [, cell] = JSON.parse(formatNotebook(notebook, { keepCounts: true })).cells;
    expect([cell.execution_count, cell.outputs[1].execution_count]).toEqual([7, 7]);
  });

  it('changes nothing in a file that it wrote', () => {
    const written = formatNotebook(notebook);
    expect(formatNotebook(parseNotebook(written, 'x.ipynb'))).toBe(written);
  });

  it('changes nothing in the fixtures, which are laid out by Python: json.dumps(indent=1, sort_keys=True)', () => {
    const names = readdirSync(fixtures).filter((name) => name.endsWith('.ipynb'));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const text = readFileSync(join(fixtures, name), 'utf8');
      expect(formatNotebook(parseNotebook(text, name))).toBe(text);
    }
  });
});

describe('parseNotebook', () => {
  it('gives cells of older files an id that depends on their place only', () => {
    const text =
      '{"nbformat":4,"nbformat_minor":2,"metadata":{},"cells":[{"cell_type":"code","source":["a\\n","b"]}]}';
    expect(parseNotebook(text, 'x').cells).toEqual([
      { id: 'cell-1', cell_type: 'code', source: 'a\nb', metadata: {}, outputs: [] },
    ]);
  });

  it('refuses what is no notebook of nbformat 4, and says what it is', () => {
    expect(() => parseNotebook('{', 'x.ipynb')).toThrow(/x\.ipynb is not JSON/);
    expect(() => parseNotebook('{"nbformat":3,"worksheets":[]}', 'x.ipynb')).toThrow(
      /got nbformat 3, expected 4/,
    );
    expect(() => parseNotebook('null', 'x.ipynb')).toThrow(/got nbformat undefined/);
  });
});

describe('writeNotebook', () => {
  it('leaves the old file and no other where writing fails', () => {
    const folder = mkdtempSync(join(tmpdir(), 'notebook-test-'));
    try {
      const path = join(folder, 'x.ipynb');
      writeFileSync(path, 'old');
      const unwritable = { ...notebook, metadata: { kernelspec: { big: 1n as unknown as number } } };
      expect(() => writeNotebook(path, unwritable)).toThrow(TypeError);
      expect(readFileSync(path, 'utf8')).toBe('old');
      writeNotebook(path, notebook);
      expect(readFileSync(path, 'utf8')).toBe(formatNotebook(notebook));
      expect(readdirSync(folder)).toEqual(['x.ipynb']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
