import { describe, expect, it } from 'vitest';
import { paperClaims } from '../../lib/paper/claims';

describe('claims of the paper', () => {
  it('have unique ids in kebab case that begin with their section', () => {
    expect(new Set(paperClaims.map((claim) => claim.id)).size).toBe(paperClaims.length);
    for (const { id, place } of paperClaims) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
      const section = /^(?:Section|Appendix) (\w)/.exec(place)![1].toLowerCase();
      expect(id.startsWith(/\d/.test(section) ? `s${section}-` : `${section}-`)).toBe(true);
    }
  });

  it('say nothing twice', () => {
    const statements = paperClaims.map(({ statement }) => statement);
    expect(statements.filter((statement, i) => statements.indexOf(statement) < i)).toEqual([]);
  });

  it('say where, what, and what the paper prints', () => {
    for (const { place, statement, paper } of paperClaims) {
      expect(place).not.toBe('');
      expect(statement).toMatch(/\.$/);
      expect(paper).not.toBe('');
    }
  });

  it('stand in the order of the paper', () => {
    const rank = ({ place }: { place: string }) => {
      const [, kind, section] = /^(Section|Appendix) (\w)/.exec(place)!;
      return (kind === 'Section' ? 'S' : 'T') + section;
    };
    expect(paperClaims.map(rank)).toEqual(paperClaims.map(rank).sort());
  });

  it('cover every lemma and theorem', () => {
    for (let lemma = 1; lemma <= 9; lemma++) {
      expect(paperClaims.some(({ id }) => new RegExp(`^[bcd]-lemma-${lemma}(-|$)`).test(id))).toBe(true);
    }
    for (const theorem of [1, 2]) {
      expect(paperClaims.some(({ id }) => id.startsWith(`b-theorem-${theorem}-`))).toBe(true);
    }
  });

  it('state the one exception of Table 2 as printed', () => {
    const claim = paperClaims.find(({ id }) => id === 's3-table-2-openml-468')!;
    expect(claim.statement).toMatch(/less accurate/);
    expect(claim.paper).toBe('82.73 % against 83.64 %');
  });
});
