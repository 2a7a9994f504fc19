import { describe, expect, it } from 'vitest';
import { trainingText } from '../../../lib/commands/train-report';
import type { Dataset } from '../../../lib/data/dataset';
import { prepareColumns } from '../../../lib/data/prepared-column';
import { kFold, stratifiedSplit } from '../../../lib/data/splits';
import { matrix, row } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { fitClassDensities } from '../../../lib/train/class-densities';
import { selectPoints } from '../../../lib/train/cross-validate';
import { approximationFor } from '../../../lib/train/own-data/approximation';
import { comparisonPart, prepared, testFraction } from '../../../lib/train/own-data/comparison-part';
import { fitMethods } from '../../../lib/train/own-data/fit-methods';
import { type SplitOutcome, splitOutcome } from '../../../lib/train/own-data/split-outcome';
import { trainClassifier } from '../../../lib/train/own-data/train-classifier';

/** Three normal classes on a line, of which the first has more than 400 rows in a training part, and the second lies between the others. */
function rows(n: number): Dataset {
  const stream = randomStream('rows');
  const y = Int32Array.from({ length: n }, (_, i) => (i % 5 < 3 ? 0 : (i % 5) - 2));
  const X = matrix(Array.from(y, (c) => [stream.normal() + 2 * c, stream.normal()]));
  const featureNames = ['a', 'b'];
  const features = featureNames.map((name) => ({ name, kind: 'numeric' }) as const);
  return { name: 'rows', X, y, features, featureNames, classNames: ['u', 'v', 'w'] };
}

const data = rows(1001);
const options = { splits: 2, folds: 3, epochs: 30, seed: 3 } as const;
const silent = () => undefined;

/** The first split, by the fits themselves. */
async function splitBy(approximation: ReturnType<typeof approximationFor>) {
  const stream = randomStream(3).split('classifier').split('split').split(0);
  const { train, test } = stratifiedSplit(data.y, testFraction, stream.split('split'));
  const { columns, training } = prepared(data, train, {});
  const input = { training, numClasses: 3, folds: kFold(training.X.rows, 3), epochs: 30 };
  const protocol = { keep: 'best', shuffle: true, trainsGenerator: true, upToRounding: true } as const;
  const fits = await fitMethods(
    { ...input, ...protocol, approximation, stream: stream.split('training') },
    async () => undefined,
  );
  const models = Object.fromEntries(Object.entries(fits).map(([method, { model }]) => [method, model]));
  const raw = selectPoints(data, test);
  const points = { X: prepareColumns(columns, raw.X), y: raw.y };
  return splitOutcome(models as Parameters<typeof splitOutcome>[0], training, points);
}

describe('what is approximated', () => {
  it('is nothing below 1,001 rows nor by exact; fewer epochs are kept of more rows', () => {
    expect(approximationFor(1000)).toBeUndefined();
    expect(approximationFor(1001, true)).toBeUndefined();
    expect(approximationFor(1001)).toEqual({
      ...{ bankEpochs: 10, mostCentres: 400, mostCentresOfFold: 200 },
      halving: true,
    });
    expect([2001, 5000, 20_000, 100_000].map((n) => approximationFor(n)?.bankEpochs)).toEqual([10, 4, 2, 2]);
  });

  it('is taken by training from 1,001 rows on, and by exact training not: the choices and scores of each', async () => {
    const [approximate, exact] = await Promise.all(
      [false, true].map((exactly) => comparisonPart(data, { ...options, exact: exactly }, 0, silent)),
    );
    expect(approximate).toEqual({ part: 0, split: await splitBy(approximationFor(1001)) });
    expect(exact).toEqual({ part: 0, split: await splitBy(undefined) });
    const lossesOf = ({ split }: { split: SplitOutcome }) => split.scores.genLabelKernel.logLoss;
    expect(lossesOf(approximate as never)).not.toBe(lossesOf(exact as never));
  });

  it('are 400 rows of a larger class as centres, distinct ones, with the covariance of all its rows', () => {
    const capped = fitClassDensities(data.X, data.y, 3, 'kernel', {
      limit: { mostCentres: 400, stream: randomStream('centres') },
    });
    const whole = fitClassDensities(data.X, data.y, 3, 'kernel');
    expect(capped.map((density) => density?.centres.rows)).toEqual([400, 200, 200]);
    expect(capped[1]?.centres).toEqual(whole[1]?.centres);
    const [some, all] = [capped[0]!, whole[0]!];
    const own = new Set(Array.from({ length: all.centres.rows }, (_, i) => row(all.centres, i).join()));
    const taken = new Set(Array.from({ length: 400 }, (_, i) => row(some.centres, i).join()));
    expect(taken.size).toBe(400);
    for (const centre of taken) expect(own.has(centre)).toBe(true);
    // Scott's rule for 400 centres in place of 601, in two dimensions.
    some.cholesky.data.forEach((value, i) => {
      expect(value).toBeCloseTo(all.cholesky.data[i] * (400 / all.centres.rows) ** (-1 / 6), 9);
    });
  });

  it('is named in the report, in what it says of the densities too, and not where it is turned off', async () => {
    const approximate = trainingText(await trainClassifier(data, options), 3);
    expect(approximate).toMatch(
      /Approximated.*batches of 10 epochs.*at most 400 rows.*200 in the cross.*half of the loss ratios/s,
    );
    expect(approximate).toMatch(/a row that is a centre counts in its own density/);
    const exact = trainingText(await trainClassifier(data, { ...options, exact: true }), 3);
    expect(exact).not.toMatch(/Approximated/);
    expect(exact).toMatch(/each row counts in its own density/);
  });
});
