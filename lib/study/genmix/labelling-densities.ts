import ln from '@stdlib/math-base-special-ln';
import type { ClassConditional } from '../../density/class-conditional';
import type { Density } from '../../density/density';
import { type DistanceDensity, distanceDensity } from '../../density/distance-density';
import { fitGaussian, type GaussianOptions } from '../../density/gaussian';
import { fitKernelDensity, type KernelDensityOptions } from '../../density/kernel-density';
import { type Matrix, selectRows, zeros } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import { mean } from '../../numeric/statistics';
import { type FlowOptions, fitFlow } from '../../train/generative/flow';
import { fitGan, type GanOptions } from '../../train/generative/gan';
import { fitVae, type VaeOptions } from '../../train/generative/vae';
import type { LabelledPoints } from '../../train/sweep';
import { densityPlan } from './density-plan';

/** Densities that label: GAN by exp(-d) as in the paper, and by exp(-d^2 / 2 s^2). */
export type LabellingDensity = 'gaussian' | 'kernel' | 'gan' | 'gan-gaussian' | 'vae' | 'flow';

/** Every `LabellingDensity`, in the order of tables. */
export const labellingDensities: readonly LabellingDensity[] = [
  'gaussian',
  'kernel',
  'gan',
  'gan-gaussian',
  'vae',
  'flow',
];

/** Among what of each model is chosen by held-out points; of a GAN its settings. */
export interface DensityCandidates {
  readonly gaussian: readonly GaussianOptions[];
  readonly kernel: readonly KernelDensityOptions[];
  readonly vae: readonly Omit<VaeOptions, 'stream'>[];
  readonly flow: readonly Omit<FlowOptions, 'stream'>[];
  readonly gan: Omit<GanOptions, 'stream'>;
}

/** A class with the rows of its points that are held out, and the others. */
export interface ClassParts {
  readonly points: Matrix;
  readonly held: Matrix;
  readonly rest: Matrix;
}

/** A model of all classes as it was tuned: fitted to the points that are not held out; and then, by the same settings, to all. */
export interface TunedModel {
  readonly rest: Pick<ClassConditional, 'logDensities'>;
  readonly all: Pick<ClassConditional, 'logDensities'>;
}

/** Rows of each class, some held out at random: the same share of every class. */
export function heldOutRows(
  y: ArrayLike<number>,
  numClasses: number,
  stream: RandomStream,
): { readonly held: readonly number[]; readonly rest: readonly number[] }[] {
  return Array.from({ length: numClasses }, (_, c) => {
    const own = Array.from({ length: y.length }, (_, i) => i).filter((i) => y[i] === c);
    const order = Array.from(stream.split(c).permutation(own.length), (p) => own[p]);
    const size = Math.round(densityPlan.heldOut * own.length);
    return { held: order.slice(0, size), rest: order.slice(size) };
  });
}

/**
 * Fits a model to every class by the plan of `densityPlan`.
 *
 * @param held rows of `heldOutRows`
 * @throws RangeError if a class cannot be fitted
 */
export function tunedModel(
  kind: LabellingDensity,
  { X }: LabelledPoints,
  held: ReturnType<typeof heldOutRows>,
  candidates: DensityCandidates,
  stream: RandomStream,
): TunedModel {
  const pairs = held.map((rows, c) => {
    const parts: ClassParts = {
      points: selectRows(X, [...rows.held, ...rows.rest]),
      held: selectRows(X, rows.held),
      rest: selectRows(X, rows.rest),
    };
    return tunedDensity(kind, parts, candidates, stream.split(kind.replace('-gaussian', '')).split(c));
  });
  return { rest: columnsOf(pairs.map(({ rest }) => rest)), all: columnsOf(pairs.map(({ all }) => all)) };
}

function tunedDensity(
  kind: LabellingDensity,
  parts: ClassParts,
  candidates: DensityCandidates,
  stream: RandomStream,
): { readonly rest: Density; readonly all: Density } {
  if (kind === 'gaussian') return likelier(parts, candidates.gaussian, fitGaussian);
  if (kind === 'kernel') return likelier(parts, candidates.kernel, fitKernelDensity);
  if (kind === 'vae') {
    return likelier(parts, candidates.vae, (points, options) => fitVae(points, { ...options, stream }));
  }
  if (kind === 'flow') {
    return likelier(parts, candidates.flow, (points, options) => fitFlow(points, { ...options, stream }));
  }
  const fit = (points: Matrix) => fitGan(points, { ...candidates.gan, minCoverage: 0, stream });
  const [rest, all] = [fit(parts.rest), fit(parts.points)];
  if (kind === 'gan') return { rest, all };
  const distances = rest.manifold.project(parts.held).distances;
  const scale = Math.sqrt(mean(distances.map((d) => d * d)));
  return { rest: scaled(rest, scale), all: scaled(all, scale) };
}

/** With the constant of normal noise across a curve, 1 / s, without which classes of different scales could not be compared. */
function scaled({ manifold }: DistanceDensity, scale: number): Density {
  const density = distanceDensity(manifold, { kernel: 'gaussian', scale });
  const shift = -ln(scale);
  return { ...density, logDensity: (points) => density.logDensity(points).map((value) => value + shift) };
}

/** The candidate under which held-out points are likelier, of equals the first. */
function likelier<Options>(
  { points, held, rest }: ClassParts,
  candidates: readonly Options[],
  fit: (points: Matrix, options: Options) => Density,
): { readonly rest: Density; readonly all: Density } {
  const fits = candidates.map((options) => fit(rest, options));
  const scores = fits.map((density) => mean(density.logDensity(held)));
  const best = scores.indexOf(Math.max(...scores));
  return { rest: fits[best], all: fit(points, candidates[best]) };
}

/** Log densities of all classes side by side. */
export function columnsOf(densities: readonly Density[]): Pick<ClassConditional, 'logDensities'> {
  return {
    logDensities: (points) => {
      const result = zeros(points.rows, densities.length);
      densities.forEach((density, c) => {
        density.logDensity(points).forEach((value, i) => {
          result.data[i * result.cols + c] = value;
        });
      });
      return result;
    },
  };
}
