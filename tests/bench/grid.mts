import { ourTraining, type Training, trainingOf, trainingVariants } from './batched.mjs';
import { interleave, type Measurement, type Quartiles, ratiosTo } from './measure.mjs';
import type { Peer } from './peer.mjs';
import { baseShape, createProblem, type ProblemShape } from './problem.mjs';
import { linearOperations } from './variants.mjs';

/** W1's growth: one axis at a time, the others as in W1. */
const axes: Record<keyof ProblemShape, readonly number[]> = {
  rows: [100, 1000, 10_000, 100_000],
  features: [2, 10, 20, 50, 100, 200],
  classes: [2, 3, 10, 30, 100],
  configurations: [1, 2, 4, 24, 96, 384],
};

/** Of JAX's speed, or of the strict limit, whichever is less. */
const AHEAD = 1.3;
const SHARE = 0.8;

export interface Limits {
  readonly strict: number;
  readonly jax?: number;
}

/** Measures W1 at every point of the grid, beside JAX where it is here, and prints a row a point. */
export async function growth(
  jax: Peer | undefined,
  rounds: number,
  limits: Limits,
  only?: string,
): Promise<void> {
  // Kernels are compiled before the first point is timed.
  await interleave([ourTraining('W1', 'warm', trainingOf('grid', createProblem(), { epochs: 100 }))], rounds);
  console.log(
    '\n| W1 with | ours, µs (quartiles) | JAX, µs | times JAX | of strict SIMD | JAX of its own | target |',
  );
  console.log('|---|---|---|---|---|---|---|');
  for (const [axis, values] of Object.entries(axes)) {
    if (only && only !== axis) continue;
    for (const value of values) {
      const shape = { ...baseShape, [axis]: value };
      const training = trainingOf('grid', createProblem(shape), { epochs: epochsOf(shape) });
      console.log(
        `| ${value} ${axis} | ${(await pointOf(training, shape, { jax, rounds, limits })).join(' | ')} |`,
      );
    }
  }
}

/** Those of the protocol, over which setting up is spread as in the study; of the largest sets a run of some seconds. */
const epochsOf = ({ rows }: ProblemShape): number => (rows > 10_000 ? 10 : 100);

async function pointOf(
  training: Training,
  shape: ProblemShape,
  { jax, rounds, limits }: { jax: Peer | undefined; rounds: number; limits: Limits },
): Promise<string[]> {
  const peers = jax ? await trainingVariants(jax, 'JAX', 'W1', training) : [];
  const { measurements } = await interleave([ourTraining('W1', 'kernels', training), ...peers], rounds);
  const [ours, ...theirs] = measurements;
  const best = theirs.sort((a, b) => a.median - b.median).at(0);
  const count = linearOperations(shape);
  const strict = share(count, ours, limits.strict);
  if (!best) return [spread(ours), '', '', percent(strict), '', ''];
  const ratio = ratiosTo(best, ours);
  const met = ratio.median >= AHEAD || strict >= SHARE;
  return [
    ...[spread(ours), spread(best), spread(ratio), percent(strict)],
    ...[limits.jax ? percent(share(count, best, limits.jax)) : '', met ? 'met' : 'missed'],
  ];
}

const share = (count: number, { median }: Measurement, limit: number) => count / median / 1000 / limit;
const percent = (value: number) => `${Math.round(100 * value)} %`;

export function spread({ low, median, high }: Quartiles): string {
  return `${format(median)} (${format(low)}-${format(high)})`;
}

export const format = (value: number) => value.toPrecision(value >= 100 ? Math.ceil(Math.log10(value)) : 3);
