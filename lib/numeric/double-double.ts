/** Splits a double into halves of 26 bits, whose products are exact. */
const splitter = 2 ** 27 + 1;

/**
 * Number held as the unrounded sum of two doubles, some 32 decimal digits (Dekker 1971), for differences of large numbers that are close.
 * Changed in place: a number of a long sum costs no object.
 */
export class DoubleDouble {
  high = 0;
  /** At most half a unit in the last place of `high`. */
  low = 0;

  /** high + low, |low| small beside |high| */
  set(high: number, low = 0): this {
    this.high = high;
    this.low = low;
    return this;
  }

  /** Becomes a - b. */
  difference(a: number, b: number): this {
    const sum = a - b;
    const part = sum - a;
    return this.set(sum, a - (sum - part) - (b + part));
  }

  /** Adds (a + aLow)(b + bLow). */
  addProduct(a: number, aLow: number, b: number, bLow: number): this {
    const product = a * b;
    const [aTop, bTop] = [top(a), top(b)];
    const [aRest, bRest] = [a - aTop, b - bTop];
    const error = aTop * bTop - product + aTop * bRest + aRest * bTop + aRest * bRest + (a * bLow + aLow * b);
    const sum = this.high + product;
    const part = sum - this.high;
    const low = this.high - (sum - part) + (product - part) + (this.low + error);
    this.high = sum + low;
    this.low = low - (this.high - sum);
    return this;
  }

  /** Divides by b + bLow. */
  divide(b: number, bLow: number): this {
    const quotient = this.high / b;
    this.addProduct(-quotient, 0, b, bLow);
    return this.sumOf(quotient, (this.high + this.low) / b);
  }

  /** Becomes its square root. */
  squareRoot(): this {
    const root = Math.sqrt(this.high);
    this.addProduct(-root, 0, root, 0);
    return this.sumOf(root, (this.high + this.low) / (2 * root));
  }

  private sumOf(large: number, small: number): this {
    this.high = large + small;
    this.low = small - (this.high - large);
    return this;
  }
}

function top(x: number): number {
  const scaled = splitter * x;
  return scaled - (scaled - x);
}
