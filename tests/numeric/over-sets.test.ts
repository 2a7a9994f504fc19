import { describe, expect, it } from 'vitest';
import { bayesianSignedRank } from '../../lib/numeric/bayesian-signed-rank';
import { clusterBootstrap } from '../../lib/numeric/cluster-bootstrap';
import { hierarchicalModel } from '../../lib/numeric/hierarchical-model';
import { randomStream } from '../../lib/numeric/random';
import { sliceSample } from '../../lib/numeric/slice-sample';
import { mean, standardDeviation } from '../../lib/numeric/statistics';
import { studentTail } from '../../lib/numeric/student-tail';
import vectors from '../vectors/bayesian-tests.json';

describe('studentTail', () => {
  it('equals scipy.stats.t.sf', () => {
    expect(studentTail(2.5, 3.7)).toBeCloseTo(0.03591101145591339, 12);
    expect(studentTail(-0.3, 29)).toBeCloseTo(0.6168414533355161, 12);
    expect(studentTail(40, 9) / 9.491499224669911e-12).toBeCloseTo(1, 9);
    expect(studentTail(1e-3, 1)).toBeCloseTo(0.49968169021990794, 12);
  });

  it('has its limits, and refuses what is no law', () => {
    expect([studentTail(0, 5), studentTail(Number.POSITIVE_INFINITY, 5)]).toEqual([0.5, 0]);
    expect(studentTail(Number.NEGATIVE_INFINITY, 5)).toBe(1);
    expect(() => studentTail(1, 0)).toThrow(/freedom is 0/);
    expect(() => studentTail(Number.NaN, 3)).toThrow(/t is NaN/);
  });
});

describe('bayesianSignedRank', () => {
  it.each(vectors.signedRank)(
    'equals baycomp within 4 standard errors (rope $rope)',
    ({ differences, rope, ...theirs }) => {
      const draws = 20_000;
      const ours = bayesianSignedRank(differences, { rope, draws });
      for (const region of ['below', 'within', 'above'] as const) {
        const p = theirs[region];
        const error = Math.sqrt(Math.max(p * (1 - p), 1e-4) * (1 / draws + 1 / 50_000));
        expect(Math.abs(ours[region] - p)).toBeLessThan(4 * error);
      }
    },
  );

  it('equals a naive sum over pairs for given weights', () => {
    // One difference only: weights w_0, w_1 of 0 and z. Above: w_1^2 [2 z > 2 rope] + 2 w_0 w_1 [z > 2 rope].
    const { above, within } = bayesianSignedRank([3], { rope: 1, prior: 1, draws: 40_000 });
    // 1 - w_0^2 is largest unless w_0^2 > 1/2; w_0 ~ U(0, 1).
    expect(Math.abs(above - Math.SQRT1_2)).toBeLessThan(4 * Math.sqrt(0.21 / 40_000));
    expect(above + within).toBe(1);
  });

  it('is the same for the same stream, symmetric in sign, and refuses what it cannot rank', () => {
    const z = [1, -2, 3, 0.5];
    expect(bayesianSignedRank(z, { rope: 1 })).toEqual(bayesianSignedRank(z, { rope: 1 }));
    const mirrored = bayesianSignedRank(
      z.map((value) => -value),
      { rope: 1 },
    );
    expect(Math.abs(mirrored.below - bayesianSignedRank(z, { rope: 1 }).above)).toBeLessThan(0.02);
    expect(() => bayesianSignedRank([], { rope: 1 })).toThrow(/no differences/);
    expect(() => bayesianSignedRank([Number.NaN], { rope: 1 })).toThrow(/not finite/);
    expect(() => bayesianSignedRank([1], { rope: -1 })).toThrow(/rope is -1/);
  });
});

describe('hierarchicalModel', () => {
  const { runs, rope, correlation, ...theirs } = vectors.hierarchical;
  const sets = runs.map((values) => ({ values }));

  it('equals the Stan program of baycomp within Monte Carlo error', () => {
    const ours = hierarchicalModel(sets, { rope, correlation });
    expect(ours.scaleReduction).toBeLessThan(1.01);
    // Draws of the location are correlated: about 5,000 independent ones of each, standard deviation 0.36.
    const error = 0.36 * Math.sqrt(2 / 5000);
    expect(Math.abs(ours.centre.mean - theirs.mean)).toBeLessThan(4 * error);
    expect(Math.abs(ours.centre.low - theirs.low)).toBeLessThan(0.06);
    expect(Math.abs(ours.centre.high - theirs.high)).toBeLessThan(0.06);
    for (const name of ['aboveRope', 'aboveZero', 'withinRope'] as const) {
      const p = theirs[name];
      expect(Math.abs(ours[name] - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p) * 2) / 5000));
    }
    expect(Math.abs(ours.next.above - theirs.nextAbove)).toBeLessThan(0.015);
    expect(Math.abs(ours.next.below - theirs.nextBelow)).toBeLessThan(0.01);
    expect(Math.abs(ours.spread - theirs.spread)).toBeLessThan(0.03);
    expect(Math.abs(ours.freedom - theirs.freedom)).toBeLessThan(3);
  });

  it('finds what made the data', () => {
    const stream = randomStream('hierarchical truth');
    const made = Array.from({ length: 100 }, () => {
      const centre = 2 + 0.5 * stream.normal();
      return { values: Array.from({ length: 8 }, () => centre + stream.normal()) };
    });
    const { centre, aboveRope, next } = hierarchicalModel(made, { rope: 1, correlation: 0, draws: 1000 });
    expect(centre.low).toBeLessThan(2);
    expect(centre.high).toBeGreaterThan(2);
    expect(aboveRope).toBe(1);
    expect(next.above).toBeGreaterThan(0.9);
  });

  it('knows less from correlated runs, the same from the same stream', () => {
    const width = (rho: number) => {
      const { centre } = hierarchicalModel(sets.slice(0, 6), { rope: 1, correlation: rho, draws: 1000 });
      return centre.high - centre.low;
    };
    expect(width(0.6)).toBeGreaterThan(width(0));
    const once = () => hierarchicalModel(sets.slice(0, 4), { rope: 1, correlation: 0.3, draws: 200 });
    expect(once()).toEqual(once());
  });

  it('keeps a variance of rounding where all runs agree, and refuses what it cannot model', () => {
    const equal = [
      { values: [0, 0, 0], step: 1 },
      { values: [1, 1, 1], step: 1 },
      { values: [0, 1, 0], step: 1 },
    ];
    const { centre } = hierarchicalModel(equal, { rope: 1, correlation: 0.3, draws: 500 });
    expect(Number.isFinite(centre.low + centre.high)).toBe(true);
    const model =
      (data: { values: number[] }[], rho = 0.3) =>
      () =>
        hierarchicalModel(data, { rope: 1, correlation: rho });
    expect(model([{ values: [0, 0] }, { values: [1, 2] }])).toThrow(/all runs of set 0 agree/);
    expect(model([{ values: [1, 2] }])).toThrow(/got 1 sets/);
    expect(model([{ values: [1] }, { values: [1, 2] }])).toThrow(/set 0 has 1 runs/);
    expect(model([{ values: [1, 3] }, { values: [1, 2] }], 1)).toThrow(/correlation is 1/);
  });
});

describe('sliceSample', () => {
  it('draws from the density', () => {
    const stream = randomStream('slices');
    let value = 0.5;
    const draws = Array.from({ length: 20_000 }, () => {
      // A normal density on a wide interval.
      value = sliceSample((x) => -((x - 1) ** 2) / 2, value, [-10, 10], stream);
      return value;
    });
    expect(Math.abs(mean(draws) - 1)).toBeLessThan(0.05);
    expect(Math.abs(standardDeviation(draws) - 1)).toBeLessThan(0.04);
    expect(() => sliceSample(() => Number.NEGATIVE_INFINITY, 0, [0, 1], stream)).toThrow(/log density at 0/);
  });
});

describe('clusterBootstrap', () => {
  const average = (members: readonly number[]) => mean(members);

  it('has the spread of the mean for families of one', () => {
    const stream = randomStream('bootstrap test');
    const values = Array.from({ length: 200 }, () => stream.normal());
    const {
      mean: centre,
      low,
      high,
    } = clusterBootstrap(
      values.map((value) => [value]),
      average,
    );
    expect(centre).toBeCloseTo(mean(values), 12);
    const width = (2 * 1.96 * standardDeviation(values)) / Math.sqrt(200);
    expect(Math.abs((high - low) / width - 1)).toBeLessThan(0.1);
  });

  it('is wider where relatives agree: ten times the same value says no more than once', () => {
    const stream = randomStream('relatives');
    const families = Array.from({ length: 20 }, () => new Array<number>(10).fill(stream.normal()));
    const wide = clusterBootstrap(families, average);
    const narrow = clusterBootstrap(
      families.flat().map((value) => [value]),
      average,
    );
    expect((wide.high - wide.low) / (narrow.high - narrow.low)).toBeGreaterThan(2.5);
  });

  it('refuses families without members', () => {
    expect(() => clusterBootstrap([], average)).toThrow(/no families/);
    expect(() => clusterBootstrap([[1], []], average)).toThrow(/empty one/);
  });
});
