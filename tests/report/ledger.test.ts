import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { paperClaims } from '../../lib/paper/claims';
import { decidingNotebook, summaryNotebook } from '../../lib/report/deciding-notebook';
import { withDerived } from '../../lib/report/derived-entries';
import { type Finding, matchesFilter, proof } from '../../lib/report/finding';
import { readLedger, recordClaims } from '../../lib/report/ledger';
import { ledgerCsv } from '../../lib/report/ledger-csv';
import { type LedgerEntry, questionsOf } from '../../lib/report/ledger-entry';
import { claimsDisplay, ledgerHtml, verdictsText } from '../../lib/report/ledger-view';
import type { Verdict } from '../../lib/report/rules';
import { temporaryFolder } from './temporary-folder';

const margin = proof('s3-example-1-mixup-margin', {
  ours: '3/8',
  holds: false,
  note: 'L3 lacks a factor 2.',
});
const half = proof('s3-example-1-mixup-without-mi-margin', { ours: '1/2', holds: true });
const drop: Finding = {
  id: 's3-table-1-moon',
  question: 'reproduces',
  verdict: 'holds-conditionally',
  condition: 'under protocol paper',
  ours: '−1.00, "clear"',
  rule: 'sign',
  records: [{ experiment: 'table-01', filter: { dataset: 'moon' }, count: 60 }],
};
const notebook = '3-failure-of-mixup';
const entryOf = (folder: string, id: string) => readLedger(folder).find((entry) => entry.id === id)!;

describe('ledger of claims', () => {
  it('lists every claim of the paper in its order, without a finding as not attempted', () => {
    const folder = temporaryFolder();
    recordClaims(notebook, [margin], folder);
    const entries: LedgerEntry[] = JSON.parse(readFileSync(join(folder, 'claims.json'), 'utf8'));
    expect(entries.map(({ id }) => id)).toEqual(paperClaims.map(({ id }) => id));
    const untouched = entries.filter((entry) => questionsOf(entry).length === 0 && !entry.derivedFrom);
    expect(untouched).toHaveLength(entries.filter(({ derivedFrom }) => !derivedFrom).length - 1);
    expect(untouched[0]).toMatchObject({ verdicts: {}, evidence: null, note: '' });
    expect(entries.find(({ id }) => id === margin.id)).toMatchObject({
      paper: '7/16',
      verdicts: { proof: { verdict: 'fails', ours: '3/8', rule: 'proof' } },
      evidence: { notebook, records: [] },
      note: 'L3 lacks a factor 2.',
    });
  });

  it('keeps both questions of a claim and the records that they rest on', () => {
    const folder = temporaryFolder();
    const over: Finding = { ...drop, question: 'generalises', verdict: 'fails', condition: undefined };
    recordClaims(notebook, [drop, { ...over, note: 'b' }, margin], folder);
    const entry = entryOf(folder, drop.id);
    expect(questionsOf(entry)).toEqual(['reproduces', 'generalises']);
    expect(entry.evidence?.records).toEqual(drop.records);
    expect(verdictsText(entry)).toBe(
      'reproduces: holds under conditions (under protocol paper); generalises: fails',
    );
    expect(verdictsText(entryOf(folder, 'f-equation-26'))).toBe('not attempted');
  });

  it('merges by id, whatever the order', () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    recordClaims(notebook, [margin], first);
    recordClaims(notebook, [half], first);
    recordClaims(notebook, [{ ...margin, ours: 'wrong' }, half], second);
    recordClaims(notebook, [margin], second);
    expect(readLedger(first)).toEqual(readLedger(second));
    expect(readLedger(first).filter((entry) => entry.evidence)).toHaveLength(2);
  });

  it('refuses what no notebook, or another one, decides, and writes nothing then', () => {
    const folder = temporaryFolder();
    const refused = (finding: Finding, pattern: RegExp, by = notebook) =>
      expect(() => recordClaims(by, [half, finding], folder)).toThrow(pattern);
    refused({ ...margin, id: 's3-no-such-claim' }, /'s3-no-such-claim' is no claim/);
    refused({ ...margin, id: 's1-genlabel-accuracy' }, /derived from s6-/);
    refused(margin, /is decided in notebook 3-failure-of-mixup, not in C-proofs/, 'C-proofs');
    refused({ ...margin, id: 's3-logistic-labels-zero' }, /decided in notebook 6-experiments/);
    refused(half, /two findings on 'proof'/);
    refused({ ...margin, verdict: 'true' as 'holds' }, /is 'true', expected one of holds/);
    refused({ ...margin, verdict: 'holds-conditionally' }, /no condition/);
    refused({ ...margin, rule: 'sign' }, /answers 'proof' by the rule 'sign'/);
    expect(existsSync(join(folder, 'claims.json'))).toBe(false);
  });

  it('leaves out saved entries of claims that are no longer listed, and of earlier schemas', () => {
    const folder = temporaryFolder();
    const verdicts = { proof: { verdict: 'fails', ours: 'x', rule: 'proof' } };
    const old = { id: 's3-renamed-since', verdicts, evidence: null, note: '' };
    const earlier = { id: half.id, ours: 'x', verdict: 'holds', note: 'y' };
    writeFileSync(
      join(folder, 'claims.json'),
      JSON.stringify([old, earlier, { ...old, id: margin.id, note: 'kept' }]),
    );
    expect(readLedger(folder).map(({ id }) => id)).toEqual(paperClaims.map(({ id }) => id));
    expect(entryOf(folder, margin.id).note).toBe('kept');
    expect(entryOf(folder, half.id)).toMatchObject({ verdicts: {}, note: '' });
  });

  it('names a file that is no ledger, and leaves it as it is', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'claims.json');
    writeFileSync(path, '[{"id": "s3-exa');
    expect(() => recordClaims(notebook, [margin], folder)).toThrow(/claims\.json is no ledger .* remove it/);
    expect(readFileSync(path, 'utf8')).toBe('[{"id": "s3-exa');
  });

  it('is shown with every text escaped', () => {
    const folder = temporaryFolder();
    recordClaims(notebook, [{ ...margin, ours: '<img src=x>', note: '<script>' }], folder);
    const html = ledgerHtml(readLedger(folder));
    expect(html).not.toMatch(/<img|<script/);
    expect(html).toContain('&lt;img src=x&gt;');
    expect(html).toContain('<b>fails</b>');
  });
});

describe('entries in a notebook', () => {
  const shown = (name: string | undefined, recorded: boolean): Record<string, string> => {
    const folder = temporaryFolder();
    if (recorded) recordClaims(notebook, [margin], folder);
    return claimsDisplay(
      readLedger(folder).filter(({ id }) => id.startsWith('s3-') || id.startsWith('s8-')),
      name,
    );
  };

  it('are those that it decides; of others it tells the place', () => {
    const own = shown(notebook, true);
    expect(own['text/html']).toContain('<b>fails</b>');
    expect(own['text/plain']).toContain(`s3-example-1-mixup-margin (`);
    expect(own['text/plain']).toMatch(/^s3-logistic-labels-\S+: see notebook 6-experiments$/m);
    expect(own['text/plain']).toMatch(/^s8-\S+: see notebook 8-conclusion$/m);
  });

  it('that follow from several notebooks are in the last one, also for the notebook that tells what they follow from', () => {
    const entries = readLedger(temporaryFolder()).filter(({ id }) => id.startsWith('s1-'));
    const text = claimsDisplay(entries, '1-introduction')['text/plain'];
    expect(entries.find(({ id }) => id === 's1-genlabel-accuracy')).toHaveProperty('derivedFrom');
    expect(text).toMatch(/^s1-genlabel-accuracy: see notebook 8-conclusion$/m);
    expect(text).not.toMatch(/see notebook 1-introduction/);
  });

  it('do not change with what others have entered, but for the notebook that shows all', () => {
    const other = '6-experiments';
    expect(shown(other, true)).toEqual(shown(other, false));
    expect(shown(undefined, true)).not.toEqual(shown(undefined, false));
  });

  it('are asked for by every notebook under its own name', () => {
    for (const file of readdirSync('notebooks').filter((name) => name.endsWith('.ipynb'))) {
      const calls = [
        ...readFileSync(join('notebooks', file), 'utf8').matchAll(/report\.showClaims\(([^)]*)\)/g),
      ];
      for (const [, given] of calls) {
        const name = /, '([^']+)'$/.exec(given)?.[1] ?? summaryNotebook;
        expect(`${file} ${name}.ipynb`).toBe(`${file} ${file}`);
      }
    }
  });
});

describe('derived entries', () => {
  const entry = (id: string, verdicts: { reproduces?: Verdict; proof?: Verdict }): LedgerEntry => ({
    ...{ id, place: '', statement: '', paper: '', evidence: null, note: '' },
    verdicts: Object.fromEntries(
      Object.entries(verdicts).map(([question, verdict]) => [question, { verdict, ours: '', rule: 'sign' }]),
    ),
  });
  const claim = {
    id: 'x',
    place: '',
    statement: '',
    paper: '',
    derived: { from: ['a', 'b', 'c'], note: 'n' },
  };
  const plain = ['a', 'b', 'c'].map((id) => ({ id, place: '', statement: '', paper: '' }));

  it('answer each question from those that answer it, whatever the order', () => {
    const entries = [
      entry('x', {}),
      entry('a', { reproduces: 'holds' }),
      entry('b', { reproduces: 'fails' }),
      entry('c', { proof: 'holds' }),
    ];
    const [first] = withDerived(entries, [claim, ...plain]);
    expect(first).toMatchObject({
      derivedFrom: ['a', 'b', 'c'],
      note: 'n',
      verdicts: {
        reproduces: {
          verdict: 'holds-conditionally',
          condition: 'in part: 1 of 2 holds (a), 1 fails (b)',
          rule: 'derived',
        },
        proof: { verdict: 'holds', ours: '1 of 1 holds (c)' },
      },
    });
    expect(withDerived([...entries].reverse(), [claim, ...plain])[0]).toEqual(first);
    expect(() => withDerived(entries.slice(0, 2), [claim, plain[0]])).toThrow(/derived from 'b'/);
  });

  it('of the paper come from claims that are listed and not derived themselves', () => {
    const derived = paperClaims.flatMap((one) => one.derived?.from ?? []);
    expect(derived.length).toBeGreaterThan(20);
    for (const id of derived) {
      const source = paperClaims.find((one) => one.id === id);
      expect([id, source !== undefined && source.derived === undefined]).toEqual([id, true]);
    }
  });

  it('are followed as soon as their sources change, and never read', () => {
    const folder = temporaryFolder();
    const id = 's1-linear-labels-suboptimal';
    recordClaims(notebook, [proof('s3-example-2-linear-harms-margin', { ours: '', holds: true })], folder);
    expect(verdictsText(entryOf(folder, id))).toBe('holds');
    const less = proof('s3-example-2-linear-below-vanilla', { ours: '', holds: false });
    recordClaims(notebook, [less], folder);
    expect(verdictsText(entryOf(folder, id))).toMatch(/^holds under conditions \(in part: 1 of 2/);
  });
});

describe('the deciding notebook', () => {
  it('is one for every claim that is not derived', () => {
    const without = paperClaims.filter(({ id, derived }) => !derived && decidingNotebook(id) === undefined);
    expect(without).toEqual([]);
    expect(decidingNotebook('c-equation-2')).toBe('5-analysis');
    expect(decidingNotebook('c-equation-22')).toBe('C-proofs');
    expect(decidingNotebook('s8-intrusion-and-labels')).toBeUndefined();
  });
});

describe('ledger as CSV', () => {
  it('has one row a claim and question, readable by a parser of RFC 4180', () => {
    const folder = temporaryFolder();
    recordClaims(notebook, [drop, { ...drop, question: 'generalises', ours: 'two\nlines' }], folder);
    const text = readFileSync(join(folder, 'claims.csv'), 'utf8');
    expect(text).toBe(ledgerCsv(readLedger(folder)));
    expect(text.endsWith('\r\n')).toBe(true);
    const [head, ...rows] = parse(text, { record_delimiter: '\r\n' }) as string[][];
    expect(head.slice(0, 6)).toEqual(['id', 'place', 'statement', 'paper', 'question', 'verdict']);
    expect(rows.every((row) => row.length === head.length)).toBe(true);
    expect(rows).toHaveLength(paperClaims.length + 1);
    const own = rows.filter(([id]) => id === drop.id).map((row) => row.slice(4));
    expect(own).toEqual([
      [
        'reproduces',
        'holds-conditionally',
        drop.ours,
        'sign',
        'under protocol paper',
        notebook,
        own[0][6],
        'table-01: 60 (dataset moon)',
        '',
      ],
      [
        'generalises',
        'holds-conditionally',
        'two\nlines',
        'sign',
        'under protocol paper',
        notebook,
        own[0][6],
        'table-01: 60 (dataset moon)',
        '',
      ],
    ]);
    expect(rows.find(([id]) => id === 'f-equation-26')?.[5]).toBe('not-attempted');
  });
});

describe('filter of records', () => {
  it('takes a value or one of several in every field', () => {
    const configuration = { dataset: 830, protocol: 'paper', seed: 3 };
    expect(matchesFilter(configuration, {})).toBe(true);
    expect(matchesFilter(configuration, { dataset: [721, 830], protocol: 'paper' })).toBe(true);
    expect(matchesFilter(configuration, { dataset: [721] })).toBe(false);
    expect(matchesFilter(configuration, { trial: 3 })).toBe(false);
  });
});
