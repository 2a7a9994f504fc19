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

/** The part of mathjs's fractions that the proofs use: exact, of arbitrary precision. */
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
 * Fraction of arbitrary precision (mathjs). Numbers are taken at their decimal value: 0.1 is 1/10.
 *
 * mathjs takes more than a second to load, so it is loaded at the first call and not with the library.
 */
export function rational(value: RationalLike): Rational {
  const { fraction } = require('mathjs') as { fraction(value: RationalLike): Rational };
  return fraction(value);
}

/** Fractions. */
export const rationals: Field<Rational> = {
  of: (value) => rational(value),
  add: (a, b) => a.add(b),
  subtract: (a, b) => a.sub(b),
  multiply: (a, b) => a.mul(b),
  divide: (a, b) => a.div(b),
};
