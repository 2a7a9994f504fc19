import { fraction } from 'mathjs';
import { describe, expect, it } from 'vitest';
import { rational } from '../../lib/theory/field';

describe('rational', () => {
  it.each(['-2/7', '0.(6)', 0.1, 1 / 3, -5, '12345678901234567890/3'])(
    'is what mathjs makes of %s',
    (value) => {
      expect(rational(value).toFraction()).toBe(fraction(value).toFraction());
    },
  );

  it('is exact', () => {
    expect(rational(0.1).add('1/3').mul(rational('-2/7')).div(13).toFraction()).toBe('-1/105');
  });

  it.each([Number.NaN, Infinity, 'a/b', '', '1/0'])('refuses %s', (value) => {
    expect(() => rational(value)).toThrow(RangeError);
    expect(() => rational(value)).toThrow(/^got .*, expected a fraction such as '-2\/7' or a finite number$/);
  });
});
