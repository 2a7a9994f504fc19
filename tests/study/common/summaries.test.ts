import { describe, expect, it } from 'vitest';
import { scalings } from '../../../lib/data/preprocess';
import { randomStream } from '../../../lib/numeric/random';
import type { AccuracyResult } from '../../../lib/study/common/accuracy-result';
import type { OpenmlTrial } from '../../../lib/study/common/openml-accuracy';
import type { Protocol } from '../../../lib/study/common/protocol';
import { summariseAccuracy, summariseDifference } from '../../../lib/study/common/summarise-accuracy';
import { encodings } from '../../../lib/study/preparation/preprocessing';
import {
  type PreprocessingRecord,
  type PrintedAccuracy,
  summarisePreprocessing,
} from '../../../lib/study/preparation/summarise-preprocessing';

const resultOf = (accuracy: { [method: string]: number }, testSize = 50): AccuracyResult => ({
  testSize,
  accuracy,
  learningRate: {},
  epochs: {},
});

describe('summariseAccuracy and summariseDifference', () => {
  const record = (dataset: string | number, protocol: Protocol, vanilla: number, mixup: number) => ({
    configuration: { dataset, protocol },
    result: resultOf({ vanilla, mixup }),
  });
  const records = [
    record(48, 'paper', 0.4, 0.3),
    record('moon', 'released', 0.97, 0.98),
    record(48, 'paper', 0.5, 0.41),
    record(48, 'released', 0.6, 0.6),
    record(48, 'paper', 0.6, 0.49),
  ];

  it('give one cell a data set and protocol, in percent, with intervals that know that splits share rows', () => {
    const cells = summariseAccuracy(records, 'vanilla');
    expect(cells.map(({ dataset, protocol, trials }) => [dataset, protocol, trials])).toEqual([
      [48, 'paper', 3],
      ['moon', 'released', 1],
      [48, 'released', 1],
    ]);
    const [first, second] = cells;
    // s = 10, n = 3, t(0.975, 2) = 4.302652729749464
    expect(first.mean).toBeCloseTo(50, 10);
    const t = 4.302652729749464;
    expect(first.interval?.high).toBeCloseTo(50 + t * 10 * Math.sqrt(1 / 3 + 3 / 7), 8);
    const [seeds] = summariseAccuracy(records, 'vanilla', 'seeds');
    expect(seeds.interval?.high).toBeCloseTo(50 + (t * 10) / Math.sqrt(3), 8);
    expect(second).toMatchObject({ mean: 97, interval: undefined });
  });

  it('pair differences trial by trial', () => {
    const [first] = summariseDifference(records, 'mixup', 'vanilla');
    // -10, -9, -11: s = 1
    expect(first.mean).toBeCloseTo(-10, 10);
    expect(first.interval?.low).toBeCloseTo(-10 - 4.302652729749464 * Math.sqrt(1 / 3 + 3 / 7), 8);
  });

  it('refuse a method that was not run', () => {
    expect(() => summariseAccuracy(records, 'cutmix')).toThrow(
      /no accuracy of cutmix, only of vanilla, mixup/,
    );
  });
});

describe('summarisePreprocessing', () => {
  const offsets = { raw: 0, standardised: 10, 'min-max': 20 };
  const nominalSets = [48, 307];
  const plainSets = [18, 36, 913];

  /** Accuracies around 50 % plus what scaling, encoding (of the sets that have nominal inputs) and protocol add. */
  function records(numTrials: number): PreprocessingRecord[] {
    const stream = randomStream('fake trials');
    const fakeTrial = (configuration: OpenmlTrial): PreprocessingRecord => {
      const { scaling, nominal, protocol } = configuration;
      const extra = (nominal === 'one-hot' ? 5 : 0) + (protocol === 'paper' ? 2 : 0);
      const draw = () => (50 + offsets[scaling] + extra + 2 * stream.normal()) / 100;
      return { configuration, result: resultOf({ vanilla: draw(), mixup: draw() }) };
    };
    const result: PreprocessingRecord[] = [];
    for (const dataset of [...nominalSets, ...plainSets]) {
      const ways = nominalSets.includes(dataset) ? encodings : (['integer'] as const);
      for (let trial = 0; trial < numTrials; trial++) {
        for (const protocol of ['paper', 'released'] as const) {
          for (const scaling of scalings) {
            for (const nominal of ways)
              result.push(fakeTrial({ dataset, trial, protocol, scaling, nominal }));
          }
        }
      }
    }
    return result;
  }

  const printedAt = (plain: number, nominal: number): PrintedAccuracy[] =>
    (['vanilla', 'mixup'] as const).flatMap((method) => [
      ...nominalSets.map((dataset) => ({ dataset, method, percent: nominal })),
      ...plainSets.map((dataset) => ({ dataset, method, percent: plain })),
    ]);

  it('finds the preparation that the printed values come from, and is sure of it', () => {
    const { scores, compared, left } = summarisePreprocessing(records(20), printedAt(60, 65));
    expect([compared, left]).toEqual([10, []]);
    expect(scores.length).toBe(12);
    expect(scores[0]).toMatchObject({ protocol: 'released', scaling: 'standardised', nominal: 'one-hot' });
    expect(scores[0].difference).toBe(0);
    expect(scores[0].meanSquare).toBeLessThan(1);
    expect(scores[0].covered).toBe(1);
    const raw = scores.find((score) => score.scaling === 'raw' && score.protocol === 'released');
    expect(raw?.bestShare).toBe(0);
    expect(raw?.covered).toBe(0);
    expect(raw?.differenceInterval.high).toBeLessThan(0);
    expect(scores.reduce((sum, { bestShare }) => sum + bestShare, 0)).toBeCloseTo(1, 12);
  });

  it('is unsure where the printed values lie between two preparations', () => {
    const { scores } = summarisePreprocessing(records(20), printedAt(61, 66));
    expect(scores[0].bestShare).toBeLessThan(1);
    expect(scores[1].differenceInterval.high).toBeGreaterThan(0);
  });

  it("scores by Student's density for one split, with the error of our mean and rounding", () => {
    const fake = records(3);
    const { scores } = summarisePreprocessing(fake, [{ dataset: 18, method: 'mixup', percent: 63 }]);
    for (const score of scores) {
      const values = fake
        .filter(({ configuration: c }) => c.dataset === 18 && c.protocol === score.protocol)
        .filter(({ configuration: c }) => c.scaling === score.scaling)
        .map(({ result }) => 100 * result.accuracy.mixup);
      const centre = values.reduce((sum, value) => sum + value, 0) / 3;
      const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / 2;
      const spread2 = variance * (4 / 3) + 2 ** 2 / 12;
      // Two degrees of freedom: density (2 + t^2)^(-3/2), over the scale.
      const expected = -1.5 * Math.log(2 + (63 - centre) ** 2 / spread2) - 0.5 * Math.log(spread2);
      expect(score.logLikelihood).toBeCloseTo(expected, 9);
    }
  });

  it('leaves out values without trials, and says which', () => {
    const extra: PrintedAccuracy = { dataset: 818, method: 'vanilla', percent: 100 };
    const { compared, left } = summarisePreprocessing(records(4), [...printedAt(60, 65), extra]);
    expect([compared, left]).toEqual([10, [extra]]);
    expect(() => summarisePreprocessing([], printedAt(60, 65))).toThrow(/no printed value/);
    expect(() => summarisePreprocessing(records(1), printedAt(60, 65))).toThrow(RangeError);
  });

  it('refuses a run that is given twice', () => {
    const twice = [...printedAt(60, 65), { dataset: 48, method: 'mixup', percent: 65.1 } as const];
    expect(() => summarisePreprocessing(records(3), twice)).toThrow(/mixup of data set 48 is given twice/);
  });
});
