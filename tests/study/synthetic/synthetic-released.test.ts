import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mean, standardDeviation } from '../../../lib/numeric/statistics';
import { readStore } from '../../../lib/runtime/store';
import type { SyntheticRecord } from '../../../lib/study/synthetic/synthetic-comparison';
import type { SyntheticTrial } from '../../../lib/study/synthetic/synthetic-training';

interface Runs {
  readonly runs: readonly {
    readonly dataset: string;
    readonly method: string;
    readonly percent: readonly number[];
  }[];
}

const { runs } = JSON.parse(
  readFileSync(new URL('../../vectors/synthetic-released.json', import.meta.url), 'utf8'),
) as Runs;

describe("protocol released has the accuracies of the authors' scripts", () => {
  for (const { dataset, method, percent } of runs) {
    it(`${method} on ${dataset}, ${percent.length} runs`, () => {
      const ours = [...readStore('synthetic-genlabel').values()]
        .filter(({ configuration }) => {
          const trial = configuration as SyntheticTrial;
          return trial.dataset === dataset && trial.protocol === 'released';
        })
        .map(({ result }) => 100 * (result as unknown as SyntheticRecord['result']).accuracy[method]);
      expect(ours.length).toBe(30);
      // Four standard errors of the difference of the means, if both have the spread of ours.
      const error = standardDeviation(ours) * Math.sqrt(1 / ours.length + 1 / percent.length);
      expect(Math.abs(mean(ours) - mean(percent))).toBeLessThan(4 * error);
    });
  }
});
