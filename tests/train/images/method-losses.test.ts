import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../lib/numeric/random';
import { adaMixUpMethod } from '../../../lib/train/images/ada-mixup-method';
import { augmentedImages } from '../../../lib/train/images/augmentation';
import { type ImageNetwork, imageFeatures, logitsOfFeatures } from '../../../lib/train/images/image-network';
import { lenet5 } from '../../../lib/train/images/lenet-5';
import { mixHidden } from '../../../lib/train/images/mix-hidden';
import { mixupMethod } from '../../../lib/train/images/mixup-method';
import { stridedNet } from '../../../lib/train/images/strided-net';
import type { ImageBatch, TrainingMethod } from '../../../lib/train/images/training-method';
import { backendsHere } from '../../tensorflow/backends-here';
import { expectClose } from '../../tensorflow/expect-close';
import { smallImages } from './small-images';

const { here } = await backendsHere();
const n = 10;
const set = smallImages(n, 'losses');
const pixels = augmentedImages(set, Int32Array.from(set.labels.keys()), { mean: [0.2], deviation: [0.3] });
const genLabel = { lossRatio: 0.7, memoryRatio: 0.5, form: { labelGradient: true } };

describe.each(here)('on $name', ({ tf, id }) => {
  const batch = (): ImageBatch => ({
    images: tf.tensor4d(pixels, [n, 28, 28, 1]),
    labels: tf.oneHot(tf.tensor1d(set.labels, 'int32'), 10).toFloat() as never,
    stream: randomStream('batch'),
  });
  const newNetwork = () => lenet5(tf, { numClasses: 10, stream: randomStream('initial') });
  const policy = () => lenet5(tf, { numClasses: 10, stream: randomStream('policy') });
  const methods: Record<string, (network: ImageNetwork) => TrainingMethod> = {
    vanilla: (network) => mixupMethod(network, { mixing: 'none' }),
    'manifold mixup': (network) => mixupMethod(network, { mixing: 'hidden' }),
    'GenLabel, through its labels': (network) => mixupMethod(network, { mixing: 'hidden', genLabel }),
    AdaMixUp: (network) => adaMixUpMethod(network, { policy: policy(), stream: randomStream('adamixup') }),
  };

  it.each(Object.keys(methods))('has the gradient of its loss: %s', async (name) => {
    await tf.setBackend(id);
    const network = newNetwork();
    // Densities change with every batch: each loss begins anew.
    const direction = randomStream('direction');
    const method = methods[name](network);
    const all = [...network.parameters, ...method.parameters];
    const loss = () => (name.startsWith('GenLabel') ? methods[name](network) : method).prepare(batch())();
    const { grads } = tf.variableGrads(loss, all);
    const norm = Math.sqrt(
      all.reduce((sum, { name }) => sum + tf.sum(tf.square(grads[name])).dataSync()[0], 0),
    );
    // Along the gradient, where the slope is steep, and aside, so that no part of it may be missing.
    const steps = all.map(({ name, size, shape }) => {
      const aside = Float32Array.from({ length: size }, () => direction.normal() / Math.sqrt(size));
      return tf.add(tf.div(grads[name], norm), tf.tensor(aside, shape));
    });
    const slope = all.reduce(
      (sum, variable, i) => sum + tf.sum(tf.mul(grads[variable.name], steps[i])).dataSync()[0],
      0,
    );
    const move = (h: number) =>
      all.forEach((variable, i) => {
        variable.assign(tf.add(variable, tf.mul(steps[i], h)));
      });
    const h = 2e-3;
    move(h);
    const above = loss().dataSync()[0];
    move(-2 * h);
    const below = loss().dataSync()[0];
    expect(Math.abs(slope)).toBeGreaterThan(1e-3);
    expect(Math.abs((above - below) / (2 * h) - slope) / Math.abs(slope)).toBeLessThan(0.03);
  });

  it('mixes values by pairs, with the gradient of that', async () => {
    await tf.setBackend(id);
    const pairing = { partners: Int32Array.of(2, 0, 1, 3), lambda: 0.3 };
    const values = tf.tensor2d([
      [1, 10],
      [2, 20],
      [3, 30],
      [4, 40],
    ]);
    expectClose(mixHidden(tf, values, pairing).dataSync(), [2.4, 24, 1.3, 13, 2.3, 23, 4, 40]);
    const weights = tf.tensor2d([
      [1, 0],
      [0, 1],
      [5, 0],
      [0, 0],
    ]);
    const gradient = tf.grad((x: Tensor) => tf.sum(tf.mul(mixHidden(tf, x, pairing), weights)))(values);
    expectClose(gradient.dataSync(), [0.3, 0.7, 3.5, 0.3, 2.2, 0, 0, 0]);
  });

  it('is the loss of AdaMixUp written out, where the policy is still even', async () => {
    await tf.setBackend(id);
    const network = newNetwork();
    const method = methods.AdaMixUp(network);
    const found = method.prepare(batch())().dataSync()[0];
    const stream = randomStream('batch');
    const half = n / 2;
    const partners = stream.split('partners').permutation(n);
    const uniforms = Array.from({ length: half }, () => stream.uniform());
    const image = (i: number) => pixels.subarray(i * 784, (i + 1) * 784);
    // The layers before the softmax begin with weights of a thousandth: a = d = 1/3.
    const mixed = uniforms.map((e, i) => {
      const lambda = 1 / 3 + e / 3;
      return { lambda, values: image(i).map((v, p) => lambda * v + (1 - lambda) * image(partners[i])[p]) };
    });
    const rows = [...mixed.map(({ values }) => values), ...Array.from({ length: n }, (_, i) => image(i))];
    const x = tf.tensor4d(Float32Array.from(rows.flatMap((values) => [...values])), [n + half, 28, 28, 1]);
    const z = imageFeatures(network, x as Tensor4D, { training: true });
    const logs = (await tf.logSoftmax(logitsOfFeatures(network, z)).array()) as number[][];
    const own = (i: number, row: number) => -logs[row][set.labels[i]];
    const classified =
      mixed.reduce((sum, { lambda }, i) => sum + lambda * own(i, i) + (1 - lambda) * own(partners[i], i), 0) +
      mixed.reduce((sum, _, i) => sum + own(i, half + i), 0);
    // The discriminator's weights, too: both verdicts are even.
    expect(found).toBeCloseTo(classified / n + Math.log(2), 3);
  });

  it('refuses methods that do not fit', async () => {
    await tf.setBackend(id);
    const network = newNetwork();
    const stream = randomStream('refused');
    expect(() => adaMixUpMethod(network, { policy: network, stream })).toThrow('policy is the net itself');
    expect(() => adaMixUpMethod(network, { stream } as never)).toThrow('policy is undefined, expected a net');
    const colours = stridedNet(tf, { numClasses: 10, stream });
    expect(() => adaMixUpMethod(network, { policy: colours, stream })).toThrow(
      'policy takes images of [32,32,3], expected [28,28,1]',
    );
    expect(() => mixupMethod(network, { mixing: 'input', alpha: 0 })).toThrow('alpha is 0');
    const once = (batchSize?: number) =>
      mixupMethod(network, {
        ...{ mixing: 'input', genLabel: { ...genLabel, form: { pairing: 'once' } }, stream, batchSize },
      });
    expect(() => once()).toThrow('needs a stream and the size of the largest batch');
    expect(() => once(2.5)).toThrow('batchSize is 2.5, expected an integer of at least 1');
    expect(() => once(n - 1).prepare(batch())).toThrow(
      'the size of a batch, whose pairing is drawn once, is 10, expected an integer from 1 to 9',
    );
  });
});
