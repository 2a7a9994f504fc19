import { describe, expect, it } from 'vitest';
import { DoubleDouble } from '../../lib/numeric/double-double';
import { randomStream } from '../../lib/numeric/random';
import { Rational } from '../oracles/rational';

const exact = ({ high, low }: { high: number; low: number }) => Rational.of(high).plus(Rational.of(low));
/** |a / b - 1| */
const apart = (a: Rational, b: Rational) => Math.abs(a.over(b).minus(new Rational(1n)).toNumber());

describe('DoubleDouble', () => {
  it('takes the difference of two doubles without an error', () => {
    const stream = randomStream('difference');
    for (let n = 0; n < 200; n++) {
      const [a, b] = [stream.normal() * 10 ** stream.integer(20), stream.normal()];
      const value = new DoubleDouble().difference(a, b);
      expect(exact(value).minus(Rational.of(a).minus(Rational.of(b))).numerator).toBe(0n);
    }
  });

  it('adds products, divides and takes roots to 30 digits, as fractions do', () => {
    const stream = randomStream('products');
    for (let n = 0; n < 200; n++) {
      const value = new DoubleDouble().set(1);
      let wanted = new Rational(1n);
      for (let k = 0; k < 10; k++) {
        const [a, b] = [Math.abs(stream.normal()), Math.abs(stream.normal())];
        value.addProduct(a, a * 2 ** -55, b, b * 2 ** -54);
        const [whole, part] = [
          Rational.of(a).plus(Rational.of(a * 2 ** -55)),
          Rational.of(b).plus(Rational.of(b * 2 ** -54)),
        ];
        wanted = wanted.plus(whole.times(part));
      }
      expect(apart(exact(value), wanted)).toBeLessThan(1e-30);
      const quotient = new DoubleDouble().set(value.high, value.low).divide(3, 2 ** -53);
      const divisor = new Rational(3n).plus(Rational.of(2 ** -53));
      expect(apart(exact(quotient), wanted.over(divisor))).toBeLessThan(1e-30);
      const root = exact(value.squareRoot());
      expect(apart(root.times(root), wanted)).toBeLessThan(1e-30);
    }
  });

  it('leaves what cancels: 1 + 2^-80 less 1', () => {
    const value = new DoubleDouble().set(1, 2 ** -80).addProduct(-1, 0, 1, 0);
    expect([value.high, value.low]).toEqual([2 ** -80, 0]);
  });
});
