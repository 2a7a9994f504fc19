import type { Dataset } from '../../data/dataset';
import { prepareColumns } from '../../data/prepared-column';
import { stratifiedSplit } from '../../data/splits';
import { zeros } from '../../numeric/matrix';
import { type RandomStream, randomStream } from '../../numeric/random';
import { selectPoints } from '../cross-validate';
import { type DenseNetwork, layersOf } from '../dense-network';
import { accuracy } from '../forward';
import { trainSoftNetwork } from '../soft-labels/train-soft-network';
import type { LabelledPoints } from '../sweep';
import type { Classifier } from './classifier';
import type { ClassifierOptions, FitProgress } from './classifier-options';
import { prepared, testFraction } from './comparison-part';
import { inputsOf } from './comparison-work';
import { type Augmented, flowLabelled, genMixed } from './requested-points';

/** Trained on request alone: GenMix with Gaussians, or GenLabel with a flow a class. */
export type RequestedMethod = 'genMixGaussian' | 'genLabelFlow';

/** What a method showed on the splits of `trainClassifier`, and its classifier. */
export interface RequestedResult {
  /** Test accuracy on each split, in [0, 1]. */
  readonly perSplit: readonly number[];
  /** Trained on all rows. */
  readonly classifier: Omit<Classifier, 'target'>;
  readonly chosen: Chosen;
}

/** What held-out rows chose. */
export interface Chosen {
  readonly learningRate: number;
  /** Weight of the flow's label. */
  readonly gamma?: number;
}

/** The learning rates of Table 11, loss ratios of Section E.2 but 0, which is mixup. */
const learningRates = [0.1, 0.01, 0.001, 0.0001];
const gammas = { genMixGaussian: [undefined], genLabelFlow: [0.2, 0.4, 0.6, 0.8, 1] } as const;
/** Share of the training rows that chooses. */
export const heldOut = 0.2;
export const protocol = {
  steps: 1000,
  batchSize: 128,
  optimiser: { kind: 'adam', weightDecay: 1e-4 },
} as const;
/** With fewer rows of a class a split may leave a flow a single point. */
const leastRows = 6;

/**
 * Softmax regression by GenMix+GM (Algorithm 4, lambda ~ Beta(1, 1): as many mixed points as training points are added) or by GenLabel with the density of a
 * normalising flow (eq. 1; twenty mixed points a training point), on the same stratified splits as `trainClassifier`. Learning rate and weight of the
 * flow's label are chosen by the accuracy on a fifth of the training rows.
 *
 * @param numSplits how many of the splits; fewer than that where `maxMinutes` is up, but one at least
 * @param onProgress told after each split
 * @throws RangeError if a class has fewer than six rows, there is a single input for a flow, or a class cannot be fitted
 */
export async function trainRequested(
  data: Dataset,
  method: RequestedMethod,
  numSplits: number,
  options: Pick<ClassifierOptions, 'seed' | 'scaling' | 'nominal' | 'maxMinutes'>,
  onProgress?: (progress: FitProgress) => void,
): Promise<RequestedResult> {
  requireForDensity(data, method, options);
  const stream = randomStream(options.seed ?? 0).split('classifier');
  const numClasses = data.classNames.length;
  const perSplit: number[] = [];
  const advance = async () => {
    onProgress?.({ done: perSplit.length, total: numSplits + 1, fits: perSplit.length });
    await new Promise((resolve) => setTimeout(resolve));
  };
  const deadline = performance.now() + 60_000 * (options.maxMinutes ?? Number.POSITIVE_INFINITY);
  for (let split = 0; split < numSplits && (split === 0 || performance.now() < deadline); split++) {
    await advance();
    const own = stream.split('split').split(split);
    const { train, test } = stratifiedSplit(data.y, testFraction, own.split('split'));
    const { columns, training: points } = prepared(data, train, options);
    const { network } = fit(method, points, numClasses, own.split(method));
    const raw = selectPoints(data, test);
    perSplit.push(accuracy(network, prepareColumns(columns, raw.X), raw.y));
  }
  await advance();
  const order = stream.split('final').split('order').permutation(data.X.rows);
  const { columns, training: points } = prepared(data, order, options);
  const { network, chosen } = fit(method, points, numClasses, stream.split('final').split(method));
  onProgress?.({ done: numSplits + 1, total: numSplits + 1, fits: perSplit.length + 1 });
  const model = linearModelOf(network);
  return {
    perSplit,
    chosen,
    classifier: {
      classNames: data.classNames,
      columns,
      model,
      provenance: { chosen: { method, ...chosen } },
    },
  };
}

/** @throws RangeError if a class has fewer rows than its density needs on every split, or the inputs are too few for it */
export function requireForDensity(
  data: Dataset,
  method: RequestedMethod,
  options: Pick<ClassifierOptions, 'nominal'>,
): void {
  const { y, classNames } = data;
  const inputs = inputsOf(data, options);
  if (method === 'genLabelFlow' && inputs < 2) {
    throw new RangeError(
      `got ${inputs} input, expected at least 2 features for a flow: keep another column, or train by genlabel or genmix-gm`,
    );
  }
  const counts = classNames.map((_, c) => y.filter((label) => label === c).length);
  const few = counts.findIndex((count) => count > 0 && count < leastRows);
  if (few < 0) return;
  throw new RangeError(
    `class ${JSON.stringify(classNames[few])} has ${counts[few]} rows, expected at least ${leastRows} for a density that is fitted to parts of ` +
      'them: leave the class out, or train by genlabel',
  );
}

/** Among what held-out rows choose. */
export function configurationsOf(method: RequestedMethod): Chosen[] {
  return learningRates.flatMap((learningRate): Chosen[] =>
    gammas[method].map((gamma) => ({ learningRate, ...(gamma !== undefined && { gamma }) })),
  );
}

/** Chooses by a fifth of the points, and trains on all. */
function fit(
  method: RequestedMethod,
  points: LabelledPoints,
  numClasses: number,
  stream: RandomStream,
): { readonly network: DenseNetwork; readonly chosen: Chosen } {
  const { train, test } = stratifiedSplit(points.y, heldOut, stream.split('held out'));
  const [rest, held] = [selectPoints(points, train), selectPoints(points, test)];
  const make = method === 'genMixGaussian' ? genMixed : flowLabelled;
  const trained = (augmented: Augmented, { learningRate, gamma }: Chosen) =>
    trainSoftNetwork({
      ...{ ...protocol, ...augmented(gamma), hiddenWidths: [], learningRate },
      stream: stream.split('net'),
    });
  const tried = make(rest, numClasses, stream.split('rest'));
  const configurations = configurationsOf(method);
  const scores = configurations.map((chosen) => accuracy(trained(tried, chosen), held.X, held.y));
  const chosen = configurations[scores.indexOf(Math.max(...scores))];
  return { network: trained(make(points, numClasses, stream.split('all')), chosen), chosen };
}

/** A net without hidden layers, as `classify` takes it: its weights are [d x numClasses]. */
function linearModelOf({ architecture, parameters }: DenseNetwork): Classifier['model'] {
  const [{ inputs, outputs, weights, bias }] = layersOf(architecture);
  const transposed = zeros(outputs, inputs);
  for (let j = 0; j < inputs; j++) {
    for (let c = 0; c < outputs; c++) {
      transposed.data[c * inputs + j] = parameters[weights + j * outputs + c];
    }
  }
  return { weights: transposed, bias: parameters.slice(bias, bias + outputs) };
}
