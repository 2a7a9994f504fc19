/** Fraction of integers of any length: arithmetic without rounding. */
export class Rational {
  constructor(
    readonly numerator: bigint,
    readonly denominator = 1n,
  ) {}

  /** The double exactly. */
  static of(x: number): Rational {
    let [mantissa, exponent] = [x, 0];
    while (!Number.isInteger(mantissa)) {
      mantissa *= 2;
      exponent++;
    }
    return new Rational(BigInt(mantissa), 1n << BigInt(exponent)).reduced();
  }

  plus(b: Rational): Rational {
    return new Rational(
      this.numerator * b.denominator + b.numerator * this.denominator,
      this.denominator * b.denominator,
    ).reduced();
  }

  times(b: Rational): Rational {
    return new Rational(this.numerator * b.numerator, this.denominator * b.denominator).reduced();
  }

  minus(b: Rational): Rational {
    return this.plus(new Rational(-b.numerator, b.denominator));
  }

  over(b: Rational): Rational {
    const sign = b.numerator < 0n ? -1n : 1n;
    return this.times(new Rational(sign * b.denominator, sign * b.numerator));
  }

  /** Nearest double, or one beside it. */
  toNumber(): number {
    const shift = this.denominator.toString(2).length - this.numerator.toString(2).length + 64;
    const scaled =
      shift > 0
        ? (this.numerator << BigInt(shift)) / this.denominator
        : this.numerator / (this.denominator << BigInt(-shift));
    return Number(scaled) * 2 ** -shift;
  }

  private reduced(): Rational {
    let [a, b] = [this.numerator < 0n ? -this.numerator : this.numerator, this.denominator];
    while (b !== 0n) [a, b] = [b, a % b];
    return a <= 1n ? this : new Rational(this.numerator / a, this.denominator / a);
  }
}
