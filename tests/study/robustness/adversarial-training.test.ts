import { describe, expect, it } from 'vitest';
import { kFold } from '../../../lib/data/splits';
import { synthetic } from '../../../lib/data/synthetic';
import { randomStream } from '../../../lib/numeric/random';
import { adversarialFinding, adversarialTable } from '../../../lib/study/robustness/adversarial-gains';
import { adversarialTraining, fitAdversarially } from '../../../lib/study/robustness/adversarial-training';
import { scoredEvery } from '../../../lib/study/robustness/robust-protocols';
import { robustnessDatasets } from '../../../lib/study/tabular/tabular-datasets';
import { accuracy } from '../../../lib/train/forward';
import { networkMethods } from '../../../lib/train/network-methods';
import { madeUpRobust } from './robust-records';

const datasets = [446, 468, 476, 683];

/** Five trials a set; in each the paper's methods break 8 points more than adversarial training, or none. */
function records(more: number) {
  const trials = (broken: number) =>
    Array.from({ length: 5 }, (_, trial) => ({ wrong: 1, broken: broken + (trial % 2) }));
  const others = datasets.flatMap((dataset) =>
    madeUpRobust(dataset, Object.fromEntries(networkMethods.map((method) => [method, trials(2 + more)])), {
      randomState: 2021,
    }),
  );
  const adversarial = datasets.flatMap((dataset) =>
    madeUpRobust(dataset, { vanilla: trials(2) }, { randomState: 2021 }).map(({ configuration, result }) => ({
      configuration: {
        ...{ dataset, trial: configuration.trial, randomState: 2021, steps: 7 },
        ...({ scaling: 'standardised', nominal: 'integer' } as const),
      },
      result,
    })),
  );
  return { adversarial, others };
}

describe('adversarialTraining', () => {
  it('has five seeds of every set of Table 5, in the trials of authors-robustness', () => {
    const jobs = adversarialTraining.jobs('paper');
    expect(jobs).toHaveLength(5 * robustnessDatasets.length);
    expect(new Set(jobs.map((job) => JSON.stringify(job))).size).toBe(jobs.length);
    expect(jobs).toContainEqual(adversarialTraining.jobs('quick')[0]);
  });

  it('is judged by its mean gain over every approach by mixup', () => {
    expect(adversarialFinding(records(8))).toMatchObject({ verdict: 'holds', question: 'reproduces' });
    expect(adversarialFinding(records(-1)).verdict).toBe('fails');
    expect(adversarialFinding({ adversarial: [], others: [] })).toMatchObject({
      verdict: 'not-attempted',
      records: [],
    });
  });

  it('stands beside every method with its gain', () => {
    const { rows } = adversarialTable(records(8));
    expect(rows).toHaveLength(10);
    const [first] = rows;
    expect(first.slice(0, 5)).toEqual(['robust', 'Vanilla', '4 x 5', '83.0', '43.0']);
    expect(Math.abs(Number.parseFloat(String(first[5])) - 40)).toBeLessThan(1);
  });
});

describe('fitAdversarially', () => {
  it('chooses by robust held-out accuracy, and learns two moons', () => {
    const { X, y } = synthetic.moons({ n: 36, noise: 0.1, seed: 3 });
    const fit = fitAdversarially(
      {
        ...{ training: { X, y }, test: { X, y }, numClasses: 2, folds: kFold(36, 3), keep: 'best' },
        ...{ shuffle: true, trainsGenerator: true, stream: randomStream('adversarial problem') },
      },
      3,
    );
    expect(fit.epochs % scoredEvery).toBe(0);
    expect(fit.score).toBeGreaterThan(0.7);
    expect(accuracy(fit.model, X, y)).toBeGreaterThan(0.8);
  });
});
