import { describe, expect, it } from 'vitest';
import { cellReach, judgeCell } from '../../lib/report/judge-cell';
import { judgeMeanGain } from '../../lib/report/judge-mean-gain';
import { judgeConjunction, judgeCount, judgeDerived, tally, tallyCounts } from '../../lib/report/judge-parts';
import { judgeProtocols } from '../../lib/report/judge-protocols';
import { judgeShare, judgeShareBound, shareInterval } from '../../lib/report/judge-share';
import { denied, judgeSigns, signPValue } from '../../lib/report/judge-sign';
import { judgeSize } from '../../lib/report/judge-size';
import { checkJudgement, type Part } from '../../lib/report/judgement';
import type { Verdict } from '../../lib/report/rules';
import { runInterval } from '../../lib/report/run-interval';

const part = (label: string, verdict: Verdict): Part => ({
  label,
  verdict,
  ours: `ours of ${label}`,
  rule: 'sign',
  ...(verdict === 'holds-conditionally' && { condition: `if ${label}` }),
});

describe('rule of cells', () => {
  const cell = { question: 'reproduces', decimals: 2, testSize: 100 } as const;
  // n = 4, s = 2 exactly; t(0.975, 3) = 3.1824463.
  const values = [78, 80, 80, 82].map((value) => 80 + (value - 80) * Math.sqrt(1.5));

  it('reaches as far as the prediction of a mean of five seeds, or of one split', () => {
    const t = 3.182446305284263;
    expect(cellReach({ ...cell, values })).toBeCloseTo(t * 2 * Math.sqrt(1 / 5 + 1 / 4) + 0.005, 9);
    expect(cellReach({ ...cell, values, question: 'generalises' })).toBeCloseTo(
      t * 2 * Math.sqrt(1 + 1 / 4) + 0.005,
      9,
    );
  });

  it('reaches one step of the printed mean at least, and half a unit of each printed number', () => {
    const equal = [80, 80, 80];
    expect(cellReach({ ...cell, values: equal })).toBeCloseTo(100 / 500 + 0.005, 12);
    expect(cellReach({ ...cell, values: equal, decimals: 0, roundings: 2 })).toBeCloseTo(0.2 + 1, 12);
    expect(judgeCell({ ...cell, printed: 80.2, values: equal }).verdict).toBe('holds');
    expect(judgeCell({ ...cell, printed: 80.21, values: equal }).verdict).toBe('fails');
  });

  it('does not let low power pass: a wide reach is not resolved, but a value beyond it fails', () => {
    expect(judgeCell({ ...cell, printed: 81, values }).verdict).toBe('not-resolved');
    expect(judgeCell({ ...cell, printed: 90, values }).verdict).toBe('fails');
    const narrow = values.map((value) => 80 + (value - 80) / 4);
    expect(judgeCell({ ...cell, printed: 81, values: narrow }).verdict).toBe('holds');
  });

  it('takes a value that depends on the split alone to its printed digits, on that split only', () => {
    const exact = { ...cell, values: [78.33333, 78.33333], splitOnly: true };
    expect(judgeCell({ ...exact, printed: 78.33 }).verdict).toBe('holds');
    expect(judgeCell({ ...exact, printed: 78.34 }).verdict).toBe('fails');
    expect(judgeCell({ ...exact, printed: 78.33, values: [78.33333] }).verdict).toBe('holds');
    expect(() => judgeCell({ ...exact, printed: 78.33, values: [78, 79] })).toThrow(/depends on the split/);
    expect(cellReach({ ...exact, question: 'generalises' })).toBeCloseTo(0.205, 9);
  });

  it('cannot tell from one run, and is not attempted without', () => {
    expect(judgeCell({ ...cell, printed: 80, values: [80] })).toMatchObject({
      verdict: 'not-resolved',
      reach: undefined,
    });
    expect(judgeCell({ ...cell, printed: 80, values: [] }).verdict).toBe('not-attempted');
  });
});

describe('rule of signs', () => {
  const claim = (label: string, values: readonly number[], sign: 1 | -1 = 1) => ({ label, values, sign });
  const verdicts = (...claims: ReturnType<typeof claim>[]) =>
    judgeSigns(claims).map(({ verdict }) => verdict);

  it('has the p value of the t test', () => {
    // scipy.stats.ttest_1samp([1, 2, 3, 4], 0): t = 3.872983346207417, p = 0.030466291662170977
    expect(signPValue({ values: [1, 2, 3, 4] })).toBeCloseTo(0.030466291662170977, 12);
    const split = { testSize: 30, trainSize: 70 };
    // The same t over sqrt(1 + 4 * 30 / 70): 2 * scipy.stats.t.sf(2.3508117299, 3)
    expect(signPValue({ values: [1, 2, 3, 4], split })).toBeCloseTo(0.1002318935902271, 12);
  });

  it('holds or fails by the side that is shown', () => {
    const shown = [2, 3, 2, 3, 2, 3];
    expect(verdicts(claim('a', shown))).toEqual(['holds']);
    expect(verdicts(claim('a', shown, -1))).toEqual(['fails']);
    expect(verdicts(claim('a', [-3, 4, -2, 5]))).toEqual(['not-resolved']);
  });

  it('fails where there is no difference that matters: within a point, or 0 in every run', () => {
    expect(verdicts(claim('a', [-0.2, 0.2, 0.1, -0.1]))).toEqual(['fails']);
    expect(verdicts(claim('a', [0, 0, 0]))).toEqual(['fails']);
    // A small difference that is shown is a difference.
    expect(verdicts(claim('a', [0.3, 0.4, 0.3, 0.4, 0.3]))).toEqual(['holds']);
  });

  it('takes equal differences by the sign test, and one run for nothing', () => {
    expect(signPValue({ values: [2, 2, 2] })).toBe(0.25);
    expect(signPValue({ values: Array(10).fill(-7.14) })).toBe(2 ** -9);
    // Equal but for rounding.
    expect(signPValue({ values: [100 * (48 / 56 - 44 / 56), 100 * (47 / 56) - 100 * (43 / 56)] })).toBe(0.5);
    expect(verdicts(claim('a', [2, 2, 2]))).toEqual(['not-resolved']);
    expect(verdicts(claim('a', Array(6).fill(2)))).toEqual(['holds']);
    expect(verdicts(claim('a', [2]))).toEqual(['not-resolved']);
    expect(verdicts(claim('a', [0]))).toEqual(['not-resolved']);
    expect(verdicts(claim('a', []))).toEqual(['not-attempted']);
  });

  it('has no interval of a few equal runs, and over splits none of 0 either', () => {
    const split = { testSize: 30, trainSize: 70 };
    const two = { label: 'a', sign: 1 as const, values: [7.14, 7.14], split };
    expect(judgeSigns([two])[0]).toMatchObject({
      verdict: 'not-resolved',
      ours: '+7.14 points, p = 0.500, 2 equal runs',
    });
    expect(judgeSigns([{ ...two, values: [0, 0] }])[0].verdict).toBe('not-resolved');
    expect(judgeSigns([{ ...two, values: [0, 0, 0, 0, 0] }])[0].verdict).toBe('fails');
    expect(runInterval({ values: [3, 3, 3, 3], split }).low).toBe(Number.NEGATIVE_INFINITY);
  });

  it('corrects for the family, in which what has no runs does not count', () => {
    const border = claim('a', [1, 2, 3, 4]);
    expect(verdicts(border)).toEqual(['holds']);
    expect(verdicts(border, claim('b', []))).toEqual(['holds', 'not-attempted']);
    expect(verdicts(border, claim('b', [-3, 4, -2, 5]))[0]).toBe('not-resolved');
    expect(judgeSigns([border, claim('b', [-3, 4, -2, 5])])[0].pValue).toBeCloseTo(0.0609325833, 8);
  });

  it('can be denied', () => {
    const [holds, fails] = judgeSigns([claim('a', [2, 3, 2, 3, 2, 3]), claim('b', [0, 0, 0])]);
    expect([denied(holds).verdict, denied(fails).verdict]).toEqual(['fails', 'holds']);
    expect(() => denied(part('x', 'holds-conditionally'))).toThrow(/no denial/);
  });
});

describe('rules of sizes and shares', () => {
  const interval = (low: number, high: number) => ({ mean: (low + high) / 2, low, high });

  it('judge a bound by the interval', () => {
    const verdict = (low: number, high: number) =>
      judgeSize({ bound: 8, interval: interval(low, high) }).verdict;
    expect([verdict(8.1, 9), verdict(6, 7.9), verdict(7, 9)]).toEqual(['holds', 'fails', 'not-resolved']);
    const below = (low: number, high: number) =>
      judgeSize({ bound: 8, side: 'below', interval: interval(low, high) }).verdict;
    expect([below(8.1, 9), below(6, 7.9), below(7, 9)]).toEqual(['fails', 'holds', 'not-resolved']);
    expect(judgeSize({ bound: 8, interval: runInterval({ values: [50] }) }).verdict).toBe('not-resolved');
    expect(judgeSize({ bound: 8, interval: undefined }).verdict).toBe('not-attempted');
  });

  it('judge a printed share by the prediction for one more experiment', () => {
    const verdict = (printed: number, shares: number[]) =>
      judgeShare({ printed, decimals: 1, shares }).verdict;
    const shares = [50, 52, 54, 50, 52, 54];
    expect(verdict(55, shares)).toBe('holds');
    expect(verdict(60, shares)).toBe('fails');
    expect(verdict(55, [40, 60, 50, 45, 62, 55])).toBe('not-resolved');
    expect(verdict(52.04, [52, 52, 52, 52, 52])).toBe('holds');
    expect(verdict(52.06, [52, 52, 52, 52, 52])).toBe('fails');
    // Fewer than five may agree by chance.
    expect(verdict(52.06, [52, 52])).toBe('not-resolved');
    expect(verdict(80, [52, 52, 52, 52])).toBe('not-resolved');
    expect([verdict(52, [52]), verdict(52, [])]).toEqual(['not-resolved', 'not-attempted']);
  });

  it('judge a bound of a share', () => {
    const verdict = (low: number, high: number, orEqual = false) =>
      judgeShareBound({ bound: 0, interval: interval(low, high), of: 'sets', orEqual }).verdict;
    expect([verdict(1, 2), verdict(-2, -1), verdict(-1, 1)]).toEqual(['holds', 'fails', 'not-resolved']);
    expect([verdict(0, 2), verdict(0, 2, true)]).toEqual(['not-resolved', 'holds']);
    expect(shareInterval([50])?.high).toBe(Number.POSITIVE_INFINITY);
    expect(shareInterval([50, 50])?.high).toBe(Number.POSITIVE_INFINITY);
    expect(shareInterval([])).toBeUndefined();
  });
});

describe('rule of mean gains', () => {
  const judge = (aboveRope: number, aboveZero: number, withinRope: number) =>
    judgeMeanGain({ centre: { mean: 1, low: -0.5, high: 2.5 }, aboveRope, aboveZero, withinRope, sets: 100 });

  it('is as stated', () => {
    expect(judge(0.96, 0.99, 0.03).verdict).toBe('holds');
    expect(judge(0.3, 0.97, 0.7)).toMatchObject({
      verdict: 'holds-conditionally',
      condition: 'not shown to exceed 1 point',
    });
    expect(judge(0, 0.04, 0.5).verdict).toBe('fails');
    expect(judge(0.01, 0.7, 0.96).verdict).toBe('fails');
    expect(judge(0.2, 0.8, 0.7).verdict).toBe('not-resolved');
    expect(judgeMeanGain(undefined).verdict).toBe('not-attempted');
  });

  it('says the interval, and of probabilities no more than draws can tell', () => {
    expect(judge(0, 0.973, 1).ours).toBe(
      'mean gain +1.00 [−0.50, +2.50] points over 100 sets: P(above 1) < 0.001, P(above 0) = 0.973, P(within ±1) > 0.999',
    );
  });
});

describe('rules of several parts', () => {
  const parts = (...list: Verdict[]) => list.map((verdict, i) => part('abcdefg'[i], verdict));

  it('count', () => {
    const six = (fails: number, open: number) =>
      judgeCount(
        6,
        parts(
          ...Array.from(
            { length: 7 },
            (_, i): Verdict => (i < fails ? 'fails' : i < fails + open ? 'not-resolved' : 'holds'),
          ),
        ),
      ).verdict;
    expect([six(0, 1), six(1, 0), six(1, 1), six(2, 0)]).toEqual(['holds', 'holds', 'not-resolved', 'fails']);
    expect(judgeCount(1, parts('not-attempted')).verdict).toBe('not-attempted');
  });

  it('conjoin', () => {
    expect(judgeConjunction(parts('holds', 'holds')).verdict).toBe('holds');
    expect(judgeConjunction(parts('holds', 'fails', 'not-resolved')).verdict).toBe('fails');
    expect(judgeConjunction(parts('holds', 'not-resolved')).verdict).toBe('not-resolved');
    expect(judgeConjunction(parts('holds', 'not-attempted')).verdict).toBe('not-resolved');
    expect(judgeConjunction(parts('holds', 'fails')).ours).toBe(
      '1 of 2 holds (a), 1 fails (b). a: ours of a; b: ours of b',
    );
    expect(judgeConjunction([...parts('fails'), ...Array(9).fill(part('x', 'not-attempted'))]).ours).toMatch(
      /^1 of 10 fails \(a\), 9 not attempted \(.*\)\. a: ours of a$/,
    );
    expect(judgeConjunction([]).verdict).toBe('not-attempted');
  });

  it('summarise, saying how many of each and which', () => {
    expect(judgeDerived(parts('holds', 'holds'))).toMatchObject({
      verdict: 'holds',
      ours: '2 of 2 hold (a, b)',
    });
    expect(judgeDerived(parts('fails', 'fails')).verdict).toBe('fails');
    expect(judgeDerived(parts('not-resolved', 'not-resolved')).verdict).toBe('not-resolved');
    expect(judgeDerived(parts('not-resolved', 'fails')).verdict).toBe('not-resolved');
    expect(judgeDerived(parts('holds', 'fails', 'not-attempted'))).toMatchObject({
      verdict: 'holds-conditionally',
      condition: 'in part: 1 of 3 holds (a), 1 fails (b), 1 not attempted (c)',
    });
    expect(judgeDerived(parts('holds-conditionally', 'holds-conditionally'))).toMatchObject({
      verdict: 'holds-conditionally',
      condition: 'in part: 2 of 2 hold under conditions (a, b)',
    });
    expect(judgeDerived(parts('not-attempted')).verdict).toBe('not-attempted');
    expect(tally(parts('fails', 'fails'))).toBe('2 of 2 fail (a, b)');
    expect(tallyCounts(parts('fails', 'holds', 'fails'))).toBe('1 of 3 holds, 2 fail');
  });

  it('join protocols', () => {
    const both = (a: Verdict, b: Verdict) => judgeProtocols([part('paper', a), part('released', b)]);
    expect(both('holds', 'holds').verdict).toBe('holds');
    expect(both('fails', 'fails').verdict).toBe('fails');
    expect(both('fails', 'not-resolved').verdict).toBe('not-resolved');
    expect(both('not-attempted', 'not-attempted').verdict).toBe('not-attempted');
    expect(both('fails', 'holds')).toMatchObject({
      verdict: 'holds-conditionally',
      condition: 'under protocol released (fails under paper)',
      ours: 'ours of paper (paper); ours of released (released)',
    });
    expect(both('holds-conditionally', 'holds-conditionally').condition).toBe(
      'under protocol paper: if paper; under protocol released: if released',
    );
    expect(() => judgeProtocols([])).toThrow(/no protocol/);
  });
});

describe('a judgement', () => {
  it('has a condition exactly if it holds conditionally, and a known verdict and rule', () => {
    expect(() => checkJudgement(part('a', 'holds'), 'x')).not.toThrow();
    expect(() => checkJudgement(part('a', 'holds-conditionally'), 'x')).not.toThrow();
    expect(() => checkJudgement({ ...part('a', 'holds'), condition: 'c' }, 'x')).toThrow(/x has the verdict/);
    expect(() => checkJudgement({ ...part('a', 'holds-conditionally'), condition: '' }, 'x')).toThrow(
      /no condition/,
    );
    expect(() => checkJudgement({ ...part('a', 'holds'), verdict: 'true' as 'holds' }, 'x')).toThrow(
      /'true'/,
    );
    expect(() => checkJudgement({ ...part('a', 'holds'), rule: 'mood' as 'sign' }, 'x')).toThrow(/'mood'/);
  });
});
