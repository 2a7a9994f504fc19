import { describe, expect, it } from 'vitest';
import type { AttackOptions } from '../../lib/attacks/attack-options';
import { autoAttack } from '../../lib/attacks/auto-attack';
import { apgd } from '../../lib/attacks/gradient/apgd';
import { apgdTargeted } from '../../lib/attacks/gradient/apgd-t';
import { fabTargeted } from '../../lib/attacks/gradient/fab-t';
import type { PerturbationNorm } from '../../lib/attacks/perturbation-norm';
import type { AttackResult } from '../../lib/attacks/run-attack';
import { square } from '../../lib/attacks/square/square';
import { matrix, row } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { predict } from '../../lib/train/forward';
import { type AttackProblem, bounds, linearProblem, planeProblem } from '../oracles/attack-problems';
import { gridMinimalPerturbation, linearMinimalPerturbation } from '../oracles/minimal-perturbation';
import { naiveLogits } from '../oracles/naive-network';

type Attack = (options: AttackOptions) => Promise<AttackResult>;

const attacks: Record<string, Attack> = {
  'APGD-CE': apgd,
  'APGD-T': apgdTargeted,
  'FAB-T': (options) => fabTargeted({ ...options, stopAtEpsilon: false }),
  Square: (options) => square({ ...options, queries: 2000 }),
  AutoAttack: (options) => autoAttack({ ...options, queries: 2000 }),
};

const problems = [
  linearProblem(1, 2),
  linearProblem(2, 2),
  linearProblem(6, 2),
  linearProblem(6, 3),
  linearProblem(12, 5),
  planeProblem([6], 2, 'plane 1'),
  planeProblem([8, 8], 2, 'plane 2'),
  planeProblem([8, 8], 3, 'plane 8'),
  planeProblem([8, 8], 5, 'plane 48'),
];

/**
 * Points that an attack may miss of those with an adversarial within the radius. A ReLU net of the plane has parts where
 * all units are dead, and gradient attacks stay where they are.
 */
const mostMissed: Record<string, Record<string, number>> = {
  linear: { 'APGD-CE': 1, 'APGD-T': 0, 'FAB-T': 1, Square: 2, AutoAttack: 0 },
  relu: { 'APGD-CE': 8, 'APGD-T': 11, 'FAB-T': 6, Square: 3, AutoAttack: 1 },
};

const isLinear = ({ network }: AttackProblem) => network.architecture.activation === 'identity';

/** The gaps, on demand: GENLABEL_GAPS=1. */
function report(...parts: string[]): void {
  if (process.env.GENLABEL_GAPS) console.log(parts.join('\t'));
}

/** A radius that half of the points withstand, between two of the exact distances. */
function middleRadius(exact: readonly number[]): number {
  const sorted = [...exact].filter((distance) => distance < Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return (sorted[half - 1] + sorted[half]) / 2;
}

function size(norm: PerturbationNorm, a: Float64Array, b: Float64Array): number {
  const differences = Array.from(a, (value, j) => Math.abs(value - b[j]));
  return norm === 'l2' ? Math.hypot(...differences) : Math.max(...differences);
}

function naiveClass({ network }: AttackProblem, point: Float64Array): number {
  const logits = naiveLogits(network, point);
  return logits.indexOf(Math.max(...logits));
}

async function run(attack: Attack, problem: AttackProblem, norm: PerturbationNorm) {
  const exact = problem.exact(norm);
  const epsilon = middleRadius(exact);
  const { network: model, X, y } = problem;
  const result = await attack({ ...{ model, X, y, epsilon, norm, bounds }, stream: randomStream('exact') });
  return { exact, epsilon, result };
}

describe.each(problems)('on a $name', (problem) => {
  for (const norm of ['linf', 'l2'] as const) {
    it.each(Object.entries(attacks))(
      `%s finds no adversarial nearer than there is: ${norm}`,
      async (name, attack) => {
        const { exact, epsilon, result } = await run(attack, problem, norm);
        const { adversarials, distances, success, robustAccuracy, cleanAccuracy } = result;
        expect(cleanAccuracy).toBe(1);
        exact.forEach((least, i) => {
          const [point, adversarial] = [row(problem.X, i), row(adversarials, i)];
          expect(distances[i]).toBeGreaterThan(least * (1 - 1e-9));
          expect(success[i]).toBe(distances[i] <= epsilon);
          if (distances[i] === Number.POSITIVE_INFINITY) {
            expect(adversarial).toEqual(point);
            return;
          }
          expect(size(norm, adversarial, point)).toBeCloseTo(distances[i], 14);
          expect(adversarial.every((value) => value >= bounds[0] && value <= bounds[1])).toBe(true);
          expect(naiveClass(problem, adversarial)).not.toBe(problem.y[i]);
        });
        const n = exact.length;
        const exactAccuracy = exact.filter((least) => least > epsilon).length / n;
        expect(robustAccuracy).toBe(success.filter((broken) => !broken).length / n);
        expect(robustAccuracy).toBeGreaterThanOrEqual(exactAccuracy);
        const missed = Math.round((robustAccuracy - exactAccuracy) * n);
        report(problem.name, norm, name, `misses ${missed} of ${n - Math.round(exactAccuracy * n)}`);
        expect(missed).toBeLessThanOrEqual(mostMissed[isLinear(problem) ? 'linear' : 'relu'][name]);
      },
    );
  }
});

it.each([linearProblem(6, 2), linearProblem(6, 3), linearProblem(12, 5)])(
  'FAB-T ends 1.5 % beyond the nearest adversarial at most, where there are no others: $name',
  async (problem) => {
    for (const norm of ['linf', 'l2'] as const) {
      const { exact, result } = await run(attacks['FAB-T'], problem, norm);
      const gaps = exact.map((least, i) => result.distances[i] / least - 1).sort((a, b) => a - b);
      report(problem.name, norm, 'FAB-T', `gaps ${gaps[0]} to ${gaps[gaps.length - 1]}`);
      expect(Math.max(...gaps)).toBeLessThan(0.015);
    }
  },
);

describe('the exact distances', () => {
  it('of linear models are margin / dual norm where no bound is in force', () => {
    const weights = matrix([
      [1, -2, 0.5],
      [-0.5, 1, 1],
    ]);
    const [x, bias, wide] = [[0.3, -0.2, 0.4], [0.1, -0.1], [-100, 100] as const];
    const slopes = [-1.5, 3, 0.5];
    const margin = -(slopes[0] * x[0] + slopes[1] * x[1] + slopes[2] * x[2] - 0.2);
    const exact = (norm: PerturbationNorm) => linearMinimalPerturbation({ weights, bias }, x, 0, wide, norm);
    expect(exact('l2')).toBeCloseTo(margin / Math.hypot(...slopes), 10);
    expect(exact('linf')).toBeCloseTo(margin / 5, 10);
  });

  it('of ReLU nets are those to the nearest node of a fine grid, within its spacing', () => {
    const { network, X, y, exact } = planeProblem([8, 8], 3, 'plane 8', 12);
    const side = 601;
    const step = (bounds[1] - bounds[0]) / (side - 1);
    const axis = Array.from({ length: side }, (_, i) => bounds[0] + step * i);
    const points = matrix(axis.flatMap((a) => axis.map((b) => [a, b])));
    const grid = { points, classes: predict(network, points) };
    for (const norm of ['linf', 'l2'] as const) {
      exact(norm).forEach((distance, i) => {
        const onGrid = gridMinimalPerturbation(grid, row(X, i), y[i], norm);
        expect(distance).toBeLessThan(onGrid + 1e-12);
        expect(distance).toBeGreaterThan(onGrid - 2 * step);
      });
    }
  });
});
