import type { Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../lib/numeric/random';
import { FeatureDensities, logDensities, topTwoLabels } from '../../../lib/train/images/feature-densities';
import {
  type JointGenLabelForm,
  printedForm,
  resolvedForm,
} from '../../../lib/train/images/joint-genlabel-options';
import { NaiveJointGenLabel } from '../../oracles/naive-joint-genlabel';
import { backendsHere } from '../../tensorflow/backends-here';
import { expectClose } from '../../tensorflow/expect-close';

const { here } = await backendsHere();
const [k, d, beta] = [4, 5, 0.7];

const forms: Record<string, Partial<JointGenLabelForm>> = {
  resolved: {},
  printed: printedForm,
  'least densities': { classes: 'least' },
  'no 1/2': { exponent: 1 },
  'batch mean': { covarianceAbout: 'batch mean' },
  'no correction': { startCorrection: false },
};

/** Batches of random sizes, of which the first has one image of class 2 and none of class 3, the second none of class 0. */
function batches() {
  const stream = randomStream('feature densities');
  return [
    [0, 0, 1, 1, 1, 2],
    [1, 2, 3, 3, 3],
    [0, 3, 2, 2, 1, 0, 1],
  ].map((labels) => ({
    labels,
    features: labels.map((c) => Array.from({ length: d }, (_, j) => (c === j ? 3 : 0) + stream.normal())),
  }));
}

describe.each(here)('on $name', ({ tf, id }) => {
  it.each(Object.keys(forms))('is Algorithm 3 written out: %s', async (name) => {
    await tf.setBackend(id);
    const form = { ...resolvedForm, ...forms[name] };
    const densities = new FeatureDensities(tf, k, d, { lossRatio: 1, memoryRatio: beta, form });
    const naive = new NaiveJointGenLabel(k, d, beta, form);
    for (const { labels, features } of batches()) {
      naive.update(features, labels);
      const z = tf.tensor2d(features);
      const oneHot = tf.oneHot(tf.tensor1d(labels, 'int32'), k).toFloat() as Tensor2D;
      const moments = densities.update(z, oneHot);
      const [means, variances] = [await moments.means.array(), await moments.variances.array()];
      for (let c = 0; c < k; c++) {
        if (naive.states[c].weight === 0) continue;
        naive.meanOf(c).forEach((mean, j) => {
          expect(Math.abs(means[c][j] - mean)).toBeLessThan(1e-5);
        });
        // A class of one image: its variance about itself is 0, and the smallest one stands in.
        if (naive.varianceOf(c) > 1e-6) expect(variances[c] / naive.varianceOf(c)).toBeCloseTo(1, 4);
      }
    }
    const last = batches()[2];
    const moments = densities.update(
      tf.tensor2d(last.features),
      tf.oneHot(tf.tensor1d(last.labels, 'int32'), k).toFloat() as Tensor2D,
    );
    naive.update(last.features, last.labels);
    const points = batches()[1].features;
    const logs = logDensities(tf, tf.tensor2d(points), moments, form.exponent);
    const labels = (await topTwoLabels(tf, logs, form.classes).array()) as number[][];
    points.forEach((z, i) => {
      expectClose(labels[i], naive.label(z), 1e-4);
    });
  });

  it('keeps the values of a class that is not in the batch, and labels nothing by a class not seen yet', async () => {
    await tf.setBackend(id);
    const densities = new FeatureDensities(tf, k, d, { lossRatio: 1, memoryRatio: beta });
    const [{ labels, features }] = batches();
    const oneHot = tf.oneHot(tf.tensor1d(labels, 'int32'), k).toFloat() as Tensor2D;
    const first = densities.update(tf.tensor2d(features), oneHot);
    const before = await first.means.array();
    const second = densities.update(tf.tensor2d([features[0]]), tf.tensor2d([[1, 0, 0, 0]]));
    const after = await second.means.array();
    expect(after.slice(1)).toEqual(before.slice(1));
    const points = tf.tensor2d([[0, 0, 0, 100, 0]]);
    const [label] = (await topTwoLabels(
      tf,
      logDensities(tf, points, second, 0.5),
      'greatest',
    ).array()) as number[][];
    expect(label[3]).toBe(0);
    expect(label.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  });

  /**
   * Labels of erratum 34. Its example is not given; two features, variances 1, 2 and 1.6 and the scaled distances t + 0.55, t and
   * t + 3.6125 follow from its four labels.
   */
  it('gives the labels of erratum 34', async () => {
    await tf.setBackend(id);
    const t = 1;
    const scaled = [t + 0.55, t, t + 3.6125];
    const variances = [1, 2, 1.6];
    const moments = {
      means: tf.tensor2d(scaled.map((s, c) => [Math.sqrt(s * variances[c]), 0])),
      variances: tf.tensor1d(variances),
      weights: tf.ones([3]) as never,
    };
    const label = async (form: Pick<JointGenLabelForm, 'exponent' | 'classes'>) => {
      const logs = logDensities(tf, tf.tensor2d([[0, 0]]), moments, form.exponent);
      return ((await topTwoLabels(tf, logs, form.classes).array()) as number[][])[0];
    };
    const rounded = (values: number[]) => values.map((value) => Math.round(value * 1e4) / 1e4);
    expect(rounded(await label({ exponent: 1, classes: 'least' }))).toEqual([0, 0.9674, 0.0326]);
    expect(rounded(await label({ exponent: 1, classes: 'greatest' }))).toEqual([0.5357, 0.4643, 0]);
    expect(rounded(await label({ exponent: 0.5, classes: 'greatest' }))).toEqual([0.603, 0.397, 0]);
  });

  // Small batches WebGPU computes without its shaders.
  it.each(['greatest', 'least'] as const)(
    'labels a batch of 200 images of 12 classes: %s',
    async (classes) => {
      await tf.setBackend(id);
      const stream = randomStream('labels');
      const logs = Array.from({ length: 200 }, () => Array.from({ length: 12 }, () => stream.normal()));
      const labels = (await topTwoLabels(tf, tf.tensor2d(logs), classes).array()) as number[][];
      const sign = classes === 'greatest' ? 1 : -1;
      for (const [i, row] of logs.entries()) {
        const [first, second] = [...row].sort((a, b) => sign * (b - a));
        const total = Math.exp(first) + Math.exp(second);
        const expected = row.map((log) => (log === first || log === second ? Math.exp(log) / total : 0));
        expectClose(labels[i], expected);
      }
    },
  );
});

it('refuses ratios out of range, and forms that there are not', () => {
  const [{ tf }] = here;
  const make = (lossRatio: number, memoryRatio: number) => () =>
    new FeatureDensities(tf, 2, 2, { lossRatio, memoryRatio });
  expect(make(1.5, 0)).toThrow('lossRatio is 1.5, expected a number from 0 to 1');
  expect(make(1, 1)).toThrow('memoryRatio is 1, expected a share from 0 to below 1');
  const formed = (form: object) => () =>
    new FeatureDensities(tf, 2, 2, { lossRatio: 0, memoryRatio: 0, form });
  expect(formed({ classes: 'most' })).toThrow('form.classes is "most", expected one of "greatest", "least"');
  expect(formed({ exponent: 2 })).toThrow('form.exponent is 2, expected one of 0.5, 1');
  expect(formed({ pairing: 'never' })).toThrow('form.pairing is "never"');
  expect(formed({ class: 'least' })).toThrow('a name in form is "class", expected one of "classes"');
  const text = () =>
    new FeatureDensities(tf, 2, 2, { lossRatio: 0, memoryRatio: 0, form: 'printed' as never });
  expect(text).toThrow('form is "printed", expected an object');
  expect(formed({ startCorrection: 'yes' })).toThrow(
    'form.startCorrection is "yes", expected one of true, false',
  );
});
