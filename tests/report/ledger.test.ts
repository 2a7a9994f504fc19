import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { paperClaims } from '../../lib/paper/claims';
import { type Finding, readLedger, recordClaims } from '../../lib/report/ledger';
import { ledgerHtml } from '../../lib/report/ledger-view';
import { temporaryFolder } from './temporary-folder';

const margin: Finding = {
  id: 's3-example-1-mixup-margin',
  ours: '3/8',
  verdict: 'fails',
  note: 'L3 lacks a factor 2.',
};
const half: Finding = { id: 's3-example-1-mixup-without-mi-margin', ours: '1/2', verdict: 'holds' };

describe('ledger of claims', () => {
  it('lists every claim of the paper in its order, without a finding as not attempted', () => {
    const folder = temporaryFolder();
    recordClaims([margin], folder);
    const entries = JSON.parse(readFileSync(join(folder, 'claims.json'), 'utf8'));
    expect(entries.map((entry: { id: string }) => entry.id)).toEqual(paperClaims.map(({ id }) => id));
    for (const entry of entries) {
      expect(Object.keys(entry)).toEqual(['id', 'place', 'statement', 'paper', 'ours', 'verdict', 'note']);
      if (entry.id !== margin.id)
        expect([entry.ours, entry.verdict, entry.note]).toEqual([null, 'not-attempted', '']);
    }
    expect(entries.find((entry: { id: string }) => entry.id === margin.id)).toMatchObject({
      ...margin,
      paper: '7/16',
    });
  });

  it('merges by id, whatever the order', () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    recordClaims([margin], first);
    recordClaims([half], first);
    recordClaims([{ ...margin, ours: 'wrong' }, half], second);
    recordClaims([margin], second);
    expect(readLedger(first)).toEqual(readLedger(second));
    expect(readLedger(first).filter(({ verdict }) => verdict !== 'not-attempted')).toHaveLength(2);
  });

  it('refuses unknown ids and verdicts and ids given twice, and writes nothing then', () => {
    const folder = temporaryFolder();
    expect(() => recordClaims([{ ...margin, id: 's3-no-such-claim' }], folder)).toThrow(
      /'s3-no-such-claim' is no claim/,
    );
    expect(() => recordClaims([{ ...margin, verdict: 'true' as 'holds' }], folder)).toThrow(
      /is 'true', expected one of holds/,
    );
    expect(() => recordClaims([margin, margin], folder)).toThrow(/appears twice/);
    expect(existsSync(join(folder, 'claims.json'))).toBe(false);
  });

  it('leaves out saved entries of claims that are no longer listed', () => {
    const folder = temporaryFolder();
    const old = { id: 's3-renamed-since', ours: 'x', verdict: 'holds', note: '' };
    writeFileSync(join(folder, 'claims.json'), JSON.stringify([old, { ...margin, note: 'kept' }]));
    const entries = readLedger(folder);
    expect(entries.map(({ id }) => id)).toEqual(paperClaims.map(({ id }) => id));
    expect(entries.find(({ id }) => id === margin.id)?.note).toBe('kept');
  });

  it('names a file that is no ledger, and leaves it as it is', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'claims.json');
    writeFileSync(path, '[{"id": "s3-exa');
    expect(() => recordClaims([margin], folder)).toThrow(/claims\.json is no ledger .* remove it/);
    expect(readFileSync(path, 'utf8')).toBe('[{"id": "s3-exa');
  });

  it('is shown with every text escaped', () => {
    const folder = temporaryFolder();
    recordClaims([{ ...margin, ours: '<img src=x>', note: '<script>' }], folder);
    const html = ledgerHtml(readLedger(folder));
    expect(html).not.toMatch(/<img|<script/);
    expect(html).toContain('&lt;img src=x&gt;');
    expect(html).toContain('<b>fails</b>');
  });
});
