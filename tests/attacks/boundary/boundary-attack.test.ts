import { describe, expect, it } from 'vitest';
import { boundaryAttack, boundaryAttacks } from '../../../lib/attacks/boundary/boundary-attack';
import type { BoundaryAttackOptions } from '../../../lib/attacks/boundary/boundary-attack-options';
import { networkPredictor } from '../../../lib/attacks/boundary/network-predictor';
import type { Predictor } from '../../../lib/attacks/predictor';
import { type Matrix, matrix, row, selectRows, zeros } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { type DenseNetwork, initialNetwork } from '../../../lib/train/dense-network';
import { predict } from '../../../lib/train/forward';
import { gridMinimalPerturbation, linearMinimalPerturbation } from '../../oracles/minimal-perturbation';

const bounds = [-1, 1] as const;

function uniformPoints(n: number, d: number, name: string): Matrix {
  const stream = randomStream(name);
  const points = zeros(n, d);
  for (let i = 0; i < n * d; i++) points.data[i] = 2 * stream.uniform() - 1;
  return points;
}

/** Softmax regression through the origin's neighbourhood, as a net without hidden layers. */
function linearNetwork(d: number, k: number, name: string) {
  const stream = randomStream(name);
  const weights = zeros(k, d);
  for (let i = 0; i < k * d; i++) weights.data[i] = stream.normal();
  const bias = Array.from({ length: k }, () => 0.2 * stream.normal());
  const parameters = new Float64Array((d + 1) * k);
  for (let c = 0; c < k; c++) {
    for (let j = 0; j < d; j++) parameters[j * k + c] = weights.data[c * d + j];
    parameters[d * k + c] = bias[c];
  }
  const network: DenseNetwork = { architecture: { widths: [d, k], activation: 'identity' }, parameters };
  return { network, weights, bias };
}

/** A random ReLU net of two hidden layers, its weights enlarged so that its boundary is bent, and its own labels. */
function reluProblem(d: number, n: number, name: string) {
  const initial = initialNetwork({ widths: [d, 12, 12, 2], activation: 'relu' }, randomStream(name));
  const network = { ...initial, parameters: initial.parameters.map((value) => 2.5 * value) };
  const all = predict(network, uniformPoints(4000, d, 'centre'));
  if (new Set(all).size < 2) throw new Error('the net of the test is constant: choose another name');
  const X = uniformPoints(n, d, `${name} points`);
  return { network, X, y: predict(network, X) };
}

function problem(name: string) {
  const { network, X, y } = reluProblem(3, 12, name);
  const ask: Predictor = (points) => predict(network, points);
  const options = { predict: ask, X, y, bounds, steps: 600, stream: randomStream('attack') };
  return { network, options };
}

describe('boundaryAttack on linear models, whose nearest adversarials are known exactly', () => {
  for (const [d, k] of [
    [1, 2],
    [2, 2],
    [6, 2],
    [15, 2],
    [4, 3],
  ]) {
    it(`finds none nearer, and one hardly farther: ${d} features, ${k} classes`, () => {
      const model = linearNetwork(d, k, `linear ${d} ${k}`);
      const ask: Predictor = (points) => predict(model.network, points);
      const X = uniformPoints(15, d, `points ${d}`);
      const y = ask(X);
      const { distances, status } = boundaryAttack({ predict: ask, X, y, bounds, stream: randomStream(d) });
      expect(status).toEqual(status.map(() => 'adversarial'));
      const exact = status.map((_, i) => linearMinimalPerturbation(model, row(X, i), y[i], bounds));
      const gaps = exact.map((least, i) => distances[i] / least - 1);
      expect(Math.min(...gaps)).toBeGreaterThan(-1e-9);
      if (process.env.GENLABEL_GAPS)
        console.log(
          d,
          k,
          [...gaps].sort((a, b) => a - b),
        );
      if (k === 2) expect(Math.max(...gaps)).toBeLessThan(1e-3);
      // A walk may end at the boundary to another class than the nearest.
      else expect(gaps.sort((a, b) => a - b)[7]).toBeLessThan(1e-3);
    });
  }

  it('reaches adversarials where a bound is in the way', () => {
    // 2 x_0 + x_1 > 2.5 is nearest to (0.9, 0) at (1, 0.5), the bound of x_0 in force.
    const ask: Predictor = ({ data, rows }) =>
      Int32Array.from({ length: rows }, (_, i) => Number(2 * data[2 * i] + data[2 * i + 1] > 2.5));
    const options = { predict: ask, X: matrix([[0.9, 0]]), y: [0], bounds, stream: randomStream(2) };
    const weights = matrix([
      [0, 0],
      [2, 1],
    ]);
    const exact = linearMinimalPerturbation({ weights, bias: [0, -2.5] }, [0.9, 0], 0, bounds);
    expect(exact).toBeCloseTo(Math.hypot(0.1, 0.5), 12);
    const [distance] = boundaryAttack(options).distances;
    expect(distance).toBeGreaterThanOrEqual(exact);
    expect(distance).toBeLessThan(1.01 * exact);
  });
});

describe('boundaryAttack on ReLU nets', () => {
  it('comes as near as a fine grid of the plane', () => {
    const { network, X, y } = reluProblem(2, 10, 'plane 2');
    const side = 801;
    const axis = Array.from({ length: side }, (_, i) => (2 * i) / (side - 1) - 1);
    const points = matrix(axis.flatMap((a) => axis.map((b) => [a, b])));
    const classes = predict(network, points);
    const ask: Predictor = (m) => predict(network, m);
    const { distances } = boundaryAttack({ predict: ask, X, y, bounds, stream: randomStream(4) });
    const least = distances.map((_, i) => gridMinimalPerturbation({ points, classes }, row(X, i), y[i]));
    const diagonal = (2 * Math.SQRT2) / (side - 1);
    const gaps = Array.from(distances, (distance, i) => distance - least[i]);
    expect(Math.min(...gaps)).toBeGreaterThan(-diagonal);
    // A walk may end at another part of the boundary than the nearest: here some do, most do not.
    expect(gaps.sort((a, b) => a - b)[5]).toBeLessThan(diagonal);
  });

  it('stays within the bounds, and what it calls a success is one', () => {
    const { network, options } = problem('bounds');
    const epsilon = 0.3;
    const { adversarials, success, distances, robustAccuracy } = boundaryAttack({ ...options, epsilon });
    expect(Math.max(...adversarials.data.map(Math.abs))).toBeLessThanOrEqual(1);
    const again = predict(network, adversarials);
    const differences = adversarials.data.map((value, i) => value - options.X.data[i]);
    success.forEach((broken, i) => {
      const distance = Math.hypot(...differences.subarray(3 * i, 3 * i + 3));
      expect(distance).toBeCloseTo(distances[i], 12);
      if (broken) expect(again[i]).not.toBe(options.y[i]);
      if (broken) expect(distance).toBeLessThanOrEqual(epsilon);
    });
    expect(success).toContain(true);
    expect(success).toContain(false);
    expect(robustAccuracy).toBe(success.filter((broken) => !broken).length / 12);
  });

  it('gives the same verdict whether walks stop within the radius or not', () => {
    const { options } = problem('stop');
    for (const epsilon of [0.05, 0.15, 0.3, 0.6]) {
      const stopped = boundaryAttack({ ...options, epsilon });
      const full = boundaryAttack({ ...options, epsilon, stopAtEpsilon: false });
      expect(stopped.success).toEqual(full.success);
      const total = (queries: Int32Array) => queries.reduce((a, b) => a + b, 0);
      if (stopped.success.includes(true)) expect(total(stopped.queries)).toBeLessThan(total(full.queries));
    }
  });

  it('draws an adversarial beyond the radius back to it, and counts it if it is one there', () => {
    // Class 1 is a thin ring at 0.5 and all beyond 0.9: without steps, the start beyond is drawn back to the ring.
    const ask: Predictor = ({ data, rows }) =>
      Int32Array.from({ length: rows }, (_, i) => {
        const radius = Math.hypot(data[2 * i], data[2 * i + 1]);
        return Number(Math.abs(radius - 0.5) < 1e-6 || radius > 0.9);
      });
    const options = { predict: ask, X: matrix([[0, 0]]), y: [0], bounds, steps: 0, stream: randomStream(1) };
    expect(boundaryAttack({ ...options, epsilon: 0.5 })).toMatchObject({
      success: [true],
      robustAccuracy: 0,
    });
    expect(boundaryAttack({ ...options, epsilon: 0.6 })).toMatchObject({ success: [false] });
  });
});

describe('the result of a point', () => {
  const keys = ['distances', 'queries', 'status', 'success'] as const;
  for (const directions of ['common', 'own'] as const) {
    it(`does not depend on the order of the points or on the others: directions ${directions}`, () => {
      const { options } = problem('order');
      const whole = boundaryAttack({ ...options, directions, epsilon: 0.2 });
      const order = [7, 2, 11, 0, 5];
      const part = boundaryAttack({
        ...{ ...options, directions, epsilon: 0.2 },
        X: selectRows(options.X, order),
        y: order.map((i) => options.y[i]),
      });
      for (const key of keys) expect([...part[key]]).toEqual(order.map((i) => whole[key][i]));
      expect(part.adversarials).toEqual(selectRows(whole.adversarials, order));
    });

    it(`does not depend on the other models: directions ${directions}`, () => {
      const { options } = problem('order');
      const { network } = problem('bounds');
      const predictors = [options.predict, (points: Matrix) => predict(network, points)];
      const together = boundaryAttacks({ ...options, directions, predictors });
      predictors.forEach((ask, i) => {
        expect(together[i]).toEqual(boundaryAttack({ ...options, directions, predict: ask }));
      });
    });
  }

  it('is the same with networkPredictor, in every digit', () => {
    for (const activation of ['relu', 'identity'] as const) {
      const { network, options } = problem('order');
      const net: DenseNetwork = { ...network, architecture: { ...network.architecture, activation } };
      const ask: Predictor = (points) => predict(net, points);
      const common = { ...options, y: predict(net, options.X), steps: 3000 };
      const expected = boundaryAttack({ ...common, predict: ask });
      expect(boundaryAttack({ ...common, predict: networkPredictor(net) })).toEqual(expected);
    }
  });

  it('counts every point that the model was asked about', () => {
    const { options } = problem('stop');
    let asked = 0;
    const ask: Predictor = (points) => {
      asked += points.rows;
      return options.predict(points);
    };
    const { queries } = boundaryAttack({ ...options, predict: ask, epsilon: 0.2 });
    expect(queries.reduce((a, b) => a + b, 0)).toBe(asked);
  });
});

describe('boundaryAttack names what it cannot do', () => {
  const constant: Predictor = ({ rows }) => new Int32Array(rows);
  const options: BoundaryAttackOptions & { predict: Predictor } = {
    ...{ predict: constant, X: matrix([[0, 0.5]]), y: [0], bounds, stream: randomStream(1) },
  };

  it('a model of one class: no start, robust', () => {
    const result = boundaryAttack({ ...options, epsilon: 1 });
    expect(result).toMatchObject({ status: ['no-start'], success: [false], robustAccuracy: 1 });
    expect([...result.distances]).toEqual([Infinity]);
    expect([...result.queries]).toEqual([1001]);
  });

  it('a point that is misclassified as it is: distance 0, broken', () => {
    const result = boundaryAttack({ ...options, y: [1], epsilon: 0.1 });
    expect(result).toMatchObject({ status: ['misclassified'], success: [true], robustAccuracy: 0 });
    expect([...result.distances]).toEqual([0]);
    expect(result.adversarials.data).toEqual(options.X.data);
  });

  it('a model that takes its answer back: robust', () => {
    let first = 1;
    const once: Predictor = ({ rows }) => new Int32Array(rows).fill(first-- > 0 ? 1 : 0);
    const taken = boundaryAttack({ ...options, predict: once, steps: 0 });
    expect(taken).toMatchObject({ status: ['unconfirmed'], success: [false], robustAccuracy: 1 });
  });

  it.each([
    [{ epsilon: 0 }, /epsilon is 0, expected a radius greater than 0/],
    [{ epsilon: Number.NaN }, /epsilon is NaN/],
    [{ bounds: [0, 0.4] as const }, /X holds 0.5 in row 0, column 1, outside the bounds \[0,0.4\]: widen/],
    [{ bounds: [1, -1] as const }, /bounds are \[1,-1\]/],
    [{ X: matrix([[0, Number.NaN]]) }, /X holds NaN/],
    [{ y: [0, 1] }, /1 x 2 with 2 classes/],
    [{ y: [0.5] }, /class of point 0 is 0.5/],
    [{ steps: 1.5 }, /steps is 1.5, expected an integer from 0/],
    [{ updateStatsEvery: 0 }, /updateStatsEvery is 0/],
    [{ startDirections: 0 }, /startDirections is 0/],
    [{ sphericalStep: -1 }, /sphericalStep is -1/],
    [{ stepAdaptation: 1 }, /stepAdaptation is 1, expected a factor greater than 1/],
    [{ directions: 'none' as 'own' }, /directions is none/],
    [{ predict: () => new Int32Array(2) }, /predict returned 2 classes of 1 points/],
    [{ predict: () => undefined as never }, /predict returned undefined classes/],
    [{ predict: () => [Number.NaN] }, /predict returned NaN for point 0/],
    [{ predict: () => [0.25] }, /predict returned 0.25 for point 0, expected a class.*argmax/],
    [{ predict: () => [-1] }, /predict returned -1/],
  ])('%o', (change, message) => {
    expect(() => boundaryAttack({ ...options, ...change })).toThrow(RangeError);
    expect(() => boundaryAttack({ ...options, ...change })).toThrow(message);
  });
});
