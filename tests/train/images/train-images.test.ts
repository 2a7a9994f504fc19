import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../../../lib/numeric/random';
import { chooseBackend } from '../../../lib/tensorflow/choose-backend';
import { backends } from '../../../lib/tensorflow/tensorflow';
import type { Tensorflow } from '../../../lib/tensorflow/tensorflow-typings';
import { adaMixUpMethod } from '../../../lib/train/images/ada-mixup-method';
import { CheckpointError } from '../../../lib/train/images/checkpoint';
import type { ImageNetwork } from '../../../lib/train/images/image-network';
import { lenet5 } from '../../../lib/train/images/lenet-5';
import { mixupMethod } from '../../../lib/train/images/mixup-method';
import type { MixupMethodOptions } from '../../../lib/train/images/mixup-options';
import { correctImages, predictImages } from '../../../lib/train/images/predict-images';
import { ImageDivergenceError, restoreNetwork, trainImages } from '../../../lib/train/images/train-images';
import type { TrainingMethod } from '../../../lib/train/images/training-method';
import type { ImageTrainingOptions } from '../../../lib/train/images/training-options';
import { smallImages } from './small-images';

const tf = (await chooseBackend(backends(), 'wasm')).tf as unknown as Tensorflow;
const folder = mkdtempSync(join(tmpdir(), 'train-images-'));
afterAll(() => rmSync(folder, { recursive: true }));

const training = smallImages(70, 'training');
const augmentation = { mean: [0.2], deviation: [0.3] };
const genLabel = { lossRatio: 0.15, memoryRatio: 0.95 };

const methods: Record<string, (network: ImageNetwork) => TrainingMethod> = {
  vanilla: (network) => mixupMethod(network, { mixing: 'none' }),
  mixup: (network) => mixupMethod(network, { mixing: 'input' }),
  'mixup and GenLabel': (network) => mixupMethod(network, { mixing: 'input', genLabel }),
  'manifold mixup': (network) => mixupMethod(network, { mixing: 'hidden', alpha: 2 }),
  'manifold mixup and GenLabel': (network) => mixupMethod(network, { mixing: 'hidden', alpha: 2, genLabel }),
  AdaMixUp: (network) =>
    adaMixUpMethod(network, {
      policy: lenet5(tf, { numClasses: 10, stream: randomStream('policy') }),
      stream: randomStream('adamixup'),
    }),
};

/** Trains anew. @returns bytes of the net at the end, and what the training gave */
async function train(
  make: (network: ImageNetwork) => TrainingMethod,
  options: Partial<ImageTrainingOptions> = {},
) {
  const network = lenet5(tf, { numClasses: 10, stream: randomStream('initial') });
  const method = make(network);
  const result = await trainImages({
    ...{ network, method, training, augmentation, epochs: 4, batchSize: 32, milestones: [] },
    ...{ learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4, stream: randomStream('run') },
    ...options,
  });
  const values = network.parameters.map((variable) => Array.from(variable.dataSync()));
  method.dispose();
  return { network, result, values };
}

const scored = (n: number) => async (epoch: number) => ({
  first: -epoch,
  last: epoch,
  third: epoch === n ? 1 : 0,
});

describe.each(Object.keys(methods))('%s', (name) => {
  it('resumes a killed training with the same bytes', async () => {
    const whole = await train(methods[name], { score: scored(2) });
    const checkpoint = { path: join(folder, `${name}.checkpoint`), owner: name };
    const kill = async (epoch: number) => {
      if (epoch === 3) throw new Error('killed');
      return scored(2)(epoch);
    };
    await expect(train(methods[name], { checkpoint, score: kill })).rejects.toThrow('killed');
    const resumed = await train(methods[name], { checkpoint, score: scored(2) });
    expect(resumed.values).toEqual(whole.values);
    expect(resumed.result).toEqual(whole.result);
    expect(whole.result.losses).toHaveLength(4);
    expect(whole.result.best.third.epoch).toBe(2);
  });

  it('learns, and keeps no tensor', async () => {
    const tensors = () => tf.memory().numTensors;
    const test = smallImages(100, 'test');
    const { network, result } = await train(methods[name], { epochs: 25 });
    expect(result.losses.at(-1)).toBeLessThan(result.losses[0]);
    expect(await correctImages(network, test, augmentation)).toBeGreaterThan(80);
    const before = tensors();
    const again = await train(methods[name]);
    expect(tensors() - before).toBe(again.network.parameters.length);
  }, 120_000);
});

it('is mixup to the bit where gamma is 0', async () => {
  for (const mixing of [{ mixing: 'input' }, { mixing: 'hidden', alpha: 2 }] as MixupMethodOptions[]) {
    const plain = await train((network) => mixupMethod(network, mixing));
    const none = { lossRatio: 0, memoryRatio: 0.9 };
    const relabelled = await train((network) => mixupMethod(network, { ...mixing, genLabel: none }));
    expect(relabelled.values).toEqual(plain.values);
  }
});

it.each([
  { classes: 'least' },
  { exponent: 1 },
  { covarianceAbout: 'batch mean' },
  { pairing: 'once' },
  { startCorrection: false },
  { labelGradient: true },
] as const)('trains otherwise with %o', async (form) => {
  const options = (own: object): MixupMethodOptions => ({
    ...{
      mixing: 'input',
      batchSize: 32,
      stream: randomStream('pairing'),
      genLabel: { ...genLabel, form: own },
    },
  });
  const resolved = await train((network) => mixupMethod(network, options({})));
  const other = await train((network) => mixupMethod(network, options(form)));
  expect(other.values).not.toEqual(resolved.values);
  expect(other.values.flat().every(Number.isFinite)).toBe(true);
});

it('divides the learning rate by 10 after each milestone', async () => {
  // Without momentum an epoch needs nothing but the net that the one before has left.
  const whole = await train(methods.vanilla, { epochs: 3, milestones: [1, 2], momentum: 0 });
  const rates = [0.05, 0.05 / 10, 0.05 / 10 / 10];
  let last: number[][] | undefined;
  for (const [i, learningRate] of rates.entries()) {
    const stream = {
      split: () => ({
        split: () =>
          randomStream('run')
            .split('epoch')
            .split(i + 1),
      }),
    };
    const goingOn = (network: ImageNetwork) => {
      if (last)
        restoreNetwork(
          network,
          last.map((values) => Float32Array.from(values)),
        );
      return methods.vanilla(network);
    };
    const options = { epochs: 1, learningRate, momentum: 0, stream: stream as unknown as RandomStream };
    last = (await train(goingOn, options)).values;
  }
  expect(last).toEqual(whole.values);
});

it('puts the best net back', async () => {
  const { network, result } = await train(methods.vanilla, { score: scored(2) });
  const { values } = await train(methods.vanilla, { epochs: 2 });
  restoreNetwork(network, result.best.third.values);
  expect(network.parameters.map((variable) => Array.from(variable.dataSync()))).toEqual(values);
});

it('says in which epoch it diverged, with what came before', async () => {
  const failure = await train(methods.vanilla, { learningRate: 1e12, score: scored(1) }).catch(
    (error) => error,
  );
  expect(failure).toBeInstanceOf(ImageDivergenceError);
  expect(failure.message).toMatch(
    /the loss of epoch \d is not finite at the learning rate 1000000000000: lower it/,
  );
  expect(failure.result.losses).toHaveLength(failure.epoch - 1);
});

describe('refuses', () => {
  const labelled = (label: number) => ({
    ...training,
    labels: training.labels.map((own, i) => (i === 3 ? label : own)),
  });
  const fraction = {
    ...training,
    labels: Array.from(training.labels, (own, i) => (i === 2 ? 1.5 : own)) as ArrayLike<number> as Int32Array,
  };
  it.each<[Partial<ImageTrainingOptions>, string]>([
    [{ epochs: 0 }, 'epochs is 0, expected an integer of at least 1'],
    [{ epochs: 1.5 }, 'epochs is 1.5'],
    [{ batchSize: 0 }, 'batchSize is 0, expected an integer of at least 1'],
    [{ batchSize: Number.NaN }, 'batchSize is NaN'],
    [{ batchSize: 2.5 }, 'batchSize is 2.5'],
    [{ learningRate: Number.NaN }, 'learningRate is NaN, expected a finite number above 0'],
    [{ learningRate: 0 }, 'learningRate is 0'],
    [{ momentum: -1 }, 'momentum is -1, expected a number from 0 to 1'],
    [{ momentum: 2 }, 'momentum is 2'],
    [{ weightDecay: Infinity }, 'weightDecay is Infinity'],
    [{ milestones: [1, Number.NaN] }, 'milestones[1] is NaN, expected an integer of at least 0'],
    [{ milestones: [0.5] }, 'milestones[0] is 0.5'],
    [{ stream: undefined }, 'stream is undefined, expected a stream of random numbers, as of randomStream'],
    [{ method: 'mixup' as never }, 'method is mixup, expected a method'],
    [{ milestones: 5 as never }, 'milestones is 5, expected a list of epochs'],
    [{ score: 5 as never }, 'score is 5, expected a function'],
    [{ checkpoint: { path: '', owner: 'x' } }, 'checkpoint.path is , expected a text that is not empty'],
    [{ checkpoint: { path: 'x' } as never }, 'checkpoint.owner is undefined'],
    [{ augmentation: { mean: [0] } as never }, 'deviation is undefined, expected one a channel: 1'],
    [
      { training: { ...training, pixels: Float32Array.from(training.pixels) as never } },
      'have pixels of type Float32Array, expected a Uint8Array',
    ],
    [{ training: smallImages(0, 'none') }, 'the images of squares are none, expected at least one'],
    [{ training: { ...training, numClasses: 9 } }, 'are of 9 classes, expected as many as the net has, 10'],
    [{ training: labelled(10) }, 'labels[3] is 10, expected an integer from 0 to 9'],
    [{ training: labelled(-1) }, 'labels[3] is -1'],
    [{ training: fraction }, 'labels[2] is 1.5'],
    [
      { training: { ...training, shape: [14, 56, 1] } },
      'are [14,56,1], expected those that the net takes, [28,28,1]',
    ],
    [
      { training: { ...training, pixels: training.pixels.subarray(1) } },
      'have 54879 values of pixels, expected 54880',
    ],
  ])('$1', async (options, message) => {
    const failure = await train(methods.vanilla, options).catch((error) => error);
    expect(failure).toBeInstanceOf(RangeError);
    expect(failure.message).toContain(message);
  });
});

it.each([Number.NaN, -Infinity])('refuses the score %d, which is better than none', async (value) => {
  const score = async (epoch: number) => ({ own: epoch === 2 ? value : epoch });
  await expect(train(methods.vanilla, { score })).rejects.toThrow(
    `the score own of epoch 2 is ${value}, expected a finite number`,
  );
});

it('keeps no tensor of a training that fails', async () => {
  const failing = (network: ImageNetwork): TrainingMethod => ({
    ...mixupMethod(network, { mixing: 'none' }),
    prepare: () => {
      throw new Error('no loss');
    },
  });
  const tensors = tf.memory().numTensors;
  await expect(train(failing)).rejects.toThrow('no loss');
  expect(tf.memory().numTensors - tensors).toBe(10);
});

it('classifies no images that the net does not take', async () => {
  const network = lenet5(tf, { numClasses: 10, stream: randomStream('initial') });
  const predict = (own: object) => () => predictImages(network, { ...training, ...own }, augmentation);
  await expect(predict({ shape: [14, 56, 1] })).rejects.toThrow('are [14,56,1], expected those that the net');
  await expect(predict({ numClasses: 9 })).rejects.toThrow('are of 9 classes');
  await expect(predict({ pixels: training.pixels.subarray(784) })).rejects.toThrow('values of pixels');
  expect(await predictImages(network, smallImages(0, 'none'), augmentation)).toHaveLength(0);
});

it('counts no image as correct where the logits are NaN', async () => {
  const network = lenet5(tf, { numClasses: 10, stream: randomStream('initial') });
  const bias = network.parameters.at(-1)!;
  bias.assign(tf.tensor1d([...Array(9).fill(0), Number.NaN]));
  expect(new Set(await predictImages(network, training, augmentation))).toEqual(new Set([-1]));
  expect(await correctImages(network, training, augmentation)).toBe(0);
  bias.assign(tf.tensor1d([...Array(9).fill(0), Infinity]));
  expect(await correctImages(network, training, augmentation)).toBe(7);
});

describe('a checkpoint', () => {
  const checkpoint = { path: join(folder, 'torn.checkpoint'), owner: 'torn' };
  const write = () => train(methods.vanilla, { checkpoint, epochs: 1 });
  const resume = () => train(methods.vanilla, { checkpoint });

  it.each([
    [
      'cut short',
      (bytes: Buffer) => bytes.subarray(0, bytes.length - 5),
      /is torn: \d+ bytes of numbers from byte \d+ on, expected \d+/,
    ],
    [
      'cut in its first line',
      (bytes: Buffer) => bytes.subarray(0, 20),
      /is torn or damaged: its first line cannot be read \(20 bytes\)/,
    ],
    ['empty', () => Buffer.alloc(0), /is torn or damaged/],
    ...['null', '7', '"text"'].map(
      (line) =>
        [`${line} in its first line`, () => Buffer.from(`${line}\n`), /its first line cannot be read/] as [
          string,
          (bytes: Buffer) => Buffer,
          RegExp,
        ],
    ),
    [
      'without lengths',
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('"lengths"', '"length"'), 'latin1'),
      /is damaged: its first line lacks the lengths/,
    ],
    [
      'changed',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.of(bytes[bytes.length - 1] ^ 1)]),
      /its SHA-256 is not that of its contents/,
    ],
    [
      'changed in its state',
      (bytes: Buffer) =>
        Buffer.from(bytes.toString('latin1').replace('"losses":[', '"losses":[1,'), 'latin1'),
      /its SHA-256/,
    ],
  ])('that is %s is refused', async (_, damage, message) => {
    await write();
    writeFileSync(checkpoint.path, damage(readFileSync(checkpoint.path)));
    const failure = await resume().catch((error) => error);
    expect(failure).toBeInstanceOf(CheckpointError);
    expect(failure.message).toMatch(message);
    expect(failure.message).toContain('remove it to begin this training again');
    rmSync(checkpoint.path);
  });

  it('that is a folder is refused', async () => {
    const failure = await train(methods.vanilla, { checkpoint: { path: folder, owner: 'folder' } }).catch(
      (error) => error,
    );
    expect(failure).toBeInstanceOf(CheckpointError);
    expect(failure.message).toMatch(/is a folder, expected a file; name another/);
  });

  it('of more epochs, or of another net, is refused, and the net stays as it was', async () => {
    await train(methods.vanilla, { checkpoint, epochs: 3 });
    const fewer = await train(methods.vanilla, { checkpoint, epochs: 2 }).catch((error) => error);
    expect(fewer).toBeInstanceOf(CheckpointError);
    expect(fewer.message).toMatch(/has 3 epochs, expected at most 2; remove it/);
    expect((await train(methods.vanilla, { checkpoint, epochs: 3 })).result.losses).toHaveLength(3);
    const network = lenet5(tf, { numClasses: 11, stream: randomStream('eleven') });
    const before = await network.parameters[0].data();
    const other = await trainImages({
      ...{ network, method: mixupMethod(network, { mixing: 'none' }), checkpoint, epochs: 3, augmentation },
      ...{ training: { ...training, numClasses: 11 }, batchSize: 16, learningRate: 0.05, momentum: 0.9 },
      ...{ weightDecay: 1e-4, milestones: [], stream: randomStream('training') },
    }).catch((error) => error);
    expect(other).toBeInstanceOf(CheckpointError);
    expect(other.message).toMatch(
      /is that of another net or method: its values have 840 in array 8, expected 924/,
    );
    expect(await network.parameters[0].data()).toEqual(before);
    expect(() => restoreNetwork(network, [])).toThrow('the values of a net are 0 arrays, expected 10');
    rmSync(checkpoint.path);
  });

  it.each<[Partial<ImageTrainingOptions>, string]>([
    [{ batchSize: 16 }, 'batchSize 32, expected 16'],
    [{ learningRate: 0.01 }, 'learningRate 0.05, expected 0.01'],
    [{ milestones: [1] }, 'milestones [], expected [1]'],
    [{ augmentation: { ...augmentation, flips: true } }, 'augmentation {'],
    [{ training: smallImages(70, 'others') }, 'SHA-256 of the images'],
    [{ training: smallImages(71, 'more') }, '"count":70}, expected {'],
  ])('of other settings or images is refused: %#', async (options, message) => {
    await write();
    const failure = await train(methods.vanilla, { checkpoint, epochs: 2, ...options }).catch((e) => e);
    expect(failure).toBeInstanceOf(CheckpointError);
    expect(failure.message).toContain('is that of another training: ');
    expect(failure.message).toContain(message);
    rmSync(checkpoint.path);
  });

  it('is there before the first epoch', async () => {
    const failing = {
      ...methods,
      fails: () => ({
        ...methods.vanilla,
        prepare: () => {
          throw new Error('no loss');
        },
      }),
    };
    const make = (network: ImageNetwork) => ({ ...methods.vanilla(network), ...failing.fails() });
    await expect(train(make as never, { checkpoint })).rejects.toThrow('no loss');
    expect(existsSync(checkpoint.path)).toBe(true);
    const whole = await train(methods.vanilla);
    expect((await train(methods.vanilla, { checkpoint })).values).toEqual(whole.values);
    rmSync(checkpoint.path);
  });

  it('of another training is refused', async () => {
    await write();
    const other = { ...checkpoint, owner: 'other' };
    await expect(train(methods.vanilla, { checkpoint: other })).rejects.toThrow(
      "is that of another training: 'torn', expected 'other'",
    );
  });

  it('that cannot be written says so', async () => {
    const nowhere = { path: join(folder, 'torn.checkpoint', 'below a file'), owner: 'nowhere' };
    await expect(train(methods.vanilla, { checkpoint: nowhere })).rejects.toThrow();
  });
});
