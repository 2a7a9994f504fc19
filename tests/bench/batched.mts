import { kernels, type Matrix, matrix } from 'genlabel';
import { timed, type Variant } from './measure.mjs';
import type { Peer } from './peer.mjs';
import { plainDensity } from './plain.mjs';
import { BATCH, type Problem } from './problem.mjs';

/** A training of all configurations that the kernels and the batched peers do alike: same batches, same initial weights. */
export interface Training {
  readonly name: string;
  readonly problem: Problem;
  readonly hiddenWidths: readonly number[];
  readonly draws: readonly kernels.EpochDraws[];
  readonly initial: kernels.NetworkModel;
}

export function trainingOf(
  name: string,
  problem: Problem,
  { epochs, hiddenWidths = [] }: { epochs: number; hiddenWidths?: readonly number[] },
): Training {
  const { X, numClasses, stream } = problem;
  const mixing = { n: X.rows, batchSize: BATCH, alpha: 1 };
  const draw = kernels.batchDraws(stream.split('batches'), mixing);
  const widths = [X.cols, ...hiddenWidths, numClasses];
  const source = stream.split('initial');
  const parameters = widths.slice(1).flatMap((outputs, i) => {
    const bound = 1 / Math.sqrt(widths[i]);
    return Array.from({ length: (widths[i] + 1) * outputs }, () => bound * (2 * source.uniform() - 1));
  });
  const initial = {
    architecture: { widths, activation: 'relu' as const },
    parameters: Float64Array.from(parameters),
  };
  return { name, problem, hiddenWidths, draws: Array.from({ length: epochs }, draw), initial };
}

/** Steps x configurations. */
export function unitsOf({ problem, draws }: Training): number {
  return draws.length * Math.ceil(problem.X.rows / BATCH) * problem.configurations.length;
}

type Trained = kernels.LinearModel | kernels.NetworkModel;

/** Trains by the kernels. */
export function train({ problem, hiddenWidths, draws, initial }: Training): readonly Trained[] {
  const { X, y, numClasses, gaussians, configurations, stream } = problem;
  let epoch = 0;
  const options = {
    ...{ X, y, numClasses, configurations, stream, batchSize: BATCH, labels: 'mixup' as const },
    ...{ epochs: draws.length, draws: () => draws[epoch++], densities: gaussians },
  };
  if (hiddenWidths.length > 0) {
    return kernels.trainNetworkSweep({ ...options, hiddenWidths, activation: 'relu', initial }).models;
  }
  const [[weights, bias]] = layersOf(initial);
  return kernels.trainSweep({ ...options, initial: { weights: transpose(weights), bias } }).models;
}

function transpose({ data, rows, cols }: kernels.Rows): Matrix {
  const entry = (_: unknown, i: number) => data[(i % rows) * cols + Math.floor(i / rows)];
  return { data: Float64Array.from({ length: rows * cols }, entry), rows: cols, cols: rows };
}

/** Weights [inputs x outputs] and bias of every layer. */
function layersOf({ architecture: { widths }, parameters }: kernels.NetworkModel): [Matrix, Float64Array][] {
  let at = 0;
  return widths.slice(1).map((cols, i) => {
    const rows = widths[i];
    const data = parameters.slice(at, at + rows * cols);
    const bias = parameters.slice(at + rows * cols, at + (rows + 1) * cols);
    at += (rows + 1) * cols;
    return [{ data, rows, cols }, bias];
  });
}

/** Mean cross-entropy of the training points, in plain loops. */
function lossOf(model: Trained, { X, y }: Problem): number {
  const layers = 'bias' in model ? [[transpose(model.weights), model.bias] as const] : layersOf(model);
  let sum = 0;
  for (let i = 0; i < X.rows; i++) {
    let values = X.data.subarray(i * X.cols, (i + 1) * X.cols);
    layers.forEach(([{ data, rows, cols }, bias], l) => {
      const next = bias.slice();
      for (let j = 0; j < rows; j++) for (let c = 0; c < cols; c++) next[c] += values[j] * data[j * cols + c];
      values = l < layers.length - 1 ? next.map((value) => Math.max(0, value)) : next;
    });
    const largest = Math.max(...values);
    sum += Math.log(values.reduce((total, z) => total + Math.exp(z - largest), 0)) + largest - values[y[i]];
  }
  return sum / X.rows;
}

function densityRequest(density: kernels.ClassDensity): object {
  const { centres, cholesky } = density;
  const d = centres.cols;
  const points = Array.from({ length: centres.rows }, (_, i) =>
    Array.from(centres.data.subarray(i * d, (i + 1) * d)),
  );
  const mean = points[0].map((_, j) => points.reduce((sum, point) => sum + point[j], 0) / points.length);
  const centred = points.map((point) => point.map((value, j) => value - mean[j]));
  const { whitened, logScale } = plainDensity({ centres: matrix(centred), cholesky });
  const unit = matrix(mean.map((_, i) => mean.map((_, j) => Number(i === j))));
  const inverse = plainDensity({ centres: unit, cholesky }).whitened;
  return {
    ...{ mean, whitened: Array.from(whitened), logScale: logScale - Math.log(points.length) },
    whitening: Array.from(transpose({ data: inverse, rows: d, cols: d }).data),
  };
}

function dataRequest({ X, y, numClasses }: Problem, densities: readonly kernels.ClassDensity[]): object {
  return {
    ...{ n: X.rows, d: X.cols, k: numClasses, X: Array.from(X.data), y: Array.from(y) },
    densities: densities.map(densityRequest),
  };
}

function trainingRequest({ problem, draws, initial }: Training): object {
  return {
    ...dataRequest(problem, problem.gaussians),
    batchSize: BATCH,
    learningRates: problem.configurations.map(({ learningRate }) => learningRate),
    gammas: problem.configurations.map(({ gamma }) => gamma),
    layers: layersOf(initial).map(([{ data, rows, cols }, bias]) => [
      ...[Array.from(data), Array.from(bias)],
      ...[rows, cols],
    ]),
    epochs: draws.map(({ first, second, lambdas }) => ({
      ...{ first: Array.from(first), second: Array.from(second), lambdas: Array.from(lambdas) },
    })),
  };
}

/** Largest difference of the losses beyond which they have not trained alike. */
const ALIKE = 2e-3;

/**
 * A peer's variants of a training.
 *
 * @throws Error if their losses are not ours
 */
export async function trainingVariants(
  peer: Peer,
  label: string,
  workload: string,
  training: Training,
): Promise<Variant[]> {
  const own = train(training).map((model) => lossOf(model, training.problem));
  const request = { load: training.name, problem: trainingRequest(training) };
  return variantsOf(peer, request, own, { label, workload, units: unitsOf(training) });
}

/** A peer's variants of the log densities of the first points of a problem. */
export async function densityVariants(
  peer: Peer,
  label: string,
  workload: string,
  problem: Problem,
): Promise<Variant[]> {
  const { cols } = problem.X;
  const X = { data: problem.X.data.slice(0, BATCH * cols), rows: BATCH, cols };
  const points = { ...problem, X, y: problem.y.slice(0, BATCH) };
  const request = { load: workload, problem: dataRequest(points, problem.kernelDensities) };
  const own = kernels.logDensities(X, problem.kernelDensities, { precision: 'double' });
  return variantsOf(peer, request, Array.from(own), { label, workload, units: 1 });
}

async function variantsOf(
  peer: Peer,
  request: { readonly load: string; readonly problem: object },
  own: readonly number[],
  { label, workload, units }: { label: string; workload: string; units: number },
): Promise<Variant[]> {
  const { variants } = await peer.ask<{ variants: Record<string, { losses: number[] }> }>(request);
  return Object.entries(variants).map(([variant, { losses }]) => {
    const difference = Math.max(
      ...losses.map((loss, i) => Math.abs(loss - own[i]) / Math.max(1, Math.abs(own[i]))),
    );
    if (losses.length !== own.length || !(difference < ALIKE)) {
      throw new Error(`${label}, ${variant}: results of ${workload} differ from ours by ${difference}`);
    }
    console.log(
      `${workload}, ${label}, ${variant}: results differ from ours by ${difference.toExponential(1)} at most`,
    );
    const run = async () => {
      const { cpu, sink } = await peer.ask({ run: request.load, variant });
      return { cpu, sink };
    };
    return { workload, name: `${label}, ${variant}`, units, run };
  });
}

/** The kernels on a training that the peers have, too. */
export function ourTraining(workload: string, name: string, training: Training): Variant {
  return {
    ...{ workload, name, units: unitsOf(training) },
    run: timed(() => sinkOf(train(training)[0])),
  };
}

const sinkOf = (model: Trained) => ('bias' in model ? model.bias : model.parameters)[0];
