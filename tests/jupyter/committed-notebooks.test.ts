import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { languageInfo } from '../../lib/jupyter/language-info';
import { formatNotebook, parseNotebook } from '../../lib/jupyter/notebook';

const folder = fileURLToPath(new URL('../../notebooks', import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));

describe.each(names)('%s', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const notebook = parseNotebook(text, name);

  it('is smaller than 2 MB', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(2e6);
  });

  it('is laid out as Jupyter writes it, of the language that the kernel has', () => {
    expect(formatNotebook(notebook)).toBe(text);
    expect(notebook.metadata.language_info).toEqual(languageInfo);
  });

  it('has one cell of parameters, before all other code', () => {
    const code = notebook.cells.filter((cell) => cell.cell_type === 'code');
    const tagged = code.filter(({ metadata }) =>
      (metadata.tags as string[] | undefined)?.includes('parameters'),
    );
    expect(tagged).toEqual([code[0]]);
    const declared = [...code[0].source.matchAll(/^let (\w+)/gm)].map(([, variable]) => variable);
    expect(declared).toEqual(['profile', 'seed', 'trials']);
  });
});
