import {
  type BoundaryAttackOptions,
  type DenseNetwork,
  fitPreprocessor,
  kernels,
  loadOpenml,
  type Matrix,
  matrix,
  type RandomStream,
  randomStream,
  stratifiedSplit,
} from 'genlabel';

/** A net of two hidden layers of 128, trained by mixup, and the points on which it is attacked. */
export interface AttackProblem {
  readonly name: string;
  readonly network: DenseNetwork;
  readonly options: BoundaryAttackOptions & { readonly epsilon: number };
}

interface Labelled {
  readonly X: Matrix;
  readonly y: Int32Array;
}

/** Of the paper's sets for robustness, which have 3 to 12 features and test parts of 15 to 86 points. */
const datasets = [476, 468, 759, 1413, 446, 763, 880];

/** Features, classes, points; the last two beyond all of the paper's sets. */
const drawn = [
  [5, 2, 15],
  [4, 3, 45],
  [10, 2, 85],
  [13, 2, 85],
  [20, 2, 85],
  [20, 2, 150],
];

/** Test parts of OpenML sets, where they are on this machine, and drawn problems of such sizes. */
export async function* attackProblems(): AsyncGenerator<AttackProblem> {
  process.env.GENLABEL_OFFLINE = '1';
  for (const id of datasets) {
    try {
      yield await openmlProblem(id);
    } catch (error) {
      console.log(`OpenML ${id} is left out: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  for (const [d, numClasses, n] of drawn) yield drawnProblem(d, numClasses, n);
}

async function openmlProblem(id: number): Promise<AttackProblem> {
  const { X, y, features } = await loadOpenml(id);
  const stream = randomStream(`attack ${id}`);
  const { train, test } = stratifiedSplit(y, 0.3, stream.split('split'));
  const part = (rows: Int32Array) => matrix(Array.from(rows, (i) => rowOf(X, i)));
  const prepare = fitPreprocessor(features, part(train), { scaling: 'standardised', nominal: 'integer' });
  const prepared = (rows: Int32Array) => ({ X: prepare(part(rows)), y: rows.map((i) => y[i]) });
  return problemOf(`OpenML ${id}`, prepared(train), prepared(test), stream);
}

function drawnProblem(d: number, numClasses: number, n: number): AttackProblem {
  const stream = randomStream(`attack ${d}`);
  const centres = Float64Array.from({ length: numClasses * d }, () => stream.normal());
  const y = Int32Array.from({ length: n }, (_, i) => i % numClasses);
  const X = matrix(
    Array.from(y, (label) => Array.from({ length: d }, (_, j) => stream.normal() + centres[label * d + j])),
  );
  return problemOf('drawn', { X, y }, { X, y }, stream);
}

function problemOf(name: string, training: Labelled, points: Labelled, stream: RandomStream): AttackProblem {
  const { X, y } = points;
  const numClasses = Math.max(...training.y) + 1;
  const { models } = kernels.trainNetworkSweep({
    ...{ ...training, numClasses, labels: 'mixup', epochs: 100, batchSize: 128 },
    ...{ hiddenWidths: [128, 128], activation: 'relu', configurations: [{ learningRate: 0.001 }] },
    stream: stream.split('training'),
  });
  const all = [...training.X.data, ...X.data];
  const bounds = [Math.min(...all), Math.max(...all)] as const;
  const options = { X, y, bounds, epsilon: 0.1 * (bounds[1] - bounds[0]), stream: stream.split('attack') };
  const size = `${X.cols} features, ${numClasses} classes, ${X.rows} points`;
  return { name: `${name}: ${size}`, network: models[0], options };
}

export function rowOf(X: Matrix, i: number): number[] {
  return Array.from(X.data.subarray(i * X.cols, (i + 1) * X.cols));
}
