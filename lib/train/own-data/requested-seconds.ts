import type { Dataset } from '../../data/dataset';
import { oneHot } from '../../mixup/one-hot';
import { selectRows } from '../../numeric/matrix';
import { randomStream } from '../../numeric/random';
import { selectPoints } from '../cross-validate';
import { fitFlow } from '../generative/flow';
import { trainSoftNetwork } from '../soft-labels/train-soft-network';
import type { LabelledPoints } from '../sweep';
import type { ClassifierOptions } from './classifier-options';
import { prepared } from './comparison-part';
import { flow, genMixed, mixedOfPoint } from './requested-points';
import { configurationsOf, heldOut, protocol, type RequestedMethod } from './train-requested';

/** Steps and rows that are timed. A flow looks at its held-out points every 50 steps. */
const timed = { steps: 50, rows: 400 };

/**
 * Seconds that `trainRequested` takes on this machine, as it is now, within a factor of two or so: a few of its steps are
 * timed on the data.
 *
 * @param data that `requireForDensity` let pass
 */
export function requestedSeconds(
  data: Dataset,
  method: RequestedMethod,
  numSplits: number,
  options: Pick<ClassifierOptions, 'scaling' | 'nominal'>,
): number {
  const order = randomStream('estimate').permutation(data.X.rows).subarray(0, timed.rows);
  const { training } = prepared(data, order, options);
  const numClasses = data.classNames.length;
  // Points are made of the rows that choose, and of all.
  const makings = (2 - heldOut) * makingSeconds(training, data, method);
  const trainings = configurationsOf(method).length + 1;
  return (numSplits + 1) * (makings + trainings * netSeconds(training, numClasses));
}

function netSeconds({ X, y }: LabelledPoints, numClasses: number): number {
  const labels = oneHot(y, numClasses);
  const { steps } = timed;
  const train = () =>
    trainSoftNetwork({
      ...{ ...protocol, X, labels, steps, hiddenWidths: [], learningRate: 0.1 },
      stream: randomStream('estimate'),
    });
  // The first compiles.
  return (protocol.steps / steps) * Math.min(secondsOf(train), secondsOf(train));
}

/** Of the augmented points of all rows. */
function makingSeconds(
  sample: LabelledPoints,
  { X: { rows }, classNames }: Dataset,
  method: RequestedMethod,
): number {
  const numClasses = classNames.length;
  const stream = randomStream('estimate');
  if (method === 'genMixGaussian') {
    const enough = selectPoints(sample, rowsOfClasses(sample.y, 2));
    // The sample may have no row of a rare class.
    const present = [...new Set(enough.y)];
    if (present.length < 2) return 0;
    const y = enough.y.map((c) => present.indexOf(c));
    return (rows / y.length) * secondsOf(() => genMixed({ X: enough.X, y }, present.length, stream));
  }
  const own = selectRows(sample.X, rowsOfClasses(sample.y, 2, commonest(sample.y, numClasses)));
  const { steps } = timed;
  const fit = () => fitFlow(own, { ...flow, steps, stream });
  const density = fit();
  const fitting = (flow.steps / steps) * secondsOf(fit);
  const labelling = ((mixedOfPoint * rows) / sample.X.rows) * secondsOf(() => density.logDensity(sample.X));
  return numClasses * (fitting + labelling);
}

/** Rows of the classes that have so many, or of one class alone. */
function rowsOfClasses(y: ArrayLike<number>, least: number, only?: number): number[] {
  const all = Array.from(y, (_, i) => i);
  const counts = new Map<number, number>();
  for (const i of all) counts.set(y[i], (counts.get(y[i]) ?? 0) + 1);
  return all.filter((i) => (only === undefined || y[i] === only) && (counts.get(y[i]) ?? 0) >= least);
}

function commonest(y: ArrayLike<number>, numClasses: number): number {
  const counts = new Int32Array(numClasses);
  for (let i = 0; i < y.length; i++) counts[y[i]]++;
  return counts.indexOf(Math.max(...counts));
}

function secondsOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}
