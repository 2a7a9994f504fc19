import ln from '@stdlib/math-base-special-ln';
import type { ClassConditional } from '../../density/class-conditional';
import type { Density } from '../../density/density';
import { distanceDensity } from '../../density/distance-density';
import { fitGaussian, type GaussianOptions } from '../../density/gaussian';
import { fitKernelDensity, type KernelDensityOptions } from '../../density/kernel-density';
import type { Manifold } from '../../density/manifold';
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

/** The same of one class. */
interface TunedDensity {
  readonly rest: Density;
  readonly all: Density;
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
 * Fits models to every class by the plan of `densityPlan`. One GAN a class serves both of its kernels, and what a model says of a matrix of points is computed once.
 *
 * @param held rows of `heldOutRows`
 * @returns the model of a kind; throws a RangeError if a class cannot be fitted
 */
export function densityTuner(
  { X }: LabelledPoints,
  held: ReturnType<typeof heldOutRows>,
  candidates: DensityCandidates,
  stream: RandomStream,
): (kind: LabellingDensity) => TunedModel {
  const parts = held.map(
    (rows): ClassParts => ({
      points: selectRows(X, [...rows.held, ...rows.rest]),
      held: selectRows(X, rows.held),
      rest: selectRows(X, rows.rest),
    }),
  );
  const streamOf = (kind: string, c: number) => stream.split(kind).split(c);
  const gansOf = remembered((part: ClassParts) => {
    const own = streamOf('gan', parts.indexOf(part));
    const fit = (points: Matrix) =>
      fitGan(points, { ...candidates.gan, minCoverage: 0, stream: own }).manifold;
    return { rest: rememberedManifold(fit(part.rest)), all: rememberedManifold(fit(part.points)) };
  });
  return (kind) => {
    const pairs = parts.map((part, c) =>
      kind === 'gan' || kind === 'gan-gaussian'
        ? distances(kind, part, gansOf(part))
        : tunedDensity(kind, part, candidates, streamOf(kind, c)),
    );
    return { rest: columnsOf(pairs.map(({ rest }) => rest)), all: columnsOf(pairs.map(({ all }) => all)) };
  };
}

/** A function of objects that computes each value once. */
function remembered<K extends object, V>(of: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const entry = known.get(key) ?? { value: of(key) };
    known.set(key, entry);
    return entry.value;
  };
}

const rememberedManifold = (manifold: Manifold): Manifold => ({
  ...manifold,
  project: remembered(manifold.project),
});

function tunedDensity(
  kind: Exclude<LabellingDensity, 'gan' | 'gan-gaussian'>,
  parts: ClassParts,
  candidates: DensityCandidates,
  stream: RandomStream,
): TunedDensity {
  if (kind === 'gaussian') return likelier(parts, candidates.gaussian, fitGaussian);
  if (kind === 'kernel') return likelier(parts, candidates.kernel, fitKernelDensity);
  if (kind === 'vae') {
    return likelier(parts, candidates.vae, (points, options) => fitVae(points, { ...options, stream }));
  }
  return likelier(parts, candidates.flow, (points, options) => fitFlow(points, { ...options, stream }));
}

function distances(
  kind: 'gan' | 'gan-gaussian',
  { held }: ClassParts,
  { rest, all }: { readonly rest: Manifold; readonly all: Manifold },
): TunedDensity {
  if (kind === 'gan') return { rest: distanceDensity(rest), all: distanceDensity(all) };
  const scale = Math.sqrt(mean(rest.project(held).distances.map((d) => d * d)));
  return { rest: scaled(rest, scale), all: scaled(all, scale) };
}

/** With the constant of normal noise across a curve, 1 / s, without which classes of different scales could not be compared. */
function scaled(manifold: Manifold, scale: number): Density {
  const density = distanceDensity(manifold, { kernel: 'gaussian', scale });
  const shift = -ln(scale);
  return { ...density, logDensity: (points) => density.logDensity(points).map((value) => value + shift) };
}

/** The candidate under which held-out points are likelier, of equals the first. */
function likelier<Options>(
  { points, held, rest }: ClassParts,
  candidates: readonly Options[],
  fit: (points: Matrix, options: Options) => Density,
): TunedDensity {
  const fits = candidates.map((options) => fit(rest, options));
  const scores = fits.map((density) => mean(density.logDensity(held)));
  const best = scores.indexOf(Math.max(...scores));
  return { rest: fits[best], all: fit(points, candidates[best]) };
}

/** Log densities of all classes side by side, computed once for a matrix. */
export function columnsOf(densities: readonly Density[]): Pick<ClassConditional, 'logDensities'> {
  return {
    logDensities: remembered((points: Matrix) => {
      const result = zeros(points.rows, densities.length);
      densities.forEach((density, c) => {
        density.logDensity(points).forEach((value, i) => {
          result.data[i * result.cols + c] = value;
        });
      });
      return result;
    }),
  };
}
