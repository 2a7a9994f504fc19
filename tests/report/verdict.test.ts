import { expect, it } from 'vitest';
import { verdictOf } from '../../lib/report/verdict';

it('a claim that always holds holds, one that holds under conditions holds conditionally, any other fails', () => {
  expect(verdictOf(true)).toBe('holds');
  expect(verdictOf(true, true)).toBe('holds');
  expect(verdictOf(false, true)).toBe('holds-conditionally');
  expect(verdictOf(false)).toBe('fails');
});
