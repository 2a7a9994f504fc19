import { describe, expect, it } from 'vitest';
import type { AttackOptions } from '../../lib/attacks/attack-options';
import { autoAttack, autoAttackComponents } from '../../lib/attacks/auto-attack';
import type { DifferentiableModel, LogitsAndGradient } from '../../lib/attacks/differentiable-model';
import { apgd } from '../../lib/attacks/gradient/apgd';
import { apgdTargeted } from '../../lib/attacks/gradient/apgd-t';
import { fabTargeted } from '../../lib/attacks/gradient/fab-t';
import { networkModel } from '../../lib/attacks/network-model';
import type { AttackResult } from '../../lib/attacks/run-attack';
import { square } from '../../lib/attacks/square/square';
import { type Matrix, matrix, row, selectRows, zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { type AttackProblem, bounds, linearProblem, planeProblem } from '../oracles/attack-problems';

type Attack = (options: AttackOptions) => Promise<AttackResult>;

const attacks: [string, Attack][] = [
  ['APGD-CE', (options) => apgd({ ...options, restarts: 2 })],
  ['APGD-T', apgdTargeted],
  ['FAB-T', (options) => fabTargeted({ ...options, restarts: 2, iterations: 30 })],
  ['Square', (options) => square({ ...options, queries: 200, restarts: 2 })],
  ['AutoAttack', (options) => autoAttack({ ...options, queries: 200 })],
];

const norms = ['linf', 'l2'] as const;

function optionsOf({ network, X, y }: AttackProblem, change: Partial<AttackOptions> = {}): AttackOptions {
  return {
    ...{ model: network, X, y, bounds, epsilon: 0.25, norm: 'l2', stream: randomStream('test') },
    ...change,
  };
}

/** A model whose answers are changed on the way. */
function changed(
  problem: AttackProblem,
  change: {
    logits?: (logits: Matrix) => Matrix;
    gradient?: (gradient: Matrix) => Matrix;
    numClasses?: number;
  },
): DifferentiableModel {
  const inner = networkModel(problem.network);
  const { logits: ofLogits = (m) => m, gradient: ofGradient = (m) => m } = change;
  return {
    numClasses: change.numClasses ?? inner.numClasses,
    logits: async (points) => ofLogits((await inner.logits(points)) as Matrix),
    logitsAndGradient: async (points, weights) => {
      const answer = await inner.logitsAndGradient(points, (logits) => weights(ofLogits(logits)));
      return { logits: ofLogits(answer.logits), gradient: ofGradient(answer.gradient) };
    },
  };
}

const map = ({ data, rows, cols }: Matrix, f: (value: number, p: number) => number): Matrix => ({
  ...{ data: data.map(f), rows, cols },
});

function softmax(logits: Matrix): Matrix {
  const result = map(logits, Math.exp);
  for (let i = 0; i < result.rows; i++) {
    const values = row(result, i);
    const sum = values.reduce((a, b) => a + b, 0);
    for (let c = 0; c < values.length; c++) values[c] /= sum;
  }
  return result;
}

const three = planeProblem([8, 8], 3, 'plane 8');
const five = linearProblem(6, 5);

describe.each(attacks)('%s', (_, attack) => {
  describe.each(norms)('in %s', (norm) => {
    it('gives a point the same result whatever the others, their order and the batches', async () => {
      const options = optionsOf(three, { norm });
      const whole = await attack(options);
      const order = [7, 33, 11, 0, 25, 25];
      const part = { X: selectRows(three.X, order), y: order.map((i) => three.y[i]) };
      for (const batchSize of [256, 4]) {
        const result = await attack({ ...options, ...part, batchSize });
        expect(result.adversarials).toEqual(selectRows(whole.adversarials, order));
        expect([...result.distances]).toEqual(order.map((i) => whole.distances[i]));
        expect(result.success).toEqual(order.map((i) => whole.success[i]));
      }
      expect(whole.success).toContain(true);
      expect(whole.success).toContain(false);
    });

    it('depends on the stream', async () => {
      const [a, b] = await Promise.all(
        [1, 2].map((seed) => attack(optionsOf(three, { norm, stream: randomStream(seed) }))),
      );
      expect(a.adversarials).not.toEqual(b.adversarials);
    });

    it('counts misclassified points as broken, at distance 0', async () => {
      const y = Int32Array.from(five.y, (label, i) => (i < 10 ? (label + 1) % 5 : label));
      const { success, distances, cleanAccuracy, adversarials } = await attack(optionsOf(five, { norm, y }));
      expect(success.slice(0, 10)).toEqual(new Array(10).fill(true));
      expect([...distances.subarray(0, 10)]).toEqual(new Array(10).fill(0));
      expect(adversarials.data.subarray(0, 60)).toEqual(five.X.data.subarray(0, 60));
      expect(cleanAccuracy).toBe(0.75);
    });

    it('keeps to the bounds where they are tight, at any radius', async () => {
      const X = map(five.X, (value) => Math.round(value));
      for (const epsilon of [1e-6, 0.3, 50]) {
        const y = Int32Array.from({ length: 40 }, (_, i) => {
          const logits = row(networkModel(five.network).logits(X) as Matrix, i);
          return logits.indexOf(Math.max(...logits));
        });
        const { adversarials, success, distances } = await attack(optionsOf(five, { norm, X, y, epsilon }));
        expect(adversarials.data.every((value) => value >= bounds[0] && value <= bounds[1])).toBe(true);
        success.forEach((broken, i) => {
          expect(broken).toBe(distances[i] <= epsilon);
        });
      }
    });

    it('counts what it found only if the model says so again', async () => {
      // Asked for logits alone it is right, asked for gradients it is always wrong.
      const model = changed(linearProblem(3, 2), {});
      const inner = networkModel(linearProblem(3, 2).network);
      const { X, y } = linearProblem(3, 2, 5);
      const liar: DifferentiableModel = {
        ...model,
        logits: ({ rows }) => matrix(Array.from({ length: rows }, () => [3, 0])),
        logitsAndGradient: async (points, weights) => {
          const wrong = matrix(Array.from({ length: points.rows }, () => [0, 3]));
          const { gradient } = (await inner.logitsAndGradient(points, () =>
            weights(wrong),
          )) as LogitsAndGradient;
          return { logits: wrong, gradient };
        },
      };
      const result = await attack(optionsOf(three, { norm, model: liar, X, y: new Array(y.length).fill(0) }));
      expect(result).toMatchObject({ robustAccuracy: 1, cleanAccuracy: 1 });
      expect(result.adversarials).toEqual(X);
    });

    it('finds a constant model robust wherever it is right', async () => {
      const model: DifferentiableModel = {
        numClasses: 3,
        logits: ({ rows }) => matrix(Array.from({ length: rows }, () => [1, 0, 0])),
        logitsAndGradient: (points, weights) => {
          const logits = matrix(Array.from({ length: points.rows }, () => [1, 0, 0]));
          weights(logits);
          return { logits, gradient: zeros(points.rows, points.cols) };
        },
      };
      const y = Int32Array.from({ length: 40 }, (_, i) => Number(i < 10));
      const result = await attack(optionsOf(three, { norm, model, y }));
      expect(result).toMatchObject({ robustAccuracy: 0.75, cleanAccuracy: 0.75 });
      expect(result.adversarials).toEqual(three.X);
    });

    it('finds the same on an equal model that answers later', async () => {
      const options = optionsOf(three, { norm });
      expect(await attack({ ...options, model: changed(three, {}) })).toEqual(await attack(options));
    });
  });

  it.each([
    [{ epsilon: 0 }, /epsilon is 0, expected a radius greater than 0/],
    [{ epsilon: -1 }, /epsilon is -1/],
    [{ epsilon: Number.NaN }, /epsilon is NaN/],
    [{ epsilon: 1e-300 }, /epsilon is 1e-300, lost in the rounding/],
    [{ bounds: [0, 1] as const }, /outside the bounds \[0,1\]: widen/],
    [{ bounds: [1, -1] as const }, /bounds are \[1,-1\]/],
    [{ norm: 'l1' as 'l2' }, /norm is l1, expected 'linf' or 'l2'/],
    [{ batchSize: 0 }, /batchSize is 0/],
    [{ y: [0, 1] }, /40 x 2 with 2 classes/],
    [{ y: new Array(40).fill(3) }, /class of point 0 is 3, but the model has the classes 0 to 2/],
    [{ model: changed(three, { logits: softmax }) }, /the model gives probabilities.*expected logits/],
    [
      { model: changed(three, { logits: (m) => map(m, () => Number.NaN) }) },
      /the logit NaN in row 0, column 0/,
    ],
    [
      { model: changed(three, { logits: (m) => map(m, (_v, p) => (p === 5 ? Infinity : 0)) }) },
      /Infinity in row 1/,
    ],
    [{ model: changed(three, { numClasses: 4 }) }, /gave logits of 40 x 3, expected 40 x 4/],
    [{ model: changed(three, { numClasses: 1 }) }, /has 1 classes, expected at least 2/],
    [{ model: changed(three, { logits: () => undefined as never }) }, /gave logits of no shape/],
  ])('refuses %o', async (change, message) => {
    await expect(attack(optionsOf(three, change))).rejects.toThrow(RangeError);
    await expect(attack(optionsOf(three, change))).rejects.toThrow(message);
  });
});

describe('gradient attacks', () => {
  it.each(attacks.slice(0, 3))('%s refuses gradients of another shape or not finite', async (_, attack) => {
    const nan = changed(three, { gradient: (m) => map(m, () => Number.NaN) });
    await expect(attack(optionsOf(three, { model: nan }))).rejects.toThrow(
      /the gradient NaN in row 0, column 0/,
    );
    const narrow = changed(three, { gradient: ({ rows }) => zeros(rows, 1) });
    await expect(attack(optionsOf(three, { model: narrow }))).rejects.toThrow(
      /gradients of \d+ x 1, expected/,
    );
  });

  it.each(attacks.slice(0, 2))('%s warns of zero gradients', async (_, attack) => {
    const dead = changed(three, { gradient: (m) => map(m, () => 0) });
    const { warnings } = await attack(optionsOf(three, { model: dead, epsilon: 0.01 }));
    expect(warnings.find(({ kind }) => kind === 'zero-gradient')?.message).toMatch(/ascent of \d\d points/);
  });

  it.each([linearProblem(5, 2), linearProblem(5, 3), five, planeProblem([8, 8], 2, 'plane 2'), three])(
    'find the same however large the logits are: $name',
    async (problem) => {
      for (const norm of norms) {
        const scaled = (factor: number) =>
          changed(problem, {
            logits: (m) => map(m, (value) => factor * value),
            gradient: (m) => map(m, (value) => factor * value),
          });
        const run = (model: DifferentiableModel) => apgdTargeted(optionsOf(problem, { model, norm }));
        const { success } = await run(scaled(1));
        for (const factor of [2 ** -20, 2 ** 20])
          expect((await run(scaled(factor))).success).toEqual(success);
      }
    },
  );

  it('APGD-CE does not stop where a softmax in f32 would be saturated', async () => {
    const large = changed(five, {
      logits: (m) => map(m, (value) => 60 * value),
      gradient: (m) => map(m, (value) => 60 * value),
    });
    for (const norm of norms) {
      const plain = await apgd(optionsOf(five, { norm }));
      const { robustAccuracy, warnings } = await apgd(optionsOf(five, { norm, model: large }));
      expect(warnings).toEqual([]);
      expect(Math.abs(robustAccuracy - plain.robustAccuracy)).toBeLessThanOrEqual(0.05);
    }
  });

  it('say that they replace DLR for two and three classes, and only there', async () => {
    for (const [k, expected] of [
      [2, 1],
      [3, 1],
      [4, 0],
    ]) {
      const { warnings } = await apgdTargeted(optionsOf(linearProblem(3, k)));
      expect(warnings.filter(({ kind }) => kind === 'dlr-substitute')).toHaveLength(expected);
      if (expected) expect(warnings[0].message).toMatch(`needs 4 classes, the model has ${k}`);
    }
  });

  it.each([
    [apgd, { iterations: 0 }, /iterations is 0/],
    [apgd, { restarts: 0.5 }, /restarts is 0.5/],
    [apgd, { rho: 2 }, /rho is 2/],
    [apgdTargeted, { targetClasses: 0 }, /targetClasses is 0/],
    [fabTargeted, { targetClasses: 0 }, /targetClasses is 0/],
    [fabTargeted, { iterations: 1.5 }, /iterations is 1.5/],
    [fabTargeted, { restarts: 0 }, /restarts is 0/],
    [square, { queries: -1 }, /queries is -1/],
    [square, { restarts: 0 }, /restarts is 0/],
    [
      square,
      { imageShape: { channels: 1, height: 2, width: 2 } },
      /1 x 2 x 2, expected .* of the 2 features/,
    ],
    [square, { imageShape: { channels: 1, height: 1, width: 2, channelsAre: 'x' } }, /channelsAre is x/],
    [autoAttack, { version: 'rand' }, /version is rand, expected 'standard'/],
    [autoAttack, { attacks: [] }, /attacks are \[\]/],
    [autoAttack, { attacks: ['square', 'square'] }, /each at most once/],
    [autoAttack, { attacks: ['apgd'] }, /attacks are \[apgd\], expected at least one of apgd-ce, apgd-t/],
  ])('refuse their own options: %o %o', async (attack, change, message) => {
    const run = attack as (options: object) => Promise<AttackResult>;
    await expect(run({ ...optionsOf(three), ...change })).rejects.toThrow(message);
  });
});

describe('autoAttack', () => {
  it.each(norms)('is its attacks in sequence, each on what is left: %s', async (norm) => {
    const options = { ...optionsOf(three, { norm }), queries: 300 };
    const whole = await autoAttack(options);
    const alone = await Promise.all(
      [apgd, apgdTargeted, fabTargeted, square].map((attack) => attack(options)),
    );
    whole.brokenBy.forEach((by, i) => {
      const first = alone.findIndex(({ success }) => success[i]);
      expect(by).toBe(first < 0 ? undefined : autoAttackComponents[first]);
      expect(whole.distances[i]).toBe(first < 0 ? Infinity : alone[first].distances[i]);
    });
    let left = 40;
    for (const { attack, attacked, broken, robustAccuracy } of whole.components) {
      expect(attacked).toBe(left);
      expect(broken).toBe(whole.brokenBy.filter((by) => by === attack).length);
      left -= broken;
      expect(robustAccuracy).toBe(left / 40);
    }
    expect(whole.robustAccuracy).toBe(left / 40);
  });

  it('runs the attacks it is told to, in their order', async () => {
    const { components, brokenBy } = await autoAttack({
      ...optionsOf(three),
      attacks: ['square', 'apgd-ce'],
      queries: 50,
    });
    expect(components.map(({ attack }) => attack)).toEqual(['square', 'apgd-ce']);
    expect(brokenBy).toContain('square');
  });

  it('warns where Square breaks what gradients do not', async () => {
    const dead = changed(three, { gradient: (m) => map(m, () => 0) });
    const { warnings } = await autoAttack({ ...optionsOf(three), model: dead, queries: 200 });
    expect(warnings.map(({ kind }) => kind)).toEqual(['zero-gradient', 'dlr-substitute', 'square-stronger']);
    expect(warnings[2].message).toMatch(/Square broke \d+ of \d+ points/);
  });

  it('warns of a model that answers at random', async () => {
    const stream = randomStream('noise');
    const noisy = changed(three, { logits: (m) => map(m, (value) => value + 0.1 * stream.normal()) });
    const { warnings } = await autoAttack({ ...optionsOf(three), model: noisy, queries: 20, iterations: 5 });
    expect(warnings[0]).toMatchObject({ kind: 'randomised-model' });
    const steady = await autoAttack({ ...optionsOf(three), queries: 20, iterations: 5 });
    expect(steady.warnings.map(({ kind }) => kind)).not.toContain('randomised-model');
  });

  it('stops asking when nothing is left', async () => {
    const result = await autoAttack(optionsOf(five, { epsilon: 10 }));
    expect(result.robustAccuracy).toBe(0);
    expect(result.components.map(({ attacked }) => attacked).slice(2)).toEqual([0, 0]);
  });
});
