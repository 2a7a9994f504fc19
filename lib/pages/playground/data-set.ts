import type { Dataset } from '../../data/dataset';
import { synthetic } from '../../data/synthetic';
import { type Matrix, matrix } from '../../numeric/matrix';
import { decodePoints } from './own-points';
import type { DataName, Setting } from './setting';

/** Labelled points of the plane. */
export interface PlaneData {
  /** [n x 2] */
  readonly X: Matrix;
  /** [n], classes from 0 */
  readonly y: Int32Array;
  readonly numClasses: number;
}

/** How a set is made: as what, with which noise in the paper (Appendix E.1), and how many of its points `n` counts. */
interface Recipe {
  readonly title: string;
  readonly noise: number;
  /** What the generator's `n` is multiplied by to give all points. */
  readonly share: number;
}

/** Synthetic sets; names are those of `synthetic`. */
export const recipes: Readonly<Record<Exclude<DataName, 'own'>, Recipe>> = {
  moons: { title: 'Moon', noise: 0.1, share: 1 },
  circles: { title: 'Circle', noise: 0.02, share: 1 },
  fourCircle: { title: 'Four-circle', noise: 0.01, share: 2 },
  nineGaussians: { title: 'nine Gaussians', noise: 0.316, share: 9 },
  fourGaussians: { title: 'four Gaussians', noise: 1, share: 4 },
  v: { title: 'V', noise: 0.05, share: 3 },
  ket: { title: 'Ket', noise: 0.05, share: 3 },
  y: { title: 'Y', noise: 0.05, share: 3 },
};

/** Options with which `synthetic` makes the points of a setting. */
export function syntheticOptions(
  name: Exclude<DataName, 'own'>,
  { n, noise, seed }: Pick<Setting, 'n' | 'noise' | 'seed'>,
): { readonly n: number; readonly noise: number; readonly seed: number } {
  const { noise: usual, share } = recipes[name];
  return { n: Math.max(2, Math.round(n / share)), noise: Number((usual * noise).toFixed(6)), seed };
}

/** Seeds of the test points are those of the training points plus this. */
export const testSeedOffset = 1000;

/** Training points of a setting, and test points of the same law; the reader's own points have none. */
export function dataOf(setting: Setting): {
  readonly training: PlaneData;
  readonly test: PlaneData | undefined;
} {
  const { data: name } = setting;
  if (name === 'own') return { training: ownData(setting.points), test: undefined };
  const made = (options: {
    readonly n: number;
    readonly noise: number;
    readonly seed: number;
  }): PlaneData => {
    const { X, y, classNames } = synthetic[name](options) as Dataset;
    return { X, y, numClasses: classNames.length };
  };
  const options = syntheticOptions(name, setting);
  return { training: made(options), test: made({ ...options, seed: setting.seed + testSeedOffset }) };
}

/** @throws RangeError unless there are points of two classes; classes without points are closed up */
function ownData(text: string): PlaneData {
  const points = decodePoints(text);
  const used = [...new Set(points.map(([, , label]) => label))].sort((a, b) => a - b);
  if (used.length < 2) {
    throw new RangeError(
      `there are points of ${used.length === 1 ? 'one class' : 'no class'}, expected two classes at least: draw some of another`,
    );
  }
  return {
    X: matrix(points.map(([x, y]) => [x, y])),
    y: Int32Array.from(points, ([, , label]) => used.indexOf(label)),
    numClasses: used.length,
  };
}

/** A part of the plane. */
export interface Extent {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Half a side of what is shown of the reader's own points, unless they lie further out: it must not move while they draw. */
const canvasHalf = 3;

/** The part of the plane that is shown: the points with a quarter of their span around them, as high as wide. */
export function extentOf({ X }: PlaneData, isOwn = false): Extent {
  const ends = [0, 1].map((j) => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = j; i < X.data.length; i += 2) {
      low = Math.min(low, X.data[i]);
      high = Math.max(high, X.data[i]);
    }
    return { low, high, middle: (low + high) / 2, half: (high - low) / 2 };
  });
  if (isOwn && ends.every(({ low, high }) => low > -canvasHalf && high < canvasHalf)) {
    return { x: [-canvasHalf, canvasHalf], y: [-canvasHalf, canvasHalf] };
  }
  const half = Math.max(ends[0].half, ends[1].half, 0.1) * 1.25;
  const side = ({ middle }: { middle: number }): [number, number] => [middle - half, middle + half];
  return { x: side(ends[0]), y: side(ends[1]) };
}
