import { describe, expect, it } from 'vitest';
import { type Foresight, outcomes } from '../../lib/kernels/foresight';
import { neighbourClassifier } from '../../lib/kernels/neighbour-classifier';
import { type WalkState, walkStates } from '../../lib/kernels/walk-states';
import { type Matrix, zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { type DenseNetwork, initialNetwork } from '../../lib/train/dense-network';
import { predict } from '../../lib/train/forward';

function network(widths: number[], activation: 'relu' | 'identity', factor = 2): DenseNetwork {
  const net = initialNetwork({ widths, activation }, randomStream(widths.join()));
  return { ...net, parameters: net.parameters.map((value) => factor * value) };
}

const bounds = [-4, 4] as const;
const clip = (value: number) => Math.max(bounds[0], Math.min(bounds[1], value));

/** Points of their own classes and adversarials of others, some of them at the bounds. */
function starts(net: DenseNetwork, n: number, stream: ReturnType<typeof randomStream>) {
  const d = net.architecture.widths[0];
  const X = zeros(n, d);
  const ends = zeros(n, d);
  for (let i = 0; i < n * d; i++) X.data[i] = clip(1.5 * stream.normal());
  const y = Int32Array.from(predict(net, X));
  for (let i = 0; i < n; i++) {
    for (let tries = 0; tries < 500; tries++) {
      for (let j = 0; j < d; j++) ends.data[i * d + j] = clip(3 * stream.normal());
      if (predict(net, row(ends, i))[0] !== y[i]) break;
    }
  }
  return { X, y, ends };
}

function row({ data, cols }: Matrix, i: number): Matrix {
  return { data: data.slice(i * cols, (i + 1) * cols), rows: 1, cols };
}

/** Moves an adversarial towards its point, to near the boundary. */
function approach(
  net: DenseNetwork,
  X: Matrix,
  y: Int32Array,
  ends: Matrix,
  i: number,
  state: WalkState,
  halvings: number,
) {
  const d = X.cols;
  let [near, far] = [0, 1];
  const at = (share: number) =>
    Array.from(
      { length: d },
      (_, j) => X.data[i * d + j] + share * (ends.data[i * d + j] - X.data[i * d + j]),
    );
  for (let step = 0; step < halvings; step++) {
    const middle = (near + far) / 2;
    if (predict(net, { data: Float64Array.from(at(middle)), rows: 1, cols: d })[0] === y[i]) near = middle;
    else far = middle;
  }
  state.adversarials.set(at(far), i * d);
  let square = 0;
  for (let j = i * d; j < (i + 1) * d; j++) square += (state.adversarials[j] - X.data[j]) ** 2;
  state.distances[i] = Math.sqrt(square);
}

/** Compares what is foreseen with the classes of all candidates; counts what is foreseen, and what could be. */
function compare(
  net: DenseNetwork,
  foresight: Foresight,
  state: WalkState,
  y: Int32Array,
  d: number,
  recorded: boolean,
) {
  const n = y.length;
  const open = foresight.look(recorded);
  const found = foresight.outcomes.slice();
  expect(Array.from(foresight.open.subarray(0, open))).toEqual(
    Array.from(found.keys()).filter((i) => found[i] === outcomes.open),
  );
  state.propose(n, recorded);
  const rows = recorded ? 2 * n : n;
  const classes = predict(net, { data: state.candidates.slice(0, rows * d), rows, cols: d });
  let possible = 0;
  for (let i = 0; i < n; i++) {
    possible += Number(classes[i] === y[i]);
    if (found[i] === outcomes.open) continue;
    expect(classes[i]).toBe(y[i]);
    if (recorded) expect(classes[n + i] === y[i]).toBe(found[i] === outcomes.refused);
    else expect(found[i]).toBe(outcomes.refused);
  }
  return [n - open, possible];
}

function survey(net: DenseNetwork, directions: 'common' | 'own', n = 12) {
  const d = net.architecture.widths[0];
  const stream = randomStream(`foresight ${d} ${directions}`);
  const { X, y, ends } = starts(net, n, stream);
  const walks = walkStates(X, bounds, directions, 1);
  const [state] = walks.states;
  const foresight = neighbourClassifier(net).foresee({ X, y, bounds, directions: walks.directions });
  state.active.set(Array.from({ length: n }, (_, i) => i));
  foresight.activate(Int32Array.from({ length: n }, (_, i) => i));
  const total = [0, 0];
  for (let t = 0; t < 400; t++) {
    for (let i = 0; i < n; i++) {
      if (t > 0 && stream.uniform() < 0.8) continue;
      approach(net, X, y, ends, i, state, 1 + Math.floor(40 * stream.uniform()));
      state.sphericalSteps[i] = 10 ** (0.5 - 6 * stream.uniform());
      state.sourceSteps[i] = state.sphericalSteps[i] * 10 ** (0.5 - 3 * stream.uniform());
      foresight.follow(i, state);
    }
    for (let j = 0; j < walks.directions.length; j++) walks.directions[j] = stream.normal();
    const [foreseen, possible] = compare(net, foresight, state, y, d, t % 3 === 0);
    total[0] += foreseen;
    total[1] += possible;
  }
  return total;
}

describe('foresee', () => {
  for (const widths of [
    [2, 3],
    [2, 20, 2],
    [3, 40, 30, 4],
    [5, 128, 128, 2],
    [6, 20, 12, 15, 3],
    [20, 128, 128, 2],
    [21, 60, 60, 6],
  ]) {
    for (const activation of ['relu', 'identity'] as const) {
      for (const directions of ['common', 'own'] as const) {
        it(`is right about all candidates and foresees most: [${widths}], ${activation}, ${directions}`, () => {
          const [foreseen, possible] = survey(network(widths, activation), directions);
          expect(possible).toBeGreaterThan(200);
          expect(foreseen).toBeGreaterThan(0.4 * possible);
        });
      }
    }
  }

  it('leaves walks on a line open', () => {
    const [foreseen, possible] = survey(network([1, 9, 2], 'relu'), 'common');
    expect(possible).toBeGreaterThan(0);
    expect(foreseen).toBe(0);
  });

  it.each([1e-30, 1e-8, 1e6, 1e40])('is right for parameters times %d', (factor) => {
    const [foreseen, possible] = survey(network([4, 30, 30, 3], 'relu', factor), 'common');
    expect(foreseen).toBeLessThanOrEqual(possible);
  });

  it.each([NaN, Infinity])('foresees nothing of a net with a parameter %d that every point meets', (bad) => {
    const net = network([4, 20, 20, 3], 'relu');
    const stream = randomStream('bad');
    const { X, y } = starts(net, 5, stream);
    const walks = walkStates(X, bounds, 'common', 1);
    const [state] = walks.states;
    for (const place of [0, 4 * 20 + 3, 5 * 20 + 7, 5 * 20 + 21 * 20 + 2]) {
      const broken = { ...net, parameters: net.parameters.slice() };
      broken.parameters[place] = bad;
      const foresight = neighbourClassifier(broken).foresee({ X, y, bounds, directions: walks.directions });
      foresight.activate(Int32Array.of(0, 1, 2, 3, 4));
      for (let i = 0; i < 5; i++) {
        for (let j = 0; j < 4; j++) state.adversarials[i * 4 + j] = X.data[i * 4 + j] / 2;
        state.distances[i] = Math.hypot(...X.data.subarray(i * 4, i * 4 + 4)) / 2;
        state.sphericalSteps[i] = state.sourceSteps[i] = 0.01;
        foresight.follow(i, state);
      }
      for (let j = 0; j < 4; j++) walks.directions[j] = stream.normal();
      expect(foresight.look(false)).toBe(5);
      expect(foresight.look(true)).toBe(5);
    }
  });

  it('refuses points of another shape', () => {
    const classifier = neighbourClassifier(network([3, 9, 8, 2], 'relu'));
    const walks = { X: zeros(2, 2), y: [0, 1], bounds, directions: new Float64Array(2) };
    expect(() => classifier.foresee(walks)).toThrow(/points have 2 features, the net expects 3/);
  });
});
