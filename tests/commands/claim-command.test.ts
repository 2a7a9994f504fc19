import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimCommand, claimText } from '../../lib/commands/claim-command';
import { parseCommand } from '../../lib/commands/command';
import { paperClaims } from '../../lib/paper/claims';
import { decidingNotebook } from '../../lib/report/deciding-notebook';
import type { Finding } from '../../lib/report/finding';
import type { LedgerEntry } from '../../lib/report/ledger-entry';
import { recordsFolder } from '../../lib/runtime/paths';
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
  it('tells protocols and parts apart, a line each, and how protocols are joined', () => {
    const ours =
      '1 of 2 holds (a), 1 fails (b). a: 1 points; b: 2 points (paper); 2 of 2 hold (a, b). a: 3 points (released)';
    const { text } = claimText({ ...entry, verdicts: { reproduces: { ...judgement, ours } } }, []);
    expect(text).toContain(
      '  ours       paper: 1 of 2 holds (a), 1 fails (b)\n             a: 1 points\n             b: 2 points\n' +
        '             released: 2 of 2 hold (a, b)\n             a: 3 points\n  rule ',
    );
    expect(text).toMatch(/\n {2}protocols {2}Under both protocols/);
  });

  it('names damaged records, and where they are', async () => {
    const records = temporaryFolder();
    const line = readFileSync(join(recordsFolder(), 'synthetic-genlabel.jsonl'), 'utf8')
      .split('\n')
      .find((text) => text.includes('"dataset":"four-circle"'));
    const record = JSON.parse(line!);
    const damaged = { ...record, result: { ...record.result, accuracy: null } };
    writeFileSync(join(records, 'synthetic-genlabel.jsonl'), `${JSON.stringify(damaged)}\n`);
    process.env.GENLABEL_RECORDS = records;
    try {
      await expect(
        claimCommand.run(parseCommand('claim', claimCommand, ['s3-four-circle-gap'])),
      ).rejects.toThrow(
        /s3-four-circle-gap cannot be recomputed, as records in .* are damaged: .*Restore them/,
      );
    } finally {
      delete process.env.GENLABEL_RECORDS;
    }
  });

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
