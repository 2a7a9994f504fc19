import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cellUrl, decidingCells } from '../../lib/report/deciding-cells';
import { readLedger, recordClaims } from '../../lib/report/ledger';
import { ledgerHtml } from '../../lib/report/ledger-view';
import { temporaryFolder } from './temporary-folder';

function folderWith(notebooks: Record<string, [id: string, type: string, source: string | string[]][]>) {
  const folder = temporaryFolder();
  for (const [name, cells] of Object.entries(notebooks)) {
    const text = JSON.stringify({
      cells: cells.map(([id, cell_type, source]) => ({ id, cell_type, source })),
    });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe('cells that decide claims', () => {
  const example = () =>
    folderWith({
      'C-proofs.ipynb': [
        ['text', 'markdown', "'c-lemma-2'"],
        ['loop', 'code', ['find({\n', `  id: \`c-lemma-\${lemma}\` })`]],
        ['two', 'code', "find({ id: 'c-equation-2' }, { id: 'c-lemma-3' })"],
        ['again', 'code', "find({ id: 'c-equation-2' })"],
      ],
      'notes.txt': [['x', 'code', "'d-lemma-8'"]],
    });

  it('are the first code cells with the id, a whole id before a template', () => {
    const cells = decidingCells(example());
    expect(cells.get('c-equation-2')).toEqual({ notebook: 'C-proofs', cell: 'two' });
    expect(cells.get('c-lemma-2')).toEqual({ notebook: 'C-proofs', cell: 'loop' });
    expect(cells.get('c-lemma-3')).toEqual({ notebook: 'C-proofs', cell: 'two' });
    expect(cells.has('d-lemma-8')).toBe(false);
    expect(cells.has('c-equation-24')).toBe(false);
  });

  it('are none where there are no notebooks', () => {
    expect(decidingCells(join(temporaryFolder(), 'absent')).size).toBe(0);
  });

  it('have an address that JupyterLab understands', () => {
    expect(cellUrl({ notebook: 'a b', cell: 'x"y' })).toBe('a%20b.ipynb#cell-id=x%22y');
  });

  it('are linked from the ledger where there is a finding', () => {
    const figures = temporaryFolder();
    recordClaims([{ id: 'c-lemma-2', ours: 'yes', verdict: 'holds' }], figures);
    const html = ledgerHtml(readLedger(figures), decidingCells(example()), '../notebooks/');
    expect(html).toContain('<a href="../notebooks/C-proofs.ipynb#cell-id=loop">C-proofs</a>');
    expect(html.match(/<a /g)).toHaveLength(1);
  });
});
