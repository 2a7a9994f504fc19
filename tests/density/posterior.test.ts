import { describe, expect, it } from 'vitest';
import { posterior } from '../../lib/density/posterior';
import { matrix, row, zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { naivePosterior } from '../oracles/naive-density';
import { normalPoints } from '../oracles/random-points';
import vectors from '../vectors/density.json';
import { expectClose } from './closeness';

const reference = vectors.posterior;

describe('posterior', () => {
  it("agrees with SciPy's softmax, with and without priors", () => {
    const values = matrix(reference.logDensities);
    expectClose(posterior(values).data, reference.posterior.flat(), 1e-14);
    expectClose(posterior(values, reference.logPriors).data, reference.withPriors.flat(), 1e-14);
  });

  it('has rows that sum to 1, for log densities from -1e6 to 1e6', () => {
    const stream = randomStream('posterior');
    for (const scale of [1, 100, 1e6]) {
      const values = normalPoints(50, 7, stream);
      const scaled = { ...values, data: values.data.map((x) => scale * x) };
      const result = posterior(scaled);
      const expected = naivePosterior(Array.from({ length: 50 }, (_, i) => [...row(scaled, i)]));
      // Relative to terms of 4e6, a difference of log densities is exact to 1e-9.
      expectClose(result.data, expected.flat(), 1e-9);
      for (let i = 0; i < 50; i++) {
        expect(row(result, i).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 14);
      }
    }
  });

  it('keeps the label where every density underflows', () => {
    const result = posterior(
      matrix([
        [-1e5, -1e5 + Math.log(3)],
        [-1e300, -2e300],
        [-Infinity, -1e5],
      ]),
    );
    expectClose(result.data, [0.25, 0.75, 1, 0, 0, 1]);
  });

  it('does not depend on a constant added to a row or to the priors', () => {
    const values = matrix([[0.3, -1, 2]]);
    const priors = [-1, -2, -0.5];
    const moved = { ...values, data: values.data.map((x) => x - 5000) };
    const lifted = priors.map((x) => x + 40);
    expectClose(posterior(moved, lifted).data, posterior(values, priors).data);
  });

  it('gives infinite densities all of the probability, in proportion to their priors', () => {
    const values = matrix([
      [Infinity, 3, -Infinity],
      [Infinity, 3, Infinity],
    ]);
    expectClose(posterior(values).data, [1, 0, 0, 0.5, 0, 0.5], 1e-15);
    const priors = [Math.log(0.1), Math.log(0.6), Math.log(0.3)];
    expectClose(posterior(values, priors).data, [1, 0, 0, 0.25, 0, 0.75]);
  });

  it('excludes a class of prior 0, even where its density is infinite', () => {
    const values = matrix([
      [Infinity, 1],
      [5, 1],
    ]);
    expectClose(posterior(values, [-Infinity, 0]).data, [0, 1, 0, 1], 1e-15);
  });

  it('refuses rows without a probable class, NaN and bad priors, naming the row', () => {
    const none = matrix([
      [0, 1],
      [-Infinity, -Infinity],
    ]);
    expect(() => posterior(none)).toThrow(/row 1: every class.*raise ridge or bandwidth/);
    expect(() => posterior(none)).toThrow(RangeError);
    expect(() => posterior(matrix([[0, -Infinity]]), [-Infinity, 0])).toThrow(/row 0: every class/);
    expect(() => posterior(matrix([[0, Number.NaN]]))).toThrow(/row 0 holds NaN for class 1/);
    expect(() => posterior(matrix([[Infinity, Number.NaN]]))).toThrow(/NaN/);
    expect(() => posterior(none, [0])).toThrow(/1 log priors, expected 2/);
    expect(() => posterior(none, [0, Infinity])).toThrow(/class 1 is Infinity/);
    expect(() => posterior(none, [Number.NaN, 0])).toThrow(/class 0 is NaN/);
    expect(() => posterior(zeros(1, 0))).toThrow(/no column/);
    expect(posterior(zeros(0, 2)).rows).toBe(0);
  });
});
