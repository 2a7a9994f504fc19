import { describe, expect, it } from 'vitest';
import { claimText } from '../../lib/commands/claim-command';
import { paperClaims } from '../../lib/paper/claims';
import { decidingNotebook } from '../../lib/report/deciding-notebook';
import type { Finding } from '../../lib/report/finding';
import type { LedgerEntry } from '../../lib/report/ledger-entry';
import { claimFindings, claimIds } from '../../lib/study/claims';
import { temporaryFolder } from '../report/temporary-folder';

const judgement = { verdict: 'holds', ours: '+5.00 points', rule: 'sign' } as const;
const entry: LedgerEntry = {
  ...{ id: 's3-table-1-moon', place: 'Section 3, Table 1', statement: 'Lower on Moon.', paper: '97.0 %' },
  verdicts: { reproduces: judgement },
  evidence: {
    notebook: '3-failure-of-mixup',
    cell: 'cell-25',
    records: [{ experiment: 'synthetic-genlabel', filter: { dataset: 'moon' }, count: 60 }],
  },
  note: 'A note.',
};
const finding: Finding = { id: entry.id, question: 'reproduces', ...judgement };

describe('genlabel claim', () => {
  it('tells statement, paper, ours, rule and records, and that the number is the same', () => {
    const { text, differs } = claimText(entry, [finding]);
    expect(differs).toBe(false);
    for (const part of [
      'Lower on Moon.',
      '97.0 %',
      'reproduces: holds',
      '+5.00 points',
      'sign: Claimed sign of a paired difference',
      'notebooks/3-failure-of-mixup.ipynb, cell cell-25',
      'synthetic-genlabel: 60 (dataset moon)',
      'recomputed from the records: the same',
      'A note.',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('says where the records give another number, or answer what the ledger does not', () => {
    const other = claimText(entry, [{ ...finding, ours: '+4.00 points' }]);
    expect(other.differs).toBe(true);
    expect(other.text).toContain('RECOMPUTED holds: +4.00 points');
    const more = claimText(entry, [finding, { ...finding, question: 'generalises' }]);
    expect(more.differs).toBe(true);
    expect(more.text).toContain('generalises: not in the ledger');
  });

  it('says of other claims that their number does not come from records, and what was not attempted', () => {
    expect(claimText(entry, []).text).toContain('Not recomputed here');
    const untouched = { ...entry, verdicts: {}, evidence: null };
    expect(claimText(untouched, []).text).toContain('not attempted');
  });
});

describe('registry of claims', () => {
  it('knows claims of the paper that a notebook decides, each with a finding of its own', () => {
    const known = paperClaims.map(({ id }) => id);
    const ids = claimIds();
    expect(ids.length).toBeGreaterThan(50);
    expect(ids.filter((id) => !known.includes(id) || decidingNotebook(id) === undefined)).toEqual([]);
    // Without records every claim is still found, as not attempted; proofs need none.
    const findings = claimFindings(ids, temporaryFolder());
    expect([...new Set(findings.map(({ id }) => id))]).toEqual(ids);
    const attempted = findings.filter(
      ({ question, verdict }) => question !== 'proof' && verdict !== 'not-attempted',
    );
    expect(attempted).toEqual([]);
  });

  it('refuses what is not decided from records', () => {
    expect(() => claimFindings(['c-lemma-2'])).toThrow(/'c-lemma-2' is not decided from records/);
  });
});
