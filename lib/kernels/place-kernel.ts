import { type Arena, bytesOf, type Precision } from './arena';
import { roundUp } from './round-up';
import type { WhitenedDensity } from './whitened-density';

/** Larger than any exponent; coordinates are clamped so that their products stay below. */
export const HUGE = { single: 1e37, double: 1e300 };
const LARGEST = { single: 1e17, double: 1e145 };

/** Bits of a sum. */
const DIGITS = { single: 25, double: 54 };

export function clampTo(precision: Precision): (value: number) => number {
  const limit = LARGEST[precision];
  return (value) => Math.max(-limit, Math.min(limit, value));
}

/** Terms below 2^-cut of the largest of m count less, all together, than the rounding of their sum. */
export function cutOf(m: number, precision: Precision): number {
  return DIGITS[precision] + 32 - Math.clz32(m - 1);
}

/** The centres of a kernel density as assembly/kernel-sums.ts has them. */
interface Kernel {
  /** [panels x d x 32 bytes] */
  readonly panels: Float32Array | Float64Array;
  /** Squared norms, the padding huge. */
  readonly norms: Float32Array | Float64Array;
  /** The largest norm. */
  readonly reach: number;
}

/** Kept as long as the densities are: placing them costs as much as a hundred points. */
const kernelsOf = {
  single: new WeakMap<WhitenedDensity, Kernel>(),
  double: new WeakMap<WhitenedDensity, Kernel>(),
};

/** Addresses of the centres in panels and of their squared norms; the largest norm. */
export function placeKernel(
  arena: Arena,
  density: WhitenedDensity,
  precision: Precision,
): { panels: number; norms: number; reach: number } {
  const kernel = kernelsOf[precision].get(density) ?? kernelOf(density, precision);
  kernelsOf[precision].set(density, kernel);
  const place = (values: Float32Array | Float64Array) => {
    const address = arena.allocate(values.byteLength);
    arena.reals(precision, address, values.length).set(values);
    return address;
  };
  return { panels: place(kernel.panels), norms: place(kernel.norms), reach: kernel.reach };
}

function kernelOf({ d, m, centres }: WhitenedDensity, precision: Precision): Kernel {
  const Reals = precision === 'single' ? Float32Array : Float64Array;
  const perPanel = 32 / bytesOf(precision);
  const width = roundUp(m, perPanel);
  const panels = new Reals(d * width);
  const norms = new Reals(width).fill(HUGE[precision]);
  const clamp = clampTo(precision);
  let largest = 0;
  for (let i = 0; i < m; i++) {
    const start = (i - (i % perPanel)) * d + (i % perPanel);
    let square = 0;
    for (let j = 0; j < d; j++) {
      const value = clamp(centres.data[i * d + j]);
      panels[start + j * perPanel] = value;
      square += value * value;
    }
    norms[i] = square;
    largest = Math.max(largest, square);
  }
  return { panels, norms, reach: Math.sqrt(largest) };
}
