import { describe, expect, it } from 'vitest';
import * as genlabel from '../lib';
import { requireDistributions, requireMatrix } from '../lib/numeric/require';

// Calls that answered with NaN, Infinity or not at all when one argument was replaced by nonsense.

const { matrix, randomStream } = genlabel;
const { X, y } = genlabel.synthetic.moons({ n: 20, noise: 0.1, seed: 1 });
const labels = genlabel.oneHot(y, 2);
const batch = { X, labels, indices: Int32Array.from(y.keys()) };
const nanMatrix = matrix([
  [1, Number.NaN],
  [0, 1],
]);
const short = { data: new Float64Array(3), rows: 2, cols: 2 };
const stream = () => randomStream(1);
const architecture = { widths: [2, 4, 2], activation: 'relu' } as const;
const network = genlabel.initialNetwork(architecture, stream());
const linear = genlabel.initialNetwork({ widths: [2, 2], activation: 'identity' }, stream());
const density = (points: genlabel.Matrix) => genlabel.fitGaussian(points);
const training = { X, y, numClasses: 2, density, gamma: 1, learningRate: 0.1, epochs: 1, stream: stream() };
const sweep = { training: { X, y }, numClasses: 2 };
const options: genlabel.TrainingOptions = {
  ...{ hiddenWidths: [], activation: 'relu', optimiser: { kind: 'adam', weightDecay: 0 } },
  ...{ epochs: 1, batchSize: 8, shuffle: false },
};
const kernel = {
  ...{ X, y, numClasses: 2, labels: 'mixup' as const, epochs: 1, batchSize: 8, stream: stream() },
  configurations: [{ learningRate: 0.1 }],
} as const;
const attacked = {
  model: network,
  X,
  y,
  norm: 'l2',
  epsilon: 0.1,
  bounds: [-9, 9],
  stream: stream(),
} as const;
const relu = { weights: [matrix([[1, 0]])], beta: [1] };
const model = genlabel.classConditional(X, y, 2, density);

/** As one would from JavaScript, past the types. */
const any = (value: unknown): never => value as never;

type Case = readonly [name: string, call: () => unknown, message: RegExp];

const cases: readonly Case[] = [
  [
    'fitPreprocessor',
    () =>
      genlabel.fitPreprocessor([], { ...short, rows: -1, cols: -3 }, { scaling: 'raw', nominal: 'integer' }),
    /X is -1 x -3 with 3 values, expected a matrix/,
  ],
  [
    'fitGaussianMixture',
    () => genlabel.fitGaussianMixture(X, { starts: 1e300, stream: stream() }),
    /starts is 1e\+300, expected an integer from 1 to 1000000/,
  ],
  [
    'relabel',
    () => genlabel.relabel(X, nanMatrix, { model, gamma: 1 }),
    /20 mixed points and 2 labels|\[1,NaN\]/,
  ],
  [
    'relabel',
    () => genlabel.relabel(X, { ...labels, data: labels.data.map((v) => v / 2) }, { model, gamma: 0.5 }),
    /row 0 of mixupLabels is \[.*expected a distribution/,
  ],
  [
    'relabel',
    () => genlabel.relabel(X, labels, { model, gamma: 1, classes: any('two') }),
    /classes is "two"/,
  ],
  [
    'relabel',
    () => genlabel.relabel(X, labels, { model: { logDensities: () => any(undefined) }, gamma: 1 }),
    /logDensities of the model is undefined/,
  ],
  [
    'cutBatch',
    () => genlabel.cutBatch({ ...batch, X: nanMatrix }, { alpha: 1 }, stream()),
    /X of the batch holds NaN/,
  ],
  [
    'cutBatch',
    () => genlabel.cutBatch({ ...batch, X: any(7) }, { alpha: 1 }, stream()),
    /X of the batch is 7/,
  ],
  [
    'mixBatch',
    () => genlabel.mixBatch({ ...batch, X: short }, { alpha: 1 }, stream()),
    /2 x 2 with 3 values/,
  ],
  ['mixBatch', () => genlabel.mixBatch({ ...batch, X: any([1, 2]) }, { alpha: 1 }, stream()), /is an object/],
  [
    'mixBatch',
    () => genlabel.mixBatch({ ...batch, labels: nanMatrix }, { alpha: 1 }, stream()),
    /labels of the batch/,
  ],
  ['mixup', () => genlabel.mixup({ alpha: Number.NaN }), /alpha is NaN/],
  ['logisticLabel', () => genlabel.logisticLabel({ sigma2: 1, labelScale: Number.NaN }), /labelScale is NaN/],
  ['logisticLabel', () => genlabel.logisticLabel({ sigma2: 1, labelScale: any('2') }), /labelScale is "2"/],
  [
    'oneHot',
    () => genlabel.oneHot([0, 1], Number.NaN),
    /numClasses is NaN, expected an integer of at least 1/,
  ],
  ['oneHot', () => genlabel.oneHot([0, Number.NaN], 2), /class of point 1 is NaN/],
  ['friedmanTest', () => genlabel.rankTests.friedmanTest(any(3)), /scores is 3, expected a matrix/],
  ['friedmanTest', () => genlabel.rankTests.friedmanTest(nanMatrix), /scores holds NaN in row 0, column 1/],
  ['friedmanTest', () => genlabel.rankTests.friedmanTest(short), /scores is 2 x 2 with 3 values/],
  ['hodgesLehmann', () => genlabel.rankTests.hodgesLehmann(any(3)), /differences is 3, expected an array/],
  ['hodgesLehmann', () => genlabel.rankTests.hodgesLehmann([1, Number.NaN]), /differences\[1\] is NaN/],
  ['nemenyiDifference', () => genlabel.rankTests.nemenyiDifference(1e300, 9), /k is 1e\+300, expected 2 to/],
  [
    'initialNetwork',
    () => genlabel.initialNetwork({ ...architecture, activation: any('Relu') }, stream()),
    /activation is "Relu", expected one of "relu", "identity"/,
  ],
  [
    'predictLogits',
    () => genlabel.predictLogits({ ...network, parameters: any([1, 2]) }, X),
    /parameters of the net/,
  ],
  [
    'predictLogits',
    () => genlabel.predictLogits({ ...network, parameters: network.parameters.slice(1) }, X),
    /Float64Array of 21, expected a Float64Array of 22 for widths \[2,4,2\]/,
  ],
  ['predictLogits', () => genlabel.predictLogits(network, nanMatrix), /X holds NaN in row 0, column 1/],
  ['predict', () => genlabel.predict(network, short), /X is 2 x 2 with 3 values/],
  ['accuracy', () => genlabel.accuracy(network, nanMatrix, [0, 1]), /X holds NaN/],
  [
    'accuracy',
    () =>
      genlabel.accuracy(
        network,
        X,
        y.map((c) => c + 1),
      ),
    /y\[\d+\] is 2, expected an integer from 0 to 1/,
  ],
  ['features', () => genlabel.features(network, nanMatrix), /X holds NaN/],
  ['softCrossEntropy', () => genlabel.softCrossEntropy(nanMatrix, labels), /logits hold NaN in row 0/],
  ['softCrossEntropy', () => genlabel.softCrossEntropy(short, short), /logits is 2 x 2 with 3 values/],
  [
    'softCrossEntropy',
    () => genlabel.softCrossEntropy(matrix([[0, 1]]), matrix([[0.5, 0.4]])),
    /row 0 of labels is \[0\.5,0\.4\], expected a distribution/,
  ],
  ['genLabel', () => genlabel.genLabel({ ...training, learningRate: Number.NaN }), /learningRate is NaN/],
  [
    'genLabel',
    () => genlabel.genLabel({ ...training, learningRate: any(undefined) }),
    /learningRate is undefined/,
  ],
  [
    'genLabel',
    () => genlabel.genLabel({ ...training, epochs: Number.POSITIVE_INFINITY }),
    /epochs is Infinity/,
  ],
  [
    'genLabel',
    () => genlabel.genLabel({ ...training, density: () => any(undefined) }),
    /class 0 with 10 points: its density is undefined/,
  ],
  [
    'genLabel',
    () =>
      genlabel.genLabel({
        ...training,
        density: () => ({ numFeatures: 2, logDensity: () => any(undefined) }),
      }),
    /logDensity of class 0 gave no values, expected \d+/,
  ],
  [
    'genLabel',
    () => genlabel.genLabel({ ...training, ...{ learnRate: 1 } }),
    /no option "learnRate"; did you mean learningRate\?/,
  ],
  ['trainSweep', () => genlabel.trainSweep(sweep, [Number.NaN], options, stream()), /learningRate is NaN/],
  [
    'trainSweep',
    () =>
      genlabel.trainSweep(
        sweep,
        [0.1],
        { ...options, optimiser: any({ kind: 'Adam', weightDecay: 0 }) },
        stream(),
      ),
    /optimiser\.kind is "Adam", expected one of "adam", "sgd"/,
  ],
  [
    'trainSweep',
    () =>
      genlabel.trainSweep(
        sweep,
        [0.1],
        { ...options, optimiser: { kind: 'adam', weightDecay: Number.NaN } },
        stream(),
      ),
    /optimiser\.weightDecay is NaN/,
  ],
  [
    'trainSweep',
    () =>
      genlabel.trainSweep(
        sweep,
        [0.1],
        { ...options, optimiser: { kind: 'sgd', weightDecay: 0, momentum: any(undefined) } },
        stream(),
      ),
    /optimiser\.momentum is undefined/,
  ],
  [
    'trainSweep',
    () =>
      genlabel.trainSweep(
        { ...sweep, training: { X: nanMatrix, y: Int32Array.of(0, 1) } },
        [0.1],
        options,
        stream(),
      ),
    /X holds NaN/,
  ],
  ['featuresOf', () => genlabel.featuresOf({ columns: any(new Float32Array(2)) }), /columns are object/],
  [
    'firstOrderDistances',
    () => genlabel.firstOrderDistances(network, X, any('ab')),
    /y has 2 labels, expected 20/,
  ],
  ['firstOrderDistances', () => genlabel.firstOrderDistances(network, X, [...y].fill(5)), /y\[0\] is 5/],
  [
    'linearDistances',
    () => genlabel.linearDistances(linear, { X: nanMatrix, y: [0, 1], bounds: [0, 1] }),
    /X holds NaN/,
  ],
  [
    'linearDistances',
    () => genlabel.linearDistances(linear, { X, y: [0], bounds: [0, 1] }),
    /y has 1 labels/,
  ],
  [
    'linearDistances',
    () => genlabel.linearDistances(linear, { X, y, bounds: [1, Number.NaN] }),
    /bounds are \[1,NaN\]/,
  ],
  [
    'kernels.trainSweep',
    () => genlabel.kernels.trainSweep({ ...kernel, X: matrix([[1e300], [1]]), y: [0, 1] }),
    /X holds 1e\+300/,
  ],
  [
    'kernels.trainSweep',
    () => genlabel.kernels.trainSweep({ ...kernel, epochs: 1e300 }),
    /epochs is 1e\+300/,
  ],
  [
    'kernels.trainNetworkSweep',
    () =>
      genlabel.kernels.trainNetworkSweep({ ...kernel, hiddenWidths: [4], activation: 'relu', epochs: 1e300 }),
    /epochs is 1e\+300/,
  ],
  ['example1.prediction', () => genlabel.example1.prediction(0.5, Number.NaN), /x is NaN/],
  ['example2.mixedPoints', () => genlabel.example2.mixedPoints([0, 1], any('ab')), /lambdas is "ab"/],
  ['example2.printedLinearWeights', () => genlabel.example2.printedLinearWeights(any({})), /k is undefined/],
  [
    'example2.vanillaGradientDescent',
    () => genlabel.example2.vanillaGradientDescent({ steps: 1e300, learningRate: 1 }),
    /steps is 1e\+300/,
  ],
  ['taylor.limits', () => genlabel.taylor.limits(1e300), /c is 1e\+300, expected a number from 0 to 1e\+150/],
  [
    'theorems.reluGradient',
    () => genlabel.theorems.reluGradient({ ...relu, beta: [1, 2] }, [1, 1]),
    /beta has 2 values/,
  ],
  ['theorems.reluGradient', () => genlabel.theorems.reluGradient(relu, [Number.NaN, 1]), /x\[0\] is NaN/],
  [
    'theorems.reluGradient',
    () => genlabel.theorems.reluGradient(relu, [1]),
    /weights\[0\] has 2 columns, expected 1/,
  ],
  [
    'theorems.reluModel',
    () => genlabel.theorems.reluModel({ ...relu, weights: any('ab') }, X, y),
    /weights are no array/,
  ],
  ['theorems.reluModel', () => genlabel.theorems.reluModel(relu, X, any(Number.NaN)), /y is NaN/],
  [
    'theorems.theorem2',
    () => genlabel.theorems.theorem2(relu, short, [0, 1], 1, false),
    /X is 2 x 2 with 3 values/,
  ],
  [
    'stratifiedSplit',
    () => genlabel.stratifiedSplit([0, Number.NaN, 1], 0.5, stream()),
    /class of row 1 is NaN/,
  ],
  [
    'stratifiedSplit',
    () => genlabel.stratifiedSplit([0, 1e300, 1], 0.5, stream()),
    /class of row 1 is 1e\+300/,
  ],
  ['kFold', () => genlabel.kFold(Number.NaN, 2), /n is NaN, expected a number of rows/],
  ['stratifiedKFold', () => genlabel.stratifiedKFold([0, 0, 1, 1], Number.NaN, stream()), /k is NaN/],
];

describe('nonsense', () => {
  it.each(cases)('is refused by name: %s (%#)', (_, call, message) => {
    expect(call).toThrow(message);
    expect(call).toThrow(RangeError);
  });

  it.each([
    ['apgd', () => genlabel.apgd({ ...attacked, iterations: 1e300 })],
    ['apgdTargeted', () => genlabel.apgdTargeted({ ...attacked, iterations: 1e300 })],
    ['fabTargeted', () => genlabel.fabTargeted({ ...attacked, iterations: 1e300 })],
    ['square', () => genlabel.square({ ...attacked, queries: 1e300 })],
  ])('is refused by name: %s', async (_, call) => {
    await expect(call()).rejects.toThrow(
      /(iterations|queries) is 1e\+300, expected an integer from \d to 100000000/,
    );
  });
});

describe('requireMatrix', () => {
  it('accepts what is finite, and missing values where there may be some', () => {
    expect(() => requireMatrix('X', X, { rows: 20, cols: 2 })).not.toThrow();
    expect(() => requireMatrix('X', nanMatrix, { missing: true })).not.toThrow();
    expect(() => requireMatrix('X', matrix([[Number.NEGATIVE_INFINITY]]), { missing: true })).toThrow(
      /-Infinity/,
    );
    expect(() => requireMatrix('X', X, { rows: 19 })).toThrow('X has 20 rows, expected 19');
  });

  it('accepts labels that sum to 1 but for rounding in single precision', () => {
    const thirds = Float32Array.of(1 / 3, 1 / 3, 1 / 3);
    expect(() => requireDistributions('labels', matrix([[...thirds]]))).not.toThrow();
    expect(() => requireDistributions('labels', matrix([[1.1, -0.1]]))).toThrow(/expected a distribution/);
  });
});
