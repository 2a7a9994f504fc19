import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cellUrl, decidingCells } from '../../lib/report/deciding-cells';
import type { LedgerEntry } from '../../lib/report/ledger-entry';
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
        ['two', 'code', "find({ id: 'c-equation-22' }, { id: 'c-lemma-3' })"],
        ['again', 'code', "find({ id: 'c-equation-22' })"],
      ],
      '1-introduction.ipynb': [['quotes', 'code', "'c-lemma-4', 's1-genlabel-accuracy'"]],
      '5-analysis.ipynb': [['equations', 'code', "find({ id: 'c-equation-2' })"]],
      'notes.txt': [['x', 'code', "'d-lemma-8'"]],
    });

  it('are the first code cells with the id, a whole id before a template', () => {
    const cells = decidingCells(example());
    expect(cells.get('c-equation-22')).toEqual({ notebook: 'C-proofs', cell: 'two' });
    expect(cells.get('c-lemma-2')).toEqual({ notebook: 'C-proofs', cell: 'loop' });
    expect(cells.get('c-lemma-3')).toEqual({ notebook: 'C-proofs', cell: 'two' });
    expect(cells.has('d-lemma-8')).toBe(false);
    expect(cells.has('c-equation-24')).toBe(false);
  });

  it('are those of the deciding notebook, not of one that quotes it, and none of derived claims', () => {
    const cells = decidingCells(example());
    expect(cells.get('c-equation-2')).toEqual({ notebook: '5-analysis', cell: 'equations' });
    expect(cells.get('c-lemma-4')).toEqual({ notebook: 'C-proofs', cell: 'loop' });
    expect(cells.has('s1-genlabel-accuracy')).toBe(false);
  });

  it('are none where there are no notebooks', () => {
    expect(decidingCells(join(temporaryFolder(), 'absent')).size).toBe(0);
  });

  it('have an address that JupyterLab understands', () => {
    expect(cellUrl({ notebook: 'a b', cell: 'x"y' })).toBe('a%20b.ipynb#cell-id=x%22y');
  });

  it('are linked from the ledger where there is evidence', () => {
    const entry: LedgerEntry = {
      ...{ id: 'c-lemma-2', place: 'Appendix C.5', statement: 's', paper: 'p', note: '' },
      verdicts: { proof: { verdict: 'holds', ours: 'yes', rule: 'proof' } },
      evidence: { notebook: 'C-proofs', cell: 'loop', records: [] },
    };
    const html = ledgerHtml([entry, { ...entry, evidence: null }], '../notebooks/');
    expect(html).toContain('<a href="../notebooks/C-proofs.ipynb#cell-id=loop">C-proofs</a>');
    expect(html.match(/<a /g)).toHaveLength(1);
  });
});
