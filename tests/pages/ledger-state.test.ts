import { describe, expect, it } from 'vitest';
import {
  compareItems,
  hashOfState,
  type LedgerItem,
  matches,
  stateFromHash,
} from '../../lib/pages/ledger-state';

const item: LedgerItem = {
  verdicts: ['holds', 'fails'],
  section: '3',
  kind: 'table',
  text: 's3-table-1-moon mixup has lower clean accuracy',
  order: 4,
  rank: 0,
};
const all = stateFromHash('');

describe('state of the ledger', () => {
  it('comes back from the address', () => {
    const state = { verdict: 'fails', section: 'B', kind: 'theory', q: 'lemma & 1#', sort: 'verdict' };
    expect(stateFromHash(hashOfState(state))).toEqual(state);
    expect(hashOfState(all)).toBe('');
    expect(stateFromHash('#s3-table-1-moon')).toEqual(all);
  });

  it('shows what matches in everything that is asked', () => {
    expect(matches(item, all)).toBe(true);
    expect(
      matches(item, { ...all, verdict: 'fails', section: '3', kind: 'table', q: 'MOON  accuracy' }),
    ).toBe(true);
    for (const other of [
      { verdict: 'not-resolved' },
      { section: '4' },
      { kind: 'text' },
      { q: 'moon kidney' },
    ]) {
      expect(matches(item, { ...all, ...other })).toBe(false);
    }
  });

  it("sorts by verdict or kind, else in the paper's order", () => {
    const other = { ...item, kind: 'figure', order: 1, rank: 2 };
    expect(compareItems(item, other, '')).toBeGreaterThan(0);
    expect(compareItems(item, other, 'verdict')).toBeLessThan(0);
    expect(compareItems(item, other, 'kind')).toBeGreaterThan(0);
    expect(compareItems(item, { ...item, order: 9 }, 'verdict')).toBeLessThan(0);
  });
});
