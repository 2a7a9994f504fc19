import { sha256 } from '@noble/hashes/sha2';
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import discreteUniform from '@stdlib/random-base-discrete-uniform';
import gammaFactory from '@stdlib/random-base-gamma';
import ziggurat from '@stdlib/random-base-improved-ziggurat';
import mt19937 from '@stdlib/random-base-mt19937';

/**
 * Seeded stream of random variates. Streams split by label: `stream.split('fold').split(3)` depends on the seed and
 * on the labels alone, never on how many variates were drawn before, so parallel work draws the same numbers in
 * whatever order it runs. Variates come from stdlib (Mersenne twister, improved ziggurat), whose arithmetic does
 * not use the engine's own transcendental functions: the same seed gives the same bytes on every machine.
 */
export interface RandomStream {
  /** Independent stream named by a label. */
  split(label: string | number): RandomStream;
  /** Uniform on [0, 1), 53 random bits. */
  uniform(): number;
  /** Normal with mean 0 and standard deviation 1. */
  normal(): number;
  /** Laplace with mean 0 and the given scale (density exp(-|x|/scale) / (2 scale)). @throws RangeError if scale <= 0 */
  laplace(scale: number): number;
  /** Gamma with the given shape and scale 1. @throws RangeError if shape <= 0 */
  gamma(shape: number): number;
  /**
   * Beta(a, b) on [0, 1], from two gamma variates. (`@stdlib/random-base-beta` 0.2.2 is wrong for 1.5 < a = b < 3: its
   * variance for a = b = 2 is 0.0485 instead of 0.05.)
   *
   * @throws RangeError if a <= 0 or b <= 0
   */
  beta(a: number, b: number): number;
  /** Uniform on {0, ..., n - 1}. @throws RangeError if n is not a positive integer */
  integer(n: number): number;
  /** Uniformly random order of 0, ..., n - 1 (Fisher-Yates). */
  permutation(n: number): Int32Array;
}

/**
 * Stream of a seed.
 *
 * @param seed any finite number or string
 * @throws TypeError if the seed is neither
 */
export function randomStream(seed: number | string): RandomStream {
  if (typeof seed === 'string' || Number.isFinite(seed)) return new SplitStream([String(seed)]);
  throw new TypeError(`seed is ${seed}, expected a finite number or a string`);
}

type Generator = ReturnType<typeof mt19937.factory> & { normalized(): number };

class SplitStream implements RandomStream {
  private generator: Generator | undefined;
  // Made once a stream: some keep state between draws.
  private drawNormal: (() => number) | undefined;
  private drawGamma: ((shape: number, rate: number) => number) | undefined;
  private drawInteger: ((least: number, most: number) => number) | undefined;

  constructor(private readonly path: readonly string[]) {}

  split(label: string | number): RandomStream {
    return new SplitStream([...this.path, String(label)]);
  }

  uniform(): number {
    return this.source().normalized();
  }

  normal(): number {
    this.drawNormal ??= ziggurat.factory({ prng: this.source().normalized });
    return this.drawNormal();
  }

  laplace(scale: number): number {
    requirePositive('scale', scale);
    // The inverse of its distribution function.
    const u = this.uniform() - 0.5;
    return 0 - scale * Math.sign(u) * ln(1 - 2 * Math.abs(u));
  }

  gamma(shape: number): number {
    requirePositive('shape', shape);
    this.drawGamma ??= gammaFactory.factory({ prng: this.source().normalized });
    return this.drawGamma(shape, 1);
  }

  beta(a: number, b: number): number {
    requirePositive('a', a);
    requirePositive('b', b);
    return 1 / (1 + exp(this.logGamma(b) - this.logGamma(a)));
  }

  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1) throw new RangeError(`n is ${n}, expected a positive integer`);
    this.drawInteger ??= discreteUniform.factory({ prng: this.source() });
    return this.drawInteger(0, n - 1);
  }

  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** Logarithm of a gamma variate by G(shape) = G(shape + 1) U^(1/shape), which does not underflow for small shapes. */
  private logGamma(shape: number): number {
    return ln(this.gamma(shape + 1)) + ln(1 - this.uniform()) / shape;
  }

  /** The Mersenne twister is seeded (array initialisation) with the SHA-256 of the labels, on first use. */
  private source(): Generator {
    if (!this.generator) {
      const digest = new DataView(sha256(JSON.stringify(this.path)).buffer);
      const seed = Uint32Array.from({ length: 8 }, (_, i) => digest.getUint32(4 * i, true));
      this.generator = mt19937.factory({ seed }) as Generator;
    }
    return this.generator;
  }
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0) || value === Infinity) {
    throw new RangeError(`${name} is ${value}, expected a finite number greater than 0`);
  }
}
