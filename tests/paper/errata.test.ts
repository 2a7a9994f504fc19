import { describe, expect, it } from 'vitest';
import { paperClaims } from '../../lib/paper/claims';
import { errata } from '../../lib/paper/errata';

describe('errata', () => {
  it('are 32, numbered from 1, each decided by claims of the paper', () => {
    expect(errata.map(({ number }) => number)).toEqual(Array.from({ length: 32 }, (_, k) => k + 1));
    const known = new Set(paperClaims.map(({ id }) => id));
    for (const { suspicion, claims } of errata) {
      expect(suspicion).toMatch(/\.$/);
      expect(claims.length).toBeGreaterThan(0);
      expect(claims.filter((id) => !known.has(id))).toEqual([]);
    }
  });
});
