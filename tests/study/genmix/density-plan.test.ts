import { describe, expect, it } from 'vitest';
import { fitGaussian } from '../../../lib/density/gaussian';
import { matrix, selectRows } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { mean } from '../../../lib/numeric/statistics';
import { accuracyPlan, densityPlan, unfittedSets } from '../../../lib/study/genmix/density-plan';
import { labelAccuracy } from '../../../lib/study/genmix/label-accuracy';
import { columnsOf, densityTuner, heldOutRows } from '../../../lib/study/genmix/labelling-densities';
import { type LabelAccuracyRecord, labelAccuracyTable } from '../../../lib/study/genmix/study-tables';
import { byFamily } from '../../../lib/study/tabular/related-sets';
import { studyDatasets } from '../../../lib/study/tabular/tabular-datasets';
import { fitGan } from '../../../lib/train/generative/gan';
import { mixedPool } from '../../../lib/train/mixed-pool';

const n = 60;
const draws = randomStream('plan');
const points = {
  X: matrix(Array.from({ length: n }, (_, i) => [draws.normal() + (i % 2) * 6, draws.normal()])),
  y: Int32Array.from({ length: n }, (_, i) => i % 2),
};

describe('plan of the densities', () => {
  it('has sets of the study, one a family, and the same trials for all of them', () => {
    for (const set of unfittedSets) expect(studyDatasets).toContain(set);
    expect(byFamily(unfittedSets, (set) => set)).toHaveLength(unfittedSets.length);
    expect(labelAccuracy.jobs('paper')).toHaveLength(unfittedSets.length * densityPlan.trials);
  });

  it('gives every model two candidates', () => {
    for (const { gaussian, kernel, vae, flow } of [densityPlan.candidates, accuracyPlan.candidates]) {
      for (const candidates of [gaussian, kernel, vae, flow]) expect(candidates).toHaveLength(2);
    }
  });
});

describe('heldOutRows', () => {
  it('holds a fifth of every class out, and leaves no row', () => {
    const rows = heldOutRows(points.y, 2, randomStream(1));
    expect(rows.map(({ held, rest }) => [held.length, rest.length])).toEqual([
      [6, 24],
      [6, 24],
    ]);
    const all = rows.flatMap(({ held, rest }) => [...held, ...rest]).sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: n }, (_, i) => i));
    for (const [c, { held, rest }] of rows.entries())
      for (const i of [...held, ...rest]) expect(points.y[i]).toBe(c);
  });
});

describe('densityTuner', () => {
  it('takes the candidate under which held-out points are likelier, and fits it to all points', () => {
    const held = heldOutRows(points.y, 2, randomStream(1));
    const candidates = { ...densityPlan.candidates, gaussian: [{ ridge: 100 }, { ridge: 1e-6 }] };
    const model = densityTuner(points, held, candidates, randomStream(2))('gaussian');
    const right = columnsOf(
      held.map((rows) => fitGaussian(selectRows(points.X, [...rows.held, ...rows.rest]), { ridge: 1e-6 })),
    );
    expect(model.all.logDensities(points.X)).toEqual(right.logDensities(points.X));
    expect(model.rest.logDensities(points.X)).not.toEqual(right.logDensities(points.X));
  });

  it('fits one GAN a class for both kernels, as fitGan does, and asks it once about a matrix', () => {
    const held = heldOutRows(points.y, 2, randomStream(1));
    const gan = { steps: 30, hiddenWidths: [6], candidates: 32, starts: 1, inversionSteps: 3 };
    const stream = randomStream(2);
    const tuned = densityTuner(points, held, { ...densityPlan.candidates, gan }, stream);
    const [exponential, gaussian] = [tuned('gan'), tuned('gan-gaussian')];
    const of = (c: number, part: 'rest' | 'all') => {
      const rows = held[c];
      const own = part === 'rest' ? rows.rest : [...rows.held, ...rows.rest];
      return fitGan(selectRows(points.X, own), {
        ...gan,
        minCoverage: 0,
        stream: stream.split('gan').split(c),
      });
    };
    for (const part of ['rest', 'all'] as const) {
      const right = columnsOf([of(0, part), of(1, part)]).logDensities(points.X);
      expect(exponential[part].logDensities(points.X)).toEqual(right);
      expect(exponential[part].logDensities(points.X)).toBe(exponential[part].logDensities(points.X));
    }
    const scale = Math.sqrt(
      mean(
        of(1, 'rest')
          .manifold.project(selectRows(points.X, held[1].held))
          .distances.map((d) => d * d),
      ),
    );
    const [d] = of(1, 'all').manifold.project(points.X).distances;
    const [, value] = gaussian.all.logDensities(points.X).data;
    expect(value).toBeCloseTo(-0.5 * (d / scale) ** 2 - Math.log(scale), 10);
  });
});

describe('mixedPool', () => {
  it('mixes points and labels by the same weights', () => {
    const onLine = { X: matrix([[0], [1]]), y: Int32Array.from([0, 1]) };
    const { X, labels } = mixedPool(onLine, 2, 500, randomStream(3));
    for (let m = 0; m < 500; m++) {
      expect(labels.data[2 * m] + labels.data[2 * m + 1]).toBeCloseTo(1, 12);
      expect(labels.data[2 * m + 1]).toBeCloseTo(X.data[m], 12);
    }
    // Half of the pairs are a point with itself; of the others lambda is uniform.
    const inner = X.data.filter((x) => x > 1e-12 && x < 1 - 1e-12);
    const share = inner.length / 500;
    expect(Math.abs(share - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / 500));
  });
});

describe('labelAccuracyTable', () => {
  const record = (
    dataset: number,
    trial: number,
    mixup: number,
    flow: number | null,
  ): LabelAccuracyRecord => {
    const all = {
      vanilla: mixup,
      mixup,
      gaussian: mixup,
      kernel: mixup,
      gan: mixup,
      'gan-gaussian': mixup,
      vae: mixup,
    };
    const gamma = { gaussian: 1, kernel: 1, gan: 1, 'gan-gaussian': 1, vae: 1, flow: 1 };
    return { configuration: { dataset, trial }, result: { testSize: 50, accuracy: { ...all, flow }, gamma } };
  };

  it('has one line a set, and the mean gain over mixup, in which sets count alike', () => {
    const records = [record(48, 0, 0.5, 0.6), record(48, 1, 0.6, 0.7), record(749, 0, 0.8, 0.84)];
    const { rows } = labelAccuracyTable(records);
    expect(rows.map((row) => row.slice(0, 2))).toEqual([
      ['48', 2],
      ['749', 1],
      ['mean gain over mixup', 2],
    ]);
    // (10 + 4) / 2 points, not (10 + 10 + 4) / 3.
    expect(rows[2][rows[2].length - 1]).toMatch(/^7\.00 ± /);
  });

  it('leaves out what could not be fitted', () => {
    const { rows } = labelAccuracyTable([record(48, 0, 0.5, null), record(48, 1, 0.5, 0.6)]);
    expect(rows[1][rows[1].length - 1]).toBe('10.00');
  });
});
