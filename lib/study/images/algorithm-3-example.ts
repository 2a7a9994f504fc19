import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';

/** Three classes in two features: variances, and squared distances of a point from the means, each over its variance. */
const variances = [1, 2, 1.6];
const distances = [1.55, 1, 4.6125];

/** Labels of one mixed point under a reading of Algorithm 3. */
export interface ExampleLabel {
  readonly reading: string;
  /** [3], by class. */
  readonly label: readonly number[];
}

/** Labels that Algorithm 3 gives to one point in its printed form and read by its text, and that of eq. (1) (erratum 34). */
export function algorithm3Example(): ExampleLabel[] {
  const half = logs(0.5);
  return [
    { reading: 'as printed: arg min, no 1/2', label: share(logs(1), 'least') },
    { reading: 'arg max, no 1/2', label: share(logs(1), 'greatest') },
    { reading: 'arg max, 1/2', label: share(half, 'greatest') },
    { reading: 'eq. (1): all classes', label: shareOf(half, [0, 1, 2]) },
  ];
}

const logs = (exponent: number): number[] => variances.map((s, c) => -ln(s) - exponent * distances[c]);

function share(values: readonly number[], which: 'least' | 'greatest'): number[] {
  const order = [...values.keys()].sort((a, b) =>
    which === 'greatest' ? values[b] - values[a] : values[a] - values[b],
  );
  return shareOf(values, order.slice(0, 2));
}

function shareOf(values: readonly number[], classes: readonly number[]): number[] {
  const largest = Math.max(...classes.map((c) => values[c]));
  const weights = values.map((value, c) => (classes.includes(c) ? exp(value - largest) : 0));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
