import type { NamedAttrMap, NamedTensorMap, Rank, Tensor, Variable } from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { adamStep, batchNormalisation, convolution, dense, sgdStep } from '../../lib/tensorflow/operations';
import { Scratch, type WasmBackend } from '../../lib/tensorflow/wasm/wasm-backend';
import { backendsHere } from './backends-here';

const { here } = await backendsHere();

type Dtype = 'float32' | 'int32' | 'bool';

it('a convolution whose result has no room on wasm is refused at once', async () => {
  const { tf } = here.find(({ id }) => id === 'wasm')!;
  await tf.setBackend('wasm');
  const tensors = tf.memory().numTensors;
  for (const [channels, padding] of [
    [3, 5000],
    [3, 1e9],
    [1, 20_000],
    [1, 1e9],
  ]) {
    expect(() =>
      tf.tidy(() => convolution(tf, tf.ones([2, 8, 8, channels]), tf.ones([3, 3, channels, 4]), { padding })),
    ).toThrow(
      /a result of \d+ bytes is larger than the wasm backend takes, 1073741824: compute on smaller batches/,
    );
  }
  const right = tf.tidy(() => convolution(tf, tf.ones([1, 3, 3, 1]), tf.ones([3, 3, 1, 1])).dataSync());
  expect([...right]).toEqual([9]);
  expect(tf.memory().numTensors).toBe(tensors);
});

describe.each(here)('on $name', ({ tf, id }) => {
  beforeAll(async () => {
    await tf.setBackend(id);
  });
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  const ones = <T extends Tensor>(shape: number[], dtype: Dtype = 'float32') => tf.ones(shape, dtype) as T;
  const variable = (shape: number[], dtype?: Dtype) => ones<Variable>(shape, dtype);
  const convolve = (x: Tensor, filter: Tensor, options = {}) =>
    convolution(tf, x as Tensor<Rank.R4>, filter as Tensor<Rank.R4>, options);

  it.each([
    [{ learningRate: NaN }, 'learningRate is NaN, expected a number from 0'],
    [{ weightDecay: -1 }, 'weightDecay is -1'],
    [{ momentum: 5 }, 'momentum is 5, expected a number from 0 to 1'],
    [{ betas: [0.9, 1] as const }, 'a beta is 1'],
    [{ betas: [0.9] as unknown as [number, number] }, 'a beta is undefined'],
    [{ epsilon: NaN }, 'epsilon is NaN'],
    [{ step: 0 }, 'step is 0, expected an integer of at least 1'],
  ])('an optimiser refuses %o, and leaves the parameter as it is', (own, message) => {
    const options = { learningRate: 0.1, momentum: 0.9, weightDecay: 0, betas: [0.9, 0.999] as const };
    const all = { ...options, epsilon: 1e-8, step: 1, ...own };
    const [parameter, first, second] = [1, 2, 3].map(() => tf.variable(ones([2])));
    const isAdam = !('momentum' in own);
    const step = () =>
      isAdam
        ? adamStep(tf, parameter, ones([2]), first, second, all)
        : sgdStep(tf, parameter, ones([2]), first, all);
    expect(step).toThrow(RangeError);
    expect(step).toThrow(message);
    if (id !== 'webgpu') expect([...parameter.dataSync()]).toEqual([1, 1]);
    for (const used of [parameter, first, second]) used.dispose();
  });

  it.each([
    [[3, 0], 1e-5, 'x is [3,0], expected at least one channel'],
    [[3, 2], NaN, 'epsilon is NaN, expected a finite number above 0'],
    [[3, 2], 0, 'epsilon is 0'],
  ])('batch normalisation refuses x %j, epsilon %d', (shape, epsilon, message) => {
    const values = ones([shape[1]]);
    expect(() => batchNormalisation(tf, ones(shape), values, values, { epsilon })).toThrow(message);
  });

  describe.each([{}, { relu: true }])('a convolution with %o', (options) => {
    const [x, filter] = [
      [2, 4, 5, 3],
      [3, 3, 3, 4],
    ];

    it.each([
      ['x', [4, 5, 3], 'the shape of x is [4,5,3], expected [images,height,width,inputs]'],
      ['filter', [3, 3, 2, 4], 'the shape of filter is [3,3,2,4], expected [height,width,3,outputs]'],
      ['bias', [10], 'the shape of bias is [10], expected [4]'],
      ['bias', [1], 'the shape of bias is [1], expected [4]'],
      ['bias', [], 'the shape of bias is [], expected [4]'],
    ])('refuses shapes that do not match: %s %j', (name, shape, message) => {
      const given = { x, filter, [name]: shape };
      const bias = name === 'bias' ? { bias: ones(shape) } : {};
      expect(() => convolve(ones(given.x), ones(given.filter), { ...options, ...bias })).toThrow(
        new RangeError(message),
      );
    });

    it.each(['x', 'filter', 'bias'])('refuses integers as %s', (name) => {
      const dtype = (of: string) => (of === name ? 'int32' : 'float32');
      const bias = ones([4], dtype('bias'));
      expect(() =>
        convolve(ones(x, dtype('x')), ones(filter, dtype('filter')), { ...options, bias }),
      ).toThrow(new TypeError(`the dtype of ${name} is int32, expected float32: cast it with tf.cast`));
    });

    it.each([
      [{ padding: 0 }, [5, 1], 'the window is 5 x 1, expected at most 4 x 5'],
      [{ padding: 'valid' }, [1, 6], 'the window is 1 x 6, expected at most 4 x 5'],
      [{ padding: 2, stride: 3 }, [3, 10], 'the window is 3 x 10, expected at most 8 x 9'],
      [{ padding: -1 }, [1, 1], 'padding is -1, expected same, valid or an integer of at least 0'],
      [{ padding: 0.5 }, [1, 1], 'padding is 0.5'],
      [{ padding: NaN }, [1, 1], 'padding is NaN'],
      [{ stride: 0 }, [1, 1], 'stride is 0, expected an integer of at least 1'],
      [{ stride: 1.5 }, [1, 1], 'stride is 1.5'],
    ])('refuses %o of a window of %j', (geometry, window, message) => {
      const call = () => convolve(ones(x), ones([...window, 3, 4]), { ...options, ...geometry });
      expect(call).toThrow(RangeError);
      expect(call).toThrow(message);
    });
  });

  it.each([
    [[2, 3, 1], [3, 4], [4], 'the shape of x is [2,3,1], expected [points,inputs]'],
    [[2, 3], [2, 4], [4], 'the shape of weights is [2,4], expected [3,outputs]'],
    [[2, 3], [3, 4], [3], 'the shape of bias is [3], expected [4]'],
    [[2, 3], [3, 4], [], 'the shape of bias is [], expected [4]'],
  ])('a dense layer refuses %j, %j and %j', (x, weights, bias, message) => {
    expect(() => dense(tf, ones(x), ones(weights), ones(bias))).toThrow(new RangeError(message));
  });

  it('a dense layer, batch normalisation and steps refuse integers', () => {
    const integers = (name: string) =>
      new TypeError(`the dtype of ${name} is int32, expected float32: cast it with tf.cast`);
    expect(() => dense(tf, ones([2, 3], 'int32'), ones([3, 4]), ones([4]))).toThrow(integers('x'));
    const normalise = (x: Dtype, shortcut: Dtype) =>
      batchNormalisation(tf, ones([4, 3], x), ones([3]), ones([3]), {
        ...{ epsilon: 1e-5, shortcut: ones([4, 3], shortcut) },
      });
    expect(() => normalise('int32', 'float32')).toThrow(integers('x'));
    expect(() => normalise('float32', 'int32')).toThrow(integers('shortcut'));
    const options = { learningRate: 0.1, momentum: 0.9, weightDecay: 0 };
    expect(() => sgdStep(tf, variable([3]), ones([3], 'int32'), variable([3]), options)).toThrow(
      integers('gradient'),
    );
  });

  it.each(['gradient', 'velocity', 'first', 'second'])(
    'steps refuse %s of another shape than the parameter',
    (name) => {
      const of = (own: string) => variable(own === name ? [4] : [2, 2]);
      const sgd = () =>
        sgdStep(tf, of('parameter'), of('gradient'), of('velocity'), {
          ...{ learningRate: 0.1, momentum: 0.9, weightDecay: 0 },
        });
      const adam = () =>
        adamStep(tf, of('parameter'), of('gradient'), of('first'), of('second'), {
          ...{ learningRate: 0.1, betas: [0.9, 0.99], epsilon: 1e-8, weightDecay: 0, step: 1 },
        });
      const steps = { gradient: [sgd, adam], velocity: [sgd], first: [adam], second: [adam] }[name];
      for (const step of steps!) {
        expect(step).toThrow(new RangeError(`the shape of ${name} is [4], expected [2,2]`));
      }
    },
  );
});

describe('kernels of wasm', () => {
  const { tf } = here.find(({ id }) => id === 'wasm')!;
  beforeAll(async () => {
    await tf.setBackend('wasm');
  });
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  const run = (kernel: string, inputs: NamedTensorMap, attributes: object = {}) =>
    tf.engine().runKernel(kernel, inputs, attributes as NamedAttrMap) as Tensor;
  const geometry = { strides: [1, 1], pad: 'valid', dataFormat: 'NHWC', dilations: [1, 1] };

  it.each([[10], [1], []])('fused operations refuse a bias of shape [%s] for 4 outputs', (...shape) => {
    const bias = tf.ones(shape);
    for (const channels of [1, 3]) {
      const inputs = { x: tf.ones([1, 4, 4, channels]), filter: tf.ones([2, 2, channels, 4]), bias };
      expect(() => run('FusedConv2D', inputs, geometry)).toThrow('expected [4]');
    }
    for (const [transposeA, transposeB] of [
      [false, false],
      [true, false],
    ]) {
      const inputs = { a: tf.ones([1, 4, 4]), b: tf.ones([1, 4, 4]), bias };
      // What is no vector goes to the stock kernel, which refuses it.
      expect(() => run('_FusedMatMul', inputs, { transposeA, transposeB, activation: 'linear' })).toThrow(
        shape.length === 1 ? 'expected [4]' : 'only supports rank-1 bias',
      );
    }
  });

  it('read no integers as numbers of single precision', () => {
    const integers = (shape: number[]) => tf.ones(shape, 'int32');
    const [x, filter, dy] = [
      [1, 4, 4, 3],
      [2, 2, 3, 4],
      [1, 3, 3, 4],
    ];
    const inputShape = x;
    const cases: [string, NamedTensorMap, object][] = [
      ['Conv2D', { x: integers(x), filter: tf.ones(filter) }, geometry],
      ['FusedConv2D', { x: tf.ones(x), filter: integers(filter) }, geometry],
      ['Conv2DBackpropInput', { dy: integers(dy), filter: tf.ones(filter) }, { ...geometry, inputShape }],
      ['Conv2DBackpropFilter', { x: tf.ones(x), dy: integers(dy) }, { ...geometry, filterShape: filter }],
      ['BatchMatMul', { a: integers([1, 2, 2]), b: integers([1, 2, 2]) }, { transposeA: true }],
      ['BiasGradient', { dy: integers([2, 3]) }, {}],
      ['MaxPoolGrad', { dy: tf.ones(x), input: integers(x) }, { filterSize: 1, strides: 1, pad: 0 }],
    ];
    for (const [kernel, inputs, attributes] of cases) {
      expect(() => run(kernel, inputs, attributes), kernel).toThrow(/expected float32|non-float32/);
    }
    const slopes = tf.grad((of: Tensor) => tf.relu(of))(tf.tensor1d([-2, 0, 3], 'int32'), tf.ones([3]));
    expect([...slopes.dataSync()]).toEqual([0, 0, 1]);
  });

  it('refuse slopes of another shape than the convolution', () => {
    const [x, filter] = [
      [1, 4, 4, 3],
      [2, 2, 3, 4],
    ];
    const dy = tf.ones([1, 2, 3, 4]);
    const message = 'the shape of dy is [1,2,3,4], expected [1,3,3,4]';
    expect(() =>
      run('Conv2DBackpropInput', { dy, filter: tf.ones(filter) }, { ...geometry, inputShape: x }),
    ).toThrow(message);
    expect(() =>
      run('Conv2DBackpropFilter', { x: tf.ones(x), dy }, { ...geometry, filterShape: filter }),
    ).toThrow(message);
  });

  it.each([1, 3])('refuse a window larger than images of %i channels', (channels) => {
    const x = tf.ones<Rank.R4>([1, 3, 3, channels]);
    for (const window of [4, 5, 9]) {
      const filter = tf.ones<Rank.R4>([window, 2, channels, 2]);
      expect(() => tf.conv2d(x, filter, 1, 'valid')).toThrow('expected one that fits into images of [1,3,3');
    }
  });

  it('say that the memory is full, whatever it was asked for', () => {
    const backend = tf.backend() as unknown as WasmBackend & { numDataIds(): number };
    const x = tf.ones<Rank.R4>([1, 4, 4, 3]);
    const filter = tf.ones<Rank.R4>([2, 2, 3, 4]);
    const before = backend.numDataIds();
    const full = vi.spyOn(backend.wasm, '_malloc').mockReturnValue(0);
    try {
      expect(() => tf.conv2d(x, filter, 1, 'valid')).toThrow(
        'the wasm backend has no memory left for 144 bytes: compute on smaller batches',
      );
      expect(backend.numDataIds()).toBe(before);
      expect(() => new Scratch().use(backend, () => {})).toThrow('has no memory left for 0 bytes');
    } finally {
      full.mockRestore();
    }
    expect([...tf.conv2d(x, filter, 1, 'valid').dataSync()]).toEqual(Array(36).fill(12));
  });

  it.each([NaN, Infinity, -1])('ask for no scratch of %d bytes', (bytes) => {
    expect(() => new Scratch().reserve(bytes)).toThrow(
      `a kernel asks for ${bytes} bytes, expected a finite number of at least 0`,
    );
  });
});
