import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../lib/data/dataset';
import { loadOpenml } from '../../../lib/data/openml';
import type { Split } from '../../../lib/data/splits';
import { matrix } from '../../../lib/numeric/matrix';
import { type RandomStream, randomStream } from '../../../lib/numeric/random';
import { accuracyResult } from '../../../lib/study/common/accuracy-result';
import { linearOutcomes } from '../../../lib/study/common/linear-outcomes';
import {
  authorsRandomState,
  linearProblem,
  nominalDatasets,
  splitOf,
} from '../../../lib/study/common/openml-accuracy';
import type { TabularMethod } from '../../../lib/study/common/tabular-methods';
import { preparationDatasets } from '../../../lib/study/preparation/preparation';
import { studyDatasets } from '../../../lib/study/tabular/tabular-datasets';

const noData = !process.env.GENLABEL_DATA;

/** Three classes: the nominal input tells the first, the number (of large scale) the other two. */
function mixedInputs(n: number): Dataset {
  const stream = randomStream('mixed inputs');
  const y = Int32Array.from({ length: n }, (_, i) => i % 3);
  const rows = Array.from(y, (label) => [
    label === 0 ? 1 : 2 * stream.integer(2),
    5000 + 100 * (label === 1 ? -1 : 1) + 30 * stream.normal(),
  ]);
  const features = [
    { name: 'kind', kind: 'nominal', categories: ['a', 'b', 'c'] },
    { name: 'size', kind: 'numeric' },
  ] as const;
  return {
    name: 'mixed inputs',
    X: matrix(rows),
    y,
    features,
    featureNames: ['kind', 'size'],
    classNames: ['x', 'y', 'z'],
  };
}

const data = mixedInputs(90);
const way = { protocol: 'released', scaling: 'standardised', nominal: 'one-hot' } as const;
const split = splitOf(data, authorsRandomState);

/** Accuracies of methods on one split. */
function accuracyOnSplit(
  own: Dataset,
  prepared: Parameters<typeof linearProblem>[1],
  methods: readonly TabularMethod[],
  rows: Split,
  stream: RandomStream,
) {
  const problem = linearProblem(own, prepared, rows, stream);
  return accuracyResult(problem.test.X.rows, linearOutcomes(problem, methods));
}

describe('linearProblem, with what methods make of it', () => {
  it('classifies what is linear in prepared inputs, measured on 30 % of the rows', () => {
    const result = accuracyOnSplit(data, way, ['vanilla', 'mixup'], split, randomStream(1));
    expect(result.testSize).toBe(27);
    expect(result.accuracy.vanilla).toBeGreaterThan(0.9);
    expect(result.accuracy.mixup).toBeGreaterThan(0.9);
    expect([0.1, 0.01, 0.001, 0.0001]).toContain(result.learningRate.vanilla);
    expect(result.epochs).toEqual({ vanilla: 100, mixup: 100 });
  });

  it('depends on the preparation: integers hide the middle category, raw numbers the scale', () => {
    const accuracyOf = (other: Partial<Parameters<typeof accuracyOnSplit>[1]>) =>
      accuracyOnSplit(data, { ...way, ...other }, ['vanilla'], split, randomStream(1)).accuracy.vanilla;
    expect(accuracyOf({ nominal: 'integer' })).toBeLessThan(0.9);
    expect(accuracyOf({ scaling: 'raw' })).toBeLessThan(0.9);
  });

  it('gives each method what it gives it alone, and equal streams equal results', () => {
    const both = accuracyOnSplit(data, way, ['mixupWithoutIntrusion', 'mixup'], split, randomStream(2));
    const alone = accuracyOnSplit(data, way, ['mixup'], split, randomStream(2));
    expect(both.accuracy.mixup).toBe(alone.accuracy.mixup);
    expect(both.learningRate.mixup).toBe(alone.learningRate.mixup);
    expect(accuracyOnSplit(data, way, ['mixupWithoutIntrusion', 'mixup'], split, randomStream(2))).toEqual(
      both,
    );
  });

  it("chooses the number of epochs in protocol 'paper', and survives JSON unchanged", () => {
    const result = accuracyOnSplit(
      data,
      { ...way, protocol: 'paper' },
      ['vanilla', 'mixup'],
      split,
      randomStream(3),
    );
    for (const epochs of Object.values(result.epochs)) {
      expect(epochs).toBeGreaterThanOrEqual(1);
      expect(epochs).toBeLessThanOrEqual(100);
    }
    expect(result.epochs.vanilla).toBeLessThan(100);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });
});

describe.skipIf(noData)('OpenML sets (skipped unless GENLABEL_DATA names a folder that has them)', () => {
  it('iris is learned by logistic regression, under mixup as well', async () => {
    const iris = await loadOpenml(1413);
    const own = splitOf(iris, authorsRandomState);
    const { accuracy, testSize } = accuracyOnSplit(iris, way, ['vanilla', 'mixup'], own, randomStream(1));
    expect(testSize).toBe(45);
    expect(accuracy.vanilla).toBeGreaterThan(0.85);
    expect(accuracy.mixup).toBeGreaterThan(0.75);
  });

  it('lists the sets with nominal inputs, each of them with others besides', async () => {
    const known: number[] = [];
    for (const id of studyDatasets) {
      const data = await loadOpenml(id).catch(() => undefined);
      if (data?.features.some(({ kind }) => kind === 'nominal')) known.push(id);
      if (data) expect(data.features.some(({ kind }) => kind === 'numeric')).toBe(true);
    }
    expect(known).toEqual(nominalDatasets);
  }, 60_000);

  it.each(preparationDatasets.map((id) => [id]))('%i has nominal inputs if the list says so', async (id) => {
    const { features } = await loadOpenml(id);
    expect(features.some(({ kind }) => kind === 'nominal')).toBe(nominalDatasets.includes(id));
  });
});
