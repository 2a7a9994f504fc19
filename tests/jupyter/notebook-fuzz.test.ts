import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatNotebook, NotebookFormatError, parseNotebook } from '../../lib/jupyter/notebook';
import { randomStream } from '../../lib/numeric/random';
import { mutatedJson } from '../oracles/mutated-json';
import { fixtures } from './fixture-repository';

const notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: 'genlabel' }, language_info: { name: 'typescript', version: '5' } },
  cells: [
    { id: 'a', cell_type: 'markdown', source: ['# A\n', 'text'], metadata: {}, attachments: { 'a.png': {} } },
    {
      ...{ id: 'b', cell_type: 'code', source: '1', metadata: { tags: ['slow'] }, execution_count: 1 },
      outputs: [
        { output_type: 'stream', name: 'stdout', text: ['1\n', '2'] },
        { output_type: 'display_data', data: { 'text/html': ['<b>', '</b>'] }, metadata: {} },
        {
          ...{ output_type: 'execute_result', execution_count: 1, metadata: {} },
          data: { 'application/json': { a: 1 }, 'text/plain': '1' },
        },
        { output_type: 'error', ename: 'E', evalue: 'v', traceback: ['t'] },
      ],
    },
  ],
};

describe('a damaged notebook', () => {
  it('is read, or refused with file and path within it, never by a TypeError: 2,000 mutations', () => {
    const files = readdirSync(fixtures).map((name) => JSON.parse(readFileSync(join(fixtures, name), 'utf8')));
    const stream = randomStream('damaged notebooks');
    const refused: string[] = [];
    for (let trial = 0; trial < 2000; trial++) {
      const text =
        JSON.stringify(mutatedJson([notebook, ...files][trial % (files.length + 1)], stream)) ?? '';
      try {
        formatNotebook(parseNotebook(text, 'n.ipynb'), { keepCounts: true });
      } catch (error) {
        if (!(error instanceof NotebookFormatError))
          throw new Error(`trial ${trial}: ${text}`, { cause: error });
        refused.push(error.message);
      }
    }
    // Neither all nor none: the mutations do harm, and some of them do not matter.
    expect(refused.length).toBeGreaterThan(400);
    expect(refused.length).toBeLessThan(1800);
    expect(refused.filter((message) => !message.startsWith('n.ipynb'))).toEqual([]);
  });

  it('names the path', () => {
    const [, cell] = notebook.cells;
    const damaged = {
      ...notebook,
      cells: [cell, { ...cell, outputs: [{ output_type: 'stream', name: 'stdout' }] }],
    };
    expect(() => parseNotebook(JSON.stringify(damaged), 'n.ipynb')).toThrow(
      'n.ipynb is no notebook: cells[1].outputs[0].text is nothing, expected a text or a list of its lines; ' +
        'open and save it in Jupyter',
    );
  });
});
