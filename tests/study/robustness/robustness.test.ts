import { describe, expect, it } from 'vitest';
import { kFold } from '../../../lib/data/splits';
import { synthetic } from '../../../lib/data/synthetic';
import { matrix } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import type { LinearProblem } from '../../../lib/study/common/linear-outcomes';
import { attackBudgets } from '../../../lib/study/robustness/attack-budgets';
import { compareBudgets, compareExact } from '../../../lib/study/robustness/attack-check';
import { fitNetwork } from '../../../lib/study/robustness/fit-network';
import { robustChoice } from '../../../lib/study/robustness/robust-choice';
import { robustGains, robustOutcomes } from '../../../lib/study/robustness/robust-outcomes';
import { attackRadius, robustProtocols } from '../../../lib/study/robustness/robust-protocols';
import { robustScorer, threatOf } from '../../../lib/study/robustness/robust-score';
import { accuracyRecords, robustTrials } from '../../../lib/study/robustness/robust-sets';
import { robustness } from '../../../lib/study/robustness/robustness';
import { attackOf, robustnessResult } from '../../../lib/study/robustness/robustness-result';
import { ownSelection } from '../../../lib/study/robustness/robustness-trial';
import { authorsRobustness, freshRobustness } from '../../../lib/study/robustness/split-robustness';
import { robustnessDatasets } from '../../../lib/study/tabular/tabular-datasets';
import type { DenseNetwork } from '../../../lib/train/dense-network';
import { accuracy } from '../../../lib/train/forward';
import { networkConfigurations, networkMethods } from '../../../lib/train/network-methods';
import { madeUpRobust } from './robust-records';

/** Two moons, in 3 folds. */
function problem(keep: 'best' | 'last'): LinearProblem {
  const part = (n: number, seed: number) => {
    const { X, y } = synthetic.moons({ n, noise: 0.1, seed });
    return { X, y };
  };
  return {
    ...{ training: part(36, 3), test: part(14, 4), numClasses: 2, folds: kFold(36, 3), keep },
    ...{ shuffle: true, trainsGenerator: true, stream: randomStream('robust problem') },
  };
}

describe('jobs of robustness', () => {
  const [quick, all] = (['quick', 'paper'] as const).map((profile) => robustness.jobs(profile));

  it('are distinct, and those of quick among those of paper', () => {
    const known = new Set(all.map((job) => JSON.stringify(job)));
    expect(known.size).toBe(all.length);
    expect(quick.filter((job) => !known.has(JSON.stringify(job)))).toEqual([]);
    expect(quick.length).toBeGreaterThan(0);
  });

  it('attack every method on every set with the full budget in 5 trials of both protocols', () => {
    for (const method of networkMethods) {
      for (const dataset of robustnessDatasets) {
        for (const protocol of ['paper', 'released'] as const) {
          const own = all.filter(
            (job) =>
              job.method === method &&
              job.dataset === dataset &&
              job.protocol === protocol &&
              job.selection === ownSelection(job) &&
              job.attack.steps === attackBudgets.full.steps,
          );
          expect(new Set(own.map(({ trial }) => trial)).size).toBe(5);
        }
      }
    }
  });

  it('try a loss ratio where there is one: not for the one-hot labels of the released GenLabel (NN)', () => {
    const numbers = (protocol: 'paper' | 'released') =>
      networkMethods.map((method) => networkConfigurations(method, robustProtocols[protocol]).length);
    expect(numbers('paper')).toEqual([4, 4, 4, 4, 24, 24]);
    expect(numbers('released')).toEqual([4, 4, 4, 4, 24, 4]);
  });
});

describe('jobs on given splits', () => {
  it.each([authorsRobustness, freshRobustness, robustChoice])(
    '$id: distinct, quick among paper',
    ({ jobs }) => {
      const known = new Set(jobs('paper').map((job) => JSON.stringify(job)));
      expect(known.size).toBe(jobs('paper').length);
      expect(jobs('quick').every((job) => known.has(JSON.stringify(job)))).toBe(true);
      expect(jobs('quick').length).toBeGreaterThan(0);
    },
  );

  it('choose by robust accuracy as E.2 says, all methods on one split', () => {
    const all = authorsRobustness.jobs('paper');
    expect(new Set(all.map(({ randomState }) => randomState))).toEqual(new Set([2021]));
    expect(new Set(all.map(({ trial }) => trial)).size % 5).toBe(0);
    for (const job of all) expect(job.selection).toBe(job.protocol === 'paper' ? 'descent' : 'robust');
    const fresh = freshRobustness.jobs('paper').filter(({ dataset }) => dataset === 446);
    expect(new Set(fresh.map(({ randomState }) => randomState)).size).toBe(10);
  });
});

describe('fitNetwork', () => {
  it.each(networkMethods.filter((method) => method !== 'adaMixup'))('learns two moons by %s', (method) => {
    const input = problem('best');
    const fit = fitNetwork(input, { ...robustProtocols.paper, method, selection: 'clean' });
    expect(fit.score).toBeGreaterThan(0.8);
    expect(accuracy(fit.model, input.training.X, input.training.y)).toBeGreaterThan(0.8);
  });

  it('fine-tunes the net that vanilla training chose, all but the last layer', () => {
    const [vanilla, genLabel] = (['vanilla', 'genLabelGaussian'] as const).map(
      (method) => fitNetwork(problem('best'), { ...robustProtocols.paper, method }).model.parameters,
    );
    const shared = vanilla.length - 129 * 2;
    expect(genLabel.subarray(0, shared)).toEqual(vanilla.subarray(0, shared));
    expect(genLabel.subarray(shared)).not.toEqual(vanilla.subarray(shared));
  });

  it.each(['robust', 'descent'] as const)('takes another choice by %s, after a fifth epoch', (selection) => {
    const choice = { ...robustProtocols.paper, method: 'vanilla', selection } as const;
    const { epochs, score } = fitNetwork(problem('best'), choice);
    expect(epochs % 5).toBe(0);
    expect(score).toBeGreaterThan(0.3);
  });
});

describe('robustScorer', () => {
  const points = { X: matrix([[-0.5], [-0.05], [0.2], [0.9]]), y: Int32Array.of(0, 0, 1, 1) };
  /** Class 1 from the threshold on. */
  const net = (threshold: number): DenseNetwork => ({
    architecture: { widths: [1, 2], activation: 'identity' },
    parameters: Float64Array.of(0, 1, 0, -threshold),
  });

  it('counts the points farther from the boundary than the radius', () => {
    const { bounds, epsilon, range } = threatOf(points);
    expect([...bounds, range, epsilon]).toEqual([-0.5, 0.9, 1.4, attackRadius * 1.4]);
    for (const criterion of ['robust', 'descent', 'boundary'] as const) {
      const score = robustScorer(points, { bounds, epsilon }, criterion, randomStream(1));
      expect([score(net(0)), score(net(0.08))]).toEqual([0.75, 0.5]);
    }
  });

  it('refuses a net that knows one class', () => {
    const { bounds, epsilon } = threatOf(points);
    expect(robustScorer(points, { bounds, epsilon }, 'boundary', randomStream(1))(net(5))).toBeNaN();
  });
});

describe('attackOf', () => {
  it('gives verdicts by the radius, exact ones beside them for nets without activations', () => {
    const input = problem('last');
    const fit = fitNetwork(input, { ...robustProtocols.released, method: 'vanilla' });
    const result = robustnessResult(fit, attackOf(input, fit.model, attackBudgets.reduced, randomStream(1)));
    const { distances, exact = [], robust, testSize, correct } = result;
    expect(distances.length).toBe(testSize);
    expect(distances.filter((d) => d === null || d > attackRadius).length).toBe(robust);
    expect(distances.filter((d) => d === 0).length).toBe(testSize - correct);
    exact.forEach((least, i) => {
      const own = distances[i];
      if (own !== null && least !== null) expect(own).toBeGreaterThanOrEqual(least - 2e-4);
    });
  });

  it('finds at least as much with more starts', () => {
    const input = problem('best');
    const fit = fitNetwork(input, { ...robustProtocols.paper, method: 'mixup' });
    const budget = { steps: 300, directions: 'own', full: false } as const;
    const [one, three] = [1, 3].map((restarts) =>
      robustnessResult(fit, attackOf(input, fit.model, { ...budget, restarts }, randomStream(2))),
    );
    expect(three.robust).toBeLessThanOrEqual(one.robust);
    one.distances.forEach((distance, i) => {
      const other = three.distances[i];
      if (distance !== null) expect(other).not.toBeNull();
      if (distance !== null && other !== null) expect(other).toBeLessThanOrEqual(distance);
    });
  });
});

describe('summaries of robustness', () => {
  const results = (broken: readonly number[], wrong = 2) => broken.map((count) => ({ wrong, broken: count }));
  const records = [
    ...madeUpRobust(446, {
      mixup: results([6, 6]),
      genLabelGaussian: results([4, 8]),
      genLabelNearest: results([5, 5]),
    }),
    ...madeUpRobust(468, {
      mixup: results([3, 3]),
      genLabelGaussian: results([3, 3]),
      genLabelNearest: results([9, 9]),
    }),
    ...madeUpRobust(476, {
      mixup: results([1]),
      genLabelGaussian: results([2]),
      genLabelNearest: results([3]),
    }),
    ...madeUpRobust(476, { mixup: results([9]) }, { protocol: 'released' }),
    ...madeUpRobust(446, { mixup: results([7, 6]) }, { attack: attackBudgets.strong }),
    ...madeUpRobust(446, { mixup: results([9]) }, { selection: 'robust' }),
  ];
  const trials = robustTrials(records, { protocol: 'paper' });

  it('take the protocol, the attack and the selection that are asked for', () => {
    expect(trials.map(({ dataset, trial }) => [dataset, trial])).toEqual([
      [446, 0],
      [446, 1],
      [468, 0],
      [468, 1],
      [476, 0],
    ]);
    const [first] = accuracyRecords(trials, 'robust');
    expect(first.result.accuracy).toEqual({ mixup: 0.6, genLabelGaussian: 0.7, genLabelNearest: 0.65 });
    expect(robustTrials(records, { protocol: 'paper', selection: 'robust' }).length).toBe(1);
  });

  it('take the better variant over all trials, or the one of higher held-out accuracy', () => {
    expect(robustGains(trials, 'mixup').map(({ gain }) => gain)).toEqual([5, 0, -5]);
    expect(robustOutcomes(trials, 'mixup')).toEqual({ higher: 1, equal: 1, lower: 1, sets: 3 });
    // Equal held-out accuracies: GM.
    expect(robustGains(trials, 'mixup', 'held-out').map(({ gain }) => gain)).toEqual([0, 0, -5]);
  });

  it('compare budgets point by point', () => {
    const mixup = compareBudgets(records, attackBudgets.strong).find(({ method }) => method === 'mixup');
    expect(mixup).toEqual({
      method: 'mixup',
      nets: 2,
      points: 40,
      robust: 24,
      robustToOther: 23,
      changed: 1,
    });
    expect(compareExact(records).every(({ nets }) => nets === 0)).toBe(true);
  });
});
