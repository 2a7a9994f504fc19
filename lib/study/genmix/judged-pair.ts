import type { Matrix } from '../../numeric/matrix';
import { mean } from '../../numeric/statistics';

/** What a judge makes of images that are to have features of two classes; means over images, in [0, 1]. */
export type JudgedImages = {
  readonly images: number;
  /** Probability of the less likely of the two classes: high if both are there. */
  readonly lesser: number;
  /** Probability of either. */
  readonly both: number;
  /** Share of images whose two likeliest classes are these. */
  readonly topTwo: number;
};

/** Means over images of a judge's probabilities of two classes. @param probabilities [n x numClasses] */
export function judgedImages(
  { data, rows, cols }: Matrix,
  [first, second]: readonly [number, number],
): JudgedImages {
  const each = Array.from({ length: rows }, (_, n) => {
    const own = data.subarray(n * cols, (n + 1) * cols);
    const [p, q] = [own[first], own[second]];
    const lesser = Math.min(p, q);
    const isTopTwo = own.every((value, c) => c === first || c === second || value < lesser);
    return { lesser, both: p + q, topTwo: isTopTwo ? 1 : 0 };
  });
  const of = (key: 'lesser' | 'both' | 'topTwo') => (rows > 0 ? mean(each.map((one) => one[key])) : 0);
  return { images: rows, lesser: of('lesser'), both: of('both'), topTwo: of('topTwo') };
}
