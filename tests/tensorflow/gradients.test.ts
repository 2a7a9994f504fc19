import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LogitsAndGradient } from '../../lib/attacks/differentiable-model';
import { networkModel } from '../../lib/attacks/network-model';
import { tensorflowModel } from '../../lib/attacks/tensorflow-model';
import { type Matrix, matrix, selectRows, zeros } from '../../lib/numeric/matrix';
import { type RandomStream, randomStream } from '../../lib/numeric/random';
import { lossGradient } from '../../lib/train/backpropagation';
import { type Architecture, type DenseNetwork, initialNetwork } from '../../lib/train/dense-network';
import { createWorkspace } from '../../lib/train/forward';
import { tensorflowNetwork } from '../../lib/train/tensorflow-network';
import { naiveFilterGradient } from '../oracles/naive-convolution';
import { normalPoints, softLabels } from '../oracles/random-points';
import { backendsHere } from './backends-here';
import { expectClose } from './expect-close';

const { here, absent } = await backendsHere();

/** Rounded, so that both sides compute from the same numbers. */
const single = <T extends { data: Float64Array }>(m: T): T => ({ ...m, data: m.data.map(Math.fround) });

function networkOf(architecture: Architecture, stream: RandomStream): DenseNetwork {
  const network = initialNetwork(architecture, stream);
  return { ...network, parameters: network.parameters.map(Math.fround) };
}

const architectures: Architecture[] = [
  { widths: [3, 2], activation: 'identity' },
  { widths: [10, 128, 128, 3], activation: 'relu' },
  { widths: [10, 128, 128, 3], activation: 'identity' },
  { widths: [5, 9, 7, 6, 4], activation: 'relu' },
];

it('runs on wasm and cpu everywhere', () => {
  expect(here.map(({ name }) => name)).toEqual(expect.arrayContaining(['wasm', 'cpu']));
});

for (const reason of absent) it.skip(`another backend is not here: ${reason}`, () => {});

describe.each(here)('on $name', ({ tf, id }) => {
  beforeAll(async () => {
    await tf.setBackend(id);
  });

  describe.each(architectures)('a net of $widths, $activation', (architecture) => {
    const stream = randomStream('backends');
    const network = networkOf(architecture, stream.split('weights'));
    const [numFeatures, numClasses] = [architecture.widths[0], architecture.widths.at(-1)!];

    it.each([
      [1, 256],
      [41, 256],
      [41, 16],
    ])('has our logits and input gradients: %i points, %i together', async (n, batchSize) => {
      const points = single(normalPoints(n, numFeatures, stream.split('points')));
      const weights = single(normalPoints(n, numClasses, stream.split('weights of logits')));
      const expected = networkModel(network).logitsAndGradient(points, () => weights) as LogitsAndGradient;
      const layers = tensorflowNetwork(tf, network);
      const model = tensorflowModel(tf, { model: layers, batchSize });
      const tensors = tf.memory().numTensors;
      let asked: Matrix | undefined;
      const found = await model.logitsAndGradient(points, (logits) => {
        asked = logits;
        return weights;
      });
      expect(model.numClasses).toBe(numClasses);
      expect(asked).toEqual(found.logits);
      expectClose(found.logits.data, expected.logits.data);
      expectClose(found.gradient.data, expected.gradient.data);
      expectClose((await model.logits(points)).data, expected.logits.data);
      expect(tf.memory().numTensors).toBe(tensors);
      layers.dispose();
      expect(tf.memory().numTensors).toBe(tensors - 2 * (architecture.widths.length - 1));
    });

    it('has our parameter gradients of the soft cross-entropy', async () => {
      const X = single(normalPoints(64, numFeatures, stream.split('X')));
      const labels = softLabels(64, numClasses, stream.split('labels'));
      const expected = new Float64Array(network.parameters.length);
      lossGradient(network, X, labels, createWorkspace(network.architecture, 64), expected);
      const layers = tensorflowNetwork(tf, network);
      const gradients = tf.tidy(() => {
        const tensor = (m: Matrix) => tf.tensor2d(Float32Array.from(m.data), [m.rows, m.cols]);
        const { grads } = tf.variableGrads(() =>
          tf.losses.softmaxCrossEntropy(tensor(labels), layers.apply(tensor(X)) as Tensor2D).asScalar(),
        );
        // Ours are in one array, kernel then bias of each layer; theirs have names.
        return layers.weights.map(({ name }) => grads[name]);
      });
      const found = await Promise.all(gradients.map((gradient) => gradient.data()));
      expectClose(
        found.flatMap((values) => Array.from(values)),
        expected,
      );
      tf.dispose(gradients);
      layers.dispose();
    });
  });

  it('answers each point by itself, and equal points equally', async () => {
    const network = networkOf(architectures[1], randomStream('rows'));
    const model = tensorflowModel(tf, { model: tensorflowNetwork(tf, network) });
    const points = normalPoints(7, 10, randomStream('points'));
    const order = [3, 0, 3, 6, 1, 2, 3, 5, 4, 3];
    const ask = (all: Matrix) => model.logitsAndGradient(all, (logits) => logits);
    const whole = await ask(points);
    const shuffled = await ask(selectRows(points, order));
    for (const of of ['logits', 'gradient'] as const) {
      const expected = selectRows(whole[of], order);
      // TensorFlow's own library and graphics cards sum in an order that depends on the place of a row.
      if (id === 'wasm' || id === 'cpu') expect(shuffled[of]).toEqual(expected);
      else expectClose(shuffled[of].data, expected.data);
    }
  });

  it('frees what a failing query had allocated', async () => {
    const model = (points: Tensor) => tf.mul(points, 2);
    const inputShape = [3];
    for (const batchSize of [1, 2]) {
      const wrapped = tensorflowModel(tf, { model, inputShape, numClasses: 3, batchSize });
      const tensors = tf.memory().numTensors;
      await expect(
        wrapped.logitsAndGradient(zeros(2, 3), () => {
          throw new Error('of the attack');
        }),
      ).rejects.toThrow('of the attack');
      await expect(wrapped.logitsAndGradient(zeros(2, 3), () => zeros(1, 3))).rejects.toThrow(
        'the weights of the logits are 1 x 3, expected one a logit: 2 x 3',
      );
      expect(tf.memory().numTensors).toBe(tensors);
    }
    const wrong = tensorflowModel(tf, { model, inputShape, numClasses: 2 });
    await expect(wrong.logits(zeros(2, 3))).rejects.toThrow('logits of shape [2,3], expected [2,2]');
  });

  // More time than usual: on a graphics card in software a query takes 0.2 s.
  // A smooth net: h² f'''/6 and the rounding 6e-8 f / h both stay near 1e-4 of the largest slope at h = 0.02.
  it('has the central differences of a convolutional net, in the points and in the filters', {
    timeout: 240_000,
  }, async () => {
    const stream = randomStream('conv');
    const layers = tf.sequential({
      layers: [
        tf.layers.conv2d({
          inputShape: [6, 5, 2],
          filters: 3,
          kernelSize: [3, 2],
          strides: [1, 2],
          padding: 'same',
          activation: 'tanh',
        }),
        tf.layers.averagePooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 4 }),
      ],
    });
    const shapes = layers.weights.map(({ shape }) => shape as number[]);
    const values = shapes.map((shape) => {
      const size = shape.reduce((product, length) => product * length, 1);
      return normalPoints(1, size, stream).data.map((value) => 0.5 * value);
    });
    const setWeights = () =>
      tf.tidy(() => layers.setWeights(values.map((v, i) => tf.tensor(Float32Array.from(v), shapes[i]))));
    setWeights();
    const points = single(normalPoints(2, 60, stream.split('points')));
    const weights = normalPoints(2, 4, stream.split('weights'));
    const model = tensorflowModel(tf, { model: layers });
    /** Sum of the weighted logits of each pair of points, one below the other. */
    const weighted = async (pairs: Matrix): Promise<number[]> => {
      const { data } = await model.logits(pairs);
      const sums = new Array<number>(pairs.rows / 2).fill(0);
      data.forEach((value, i) => {
        sums[Math.floor(i / 8)] += value * weights.data[i % 8];
      });
      return sums;
    };
    const h = 0.02;
    const moved = zeros(2 * 2 * 120, 60);
    for (let i = 0; i < 240; i++) {
      moved.data.set(points.data, i * 120);
      moved.data[i * 120 + (i >> 1)] += i % 2 ? -h : h;
    }
    const sums = await weighted(moved);
    const slopes = Array.from(points.data, (_, i) => (sums[2 * i] - sums[2 * i + 1]) / (2 * h));
    const { gradient } = await model.logitsAndGradient(points, () => weights);
    expectClose(gradient.data, slopes, 1e-3);

    const filterSlopes: number[] = [];
    for (let i = 0; i < values[0].length; i++) {
      const value = values[0][i];
      const at: number[] = [];
      for (const step of [h, -h]) {
        values[0][i] = value + step;
        setWeights();
        at.push(...(await weighted(points)));
      }
      values[0][i] = value;
      filterSlopes.push((at[0] - at[1]) / (2 * h));
    }
    setWeights();
    const gradients = tf.tidy(() => {
      const x = tf.tensor4d(Float32Array.from(points.data), [2, 6, 5, 2]);
      const w = tf.tensor2d(Float32Array.from(weights.data), [2, 4]);
      const { grads } = tf.variableGrads(() => tf.sum(tf.mul(w, layers.apply(x) as Tensor)));
      return grads[layers.weights[0].name];
    });
    expectClose(await gradients.data(), filterSlopes, 1e-3);
    tf.dispose(gradients);
    layers.dispose();
  });

  it.for([
    { filter: [3, 3], strides: [1, 1], pad: 'same', before: [1, 1], out: [5, 7] },
    { filter: [3, 2], strides: [2, 1], pad: 'same', before: [1, 0], out: [3, 7] },
    { filter: [2, 3], strides: [1, 2], pad: 'valid', before: [0, 0], out: [4, 3] },
    { filter: [1, 1], strides: [2, 2], pad: 'valid', before: [0, 0], out: [3, 4] },
    { filter: [4, 4], strides: [1, 1], pad: 2, before: [2, 2], out: [6, 8] },
  ] as const)(
    'has the filter gradient of the definition: $filter, strides $strides, padding $pad',
    async ({ filter, strides, pad, before, out }, { skip }) => {
      skip(pad === 2 && id === 'tensorflow', 'TensorFlow knows the paddings same and valid only');
      const stream = randomStream('filter');
      const x = { ...single(normalPoints(1, 3 * 5 * 7 * 2, stream)), shape: [3, 5, 7, 2] as const };
      const shape = [3, ...out, 4] as const;
      const dy = { ...single(normalPoints(1, 3 * out[0] * out[1] * 4, stream)), shape };
      const tensors = tf.memory().numTensors;
      const gradient = tf.tidy(() => {
        const images = tf.tensor4d(Float32Array.from(x.data), [...x.shape]);
        const slopes = tf.tensor4d(Float32Array.from(dy.data), [...dy.shape]);
        const convolution = (w: Tensor) => tf.conv2d(images, w as Tensor4D, [...strides], pad);
        return tf.grad(convolution)(tf.zeros([...filter, 2, 4]), slopes);
      });
      expect(gradient.shape).toEqual([...filter, 2, 4]);
      expectClose(await gradient.data(), naiveFilterGradient(x, dy, filter, strides, before));
      gradient.dispose();
      expect(tf.memory().numTensors).toBe(tensors);
    },
  );
});

describe('tensorflowModel', () => {
  const { tf } = here[0];
  const model = (points: Tensor) => points;

  it('reads images row by row, in the order of their shape', async () => {
    const second = (images: Tensor) => tf.reshape(tf.slice(images, [0, 0, 1, 0], [-1, 2, 1, 1]), [-1, 2]);
    const wrapped = tensorflowModel(tf, { model: second, inputShape: [2, 3, 1], numClasses: 2 });
    const points = matrix([[1, 2, 3, 4, 5, 6]]);
    expect(await wrapped.logits(points)).toEqual(matrix([[2, 5]]));
    const { gradient } = await wrapped.logitsAndGradient(points, () => matrix([[10, 20]]));
    expect(gradient).toEqual(matrix([[0, 10, 0, 0, 20, 0]]));
  });

  it('answers no points with no logits', async () => {
    const wrapped = tensorflowModel(tf, { model, inputShape: [2], numClasses: 2 });
    expect(await wrapped.logits(zeros(0, 2))).toEqual(zeros(0, 2));
    const none = await wrapped.logitsAndGradient(zeros(0, 2), (logits) => logits);
    expect(none).toEqual({ logits: zeros(0, 2), gradient: zeros(0, 2) });
  });

  it('names what it cannot know, and points of another shape', async () => {
    expect(() => tensorflowModel(tf, { model, numClasses: 2 })).toThrow(
      'inputShape is undefined, expected positive integers: give it as an option',
    );
    expect(() => tensorflowModel(tf, { model, inputShape: [2] })).toThrow('numClasses is undefined');
    expect(() => tensorflowModel(tf, { model, inputShape: [0], numClasses: 2 })).toThrow('inputShape is [0]');
    const options = { model, inputShape: [2], numClasses: 2 };
    expect(() => tensorflowModel(tf, { ...options, batchSize: 0.5 })).toThrow('batchSize is 0.5');
    await expect(tensorflowModel(tf, options).logits(zeros(1, 3))).rejects.toThrow(
      'the points have 3 features, the model expects 2',
    );
  });
});
