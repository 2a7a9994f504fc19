import cos from '@stdlib/math-base-special-cos';
import sin from '@stdlib/math-base-special-sin';
import type { Dataset } from '../../data/dataset';
import { synthetic } from '../../data/synthetic';
import { fourGaussianLaws } from '../../data/synthetic-genmix';
import { type Matrix, matrix } from '../../numeric/matrix';
import type { LabelledPoints } from '../../train/sweep';
import type { GenMixModel } from './genmix-models';

/** Sets in the plane of Figures 12 and 13. */
export type MarginSet = 'four-gaussians' | 'circle' | 'moon' | 'v' | 'ket' | 'y';

/** Every `MarginSet`, in the order of the figures. */
export const marginSets: readonly MarginSet[] = ['four-gaussians', 'circle', 'moon', 'v', 'ket', 'y'];

/** How a set is drawn, and what mixes it. */
export interface PlaneSetting {
  readonly name: string;
  draw(seed: string): Dataset;
  /** Points of the classes' true supports: the set without noise, or two standard deviations around the Gaussians' means. */
  support(): LabelledPoints;
  /** F.5.1: Gaussians for the first set, GANs for the others. */
  readonly model: GenMixModel;
  /** Distance within which a GAN covers a point: half that of the circles, three standard deviations of the others' noise. */
  readonly within?: number;
}

/** Two standard deviations around the means of the four Gaussians. */
function ellipses(): LabelledPoints {
  const places = 64;
  const rows = fourGaussianLaws.flatMap(({ mean, factor: [first, second] }) =>
    Array.from({ length: places }, (_, i) => {
      const angle = (2 * Math.PI * i) / places;
      const [a, b] = [2 * cos(angle), 2 * sin(angle)];
      return [mean[0] + first[0] * a, mean[1] + second[0] * a + second[1] * b];
    }),
  );
  const X: Matrix = matrix(rows);
  return { X, y: Int32Array.from({ length: X.rows }, (_, i) => Math.floor(i / places)) };
}

const strokes = (name: string, make: 'v' | 'ket' | 'y'): PlaneSetting => ({
  name,
  draw: (seed) => synthetic[make]({ n: 50, seed }),
  support: () => synthetic[make]({ n: 200, noise: 0, seed: 0 }),
  model: 'gan',
  within: 0.15,
});

/** Sizes are ours: F.5 prints none. Noise as E.1 for Circle; 0.05 for Moon, at whose 0.1 the classes touch and there is no margin. */
export const planeSettings: { readonly [set in MarginSet]: PlaneSetting } = {
  'four-gaussians': {
    name: '2D Gaussian',
    draw: (seed) => synthetic.fourGaussians({ n: 50, seed }),
    support: ellipses,
    model: 'gaussian',
  },
  circle: {
    name: 'Circle',
    draw: (seed) => synthetic.circles({ n: 200, noise: 0.02, seed }),
    support: () => synthetic.circles({ n: 400, noise: 0, seed: 0 }),
    model: 'gan',
    within: 0.1,
  },
  moon: {
    name: 'Moon',
    draw: (seed) => synthetic.moons({ n: 200, noise: 0.05, seed }),
    support: () => synthetic.moons({ n: 400, noise: 0, seed: 0 }),
    model: 'gan',
    within: 0.15,
  },
  v: strokes('V', 'v'),
  ket: strokes('Ket', 'ket'),
  y: strokes('Y', 'y'),
};
