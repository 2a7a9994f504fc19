import type { Numbers } from './evaluate';

/** Numbers of a panel by name, as they are printed. */
export function rowsOf(numbers: Numbers): readonly (readonly [string, string])[] {
  const share = (value: number | null) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`);
  const length = (value: number | null) => (value === null ? '–' : value.toPrecision(3).replace('-', '−'));
  return [
    ['test accuracy', share(numbers.testAccuracy)],
    ['train accuracy', share(numbers.trainAccuracy)],
    ['label conflicts', share(numbers.conflictShare)],
    ['least margin', length(numbers.leastMargin)],
    ['median margin', length(numbers.medianMargin)],
    ['time', `${numbers.time.toFixed(0)} ms`],
  ];
}

/** The same as a sentence, for who does not see the picture. */
export const describeNumbers = (numbers: Numbers): string =>
  rowsOf(numbers)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
