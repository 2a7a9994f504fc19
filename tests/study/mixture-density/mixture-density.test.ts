import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../lib/data/dataset';
import { kFold } from '../../../lib/data/splits';
import { accuracies, trainSweep } from '../../../lib/kernels';
import { matrix } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { mixtureDensity, mixtureDensityOnSplit } from '../../../lib/study/mixture-density/mixture-density';
import { summariseMixtureDensity } from '../../../lib/study/mixture-density/summarise-mixture-density';
import { selectBySweep } from '../../../lib/study/mixture-density/sweep-selection';
import { selectPoints } from '../../../lib/train/cross-validate';
import { normalPoints } from '../../oracles/random-points';

/** Class 1 is a cloud between the two clouds of class 0: one Gaussian a class hides the gap, two show it. */
function sandwich(n: number, seed: string): Dataset {
  const noise = normalPoints(n, 2, randomStream(seed));
  const y = Int32Array.from({ length: n }, (_, i) => i % 2);
  const rows = Array.from(y, (c, i) => {
    const centre = c === 1 ? 0 : i % 4 < 2 ? -5 : 5;
    return [centre + noise.data[2 * i], noise.data[2 * i + 1]];
  });
  const feature = (name: string) => ({ name, kind: 'numeric' }) as const;
  return {
    name: 'sandwich',
    X: matrix(rows),
    y,
    features: [feature('a'), feature('b')],
    featureNames: ['a', 'b'],
    classNames: ['out', 'in'],
  };
}

describe('mixtureDensity', () => {
  it('has distinct jobs, those of quick among those of paper, at least five splits of every set', () => {
    const [quick, paper] = (['quick', 'paper'] as const).map((profile) =>
      mixtureDensity.jobs(profile).map((job) => JSON.stringify(job)),
    );
    expect(new Set(paper).size).toBe(paper.length);
    expect(quick.filter((job) => !paper.includes(job))).toEqual([]);
    const sets = new Map<number, number>();
    for (const { dataset } of mixtureDensity.jobs('paper')) sets.set(dataset, (sets.get(dataset) ?? 0) + 1);
    expect(Math.min(...sets.values())).toBeGreaterThanOrEqual(5);
  });

  it('finds the two components of a class, and classifies by them', () => {
    const result = mixtureDensityOnSplit(sandwich(300, 'sandwich'), randomStream(1));
    expect(result.testSize).toBe(90);
    expect(result.components).toEqual([2, 1]);
    expect(result.classifierTrain.mixture).toBeGreaterThan(0.95);
    expect(result.classifierTest.mixture).toBeGreaterThan(0.95);
    // No line separates the sandwich, whatever the labels.
    expect(Math.max(...Object.values(result.accuracy))).toBeLessThan(0.85);
  });

  it('gives equal streams equal results', () => {
    const data = sandwich(60, 'equal');
    expect(mixtureDensityOnSplit(data, randomStream(2))).toEqual(
      mixtureDensityOnSplit(data, randomStream(2)),
    );
  });
});

describe('selectBySweep', () => {
  const data = sandwich(80, 'selection');
  const [training, test] = [selectPoints(data, [...Array(60).keys()]), selectPoints(data, [...Array(20).keys()].map((i) => 60 + i))]; // biome-ignore format: two parts
  const folds = kFold(60, 3);
  const options = { epochs: 4, batchSize: 16, shuffle: true, alpha: 1 };
  const problem = { training, test, numClasses: 2, folds, options };
  const configurations = [0.001, 0.1, 0.01].map((learningRate) => ({ learningRate }));
  const stream = randomStream('selection');

  it('takes the best mean over the folds, the first of equals, one configuration and fold at a time', () => {
    const [outcome] = selectBySweep(problem, { labels: 'mixup', configurations }, stream);
    let best = { score: -1, learningRate: 0, epochs: 0 };
    for (const { learningRate } of configurations) {
      for (let epochs = 1; epochs <= 4; epochs++) {
        const scores = folds.map((fold, f) => {
          const part = selectPoints(training, fold.train);
          const shared = { ...options, ...part, numClasses: 2, labels: 'mixup', epochs } as const;
          const { models } = trainSweep({
            ...shared,
            configurations: [{ learningRate }],
            stream: stream.split('fold').split(f),
          });
          return accuracies(models, selectPoints(training, fold.test))[0];
        });
        const score = (scores[0] + scores[1] + scores[2]) / 3;
        if (score > best.score + 1e-9) best = { score, learningRate, epochs };
      }
    }
    expect(outcome.configuration.learningRate).toBe(best.learningRate);
    expect(outcome.epochs).toBe(best.epochs);
  });

  it('never shows a density the held-out rows', () => {
    const seen: (readonly [number | 'refit', number])[] = [];
    const densitiesOf = (part: typeof training, fold: number | 'refit') => {
      seen.push([fold, part.X.rows]);
      return undefined;
    };
    selectBySweep(problem, { labels: 'mixup', configurations, densitiesOf }, stream);
    expect(seen).toEqual([[0, 40], [1, 40], [2, 40], ['refit', 60]]); // biome-ignore format: pairs
  });

  it('chooses among the admitted configurations only', () => {
    const choices = [() => true, ({ learningRate }: { learningRate: number }) => learningRate === 0.001];
    const [free, bound] = selectBySweep(problem, { labels: 'hard', configurations }, stream, choices);
    expect(bound.configuration.learningRate).toBe(0.001);
    const alone = selectBySweep(
      problem,
      { labels: 'hard', configurations: [{ learningRate: 0.001 }] },
      stream,
    );
    expect(alone[0]).toEqual(bound);
    expect(free).toEqual(selectBySweep(problem, { labels: 'hard', configurations }, stream)[0]);
    expect(() => selectBySweep(problem, { labels: 'hard', configurations }, stream, [() => false])).toThrow(
      /no configuration is admitted/,
    );
  });
});

describe('summariseMixtureDensity', () => {
  const record = (dataset: number, mixup: number, mixture: number, train: number) => ({
    configuration: { dataset, trial: 0 },
    result: {
      testSize: 10,
      accuracy: { vanilla: 0.5, mixup, gaussian: 0.6, kernel: 0.6, mixture },
      learningRate: { vanilla: 1, mixup: 1, gaussian: 1, kernel: 1, mixture: 1 },
      epochs: { vanilla: 1, mixup: 1, gaussian: 1, kernel: 1, mixture: 1 },
      gamma: { gaussian: 0, kernel: 0.2, mixture: 1 },
      pureAccuracy: { gaussian: 0.4, kernel: 0.4, mixture: 0.4 },
      classifierTrain: { gaussian: 0.5, kernel: train, mixture: 0.99 },
      classifierTest: { gaussian: 0.5, kernel: 0.5, mixture: 0.5 },
      components: [1, 4],
    },
  });

  it('pairs the trials, and applies the rule to one Gaussian and the kernel density', () => {
    const records = [record(1, 0.5, 0.6, 0.94), record(2, 0.5, 0.5, 0.96), record(1, 0.7, 0.9, 0.95), record(2, 0.5, 0.5, 0.96), record(3, 0, 0, 0)]; // biome-ignore format: records
    const [first, second, ...others] = summariseMixtureDensity(records);
    expect(others).toEqual([]);
    expect([first.dataset, first.trials, first.kept, second.kept]).toEqual([1, 2, false, true]);
    expect(first.gain.mixture.mean).toBeCloseTo(15, 10);
    // t with one degree of freedom at 97.5 %: 12.706; the differences are 10 and 20, s = 5 sqrt 2; splits share rows.
    expect(first.gain.mixture.high - 15).toBeCloseTo(12.7062 * 5 * Math.SQRT2 * Math.sqrt(1 / 2 + 3 / 7), 2);
    expect(first.mixtureOverGaussian.mean).toBeCloseTo(15, 10);
    expect([first.components, first.gamma.mixture, first.pureGain.kernel.mean]).toEqual([2.5, 1, -20]);
    expect(first.classifierTrain.kernel).toBeCloseTo(94.5, 10);
  });
});
