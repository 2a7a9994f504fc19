import { describe, expect, it } from 'vitest';
import { createAttackedPoints } from '../../lib/attacks/attacked-points';
import { walkStates } from '../../lib/kernels/walk-states';
import { zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { PlainProposals } from '../oracles/plain-proposals';

const bounds = [-1, 1] as const;

/** Walks in all states that a walk can be in: small and large steps, at the bounds, as near as rounding. */
function walk(n: number, d: number, directions: 'common' | 'own') {
  const stream = randomStream(`${n} ${d}`);
  const X = zeros(n, d);
  for (let i = 0; i < n * d; i++) X.data[i] = Math.max(-1, Math.min(1, 0.9 * stream.normal()));
  const made = walkStates(X, bounds, directions, 2);
  for (const { adversarials, distances, sphericalSteps, sourceSteps } of made.states) {
    for (let i = 0; i < n; i++) {
      let square = 0;
      for (let j = i * d; j < (i + 1) * d; j++) {
        adversarials[j] = Math.max(-1, Math.min(1, X.data[j] + 10 ** -(i % 9) * stream.normal()));
        square += (adversarials[j] - X.data[j]) ** 2;
      }
      distances[i] = Math.sqrt(square);
      sphericalSteps[i] = 10 ** (1 - stream.uniform() * 8);
      sourceSteps[i] = 10 ** (1 - stream.uniform() * 8);
    }
  }
  for (let i = 0; i < made.directions.length; i++) made.directions[i] = stream.normal();
  return { X, ...made };
}

describe('walkStates', () => {
  for (const directions of ['common', 'own'] as const) {
    for (const d of [1, 2, 3, 8, 21]) {
      it(`proposes what plain loops do, to the last digit: ${d} features, directions ${directions}`, () => {
        for (const n of [1, 2, 3, 4, 5, 11, 27]) {
          const { X, directions: drawn, states } = walk(n, d, directions);
          for (const [withSphere, state] of [
            [true, states[0]],
            [false, states[1]],
          ] as const) {
            const { adversarials, distances, sphericalSteps, sourceSteps } = state;
            const active = Array.from({ length: n }, (_, i) => n - 1 - i).filter((i) => n < 4 || i % 3 > 0);
            const m = active.length;
            const room = { adversarials: zeros(n, d).data, distances: zeros(n, 1).data };
            const points = createAttackedPoints({ X, y: [], bounds }, room);
            points.adversarials.data.set(adversarials);
            points.distances.set(distances);
            const expected = zeros(2 * n, d).data;
            const plain = new PlainProposals(points, sphericalSteps, sourceSteps, expected);
            const reached = active.map((i, at) =>
              plain.write(i, drawn, directions === 'own' ? i * d : 0, at, m + at),
            );
            state.active.set(active);
            state.propose(m, withSphere);
            const count = withSphere ? 2 * m * d : m * d;
            expect(state.candidates.subarray(0, count)).toEqual(expected.subarray(0, count));
            expect(active.map((i) => state.candidateDistances[i])).toEqual(reached);
          }
        }
      });
    }
  }

  it('moves nothing but the candidates', () => {
    const { X, states } = walk(6, 3, 'common');
    const before = states.map(({ adversarials, distances }) => [adversarials.slice(), distances.slice()]);
    states[0].active.set([0, 1, 2, 3, 4, 5]);
    states[0].propose(6, true);
    expect(states.map(({ adversarials, distances }) => [adversarials, distances])).toEqual(before);
    expect(states[1].candidates.every((value) => value === 0)).toBe(true);
    expect(X.rows).toBe(6);
  });
});
