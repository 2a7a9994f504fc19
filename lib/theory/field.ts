import Fraction from 'fraction.js';

/** Arithmetic of a field, so that one algorithm runs in doubles and in exact fractions. */
export interface Field<T> {
  of(value: number): T;
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;
}

/** Doubles. */
export const doubles: Field<number> = {
  of: (value) => value,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
};

/** A fraction of arbitrary precision, as far as the proofs use it; those of fraction.js and mathjs are such. */
export interface Rational {
  /** This plus the other. */
  add(other: RationalLike): Rational;
  /** This minus the other. */
  sub(other: RationalLike): Rational;
  /** Product. */
  mul(other: RationalLike): Rational;
  /** Quotient. @throws Error if the other is 0 */
  div(other: RationalLike): Rational;
  /** Whether both are the same number. */
  equals(other: RationalLike): boolean;
  /** Nearest double. */
  valueOf(): number;
  /** For example '-2/7'. */
  toFraction(): string;
}

/** What `rational` takes: a fraction such as '-2/7', a number, or a fraction. */
export type RationalLike = string | number | Rational;

/**
 * Exact fraction. Numbers are taken at their decimal value: 0.1 is 1/10.
 *
 * @throws RangeError if the value is no finite number, or a text that is no fraction
 */
export function rational(value: RationalLike): Rational {
  try {
    return new Fraction(value as string) as unknown as Rational;
  } catch (error) {
    const got = typeof value === 'string' ? `'${value}'` : value;
    throw new RangeError(`got ${got}, expected a fraction such as '-2/7' or a finite number`, {
      cause: error,
    });
  }
}

/** Fractions. */
export const rationals: Field<Rational> = {
  of: (value) => rational(value),
  add: (a, b) => a.add(b),
  subtract: (a, b) => a.sub(b),
  multiply: (a, b) => a.mul(b),
  divide: (a, b) => a.div(b),
};
