import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { table01 } from '../../lib/paper/table-01';
import { compareWithPaper } from '../../lib/report/comparison';
import { proof } from '../../lib/report/finding';
import { recordClaims } from '../../lib/report/ledger';
import { specHash } from '../../lib/report/plotly';
import { renderAll } from '../../lib/report/render';
import { saveFigure, saveTable } from '../../lib/report/save';
import type { Figure } from '../../lib/report/spec';
import { table } from '../../lib/report/table';
import { figure02 } from '../../lib/study/theory-figures/figure-02';
import { example1 } from '../study/theory-figures/examples';
import { temporaryFolder } from './temporary-folder';

const attack = '<img src=x onerror="alert(1)">';
const comparison = compareWithPaper(table01, { samples: () => ({}) });
const figure: Figure = {
  number: 2,
  spec: figure02(example1),
  caption: `Example 1 ${attack}`,
  alt: attack,
  numbers: [comparison],
};
const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

// Drawings have a test of their own; here there is no browser, so that this runs everywhere alike.
vi.mock('../../lib/report/chromium', async (original) => ({
  ...(await original<typeof import('../../lib/report/chromium')>()),
  findChromium: () => undefined,
}));

describe('saving', () => {
  it('writes the figure as data and as a page', async () => {
    const folder = temporaryFolder();
    await saveFigure(figure, folder);
    expect(readdirSync(folder).sort()).toEqual(['figure-02.html', 'figure-02.json']);
    const { spec, ...rest } = JSON.parse(read(folder, 'figure-02.json'));
    expect(rest).toEqual(JSON.parse(JSON.stringify({ ...figure, spec: undefined })));
    expect(specHash(spec)).toBe(specHash(figure.spec));
  });

  it('writes the page that is written from the data, also where sizes have many digits', async () => {
    const folder = temporaryFolder();
    const tall = {
      ...figure,
      spec: { ...figure.spec, layout: { ...figure.spec.layout, height: 876.1935483870968 } },
    };
    writeFileSync(
      join(folder, 'figure-02.svg'),
      `<svg data-spec="${specHash(tall.spec)}" xmlns="http://www.w3.org/2000/svg"></svg>`,
    );
    await saveFigure(tall, folder);
    const page = read(folder, 'figure-02.html');
    expect(page).toContain('height="876.1935"');
    await renderAll(folder);
    expect(read(folder, 'figure-02.html')).toBe(page);
  });

  it('writes a table as data and as Markdown, one document for several parts', () => {
    const folder = temporaryFolder();
    saveTable({ number: 1, content: comparison }, folder);
    saveTable({ number: 'sizes', content: [table(['a'], [[1]]), table(['b'], [[attack]])] }, folder);
    expect(JSON.parse(read(folder, 'table-01.json'))).toEqual({ number: 1, content: [comparison] });
    expect(read(folder, 'table-01.md')).toContain('| Moon | Mixup | 97.0 |\n');
    expect(read(folder, 'table-sizes.md')).toMatch(/\| a \|[\s\S]*\| b \|/);
    expect(read(folder, 'table-sizes.md')).not.toContain('<img');
  });

  it('refuses numbers that are no file names', async () => {
    const folder = temporaryFolder();
    await expect(saveFigure({ ...figure, number: '../../2' }, folder)).rejects.toThrow(RangeError);
    expect(() => saveTable({ number: 1.5, content: comparison }, folder)).toThrow(RangeError);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('removes an SVG of another spec and keeps one of the same', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'figure-02.svg');
    const svg = `<svg data-spec="${specHash(figure.spec)}" xmlns="http://www.w3.org/2000/svg"></svg>`;
    writeFileSync(path, svg);
    await saveFigure(figure, folder);
    expect(read(folder, 'figure-02.svg')).toBe(svg);
    expect(read(folder, 'figure-02.html')).toContain('src="figure-02.svg"');
    await saveFigure({ ...figure, spec: { ...figure.spec, data: [] } }, folder);
    expect(existsSync(path)).toBe(false);
  });
});

describe('rendering all again', () => {
  let folder = '';
  beforeEach(async () => {
    folder = temporaryFolder();
    await saveFigure(figure, folder);
    await saveFigure({ ...figure, number: 10 }, folder);
    await saveFigure({ ...figure, number: 'critical-difference' }, folder);
    saveTable({ number: 1, content: comparison }, folder);
    recordClaims(
      '3-failure-of-mixup',
      [proof('s3-example-1-mixup-margin', { ours: '3/8', holds: false })],
      folder,
    );
  });
  afterEach(() => vi.restoreAllMocks());

  it('shows every figure, table and claim on one page, in order', async () => {
    const rendered = await renderAll(folder);
    expect(rendered).toMatchObject({ figures: 3, tables: 1, index: join(folder, 'index.html') });
    expect(rendered.note).toMatch(/^no SVG written: no Chromium found[^\n]*$/);
    const html = read(folder, 'index.html');
    const ids = [...html.matchAll(/<(?:figure|details) class="(?:card|table)" id="([^"]*)"/g)].map(
      (match) => match[1],
    );
    expect(ids).toEqual(['figure-02', 'figure-critical-difference', 'figure-10', 'table-01']);
    expect(html).toContain('id="s3-example-1-mixup-margin"');
    expect(html).toContain('proof: fails');
  });

  it('leaves no markup of a text on any page', async () => {
    await renderAll(folder);
    for (const name of readdirSync(folder).filter((file) => /\.(html|md)$/.test(file))) {
      expect(read(folder, name), name).not.toContain('<img');
    }
  });

  it('restores what was lost, and leaves equal files untouched', async () => {
    await renderAll(folder);
    const before = Object.fromEntries(readdirSync(folder).map((name) => [name, read(folder, name)]));
    writeFileSync(join(folder, 'table-01.md'), '');
    writeFileSync(join(folder, 'figure-02.html'), '');
    utimesSync(join(folder, 'figure-10.html'), 1, 1);
    await renderAll(folder);
    expect(Object.fromEntries(readdirSync(folder).map((name) => [name, read(folder, name)]))).toEqual(before);
    expect(statSync(join(folder, 'figure-10.html')).mtimeMs).toBe(1000);
  });

  it('names a damaged file and the cure', async () => {
    writeFileSync(join(folder, 'figure-03.json'), '{"number": 3');
    await expect(renderAll(folder)).rejects.toThrow(
      /figure-03\.json is no saved result .* run its notebook again/,
    );
    writeFileSync(
      join(folder, 'figure-03.json'),
      '{"number": 4, "spec": {"data": [], "layout": {}}, "caption": "", "alt": ""}',
    );
    await expect(renderAll(folder)).rejects.toThrow(/it holds number '4'/);
    writeFileSync(join(folder, 'figure-03.json'), '{"number": 3}');
    await expect(renderAll(folder)).rejects.toThrow(/caption is nothing, expected a text/);
  });
});

it('renders a folder where nothing was saved', async () => {
  const folder = temporaryFolder();
  expect(await renderAll(join(folder, 'none'))).toMatchObject({ figures: 0, tables: 0, note: undefined });
});
