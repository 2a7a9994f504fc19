import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../lib/data/dataset';
import { loadOpenml } from '../../../lib/data/openml';
import { matrix } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { printedValue } from '../../../lib/paper/table';
import { table04 } from '../../../lib/paper/table-04';
import { gaussianVariants } from '../../../lib/study/additional/gaussian-variants';
import {
  generativeClassifiers,
  generativeResult,
  kernelVariants,
} from '../../../lib/study/additional/generative-classifiers';
import { authorsRandomState } from '../../../lib/study/common/openml-accuracy';
import { tabularResult } from '../../../lib/study/tabular/tabular';
import { table04Datasets } from '../../../lib/study/tabular/tabular-datasets';

/** Three overlapping classes of unequal sizes, one feature of large scale. */
function overlapping(n: number): Dataset {
  const stream = randomStream('overlapping');
  const y = Int32Array.from({ length: n }, (_, i) => [0, 0, 0, 1, 1, 2][i % 6]);
  const X = matrix(
    Array.from(y, (c) => [c + stream.normal(), 100 * (c === 1 ? 1 : 0) + 90 * stream.normal()]),
  );
  const features = ['a', 'b'].map((name) => ({ name, kind: 'numeric' }) as const);
  return { name: 'overlapping', X, y, features, featureNames: ['a', 'b'], classNames: ['0', '1', '2'] };
}

/** Place of the released code's settings. */
const released = {
  gaussian: (priors: 'equal' | 'shares') =>
    gaussianVariants.findIndex(
      (own) =>
        own.scaling === 'standardised' &&
        own.covariance === 'full' &&
        own.ridge === 1e-4 &&
        own.priors === priors,
    ),
  kernel: (priors: 'equal' | 'shares') =>
    kernelVariants.findIndex((own) => own.scaling === 'standardised' && own.priors === priors),
};

describe('generativeResult', () => {
  it('has, in the settings of the released code, the counts of the study', () => {
    const data = overlapping(120);
    const { gaussian, kernel, trainSize, testSize } = generativeResult(data, 7);
    const study = tabularResult(data, {
      ...{ dataset: 1, trial: 0, protocol: 'released', randomState: 7 },
      ...{ scaling: 'standardised', nominal: 'integer' },
    });
    if ('refused' in study) throw new Error(study.refused);
    expect([trainSize, testSize]).toEqual([84, 36]);
    expect({
      gaussian: gaussian.train[released.gaussian('equal')],
      gaussianWithPriors: gaussian.train[released.gaussian('shares')],
      kernel: kernel.train[released.kernel('equal')],
      kernelWithPriors: kernel.train[released.kernel('shares')],
    }).toEqual(study.fit);
    expect([gaussian.test[released.gaussian('shares')], kernel.test[released.kernel('shares')]]).toEqual([
      study.outcomes.generativeClassifier[0],
      study.outcomes.kernelClassifier[0],
    ]);
    expect(new Set(gaussian.test).size).toBeGreaterThan(2);
  });
});

describe.skipIf(!process.env.GENLABEL_DATA)(
  "the authors' split (skipped unless GENLABEL_DATA names a folder that has the sets)",
  () => {
    it.each(table04Datasets.map((id) => [id]))(
      'has the printed accuracy of the classifier on %i',
      async (id) => {
        const { gaussian, testSize } = generativeResult(await loadOpenml(id), authorsRandomState);
        const right = gaussian.test[released.gaussian('shares')] as number;
        expect(((100 * right) / testSize).toFixed(2)).toBe(
          printedValue(table04, 'Generative Classifier (GM)', String(id))?.toFixed(2),
        );
      },
    );
  },
);

describe('jobs of generative-classifiers', () => {
  it('are on the authors’ split, those of quick among those of paper', () => {
    const paper = generativeClassifiers.jobs('paper').map((job) => JSON.stringify(job));
    expect(new Set(paper).size).toBe(134);
    const quick = generativeClassifiers.jobs('quick');
    expect(quick.filter((job) => !paper.includes(JSON.stringify(job)))).toEqual([]);
    expect(new Set(quick.map(({ randomState }) => randomState))).toEqual(new Set([2021]));
  });
});
