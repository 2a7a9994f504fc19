import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { randomStream } from '../../lib/numeric/random';
import { compareWithPaper } from '../../lib/report/comparison';
import { saveFigure, saveTable } from '../../lib/report/save';
import { table } from '../../lib/report/table';
import { mutatedJson } from '../oracles/mutated-json';

// Without a browser: what is tested is the reading.
vi.mock('../../lib/report/svg', async (original) => ({
  ...(await original<object>()),
  openRenderer: async () => ({ reason: 'none' }),
}));
vi.mock('../../lib/report/current-svg', () => ({ currentSvg: async () => undefined }));
const { renderAll } = await import('../../lib/report/render');

const folder = mkdtempSync(join(tmpdir(), 'saved-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  const plain = table(
    ['a', 'b'],
    [
      ['x', 1],
      [null, 2],
    ],
    { title: 't', notes: ['n'] },
  );
  const paper = {
    ...{
      number: 3,
      title: 'T',
      place: 'p',
      unit: '%',
      decimals: 1,
      rowHeader: 'r',
      columnHeader: 'c',
      notes: [],
    },
    ...{ rows: ['u', 'v'], columns: ['c1'], values: [[1], [2]] },
  };
  const samples = () => ({ generalises: { values: [1, 2, 3], unit: 'split' } });
  const comparison = compareWithPaper(paper as never, { samples: samples as never });
  saveTable({ number: 3, content: [comparison, plain] }, folder);
  await saveFigure(
    {
      ...{ number: 7, caption: 'c', alt: 'a', numbers: [plain] },
      spec: { data: [{ type: 'scatter', x: [1, 2], y: [2, 3] }], layout: { title: { text: 't' } } },
    },
    folder,
  );
});

describe('a damaged figure or table file', () => {
  it.each(['table-03.json', 'figure-07.json'])(
    '%s is rendered, or refused with file and path within it: 200 mutations',
    async (name) => {
      const whole = readFileSync(at(name), 'utf8');
      const stream = randomStream(name);
      const refused: string[] = [];
      for (let trial = 0; trial < 200; trial++) {
        writeFileSync(at(name), JSON.stringify(mutatedJson(JSON.parse(whole), stream)));
        await renderAll(folder).catch((error: Error) => {
          if (!error.message.startsWith(at(name))) {
            throw new Error(`trial ${trial}: ${readFileSync(at(name), 'utf8')}`, { cause: error });
          }
          refused.push(error.message);
        });
      }
      writeFileSync(at(name), whole);
      await renderAll(folder);
      expect(refused.length).toBeGreaterThan(40);
      expect(refused.length).toBeLessThan(200);
    },
  );

  it('names the path', async () => {
    const whole = readFileSync(at('table-03.json'), 'utf8');
    const damaged = JSON.parse(whole);
    damaged.content[1].rows[1].pop();
    writeFileSync(at('table-03.json'), JSON.stringify(damaged));
    await expect(renderAll(folder)).rejects.toThrow(/\(content\[1\]\.rows\[1\] has 1 entries, expected 2\)/);
    writeFileSync(at('table-03.json'), whole);
  });
});
